// The three real tables of the accuracy benchmark: tasks, inputs, and how rows are divided.

import { createRng, permutation } from '../base/rng.ts';
import type { Task } from '../contract/tasks.ts';
import { makeSplit } from '../data/split.ts';
import type { Table } from '../data/table.ts';
import { encodeTargets } from '../tasks/index.ts';

export interface AccuracyCase {
  readonly id: 'energy' | 'ai4i' | 'gas-turbine' | 'gas-turbine by year';
  readonly files: readonly string[];
  readonly exclude: readonly string[];
  readonly tasks: readonly Task[];
  readonly score: 'mae' | 'rmse' | 'ap';
  readonly peers: readonly ('hgb' | 'rf')[];
  readonly splits: number;
  /** Parts of every row for the split of this number, from 1. */
  parts(table: Table, split: number): Uint8Array;
}

const common = { data: 'main', importance: 1 } as const;
const regression = (id: string): Task => ({ ...common, id, target: id, kind: 'regression' });
const binary = (id: string): Task => ({ ...common, id, target: id, kind: 'binary', positive: '1' });

export const energy: AccuracyCase = {
  id: 'energy',
  files: ['energy-efficiency/ENB2012.csv'],
  exclude: [],
  tasks: ['Y1', 'Y2'].map(regression),
  score: 'mae',
  peers: ['hgb', 'rf'],
  splits: 10,
  parts(table, split) {
    return makeSplit(
      table,
      this.tasks.map((task) => encodeTargets(table, task)),
      { kind: 'random', test: 0.2, validation: 0.15, seed: split },
    ).parts;
  },
};

export const ai4i: AccuracyCase = {
  id: 'ai4i',
  files: ['ai4i2020/ai4i2020.csv'],
  exclude: ['UDI', 'Product ID', 'Machine failure'],
  tasks: ['TWF', 'HDF', 'PWF', 'OSF', 'RNF'].map(binary),
  score: 'ap',
  peers: ['hgb'],
  splits: 5,
  parts(table, split) {
    return makeSplit(
      table,
      this.tasks.map((task) => encodeTargets(table, task)),
      { kind: 'stratified', test: 0.2, validation: 0.15, seed: split },
    ).parts;
  },
};

export const gasTurbine: AccuracyCase = {
  id: 'gas-turbine',
  files: [2011, 2012, 2013, 2014, 2015].map((year) => `gas-turbine/gt_${year}.csv`),
  exclude: [],
  tasks: ['CO', 'NOX'].map(regression),
  score: 'rmse',
  peers: ['hgb'],
  splits: 3,
  /** Test 2014 and 2015; of the rows of the years before, 15 % are drawn for validation by chance. */
  parts(table, split) {
    const parts = Uint8Array.from({ length: table.rowCount }, (_, row) => (table.source.file[row]! >= 3 ? 2 : 0));
    const early = parts.reduce((count, part) => count + (part === 0 ? 1 : 0), 0);
    const order = permutation(early, createRng(split));
    for (let i = 0; i < early * 0.15; i++) parts[order[i]!] = 1;
    return parts;
  },
};

/**
 * Every part whole years: trained on 2011 and 2012, validated on 2013, tested on 2014 and 2015, so that training stops
 * where years to come are told best. The peer is fitted on all three years.
 */
export const gasTurbineByYear: AccuracyCase = {
  ...gasTurbine,
  id: 'gas-turbine by year',
  splits: 5,
  parts(table) {
    const targets = this.tasks.map((task) => encodeTargets(table, task));
    return makeSplit(table, targets, { kind: 'files', test: 0.4, validation: 0.2, seed: 1 }).parts;
  },
};
