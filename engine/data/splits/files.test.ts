// Whole files in the order of their names, and where that is proposed.

import { expect, test } from 'vitest';
import type { SplitProposal } from '../../contract/splits.ts';
import { numbers, table } from '../health/example-tables.ts';
import { makeSplit, proposeSplit } from '../split.ts';
import type { Table } from '../table.ts';

const shares = { test: 0.2, validation: 0.15, seed: 1 } as const;

/** Rows that came from files of these names, `rows` each, one after another. */
function fromFiles(names: readonly string[], rows: number): Table {
  const count = names.length * rows;
  const made = table([
    numbers(
      'x',
      Array.from({ length: count }, (_, row) => row),
    ),
  ]);
  const file = Uint16Array.from({ length: count }, (_, row) => Math.floor(row / rows));
  return { ...made, source: { ...made.source, file, files: [...names] } };
}

test('files stay whole: the first by name train, the last test, in whatever order they were dropped', () => {
  const rows = fromFiles(['10月.csv', '8月.csv', '9月.csv', '11月.csv', '7月.csv'], 20);
  const { parts, summary } = makeSplit(rows, [], { kind: 'files', ...shares });
  const partOfFile = Array.from({ length: 5 }, (_, file) => [...new Set(parts.subarray(file * 20, file * 20 + 20))]);
  expect(partOfFile).toEqual([[1], [0], [0], [2], [0]]);
  expect(summary.notes).toContainEqual({
    code: 'files-of-parts',
    train: ['7月.csv', '8月.csv', '9月.csv'],
    validation: ['10月.csv'],
    test: ['11月.csv'],
  });
});

test('files named by a time are proposed, others only offered, and two are none to divide by', () => {
  const proposed = (names: readonly string[]): SplitProposal => proposeSplit(fromFiles(names, 20), [], []);
  expect(proposed(['gt_2011.csv', 'gt_2012.csv', 'gt_2013.csv']).split.kind).toBe('files');
  expect(proposed(['検査202608.csv', '検査202609.csv', '検査202610.csv']).split.kind).toBe('files');
  const machines = proposed(['プレス1.csv', 'プレス2.csv', 'プレス3.csv']);
  expect(machines.split.kind).toBe('stratified');
  expect(machines.alternatives.map(({ split }) => split.kind)).toContain('files');
  expect(proposed(['gt_2011.csv', 'gt_2012.csv']).alternatives).toEqual([]);
  const two = (): unknown => makeSplit(fromFiles(['a.csv', 'b.csv'], 20), [], { kind: 'files', ...shares });
  expect(two).toThrowError(expect.objectContaining({ code: 'split.too-few-files', facts: { files: 2 } }));
});
