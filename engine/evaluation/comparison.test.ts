// Verdicts on joining tasks, Delta-m, and which run is recommended.

import * as v from 'valibot';
import { expect, test } from 'vitest';
import { createRng } from '../base/rng.ts';
import { ProjectDocument } from '../contract/project.ts';
import { Recipe } from '../contract/recipes.ts';
import type { Comparison, RunSummary, TaskResult } from '../contract/runs.ts';
import { BinaryTask, RegressionTask } from '../contract/tasks.ts';
import { combineSeeds } from './combine-seeds.ts';
import { compareTask } from './compare-task.ts';
import { deltaM } from './delta-m.ts';
import type { Judged } from './judged.ts';
import { recommend } from './recommend.ts';

const size = v.parse(RegressionTask, { id: 'size', kind: 'regression', target: '寸法', unit: 'mm' });
const look = v.parse(BinaryTask, { id: 'look', kind: 'binary', target: '外観判定' });

/** Predictions whose errors have this spread, on the same labels each time. */
function sizes(spread: number, seed: number, count = 300): Judged {
  const [truth, noise] = [createRng(1), createRng(seed)];
  const actual = Float64Array.from({ length: count }, () => truth.normal());
  const predicted = Float32Array.from(actual, (value) => value + spread * noise.normal());
  return { actual, predicted, rows: Uint32Array.from(actual.keys()), classes: [] };
}

test('a clearly better joint model helps, a clearly worse one hurts, and the sign says which', () => {
  const better = compareTask(size, sizes(0.1, 2), sizes(0.3, 3), 'single-task');
  expect(better.verdict).toBe('helps');
  expect(better.difference.value).toBeGreaterThan(0);
  expect(better.difference.value).toBeCloseTo(better.other! - better.joint!, 12);
  const worse = compareTask(size, sizes(0.3, 3), sizes(0.1, 2), 'single-task');
  expect(worse.verdict).toBe('hurts');
  expect(worse.difference.value).toBeCloseTo(-better.difference.value!, 12);
});

test('two identical models are never different', () => {
  for (const seed of [1, 2, 3]) {
    const same = compareTask(size, sizes(0.2, 4), sizes(0.2, 4), 'single-task', { seed });
    expect(same.difference).toEqual({ value: 0, low: 0, high: 0 });
    expect(same.verdict).toBe('no-difference');
  }
});

test('models of equal worth are called different in about one of twenty data sets, not more', () => {
  const verdicts = Array.from(
    { length: 100 },
    (_, i) => compareTask(size, sizes(0.2, 100 + i), sizes(0.2, 500 + i), 'single-task').verdict,
  );
  expect(verdicts.filter((verdict) => verdict !== 'no-difference').length).toBeLessThanOrEqual(12);
});

test('nineteen rows, or nine NG parts, give no verdict', () => {
  expect(compareTask(size, sizes(0.1, 2, 19), sizes(0.5, 3, 19), 'single-task').verdict).toBe('unknown');
  const labels = (bad: number): Judged => {
    const actual = Float64Array.from({ length: 100 }, (_, i) => (i < bad ? 1 : 0));
    return {
      actual,
      predicted: Float32Array.from(actual),
      rows: Uint32Array.from(actual.keys()),
      classes: ['OK', 'NG'],
    };
  };
  const opposite = (of: Judged): Judged => ({ ...of, predicted: of.predicted.map((p) => 1 - p) });
  expect(compareTask(look, labels(9), opposite(labels(9)), 'constant').verdict).toBe('unknown');
  expect(compareTask(look, labels(10), opposite(labels(10)), 'constant').verdict).toBe('helps');
});

test('models judged on different rows cannot be compared', () => {
  const other = { ...sizes(0.1, 2), rows: Uint32Array.from({ length: 300 }, (_, i) => i + 1) };
  expect(() => compareTask(size, sizes(0.1, 2), other, 'single-task')).toThrow('same rows');
});

function seeded(joint: number, other: number): Comparison {
  const value = other - joint;
  return {
    taskId: 'size',
    metric: 'mae',
    against: 'single-task',
    joint,
    other,
    difference: { value, low: value - 0.01, high: value + 0.01 },
    verdict: 'helps',
  };
}

