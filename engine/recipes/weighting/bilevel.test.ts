// The checkable properties of methods.md 1.12, the edge cases of 1.10 and the presets of E7.

import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import { engine, ones, scalar, tensor1d, tensor2d, zeros } from '@tensorflow/tfjs-core';
import type { Scalar, Tensor1D } from '@tensorflow/tfjs-core';
import { describe, expect, test } from 'vitest';
import { resolveRecipe } from '../recipe.ts';
import { bilevel } from './bilevel.ts';
import type { WeightingInput } from './weighting.ts';

const tasks = Array.from(
  { length: 3 },
  (_, k) => ({ id: `t${k}`, data: 'main', target: `t${k}`, kind: 'regression', importance: 1 }) as const,
);

function settingsOf(given: Record<string, string | number>) {
  return resolveRecipe({ sharing: 'hard', weighting: 'bilevel', schedule: 'joint', search: 'none', ...given }, tasks)
    .weighting.settings;
}

function inputOf(
  losses: Tensor1D,
  vector: Tensor1D,
  given: Record<string, string | number>,
  change: Partial<WeightingInput> = {},
): WeightingInput {
  const count = losses.shape[0];
  return {
    losses,
    present: ones([count]) as Tensor1D,
    mayMiss: false,
    importance: ones([count]) as Tensor1D,
    features: tensor1d([1, 2]),
    variables: { vector },
    memory: { anchors: zeros([count]) },
    epochStart: scalar(1),
    weights: ones([count]) as Tensor1D,
    gram: null,
    noise: null,
    shadowLosses: null,
    settings: settingsOf(given),
    ...change,
  };
}

/** Gradients of the objective by the losses and by the router's vector. */
function gradients(
  losses: number[],
  vector: number[],
  given: Record<string, string | number>,
  change: Partial<WeightingInput> = {},
) {
  const at = [tensor1d(losses), tensor1d(vector)] as const;
  const { grads } = engine().gradients(
    () => bilevel.objective(inputOf(at[0], at[1], given, change)).objective as Scalar,
    [...at],
    undefined,
    true,
  );
  return grads.map((grad) => (grad ? Array.from(grad.dataSync()) : null));
}

const sigma = (vector: number[]): number[] => {
  const all = vector.map(Math.exp);
  const total = all.reduce((a, b) => a + b, 0);
  return all.map((value) => value / total);
};
describe('objective', () => {
  test('with lambda 0 the pull of each loss is its weight', () => {
    const [byLoss] = gradients([0.3, 1, 2], [0.5, 0, -1], { lambda: 0, normalisation: 'identical' });
    sigma([0.5, 0, -1]).forEach((weight, k) => expect(byLoss![k]).toBeCloseTo(weight, 5));
  });

  test('tau = 1: the discrepancy does not reach the router; tau = sigma: it follows sign times d(sigma L)', () => {
    const still = gradients([0.3, 1, 2], [0.5, 0, -1], {
      lambda: 1,
      tau: 'one',
      normalisation: 'identical',
      variant: 'discrepancyOnly',
    });
    expect((still[1] ?? [0, 0, 0]).every((value) => value === 0)).toBe(true);
    const moved = gradients([0.3, 1, 2], [0.5, 0, -1], {
      lambda: 1,
      tau: 'sigma',
      normalisation: 'identical',
      variant: 'discrepancyOnly',
    });
    // Finite differences of f alone: the only thing this variant lets the router see.
    const f = (vector: number[]): number => {
      const weighted = sigma(vector).map((weight, k) => weight * [0.3, 1, 2][k]!);
      return Math.abs(weighted[0]! - weighted[1]!) + Math.abs(weighted[1]! - weighted[2]!);
    };
    [0, 1, 2].forEach((k) => {
      const nudged = (by: number): number[] => [0.5, 0, -1].map((value, j) => value + (j === k ? by : 0));
      expect(moved[1]![k]).toBeCloseTo((f(nudged(1e-5)) - f(nudged(-1e-5))) / 2e-5, 4);
    });
  });

  test('official: the router also follows the weighted sum, and so towards the smallest loss', () => {
    const [, byRouter] = gradients([0.3, 1, 2], [0, 0, 0], {
      lambda: 0,
      variant: 'official',
      normalisation: 'identical',
    });
    // Descent lowers the entry with the largest loss and raises that with the smallest.
    expect(byRouter![0]).toBeLessThan(0);
    expect(byRouter![2]).toBeGreaterThan(0);
  });

  test('full: with z at x the weighted sum cancels and the router sees what discrepancyOnly sees', () => {
    const given = { lambda: 0.3, normalisation: 'identical' };
    const full = gradients(
      [0.3, 1, 2],
      [0.5, 0, -1],
      { ...given, variant: 'full' },
      { shadowLosses: tensor1d([0.3, 1, 2]) },
    );
    const only = gradients([0.3, 1, 2], [0.5, 0, -1], { ...given, variant: 'discrepancyOnly' });
    full[1]!.forEach((value, k) => expect(value).toBeCloseTo(only[1]![k]!, 6));
    full[0]!.forEach((value, k) => expect(value).toBeCloseTo(only[0]![k]!, 6));
  });

  test('full: away from z the router gets sum of d sigma (L(x) - L(z)) besides', () => {
    const given = { lambda: 0, normalisation: 'identical', variant: 'full' };
    const [, byRouter] = gradients([1, 2, 0.5], [0, 0, 0], given, { shadowLosses: tensor1d([0.5, 0.5, 0.5]) });
    // Softmax at 0: d sigma_i / d w_j = (1/3)([i = j] - 1/3); excess (0.5, 1.5, 0) with mean 2/3.
    [0.5, 1.5, 0].forEach((excess, k) => expect(byRouter![k]).toBeCloseTo((excess - 2 / 3) / 3, 5));
  });

  test('the linear router reads the features, and its gradient reaches them', () => {
    const features = tensor1d([1, 2]);
    const matrix = tensor2d([0.5, -0.3, 0.1, 0.2], [2, 2]);
    const given = { router: 'linear', variant: 'official', lambda: 0, normalisation: 'identical' };
    const change = { features, variables: { matrix, vector: tensor1d([0.1, 0]) } };
    const input = inputOf(tensor1d([0.5, 2]), tensor1d([0, 0]), given, change);
    // h A + b = (0.5 + 0.2 + 0.1, -0.3 + 0.4) = (0.8, 0.1).
    const [first, second] = sigma([0.8, 0.1]);
    const weights = Array.from(bilevel.objective(input).weights.dataSync());
    expect(weights[0]).toBeCloseTo(first!, 5);
    expect(weights[1]).toBeCloseTo(second!, 5);
    const { grads } = engine().gradients(() => bilevel.objective(input).objective as Scalar, [features]);
    // d/dh of s1 0.5 + s2 2 = s1 s2 (0.5 - 2) (A_h1 - A_h2).
    const slope = first! * second! * -1.5;
    expect(grads[0]!.dataSync()[0]).toBeCloseTo(slope * 0.8, 5);
    expect(grads[0]!.dataSync()[1]).toBeCloseTo(slope * -0.1, 5);
  });

  test('every combination of its choices gives finite numbers, missing tasks and zero losses included', () => {
    const choices = (key: string): string[] => {
      const setting = bilevel.about.settings.find((one) => one.key === key);
      return setting?.kind === 'choice' ? setting.options.map((option) => option.id) : [];
    };
    for (const variant of choices('variant'))
      for (const router of choices('router'))
        for (const normalisation of choices('normalisation'))
          for (const tau of choices('tau'))
            for (const pairing of choices('pairing')) {
              const [losses, shadowLosses] = [tensor1d([0.5, 0, 2]), tensor1d([0.4, 0, 1])];
              const vector = tensor1d([0.2, -0.4, 1]);
              const change = {
                present: tensor1d([1, 0, 1]),
                mayMiss: true,
                shadowLosses,
                variables: { vector, matrix: zeros([2, 3]) },
              };
              const given = { variant, router, normalisation, tau, pairing };
              const run = () => bilevel.objective(inputOf(losses, vector, given, change)).objective as Scalar;
              const { value, grads } = engine().gradients(run, [losses, vector], undefined, true);
              expect(Number.isFinite(value.dataSync()[0]), JSON.stringify(given)).toBe(true);
              const [byLoss, byRouter] = grads.map((grad) => (grad ? Array.from(grad.dataSync()) : []));
              expect([...byLoss!, ...byRouter!].every(Number.isFinite), JSON.stringify(given)).toBe(true);
              expect(byLoss![1], JSON.stringify(given)).toBe(0);
            }
  });

  test('one task: the weight is 1 and the objective is its loss', () => {
    const { objective, weights } = bilevel.objective(
      inputOf(tensor1d([0.7]), tensor1d([0.4]), { normalisation: 'identical' }),
    );
    expect(objective.dataSync()[0]).toBeCloseTo(0.7, 6);
    expect(weights.dataSync()[0]).toBe(1);
  });
});

