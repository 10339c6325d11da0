// The checkable properties of the baselines, methods.md 6.5, each with its number.

import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import { engine, ones, scalar, setBackend, tensor, tensor1d, tensor2d } from '@tensorflow/tfjs-core';
import type { Scalar, Tensor, Tensor1D } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { createRng } from '../../base/rng.ts';
import type { Rng } from '../../base/rng.ts';
import { resolveRecipe } from '../recipe.ts';
import { cagrad } from './cagrad.ts';
import { dwa } from './dwa.ts';
import { famo } from './famo.ts';
import { gls } from './gls.ts';
import { gradnorm } from './gradnorm.ts';
import { weightings } from './index.ts';
import { mgda } from './mgda.ts';
import { pcgrad } from './pcgrad.ts';
import { rlw } from './rlw.ts';
import { uncertainty } from './uncertainty.ts';
import type { Weighting, WeightingInput } from './weighting.ts';

beforeAll(async () => void (await setBackend('cpu')));

interface Given {
  readonly settings?: Record<string, string | number | Record<string, number>>;
  readonly gradients?: readonly (readonly number[])[];
  readonly seed?: number;
  readonly change?: Partial<WeightingInput>;
}

const dot = (a: readonly number[], b: readonly number[]): number => a.reduce((sum, v, i) => sum + v * b[i]!, 0);
const total = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

function inputOf(weighting: Weighting, losses: readonly number[], given: Given = {}): WeightingInput {
  const count = losses.length;
  const tasks = losses.map(
    (_, k) => ({ id: `t${k}`, data: 'main', target: `t${k}`, kind: 'regression', importance: 1 }) as const,
  );
  const recipe = {
    sharing: 'hard',
    weighting: weighting.about.id,
    schedule: 'joint',
    search: 'none',
    ...given.settings,
  };
  const { settings } = resolveRecipe(recipe, tasks).weighting;
  const rng = createRng(given.seed ?? 1);
  const start = weighting.start({ taskCount: count, featureWidth: 1, baselines: losses.map(() => 1), settings, rng });
  const tensors = (arrays: typeof start.memory): Record<string, Tensor> =>
    Object.fromEntries(Object.entries(arrays).map(([name, { shape, data }]) => [name, tensor(data, [...shape])]));
  const { gradients } = given;
  return {
    losses: tensor1d([...losses]),
    present: ones([count]) as Tensor1D,
    mayMiss: false,
    importance: ones([count]) as Tensor1D,
    features: ones([1]) as Tensor1D,
    variables: tensors(start.variables),
    memory: tensors(start.memory),
    epochStart: scalar(0),
    weights: ones([count]) as Tensor1D,
    gram: gradients ? tensor2d(gradients.map((a) => gradients.map((b) => dot(a, b)))) : null,
    noise: drawn(weighting, count, rng),
    shadowLosses: null,
    settings,
    ...given.change,
  };
}

function drawn(weighting: Weighting, count: number, rng: Rng): Tensor | null {
  const noise = weighting.noise?.(count);
  if (!noise) return null;
  const size = noise.shape.reduce((a, b) => a * b, 1);
  return tensor(
    Array.from({ length: size }, () => noise.draw(rng)),
    [...noise.shape],
  );
}

const weightsOf = (weighting: Weighting, losses: readonly number[], given: Given = {}): number[] =>
  Array.from(weighting.objective(inputOf(weighting, losses, given)).weights.dataSync());

/** The shared gradient that the weights make of the tasks' gradients. */
function combined(weighting: Weighting, gradients: readonly (readonly number[])[], given: Given = {}): number[] {
  const weights = weightsOf(
    weighting,
    gradients.map(() => 1),
    { ...given, gradients },
  );
  return gradients[0]!.map((_, at) => total(gradients.map((gradient, k) => weights[k]! * gradient[at]!)));
}

/** Gradient of the objective by the losses. */
function pull(weighting: Weighting, losses: readonly number[], given: Given = {}): number[] {
  const at = tensor1d([...losses]);
  const objective = () => weighting.objective({ ...inputOf(weighting, losses, given), losses: at }).objective as Scalar;
  return Array.from(engine().gradients(objective, [at], undefined, true).grads[0]!.dataSync());
}

const closeTo = (actual: readonly number[], expected: readonly number[], digits = 5): void =>
  expected.forEach((value, i) => expect(actual[i], `place ${i}`).toBeCloseTo(value, digits));

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

