// The health checks by name, and the facts that each one's sentence is made of. A check without
// facts here, or without sentences in `text/findings-*.ts`, does not compile.

import { imageChecks, type ImageFindingFacts } from './image-checks.ts';
import { seriesChecks, type SeriesFindingFacts } from './series-checks.ts';

/** What a finding of each check states. Shares are 0 to 1; row numbers travel in the finding itself. */
export interface FindingFacts extends ImageFindingFacts, SeriesFindingFacts {
  'few-rows': { rows: number; needed: number };
  'missing-values': { column: string; missing: number; rows: number };
  'empty-column': { column: string; rows: number };
  constant: { column: string; value: string };
  'dominant-level': { column: string; level: string; count: number; rows: number; others: number };
  'duplicate-columns': { columns: string[]; kept: string; rows: number };
  identifier: { column: string; form: 'serial' | 'unique'; first: string; last: string; distinct: number };
  'many-levels': { column: string; distinct: number; rows: number };
  'unused-text': { column: string; distinct: number; example: string };
  outliers: { column: string; unit: string; count: number; lower: number; upper: number; furthest: number };
  'impossible-values': {
    column: string;
    unit: string;
    count: number;
    example: number;
    reason: 'placeholder' | 'temperature' | 'percent';
  };
  'unit-mix': {
    column: string;
    unit: string;
    factor: number;
    count: number;
    rows: number;
    typical: number;
    jump: number;
  };
  'duplicate-rows': { exact: number; near: number; rows: number };
  'conflicting-labels': { task: string; rows: number; groups: number; labelled: number; error: number | null };
  groups: { column: string; distinct: number; rows: number; by: 'name' | 'structure' };
  'time-order': { column: string; first: string; last: string };
  'told-groups': { column: string; group: string; groups: number };
  'sorted-by-target': { task: string; runs: number; expected: number };
  'target-drift': { task: string; along: string; from: number; to: number; form: 'share' | 'mean'; unit: string };
  /** Of the rows of a part those that lie outside, in any of `inputs` columns; `column` is the one in which most do. */
  'beyond-training': BeyondFacts;
  'target-absent': { task: string; column: string };
  'single-class': { task: string; level: string; rows: number };
  'missing-labels': { task: string; missing: number; rows: number; labelled: number };
  /** `inTest` of the `count` NG are expected in the test part; the bounds are on the miss rate, none being missed. */
  'few-defects': {
    task: string;
    level: string;
    count: number;
    inTest: number;
    bound: number;
    boundOfAll: number;
    needed: number;
  };
  imbalance: { task: string; smallest: string; count: number; largest: string; largestCount: number; rows: number };
  /** `hits` of `outOf` rows for the forms that rest on one value (`level`) and one class; `examined` rows for the others. */
  leak: LeakFacts;
  'strong-column': LeakFacts;
  'targets-related': { task: string; others: string[] };
}

/** Rows outside the range of the training rows, in validation and test. */
export interface BeyondFacts {
  test: number;
  testRows: number;
  validation: number;
  validationRows: number;
  /** Columns in which rows lie outside, and how many inputs were looked at. */
  columns: number;
  inputs: number;
  /** The one in which most rows do, with the numbers of the training rows and of the rows outside; or a word they have. */
  column: string;
  unit: string;
  form: 'number' | 'word';
  low: number;
  high: number;
  from: number;
  to: number;
  word: string;
}

/** Evidence of the first of `tasks`; `task` is its id. */
export interface LeakFacts {
  task: string;
  tasks: string[];
  column: string;
  form: LeakForm;
  score: number;
  examined: number;
  level: string;
  class: string;
  hits: number;
  outOf: number;
}

/**
 * How a column gives a target away, measured on rows held out of the fit:
 * `rule` balanced accuracy of a rule on this column alone; `fit` share of variance explained (R2) by it alone;
 * `implies` a value that occurs with one class only; `covers` a rare value that every row of a class has.
 */
export type LeakForm = 'rule' | 'fit' | 'implies' | 'covers';

export const checks = [
  'few-rows',
  'missing-values',
  'empty-column',
  'constant',
  'dominant-level',
  'duplicate-columns',
  'identifier',
  'many-levels',
  'unused-text',
  'outliers',
  'impossible-values',
  'unit-mix',
  'duplicate-rows',
  'conflicting-labels',
  'groups',
  'time-order',
  'told-groups',
  'sorted-by-target',
  'target-drift',
  'beyond-training',
  'target-absent',
  'single-class',
  'missing-labels',
  'few-defects',
  'imbalance',
  'leak',
  'strong-column',
  'targets-related',
  ...imageChecks,
  ...seriesChecks,
] as const satisfies readonly (keyof FindingFacts)[];
export type Check = (typeof checks)[number];
