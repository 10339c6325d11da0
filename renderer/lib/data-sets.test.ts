import { expect, test } from 'vitest';
import * as v from 'valibot';
import { ProjectDocument, splitOf, withSplit } from '../../engine/contract/project.ts';
import { removeSource, renameSource, tasksOn } from './data-sets.ts';

const document = v.parse(ProjectDocument, {
  data: [
    { id: 'parts', files: ['a.csv'] },
    { id: 'load', files: ['b.csv'], time: 'date' },
  ],
  tasks: [
    { id: 'ok', data: 'parts', target: 'ok', kind: 'binary' },
    { id: 'oil', data: 'load', target: 'OT', kind: 'forecast', horizon: 24 },
  ],
  splits: { load: { kind: 'time' } },
});

test('a data set under another name keeps its tasks and its split', () => {
  const renamed = renameSource(document, 'load', '変圧器');
  expect(renamed.data.map(({ id }) => id)).toEqual(['parts', '変圧器']);
  expect(renamed.tasks.map((task) => task.data)).toEqual(['parts', '変圧器']);
  expect(splitOf(renamed, '変圧器').kind).toBe('time');
  expect(v.parse(ProjectDocument, renamed)).toEqual(renamed);
});

test('a data set that goes takes its tasks with it, and the one that stays keeps its split', () => {
  const left = removeSource(document, 'parts');
  expect(left.tasks.map(({ id }) => id)).toEqual(['oil']);
  expect(left.split.kind).toBe('time');
  expect(left.splits).toBeUndefined();
  expect(removeSource(document, 'load').split.kind).toBe('stratified');
});

test('what was accepted of a data set goes by its new name, and with it', () => {
  const accepted = [
    { data: 'parts', finding: 'identifier:番号' },
    { data: 'load', finding: 'constant:色' },
  ];
  const given = { ...document, accepted };
  expect(renameSource(given, 'load', '変圧器').accepted).toEqual([
    { data: 'parts', finding: 'identifier:番号' },
    { data: '変圧器', finding: 'constant:色' },
  ]);
  expect(removeSource(given, 'parts').accepted).toEqual([{ data: 'load', finding: 'constant:色' }]);
});

test('a split belongs to its data set alone', () => {
  const changed = withSplit(document, 'parts', { kind: 'random', test: 0.3, validation: 0.1, seed: 2 });
  expect(splitOf(changed, 'parts')).toMatchObject({ kind: 'random', test: 0.3 });
  expect(splitOf(changed, 'load').kind).toBe('time');
  expect(changed.split).toEqual(document.split);
  expect(tasksOn(document, 'load').map(({ id }) => id)).toEqual(['oil']);
});
