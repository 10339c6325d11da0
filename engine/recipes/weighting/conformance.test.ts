// One suite over every weighting: whatever it does, it must do these.

import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import { readdirSync } from 'node:fs';
import { engine, mul, ones, scalar, tensor, tensor1d, tensor2d } from '@tensorflow/tfjs-core';
import type { Scalar, Tensor, Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import { describe, expect, test } from 'vitest';
import { createRng } from '../../base/rng.ts';
import type { Task } from '../../contract/tasks.ts';
import { resolveRecipe } from '../recipe.ts';
import { weightings } from './index.ts';
import { drawn } from './testing.ts';
import type { Weighting, WeightingInput } from './weighting.ts';

/** Not choices but parts of them. */
const helpers = ['index', 'weighting', 'bilevel-scaling', 'bilevel-settings', 'toy-problem', 'toy-runner', 'testing'];

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
    noise: drawn(weighting, losses.length, createRng(seed)),
    shadowLosses: null,
    settings,
    ...change,
  };
  const whole = weighting.gram ? { ...input, gram: gramOf(input) } : input;
  return { start, input: whole, weighed: weighting.objective(whole) };
}

/** Products of gradients of lengths 1, 1.1, 1.2, ... with a cosine of 0.2 each, times importance; zero where absent. */
function gramOf({ importance, present }: WeightingInput): Tensor2D {
  const factors = Array.from(mul(importance, present).dataSync(), (factor, k) => factor * (1 + 0.1 * k));
  return tensor2d(factors.map((a, i) => factors.map((b, j) => a * b * (i === j ? 1 : 0.2))));
}

/** What each task really weighs in the step, `[K]`: the objective's gradient by the losses, or the shared gradient's factors. */
function pull(weighting: Weighting, losses: number[], change: Partial<WeightingInput> = {}): number[] {
  if (weighting.gram) {
    const { input, weighed } = weigh(weighting, losses, change);
    return Array.from(mul(weighed.weights, input.importance).dataSync());
  }
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

  test('variables, memory and what comes after a step keep their names and shapes, and stay finite', () => {
    for (const present of [
      [1, 1, 1],
      [1, 0, 1],
      [0, 0, 0],
    ]) {
      const at = { present: tensor1d(present) };
      const { start, input } = weigh(
        weighting,
        [0.3, 2, 0].map((loss, k) => loss * present[k]!),
        at,
      );
      for (const after of [
        [0.2, 1, 0],
        [Number.NaN, Number.POSITIVE_INFINITY, 0],
      ]) {
        const learned = weighting.afterStep?.(input, tensor1d(after)) ?? {};
        for (const [name, value] of Object.entries(learned)) {
          expect(value.shape).toEqual(start.memory[name]!.shape);
          expect(Array.from(value.dataSync()).every(Number.isFinite), name).toBe(true);
        }
      }
    }
  });

  test('its own variables get finite slopes, also without any label', () => {
    for (const present of [
      [1, 1, 1],
      [0, 0, 0],
    ]) {
      const { start, input } = weigh(weighting, [0.3, 2, 0], { present: tensor1d(present) });
      const names = Object.keys(start.variables);
      if (names.length === 0) return;
      const { grads } = engine().gradients(
        () => weighting.objective(input).objective as Scalar,
        names.map((name) => input.variables[name]!),
        undefined,
        true,
      );
      for (const grad of grads) if (grad) expect(Array.from(grad.dataSync()).every(Number.isFinite)).toBe(true);
    }
  });

  test('what it needs from outside, it declares', () => {
    const { input, weighed } = weigh(weighting, [1, 2]);
    for (const needed of ['gram', 'noise'] as const) {
      if (weighting[needed]) continue;
      expect(input[needed]).toBeNull(); // and it was weighed without
      expect(Number.isFinite(weighed.objective.dataSync()[0])).toBe(true);
    }
    const start = weigh(weighting, [1, 2]).start;
    if (weighting.afterStep) expect(Object.keys(start.memory).length).toBeGreaterThan(0);
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

test.each(weightings.filter(({ gram }) => gram).map((weighting) => [weighting.about.id, weighting] as const))(
  '%s: gradients that are all zero leave finite weights',
  (_id, weighting) => {
    const { input } = weigh(weighting, [0, 0, 0]);
    const weights = weighting.objective({ ...input, gram: tensor2d(new Float32Array(9), [3, 3]) }).weights;
    expect(Array.from(weights.dataSync()).every(Number.isFinite)).toBe(true);
  },
);
