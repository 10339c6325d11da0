// Columns that a person says are known up to now and no further: they help to forecast others. Numbers as they are,
// words as one column of 0 and 1 for each of the common ones.

import { Refusal } from '../../contract/errors.ts';
import { columnOf } from '../table.ts';
import type { Column, Table } from '../table.ts';
import { commonCodes } from './known.ts';

export interface PastColumn {
  readonly column: string;
  /** A column of words: 1 where it is this one, 0 where it is another. */
  readonly word?: string;
  /** One a row of the table, missing = NaN. */
  readonly values: Float64Array;
}

/**
 * @param ahead columns that are known ahead: their past says nothing that their future does not
 * @param training 1 for training rows: from these alone follows which words are common
 * @throws Refusal `series.no-past-column` for a name that is none, `series.past-and-ahead` for one named as both
 */
export function pastColumns(
  table: Table,
  names: readonly string[],
  ahead: readonly string[],
  training: ArrayLike<number>,
): PastColumn[] {
  return names.flatMap((name) => {
    if (ahead.includes(name)) throw new Refusal('series.past-and-ahead', { column: name });
    const column = columnOf(table, name);
    if (!column || column.kind === 'date' || column.kind === 'image')
      throw new Refusal('series.no-past-column', { column: name });
    return asNumbers(column, training);
  });
}

function asNumbers(column: Column, training: ArrayLike<number>): PastColumn[] {
  if (!('codes' in column)) return [{ column: column.name, values: column.values }];
  return commonCodes(column, (row) => training[row] === 1).map((code) => ({
    column: column.name,
    word: column.levels[code]!,
    values: Float64Array.from(column.codes, (own) => (own < 0 ? NaN : Number(own === code))),
  }));
}
