// What a forecaster is fed of the columns it looks back on: each column once or, where several data sets have it, once
// for each of them, so that a line in kW and a line in W have scales of their own and still share the network.

import type { ChannelMoments, SeriesChannel, SeriesFeature } from '../data/features.ts';

/** One number of each row that is looked back on. */
export interface FedColumn extends ChannelMoments {
  readonly column: string;
  readonly word?: string;
  /** The data set it is of; left out = whichever there is. */
  readonly data?: string;
}

/** What one channel is fed by, the channel's own data set first. */
export function fedBy({ others = [], ...first }: SeriesChannel): readonly FedColumn[] {
  const { column, word } = first;
  return [first, ...others.map((one) => ({ column, ...(word === undefined ? {} : { word }), ...one }))];
}

/** All that is fed, in order: channel after channel. */
export function fedColumns({ channels }: Pick<SeriesFeature, 'channels'>): readonly FedColumn[] {
  return channels.flatMap(fedBy);
}

/**
 * The first of these that is the column of this data set; -1 where there is none.
 * @param data absent = of a network with one data set
 */
export function placeOf(fed: readonly FedColumn[], column: string, data: string | undefined): number {
  return fed.findIndex((one) => one.column === column && (one.data === undefined || one.data === data));
}

/** A name met in several data sets, told apart as the columns of stacked tables are. */
export function nameIn(data: string | undefined, name: string): string {
  return data === undefined ? name : `${name} (${data})`;
}
