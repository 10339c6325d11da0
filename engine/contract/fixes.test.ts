// A fix edits a copy of the document: the old one is what undo goes back to.

import { parse } from 'valibot';
import { expect, test } from 'vitest';
import { applyFix } from './fixes.ts';
import type { Fix } from './health.ts';
import { ProjectDocument, splitOf } from './project.ts';

const document = parse(ProjectDocument, {
  data: [
    { files: ['a.csv'], withoutRows: [7] },
    { id: 'second', files: ['b.csv'] },
  ],
  inputs: { exclude: ['UDI'] },
  tasks: [
    { id: 't', target: '判定', kind: 'binary', positive: 'NG' },
    { id: 'u', target: '寸法', kind: 'regression' },
  ],
});

const fixes: Fix[] = [
  { kind: 'exclude-column', columns: ['連番', 'UDI'] },
  { kind: 'remove-rows', data: 'main', rows: [12, 3, 7] },
  { kind: 'use-split', split: { kind: 'time', column: '日時', test: 0.2, validation: 0.15, seed: 1 } },
  { kind: 'change-kind', data: 'main', column: '型番', to: 'category' },
  { kind: 'drop-task', taskId: 't' },
];

test.each(fixes)('$kind leaves the given document as it was, and a second time changes nothing more', (fix) => {
  const before = structuredClone(document);
  const fixed = applyFix(document, fix);
  expect(document).toEqual(before);
  expect(fixed).not.toEqual(before);
  expect(applyFix(fixed, fix)).toEqual(fixed);
  expect(parse(ProjectDocument, fixed)).toEqual(fixed);
});

test('each fix does what its button says', () => {
  const [excluded, removed, divided, changed, dropped] = fixes.map((fix) => applyFix(document, fix));
  expect(excluded!.inputs.exclude).toEqual(['UDI', '連番']);
  expect(removed!.data.map((source) => source.withoutRows)).toEqual([[3, 7, 12], undefined]);
  expect(divided!.split).toMatchObject({ kind: 'time', column: '日時' });
  expect(changed!.data[0]!.import!.columns).toEqual({ 型番: { kind: 'category' } });
  expect(dropped!.tasks.map((task) => task.id)).toEqual(['u']);
});

test('a project of one data set that has a split of its own is divided anew', () => {
  const own = { ...document, data: [document.data[0]!], splits: { main: document.split } };
  const { split } = fixes.find((fix) => fix.kind === 'use-split')!;
  expect(splitOf(applyFix(own, { kind: 'use-split', split }), 'main')).toEqual(split);
});

test('the answer of a dropped task does not become an input of the others', () => {
  expect(applyFix(document, { kind: 'drop-task', taskId: 't' }).inputs.exclude).toEqual(['UDI', '判定']);
});