describe('presets of the official code (E7)', () => {
  const losses = [0.5, 1.5, 1];
  const value = (preset: string, vector: number[], variables: Record<string, unknown> = {}): number =>
    bilevel
      .objective(inputOf(tensor1d(losses), tensor1d(vector), { preset }, variables as Partial<WeightingInput>))
      .objective.dataSync()[0]!;
  const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));
  const neighbours = (values: number[]): number =>
    values.slice(1).reduce((total, v, i) => total + Math.abs(v - values[i]!), 0);

  test('celeba: sum of sigmoid-weighted losses over the sum of weights, plus 0.01 times the gaps', () => {
    const s = [1, 1, 1].map(sigmoid);
    const weighted = s.map((w, k) => w * losses[k]!);
    const expected = weighted.reduce((a, b) => a + b) / (s[0]! * 3) + 0.01 * neighbours(weighted);
    expect(value('celeba', [1, 1, 1])).toBeCloseTo(expected, 5);
  });

  test('qm9: logarithms are 0 on the first batch of an epoch, so the objective is 0', () => {
    expect(value('qm9', [0.3, 0.5, 0.9])).toBeCloseTo(0, 6);
  });

  test('cityscapes: linear router, weights clamped to 0.2 ... 0.8, plain gaps times 0.1', () => {
    const matrix = zeros([2, 3]);
    const vector = tensor1d([5, 0, 0]);
    const clamped = [0.8, 0.2, 0.2]; // softmax (0.987, 0.007, 0.007), clamped and not renormalised
    const expected = clamped.reduce((total, w, k) => total + w * losses[k]!, 0) + 0.1 * neighbours(losses);
    expect(value('cityscapes', [5, 0, 0], { variables: { matrix, vector } })).toBeCloseTo(expected, 4);
  });

  test('nyu-v2: rescaled losses, divided by the sum of clamped weights', () => {
    // On the anchor batch all scaled losses are 0.5, so g = 0.5 whatever the weights; weights (0.8, 0.2, 0.2).
    const matrix = zeros([2, 3]);
    const expected = 0.5 + 0.05 * (0.6 * 0.5);
    expect(value('nyu-v2', [0, 0, 0], { variables: { matrix, vector: tensor1d([5, 0, 0]) } })).toBeCloseTo(expected, 4);
  });
});