describe('6.5 item 3: PCGrad', () => {
  test('is the sum for orthogonal and for aligned gradients', () => {
    closeTo(
      combined(pcgrad, [
        [2, 0, 0],
        [0, 3, 0],
        [0, 0, 1],
      ]),
      [2, 3, 1],
    );
    closeTo(
      combined(pcgrad, [
        [1, 1],
        [2, 2],
      ]),
      [3, 3],
    );
  });
  test('is 0 for two opposite gradients', () => {
    const [a, b] = combined(pcgrad, [
      [3, 4],
      [-3, -4],
    ]);
    expect(Math.hypot(a!, b!)).toBeLessThan(1e-7);
  });
  test('follows the published loop, in the drawn order, for many conflicting gradients', () => {
    const rng = createRng(8);
    for (const seed of [1, 2, 3]) {
      const gradients = Array.from({ length: 7 }, () => Array.from({ length: 4 }, () => rng.normal()));
      const noise = Array.from(
        inputOf(
          pcgrad,
          gradients.map(() => 1),
          { gradients, seed },
        ).noise!.dataSync(),
      );
      const projected = gradients.map((own, i) => {
        const order = gradients.map((_, j) => j).sort((a, b) => noise[i * 7 + a]! - noise[i * 7 + b]!);
        const left = [...own];
        for (const j of order) {
          const along = dot(left, gradients[j]!);
          if (along >= 0) continue;
          const share = along / (dot(gradients[j]!, gradients[j]!) + 1e-8);
          gradients[j]!.forEach((value, at) => (left[at]! -= share * value));
        }
        return left;
      });
      closeTo(
        combined(pcgrad, gradients, { seed }),
        [0, 1, 2, 3].map((at) => total(projected.map((p) => p[at]!))),
        4,
      );
    }
  });
});

describe('6.5 item 4: MGDA', () => {
  test('shares equally between two orthogonal gradients of one length', () => {
    closeTo(
      weightsOf(mgda, [1, 1], {
        gradients: [
          [1, 0],
          [0, 1],
        ],
      }),
      [0.5, 0.5],
      6,
    );
  });
  test('gives all but a thousandth to the shorter of g and 2 g', () => {
    closeTo(
      weightsOf(mgda, [1, 1], {
        gradients: [
          [1, 2],
          [2, 4],
        ],
      }),
      [0.999, 0.001],
      6,
    );
    closeTo(
      weightsOf(mgda, [1, 1], {
        gradients: [
          [2, 4],
          [1, 2],
        ],
      }),
      [0.001, 0.999],
      6,
    );
  });
  test('two gradients in general: (<v,v> - <u,v>) / |u - v|^2 to u', () => {
    // u = (1, 1), v = (2, -1): <u,v> = 1, <v,v> = 5, |u - v|^2 = 1 + 4 = 5: 4/5 to u.
    closeTo(
      weightsOf(mgda, [1, 1], {
        gradients: [
          [1, 1],
          [2, -1],
        ],
      }),
      [0.8, 0.2],
      6,
    );
  });
  test('no task gets worse along the direction found, and the slopes of those with weight are equal', () => {
    const rng = createRng(4);
    const gradients = Array.from({ length: 6 }, () => [1, ...Array.from({ length: 9 }, () => rng.normal())]);
    const direction = combined(mgda, gradients);
    const squared = dot(direction, direction);
    // The optimality condition: <g_k, d> >= |d|^2 for every k.
    for (const gradient of gradients) expect(dot(gradient, direction)).toBeGreaterThan(squared * 0.999);
  });
  test('a task that is absent gets nothing, however short its gradient', () => {
    const gradients = [
      [1, 0],
      [0, 0],
      [0, 1],
    ];
    closeTo(weightsOf(mgda, [1, 0, 1], { gradients, change: { present: tensor1d([1, 0, 1]) } }), [0.5, 0, 0.5], 4);
    closeTo(
      weightsOf(mgda, [1, 0], {
        gradients: [
          [1, 0],
          [0, 0],
        ],
        change: { present: tensor1d([1, 0]) },
      }),
      [1, 0],
    );
  });
  test.each([
    ['none', 1 / 4],
    ['length', 1 / 2],
    ['loss', 1 / 2],
    ['both', 1],
  ])('normalisation %s', (normalisation, ratio) => {
    // Orthogonal, lengths 2 and 1, losses 2 and 1. Scaled lengths n: shares in proportion to 1 / n^2, then each
    // over its divisor. none: (1/4, 1) / 1. length, loss: (1, 1) / (2, 1). both: lengths (1/2, 1): (4, 1) / (4, 1).
    const weights = weightsOf(mgda, [2, 1], {
      gradients: [
        [2, 0],
        [0, 1],
      ],
      settings: { normalisation },
    });
    expect(weights[0]! / weights[1]!).toBeCloseTo(ratio, 4);
  });
});

