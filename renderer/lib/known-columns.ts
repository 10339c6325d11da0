// How far the values of a column are known when a forecast is made: what a person says of it, as it stands in the data set.

import type { DataSource } from '../../engine/contract/project.ts';

export const knowledges = ['unused', 'past', 'ahead'] as const;
/** Not read; read up to the moment of the forecast; read beyond it as well. */
export type Knowledge = (typeof knowledges)[number];

export function knowledgeOf({ past, ahead }: Pick<DataSource, 'past' | 'ahead'>, column: string): Knowledge {
  if (ahead?.includes(column)) return 'ahead';
  return past?.includes(column) ? 'past' : 'unused';
}

/** The data set with this said of a column; a list that has become empty is left out. */
export function withKnowledge({ past, ahead, ...rest }: DataSource, column: string, knowledge: Knowledge): DataSource {
  const listed = (names: readonly string[] = [], belongs: boolean): string[] =>
    belongs ? [...names.filter((name) => name !== column), column] : names.filter((name) => name !== column);
  const [nowPast, nowAhead] = [listed(past, knowledge === 'past'), listed(ahead, knowledge === 'ahead')];
  return {
    ...rest,
    ...(nowPast.length > 0 ? { past: nowPast } : {}),
    ...(nowAhead.length > 0 ? { ahead: nowAhead } : {}),
  };
}
