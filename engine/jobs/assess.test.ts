import { expect, test } from 'vitest';
import { createRng } from '../base/rng.ts';
import type { RunSummary } from '../contract/runs.ts';
import type { Task } from '../contract/tasks.ts';
import { result, summary } from '../store/testing/records.ts';
import type { TaskTargets } from '../tasks/targets.ts';
import { assess, standings, type Finished } from './assess.ts';

const task: Task = { id: 'd', data: 'main', target: '寸法', kind: 'regression', importance: 1 };
const rows = Uint32Array.from({ length: 200 }, (_, i) => i);
const rng = createRng(4);
const values = Float32Array.from(rows, () => rng.normal());
const targets: TaskTargets[] = [{ task, values, classes: [] }];
const truth = { targets, pasts: new Map() };

/** A finished run whose prediction of each row is `predict(actual value)`. */
function finished(
  id: string,
  changes: Partial<RunSummary>,
  predict: (actual: number) => number,
  isTwin = false,
): Finished {
  const part = { rows, values: { d: Float32Array.from(values, predict) } };
  const predictions = { validation: part, test: part };
  const own = { ...result, tasks: assess(truth, predictions, 1) };
  return {
    summary: { ...summary(id, 'p', { ...changes, state: 'completed' }), result: own },
    predictions,
    isTwin,
    reads: '{}',
  };
}

const twinRecipe = { recipe: { sharing: 'single-task', weighting: 'equal', schedule: 'joint', search: 'none' } };
const constant = finished('constant', { kind: 'constant' }, () => 0);
const verdict = (runs: Finished[], id: string) =>
  standings(runs, truth)
    .get(id)!
    .comparisons.find((one) => one.against === 'single-task')!.verdict;

test('a joint model that is right where its twin is off by half helps; Delta-m is -100 %', () => {
  const joint = finished('joint', {}, (actual) => actual);
  const twin = finished('twin', twinRecipe, (actual) => actual + 0.5, true);
  expect(verdict([constant, joint, twin], 'joint')).toBe('helps');
  // The joint MAE is 0, the twin's 0.5: 100 * (0 - 0.5) / 0.5.
  expect(standings([constant, joint, twin], truth).get('joint')!.deltaM).toBeCloseTo(-100, 3);
});

test('the twin is compared with the baselines, not with itself', () => {
  const twin = finished('twin', twinRecipe, (actual) => actual, true);
  const { comparisons, deltaM } = standings([constant, twin], truth).get('twin')!;
  expect(comparisons.map((one) => one.against)).toEqual(['constant']);
  expect(deltaM).toBeNull();
});

test('where neither model beats the constant answer, better than bad is no difference', () => {
  const joint = finished('joint', {}, () => 1);
  const twin = finished('twin', twinRecipe, () => 2, true);
  expect(verdict([constant, joint, twin], 'joint')).toBe('no-difference');
  // Without the rule it would be called help: the joint model is closer in every other row.
  expect(verdict([joint, twin], 'joint')).toBe('helps');
});

test('runs of other seeds and other inputs are no twins', () => {
  const joint = finished('joint', {}, (actual) => actual);
  const otherSeed = finished('a', { ...twinRecipe, seed: 2 }, (actual) => actual + 1, true);
  const otherInputs = { ...finished('b', twinRecipe, (actual) => actual + 1, true), reads: '{"exclude":["x"]}' };
  expect(standings([joint, otherSeed, otherInputs], truth).get('joint')!.comparisons).toEqual([]);
});
