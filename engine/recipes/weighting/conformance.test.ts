// One suite over every weighting: whatever it does, it must do these.

import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import { readdirSync } from 'node:fs';
import { engine, ones, scalar, tensor, tensor1d } from '@tensorflow/tfjs-core';
import type { Scalar, Tensor, Tensor1D } from '@tensorflow/tfjs-core';
import { describe, expect, test } from 'vitest';
import { createRng } from '../../base/rng.ts';
import type { Task } from '../../contract/tasks.ts';
import { resolveRecipe } from '../recipe.ts';
import { weightings } from './index.ts';
import type { Weighting, WeightingInput } from './weighting.ts';

const helpers = ['index', 'weighting', 'bilevel-scaling', 'bilevel-settings', 'toy-problem'];

function tasksOf(count: number): Task[] {
  return Array.from({ length: count }, (_, k) => ({
    id: `t${k}`,
    data: 'main',
    target: `t${k}`,
    kind: 'regression',
    importance: 1,
  }));
}

/** What the weighting starts with, and what it makes of these losses. */
function weigh(weighting: Weighting, losses: number[], change: Partial<WeightingInput> = {}, seed = 1) {
  const settings = resolveRecipe(
    { sharing: 'hard', weighting: weighting.about.id, schedule: 'joint', search: 'none' },
    tasksOf(losses.length),
  ).weighting.settings;
  const start = weighting.start({
    taskCount: losses.length,
    featureWidth: 3,
    baselines: losses.map(() => 1),
    settings,
    rng: createRng(seed),
  });
  const tensors = (arrays: typeof start.variables): Record<string, Tensor> =>
    Object.fromEntries(Object.entries(arrays).map(([name, { shape, data }]) => [name, tensor(data, [...shape])]));
  const input: WeightingInput = {
    losses: tensor1d(losses),
    present: ones([losses.length]) as Tensor1D,
    mayMiss: true,
    importance: ones([losses.length]) as Tensor1D,
    features: tensor1d([0.1, -0.2, 0.3]),
    variables: tensors(start.variables),
    memory: tensors(start.memory),
    epochStart: scalar(1),
    weights: ones([losses.length]) as Tensor1D,
    gram: null,
    noise: null,
    shadowLosses: null,
    settings,
    ...change,
  };
  return { start, input, weighed: weighting.objective(input) };
}

/** Gradient of the objective by the losses, `[K]`: what each task really weighs in the step. */
function pull(weighting: Weighting, losses: number[], change: Partial<WeightingInput> = {}): number[] {
  const at = tensor1d(losses);
  const { grads } = engine().gradients(
    () => weigh(weighting, losses, { ...change, losses: at }).weighed.objective as Scalar,
    [at],
    undefined,
    true,
  );
  return Array.from(grads[0]!.dataSync());
}

test('every file in this folder is in the list', () => {
  const files = readdirSync(import.meta.dirname).map((name) => /^([a-z-]+)\.ts$/.exec(name)?.[1]);
  const methods = files.filter((name): name is string => name !== undefined && !helpers.includes(name));
  expect(weightings.map((weighting) => weighting.about.id).sort()).toEqual(methods.sort());
});

describe.each(weightings.map((weighting) => [weighting.about.id, weighting] as const))('%s', (_id, weighting) => {
  test.each([1, 2, 12])('weighs %i tasks with finite numbers, each one positive', (count) => {
    const { weighed } = weigh(
      weighting,
      Array.from({ length: count }, (_, k) => 0.5 + k),
    );
    expect(Number.isFinite(weighed.objective.dataSync()[0])).toBe(true);
    expect(weighed.objective.shape).toEqual([]);
    expect(weighed.weights.shape).toEqual([count]);
    expect(Array.from(weighed.weights.dataSync()).every((weight) => weight > 0 && Number.isFinite(weight))).toBe(true);
  });

  test('gives the same for the same seed', () => {
    const once = weigh(weighting, [0.3, 2, 1]).weighed;
    const again = weigh(weighting, [0.3, 2, 1]).weighed;
    expect(again.objective.dataSync()).toEqual(once.objective.dataSync());
    expect(again.weights.dataSync()).toEqual(once.weights.dataSync());
  });

  test('a task without a label in the batch neither pulls nor counts', () => {
    const without = { present: tensor1d([1, 0, 1]) };
    expect(pull(weighting, [0.3, 0, 1], without)[1]).toBe(0);
    expect(weigh(weighting, [0.3, 0, 1], without).weighed.weights.dataSync()[1]).toBe(0);
  });

  test('a loss of zero stays finite, and so does its pull', () => {
    expect(Number.isFinite(weigh(weighting, [0, 1]).weighed.objective.dataSync()[0])).toBe(true);
    expect(pull(weighting, [0, 1]).every(Number.isFinite)).toBe(true);
  });

  test('an important task pulls harder', () => {
    const even = pull(weighting, [1, 1]);
    const first = pull(weighting, [1, 1], { importance: tensor1d([3, 1]) });
    expect(first[0]! / first[1]!).toBeGreaterThan((even[0]! / even[1]!) * 1.5);
  });

  test('one task alone is plain training up to a positive factor', () => {
    const [at1] = pull(weighting, [1]);
    const [at2] = pull(weighting, [2]);
    expect(at1).toBeGreaterThan(0);
    expect(at2).toBeGreaterThan(0);
  });

  test('memory keeps its names and shapes', () => {
    const { start, weighed } = weigh(weighting, [0.3, 2]);
    for (const [name, value] of Object.entries(weighed.memory ?? {}))
      expect(value.shape).toEqual(start.memory[name]!.shape);
  });

  test('describes itself in both languages, with defaults inside their range', () => {
    const { about } = weighting;
    for (const words of [
      about.name,
      about.purpose,
      about.cost,
      ...about.settings.flatMap((setting) => [setting.name, setting.effect]),
    ]) {
      expect(words.ja).toMatch(/[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}τλ]/u);
      expect(words.en.length).toBeGreaterThan(2);
    }
    for (const setting of about.settings) {
      if (setting.kind === 'choice') expect(setting.options.map((option) => option.id)).toContain(setting.initial);
      else if (setting.kind !== 'budget')
        expect(setting.initial >= setting.minimum && setting.initial <= setting.maximum).toBe(true);
    }
  });
});