test('a difference smaller than the spread between seeds is no difference, whatever each seed says', () => {
  // Differences 0.05, 0.05, 0.05; the joint model alone wanders between 0.20 and 0.30.
  const combined = combineSeeds([seeded(0.2, 0.25), seeded(0.3, 0.35), seeded(0.25, 0.3)]);
  expect(combined.verdict).toBe('no-difference');
  expect(combined.difference.value).toBeCloseTo(0.05, 12);
  expect(combineSeeds([seeded(0.2, 0.25), seeded(0.201, 0.251), seeded(0.199, 0.249)]).verdict).toBe('helps');
});

test('with one seed the interval against separate models holds chance in training; against a baseline it does not', () => {
  // Half an interval of 0.01 is a standard error of 0.01 / 1.96. Of chance in training as large, by 4 degrees of
  // freedom: 2.776 * 0.01 / 1.96 = 0.01416. Both together: the root of 0.01^2 + 0.01416^2 = 0.01734.
  const { difference } = combineSeeds([seeded(0.2, 0.25)]);
  expect(difference.value).toBeCloseTo(0.05, 12);
  expect(difference.high! - 0.05).toBeCloseTo(0.01734, 5);
  expect(0.05 - difference.low!).toBeCloseTo(0.01734, 5);
  expect(combineSeeds([seeded(0.2, 0.215)]).verdict).toBe('no-difference');
  expect(combineSeeds([seeded(0.2, 0.22)]).verdict).toBe('helps');
  const against = { ...seeded(0.2, 0.215), against: 'constant' as const };
  expect(combineSeeds([against])).toEqual(against);
});

test.each([1, 2, 3, 5])(
  'where chance in training is as large as that of the test rows, %i seeds call nothing a difference in 95 of 100 cases',
  (seeds) => {
    const rng = createRng(seeds);
    const cases = 2000;
    let claims = 0;
    for (let i = 0; i < cases; i++) {
      const rows = 0.01 * rng.normal(); // the same test rows for all seeds
      const all = Array.from({ length: seeds }, () => {
        const value = rows + 0.01 * rng.normal();
        // Equal figures of either model: the rule of their spread is not what is looked at here.
        return { ...seeded(1, 1), difference: { value, low: value - 0.0196, high: value + 0.0196 } };
      });
      if (combineSeeds(all).verdict !== 'no-difference') claims++;
    }
    // 5 % and three standard errors of 2,000 cases.
    expect(claims / cases).toBeLessThan(0.065);
  },
);

test('an interval of a difference holds the difference that it is of', () => {
  const looks = (seed: number): Judged => {
    const rng = createRng(seed);
    const actual = Float64Array.from({ length: 60 }, (_, i) => (i % 5 === 0 ? 1 : 0));
    const predicted = Float32Array.from(actual, (value) => (value + 4 * rng.next()) / 5);
    return { actual, predicted, rows: Uint32Array.from(actual.keys()), classes: ['OK', 'NG'] };
  };
  for (let seed = 1; seed < 30; seed++) {
    const { value, low, high } = compareTask(look, looks(seed), looks(seed + 100), 'single-task').difference;
    expect(low!).toBeLessThanOrEqual(value!);
    expect(high!).toBeGreaterThanOrEqual(value!);
  }
});

function result(metric: string, value: number | null): TaskResult {
  return { n: 100, mainMetric: metric, metrics: { [metric]: { value, low: null, high: null } } };
}

test('Delta-m is a mean of signed percentages, lower is better, and null where a base is 0 or missing', () => {
  // mae 0.9 against 1.0: -10 %. Average precision 0.6 against 0.5: 20 % better, counted -20 %. Mean -15 %.
  const run = { a: result('mae', 0.9), b: result('averagePrecision', 0.6) };
  expect(deltaM(run, { a: result('mae', 1), b: result('averagePrecision', 0.5) })).toBeCloseTo(-15, 12);
  expect(deltaM(run, { a: result('mae', 0), b: result('averagePrecision', 0.5) })).toBeNull();
  expect(deltaM(run, { a: result('mae', 1) })).toBeNull();
  expect(deltaM(run, run)).toBe(0);
});

const document = v.parse(ProjectDocument, { data: [{ files: ['a.csv'] }], tasks: [size, { ...look, floor: 0.5 }] });

