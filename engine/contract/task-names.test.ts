import { expect, test } from 'vitest';
import * as v from 'valibot';
import { result, summary } from '../store/testing/records.ts';
import { RunSummary } from './runs.ts';
import { findingUnderNames, runUnderNames, taskNames, tasksUnderNames } from './task-names.ts';
import type { Task } from './tasks.ts';

const task = (id: string, name?: string): Task => ({
  id,
  ...(name === undefined ? {} : { name }),
  data: 'main',
  target: id,
  kind: 'regression',
  importance: 1,
});

test('two tasks that were given each other’s ids as names are told apart', () => {
  const nameOf = taskNames([task('A', 'B'), task('B', 'A')]);
  expect(['A', 'B', 'C'].map(nameOf)).toEqual(['B', 'A', 'C']);
});

test('where two tasks are called the same, both go by their ids, so that no result stands for another', () => {
  const nameOf = taskNames([task('A', '寸法'), task('B', '寸法'), task('C', '重さ')]);
  expect(['A', 'B', 'C'].map(nameOf)).toEqual(['A', 'B', '重さ']);
  expect(['A', '寸法'].map(taskNames([task('A', '寸法'), task('寸法')]))).toEqual(['A', '寸法']);
});

test('a run under the names shown has the same figures, in every part that names tasks; its recipe is as it was', () => {
  const ids = ['roughness', 'burn'];
  const nameOf = taskNames([task('roughness', '粗さ'), task('burn')]);
  const cell = { source: 'roughness', target: 'burn', gain: null, verdict: 'helps', n: 3 } as const;
  const difference = { value: 1, low: 0, high: 2 };
  const run = summary('run-1', 'p', {
    recipe: { sharing: 'hard', weighting: 'fixed', schedule: 'joint', search: 'none', weights: { roughness: 2 } },
    result: {
      ...result,
      comparisons: [
        { taskId: 'roughness', metric: 'mae', against: 'constant', joint: 1, other: 2, difference, verdict: 'helps' },
      ],
      lines: { roughness: 0.4 },
      weightHistory: { tasks: ids, epochs: [1], weights: [[0.5, 0.5]], contributions: [] },
      affinity: {
        tasks: ids,
        cells: [{ ...cell, relative: difference }],
        groups: [ids],
        conflict: null,
        steps: 1,
        seconds: 1,
        seed: 1,
      },
    },
  });
  const named = runUnderNames(run, nameOf);
  expect(v.parse(RunSummary, named)).toEqual(named);
  // Nothing but the name itself differs, wherever it stands.
  expect(JSON.stringify(named.result)).toBe(JSON.stringify(run.result).replaceAll('"roughness"', '"粗さ"'));
  expect(named.recipe).toEqual(run.recipe);
});

test('tasks under their names have no other name any more', () => {
  const tasks = [task('A', '寸法'), task('B')];
  expect(tasksUnderNames(tasks, taskNames(tasks))).toEqual([{ ...task('A'), id: '寸法' }, task('B')]);
});

test('a finding speaks of its task by the name shown, and of nothing else that is spelt like it', () => {
  const finding = findingUnderNames(
    {
      key: 'targets-related:A',
      check: 'targets-related',
      severity: 'warn',
      columns: ['A'],
      taskId: 'A',
      facts: { task: 'A', others: ['B', 'A'], column: 'A' },
      rowCount: 0,
      rows: [],
      fix: { kind: 'drop-task', taskId: 'A' },
    },
    taskNames([task('A', '寸法'), task('B')]),
  );
  expect(finding).toMatchObject({
    key: 'targets-related:A',
    columns: ['A'],
    taskId: '寸法',
    facts: { task: '寸法', others: ['B', '寸法'], column: 'A' },
    fix: { taskId: '寸法' },
  });
});
