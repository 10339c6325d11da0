// The checkable properties of the baselines that take one backward pass, and what all have in common: methods.md 6.5,
// each with its number. Those that combine gradients: gradient-baselines.test.ts.

import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import { engine, scalar, setBackend, tensor1d } from '@tensorflow/tfjs-core';
import type { Scalar } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { createRng } from '../../base/rng.ts';
import { cagrad } from './cagrad.ts';
import { dwa } from './dwa.ts';
import { famo } from './famo.ts';
import { gls } from './gls.ts';
import { gradnorm } from './gradnorm.ts';
import { weightings } from './index.ts';
import { mgda } from './mgda.ts';
import { pcgrad } from './pcgrad.ts';
import { rlw } from './rlw.ts';
import { closeTo, combined, inputOf, pull, total, weightsOf } from './testing.ts';
import type { Given } from './testing.ts';
import { uncertainty } from './uncertainty.ts';

beforeAll(async () => void (await setBackend('cpu')));

describe('6.5 item 1: one task alone is plain training', () => {
  const oneBackward = weightings.filter((weighting) => !weighting.gram);
  test.each(oneBackward.map((weighting) => [weighting.about.id, weighting] as const))('%s', (id, weighting) => {
    const [slope] = pull(weighting, [0.7]);
    // UW up to its learned scale 1 / (2 exp(s)), s = -0.5 at the start; FAMO up to log l, whose slope c makes 1.
    expect(slope).toBeCloseTo(id === 'uncertainty' ? Math.exp(0.5) / 2 : 1, 5);
  });

  test.each([pcgrad, mgda, gradnorm])('$about.id', (weighting) => {
    closeTo(combined(weighting, [[0.6, -0.8]]), [0.6, -0.8]);
  });

  test('cagrad, up to the factor (1 + c) / (1 + c^2)', () => {
    closeTo(combined(cagrad, [[0.6, -0.8]]), [0.72, -0.96], 4);
  });
});

describe('6.5 item 2: sums of weights', () => {
  const rng = createRng(3);
  const gradients = [1, 2, 3, 4].map(() => [1, 2, 3, 4, 5, 6].map(() => rng.normal()));
  const losses = [0.4, 2, 1, 0.1];
  test('DWA: K', () => {
    const epochLosses = [losses, losses.map((loss, k) => loss * (0.5 + 0.1 * k))];
    const weights = dwa.host!({ taskCount: 4, epoch: 3, epochLosses, settings: { temperature: 2 }, rng });
    expect(total([...weights])).toBeCloseTo(4, 6);
  });
  test('GradNorm: K', () => {
    const change = { variables: { scale: tensor1d([1, 0.2, -0.5, 2]) }, weights: tensor1d(losses) };
    expect(total(weightsOf(gradnorm, losses, { gradients, change }))).toBeCloseTo(4, 5);
  });
  test('RLW, FAMO, MGDA: 1', () => {
    expect(total(weightsOf(rlw, losses))).toBeCloseTo(1, 5);
    expect(total(weightsOf(famo, losses))).toBeCloseTo(1, 5);
    expect(total(weightsOf(mgda, losses, { gradients }))).toBeCloseTo(1, 5);
  });
});