function run(
  id: string,
  mae: number,
  precision: number,
  flops: number,
  verdict: Comparison['verdict'] = 'helps',
  name = id,
): RunSummary {
  const comparison: Comparison = { ...seeded(mae, 1), against: 'constant', verdict };
  const recipe = v.parse(Recipe, { name });
  return {
    id,
    projectId: 'p',
    snapshotId: 's',
    kind: 'recipe',
    recipe,
    seed: 1,
    state: 'completed',
    queuedAt: 0,
    startedAt: 0,
    endedAt: 1,
    epochs: 10,
    failure: null,
    decision: null,
    result: {
      recipe,
      tasks: { size: result('mae', mae), look: result('averagePrecision', precision) },
      deltaM: null,
      comparisons: [comparison],
      parameters: 1,
      flops,
      bytes: 1,
      latencyMs: null,
      trainSeconds: 1,
      epochs: 10,
      bestEpoch: 5,
      stepMs: 1,
      peakMemoryMb: 1,
      device: 'cpu',
      deviceReason: '',
      seed: 1,
    },
  };
}

test('the run nearest to the best of every task is recommended', () => {
  expect(recommend([run('a', 1, 0.6, 10), run('b', 0.5, 0.8, 10)], document)).toEqual({ runId: 'b', reason: 'best' });
});

test('of runs that are equally good the one with fewest operations is recommended', () => {
  expect(recommend([run('big', 0.5, 0.8, 100), run('small', 0.502, 0.8, 10)], document)).toEqual({
    runId: 'small',
    reason: 'cheapest-of-equal',
  });
});

test('a run with a task whose network has learned nothing is not recommended', () => {
  const whole = run('b', 0.9, 0.51, 10);
  const early = run('a', 0.1, 0.9, 10);
  const untrained = { ...early, result: { ...early.result!, untrained: ['size'] } };
  expect(recommend([untrained, whole], document).runId).toBe('b');
  expect(recommend([untrained], document)).toEqual({ runId: null, reason: 'no-runs' });
});

test('a run below a floor is not recommended however good its other tasks are', () => {
  expect(recommend([run('a', 0.1, 0.49, 10), run('b', 0.9, 0.51, 10)], document).runId).toBe('b');
  expect(recommend([run('a', 0.1, 0.49, 10)], document)).toEqual({ runId: null, reason: 'below-floor' });
});

test('nothing is recommended that does no better than always giving the same answer', () => {
  expect(recommend([run('a', 1, 0.6, 10, 'no-difference')], document)).toEqual({
    runId: null,
    reason: 'no-better-than-constant',
  });
  expect(recommend([], document)).toEqual({ runId: null, reason: 'no-runs' });
});

test('of several seeds the middle one is recommended, not the luckiest', () => {
  const runs = [
    run('s1', 0.4, 0.8, 10, 'helps', 'joint'),
    run('s2', 0.5, 0.8, 10, 'helps', 'joint'),
    run('s3', 0.6, 0.8, 10, 'helps', 'joint'),
  ];
  expect(recommend(runs, document).runId).toBe('s2');
});

test('a task that no run learns does not decide, however large its chance differences are in percent', () => {
  // `look` has no comparison that helps: 0.53 against 0.9 there is noise, 0.50 against 0.55 in `size` is not.
  const lucky = run('lucky', 0.55, 0.9, 10);
  const sound = run('sound', 0.5, 0.53, 10);
  expect(recommend([lucky, sound], document).runId).toBe('sound');
});

test('runs of several sizes of model are ranked within the size of most runs, and of another where that has no candidate', () => {
  const sized = (one: RunSummary): RunSummary => ({
    ...one,
    recipe: { ...one.recipe, capacity: 'small' } as Recipe,
  });
  const lightest = sized(run('small', 0.4, 0.8, 1));
  expect(recommend([lightest, run('a', 0.5, 0.8, 10), run('b', 1, 0.6, 10)], document).runId).toBe('a');
  // On a tie the medium one; 0.49 is below the floor of 0.5, so that then only the small one is left.
  expect(recommend([lightest, run('a', 0.5, 0.8, 10)], document).runId).toBe('a');
  expect(recommend([lightest, run('a', 0.5, 0.49, 10)], document).runId).toBe('small');
});
