// What the checks of photos are given.

import type { Split } from '../../contract/tasks.ts';
import type { TaskLabels } from '../health/labels.ts';
import type { Table } from '../table.ts';
import type { ImageSet } from './image-set.ts';
import type { NearPair } from './near-pairs.ts';

export interface ImageContext {
  readonly table: Table;
  readonly set: ImageSet;
  readonly source: string;
  readonly split: Split | undefined;
  readonly parts: ArrayLike<number> | undefined;
  readonly snapshotRow: (row: number) => number;
  /** Photo of each row, -1 for none. */
  readonly photoOf: Int32Array;
  /** Labels of the tasks that have classes. */
  readonly labels: readonly TaskLabels[];
  /** Pairs of rows that look the same without being equal files; first row first. */
  readonly near: readonly NearPair[];
  /** Rows with equal files, each group in row order. */
  readonly equal: readonly (readonly number[])[];
}

/** The photo's name in a row. */
export function nameOf({ set, photoOf }: ImageContext, row: number): string {
  return set.names[photoOf[row]!]!;
}

/** Whether two rows stand on different sides of the split. */
export function areApart({ parts }: ImageContext, first: number, second: number): boolean {
  if (parts === undefined) return false;
  const [a, b] = [parts[first]!, parts[second]!];
  return a !== b && a !== 255 && b !== 255;
}
