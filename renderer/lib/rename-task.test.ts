import { expect, test } from 'vitest';
import { ProjectDocument } from '../../engine/contract/project.ts';
import { parse } from 'valibot';
import { renameTask } from './rename-task.ts';

const document = parse(ProjectDocument, {
  data: [{ files: ['a.csv'] }],
  tasks: [
    { id: 'flops', target: 'Y1', kind: 'regression' },
    { id: 'Y2', target: 'Y2', kind: 'regression' },
  ],
  recipes: [{ sharing: 'hard', weighting: 'fixed', weights: { flops: 2, Y2: 1 }, budget: { flops: 100, seconds: 3 } }],
});

test('a new name reaches the fixed weights, and nothing that only looks like the old one', () => {
  const { tasks, recipes } = renameTask(document, 'flops', '暖房', false);
  expect(tasks.map(({ id, target }) => [id, target])).toEqual([
    ['暖房', 'Y1'],
    ['Y2', 'Y2'],
  ]);
  expect(recipes[0]).toMatchObject({ weights: { 暖房: 2, Y2: 1 }, budget: { flops: 100, seconds: 3 } });
});

test('renaming back gives the document that was there', () => {
  expect(renameTask(renameTask(document, 'Y2', 'Z', false), 'Z', 'Y2', false)).toEqual(document);
});

test('with results the id stays, and what is shown is the name; its own id again is no name of its own', () => {
  const named = renameTask(document, 'flops', '暖房', true);
  expect(named.tasks[0]).toMatchObject({ id: 'flops', name: '暖房' });
  expect(named.recipes).toEqual(document.recipes);
  expect(renameTask(named, 'flops', 'flops', true)).toEqual(document);
  expect(renameTask(named, 'flops', '冷房', false).tasks[0]).toEqual({ ...document.tasks[0], id: '冷房' });
});
