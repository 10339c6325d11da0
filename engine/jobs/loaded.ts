// The data of a document as the engine holds them: each data set, and all of them as one row space.

import type { ColumnProfile } from '../contract/health.ts';
import type { ImportReport } from '../contract/import.ts';
import type { ImageProblem, ImageReport } from '../contract/images.ts';
import type { ImagePack, ImageSet, PackSize } from '../data/images/index.ts';
import type { OrderedSeries } from '../data/series/index.ts';
import type { Table } from '../data/table.ts';

/** The photos of a data set. */
export interface LoadedImages {
  readonly set: ImageSet;
  readonly report: ImageReport;
  /** All of them; the report holds the first. */
  readonly problems: readonly ImageProblem[];
  /** Columns with what a ready-made network says of each photo; empty where the pixels themselves are learned from. */
  readonly described: readonly string[];
  /** All of them in this size; made once and kept on disk. @throws the signal's reason when cancelled */
  pixels(size: PackSize, signal?: AbortSignal): Promise<ImagePack>;
}

/** One data set after joins and removed rows, with what is known of it. */
export interface LoadedSource {
  readonly id: string;
  readonly table: Table;
  readonly profile: readonly ColumnProfile[];
  readonly report: ImportReport;
  /** Of the content and of every decision about it. */
  readonly hash: string;
  readonly fileNames: readonly string[];
  /** Photos, where the data set is one of photos. */
  readonly images: LoadedImages | null;
  /** The order of the rows, where the data set has a time column. */
  readonly series: OrderedSeries | null;
  /** Columns that may be predicted but are no inputs: what people wrote about photos. */
  readonly labelColumns: readonly string[];
  /** Its first row among the rows of all data sets. */
  readonly firstRow: number;
}

/** All data sets one below the other. With one data set it is that data set's own table. */
export interface LoadedData {
  readonly table: Table;
  readonly profile: readonly ColumnProfile[];
  readonly report: ImportReport;
  readonly tableHash: string;
  readonly fileNames: readonly string[];
  readonly sources: readonly LoadedSource[];
}