describe('6.5 item 5: CAGrad', () => {
  const rng = createRng(6);
  const gradients = Array.from({ length: 5 }, () => Array.from({ length: 8 }, () => rng.normal()));
  const mean = gradients[0]!.map((_, at) => total(gradients.map((gradient) => gradient[at]!)) / 5);

  test('tends to the mean gradient with its c', () => {
    closeTo(combined(cagrad, gradients, { settings: { calpha: 0 } }), mean, 6);
    const off = (calpha: number): number => {
      const found = combined(cagrad, gradients, { settings: { calpha, rescale: 'none' } });
      return Math.hypot(...found.map((value, at) => value - mean[at]!)) / Math.hypot(...mean);
    };
    // By construction |d - g0| = c |g0|.
    for (const calpha of [0.5, 0.1, 0.01]) expect(off(calpha)).toBeCloseTo(calpha, 4);
  });

  test('no direction as near to the mean is better for the task that gains least', () => {
    const found = combined(cagrad, gradients, { settings: { calpha: 0.5, rescale: 'none' } });
    const worst = (direction: readonly number[]): number => Math.min(...gradients.map((g) => dot(g, direction)));
    const reach = 0.5 * Math.hypot(...mean);
    for (let trial = 0; trial < 2000; trial++) {
      // Random directions, and small changes of the one found, on the same ball around the mean.
      const way = found.map((value, at) =>
        trial % 2 === 0 ? rng.normal() : value - mean[at]! + 0.05 * reach * rng.normal(),
      );
      const length = Math.hypot(...way);
      const rival = mean.map((value, at) => value + (reach * way[at]!) / length);
      expect(worst(rival)).toBeLessThanOrEqual(worst(found) + 1e-4 * Math.abs(worst(found)) + 1e-4);
    }
  });

  test('a mean that already suits all is only lengthened', () => {
    // Two equal gradients: g_w = g0, d = (1 + c) g0, rescaled by 1 + c^2.
    closeTo(
      combined(cagrad, [
        [1, 2],
        [1, 2],
      ]),
      [1.2, 2.4],
      4,
    );
    closeTo(
      combined(
        cagrad,
        [
          [1, 2],
          [1, 2],
        ],
        { settings: { rescale: 'linear' } },
      ),
      [1, 2],
      4,
    );
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

  test('GradNorm: equal weights in the first epoch; then descent on the sum of |length - target|', () => {
    const gradients = [
      [2, 0],
      [0, 1],
    ];
    const scale = tensor1d([0.3, -0.2]);
    const slopes = (firstLosses: number[]): number[] => {
      const input = inputOf(gradnorm, [0.5, 0.9], {
        gradients,
        change: { variables: { scale }, weights: tensor1d(firstLosses) },
      });
      const { grads } = engine().gradients(
        () => gradnorm.objective(input).objective as Scalar,
        [scale],
        undefined,
        true,
      );
      return Array.from(grads[0]!.dataSync());
    };
    closeTo(
      weightsOf(gradnorm, [0.5, 0.9], { gradients, change: { variables: { scale }, weights: tensor1d([0, 0]) } }),
      [1, 1],
    );
    closeTo(slopes([0, 0]), [0, 0]);
    const weights = ([a, b]: readonly number[]): number[] => {
      const share = Math.exp(a!) / (Math.exp(a!) + Math.exp(b!));
      return [2 * share, 2 * (1 - share)];
    };
    const lengths = (at: readonly number[]): number[] => [2 * weights(at)[0]!, weights(at)[1]!];
    const mean = total(lengths([0.3, -0.2])) / 2;
    // First losses 1 and 1: progress 0.5 and 0.9, mean 0.7.
    const targets = [mean * (0.5 / 0.7) ** 1.5, mean * (0.9 / 0.7) ** 1.5];
    const loss = (at: readonly number[]): number => total(lengths(at).map((v, k) => Math.abs(v - targets[k]!)));
    const step = 1e-5;
    closeTo(
      slopes([1, 1]),
      [0, 1].map((k) => {
        const moved = (by: number): number[] => [0.3, -0.2].map((v, j) => v + (j === k ? by : 0));
        return (loss(moved(step)) - loss(moved(-step))) / (2 * step);
      }),
      3,
    );
  });
});