describe('6.5 item 6: FAMO', () => {
  const after = (given: Given, losses: number[], later: number[]): number[] => {
    const input = inputOf(famo, losses, given);
    return Array.from(famo.afterStep!(input, tensor1d(later))['logits']!.dataSync());
  };
  test('weights stay where all improve at one rate (gamma 0)', () => {
    // Halved exactly: each log falls by the same float32 number.
    expect(after({ settings: { gamma: 0 } }, [1, 1, 1], [0.5, 0.5, 0.5])).toEqual([0, 0, 0]);
  });
  test('the logit of the task that improved most is lowered', () => {
    const [first, second] = after({ settings: { gamma: 0 } }, [1, 1], [0.5, 0.9]);
    // Adam's first step is its learning rate, whatever the size of the slope.
    expect(first).toBeCloseTo(-0.025, 4);
    expect(second).toBeCloseTo(0.025, 4);
  });
  test('decay pulls the logits towards equal', () => {
    const memory = { logits: tensor1d([1, -1]), first: tensor1d([0, 0]), second: tensor1d([0, 0]), steps: scalar(0) };
    const [first, second] = after({ settings: { gamma: 1 }, change: { memory } }, [1, 1], [1, 1]);
    expect(first).toBeLessThan(1);
    expect(second).toBeGreaterThan(-1);
  });
  test('the pull of each loss is c z / (l - min)', () => {
    const settings = { minLosses: { t0: 0.5, t1: 0 } };
    // Distances 1.5 and 1: (1/1.5, 1) / (1/1.5 + 1) = (0.4, 0.6).
    closeTo(pull(famo, [2, 1], { settings }), [0.4, 0.6]);
  });
  test('an absent task keeps its logit', () => {
    const change = { present: tensor1d([1, 0, 1]) };
    expect(after({ change }, [1, 0, 1], [0.5, 0, 0.9])[1]).toBe(0);
  });
});

describe('6.5 item 7: GLS', () => {
  test('its gradient is total / (K l) for each task', () => {
    const losses = [0.5, 2, 4];
    const mean = Math.cbrt(4);
    closeTo(
      pull(gls, losses),
      losses.map((loss) => mean / (3 * loss)),
    );
    closeTo(
      weightsOf(gls, losses),
      losses.map((loss) => mean / (3 * loss)),
    );
  });
  test('the relative pull of the tasks does not change when one loss is scaled', () => {
    // l dtotal/dl is the same for all tasks, before and after.
    const [a, b] = pull(gls, [0.5, 2]);
    const [c, d] = pull(gls, [50, 2]);
    expect((0.5 * a!) / (2 * b!)).toBeCloseTo(1, 5);
    expect((50 * c!) / (2 * d!)).toBeCloseTo(1, 5);
  });
});

describe('what else 6.3 says', () => {
  test('UW: at exp(s) = l the objective is at rest, and its weight is 1 / (2 l)', () => {
    const logVariance = tensor1d([0.5, 2].map(Math.log));
    const input = inputOf(uncertainty, [0.5, 2], { change: { variables: { logVariance } } });
    const { grads } = engine().gradients(() => uncertainty.objective(input).objective as Scalar, [logVariance]);
    closeTo(Array.from(grads[0]!.dataSync()), [0, 0]);
    closeTo(Array.from(uncertainty.objective(input).weights.dataSync()), [1, 0.25]);
  });

  test('DWA: ones in two epochs, then K softmax(r / T)', () => {
    const at = (epochLosses: number[][]): number[] => [
      ...dwa.host!({
        taskCount: 2,
        epoch: epochLosses.length + 1,
        epochLosses,
        settings: { temperature: 2 },
        rng: createRng(1),
      }),
    ];
    expect(at([])).toEqual([1, 1]);
    expect(at([[1, 1]])).toEqual([1, 1]);
    // Ratios 0.5 and 1: exp(0.25) and exp(0.5).
    const [a, b] = [Math.exp(0.25), Math.exp(0.5)];
    closeTo(
      at([
        [9, 9],
        [2, 1],
        [1, 1],
      ]),
      [(2 * a) / (a + b), (2 * b) / (a + b)],
    );
    expect(
      at([
        [Number.NaN, 1],
        [0, 0],
      ]).every(Number.isFinite),
    ).toBe(true);
  });

  test('RLW draws anew with the noise, and evenly over the tasks', () => {
    const sums = [0, 0, 0];
    for (let seed = 0; seed < 400; seed++) weightsOf(rlw, [1, 1, 1], { seed }).forEach((w, k) => (sums[k]! += w / 400));
    // Mean 1/3; the weights' standard deviation is below 0.25, so that of the mean is below 0.0125.
    for (const mean of sums) expect(Math.abs(mean - 1 / 3)).toBeLessThan(0.05);
  });
});
