// The checkable properties of the baselines that combine gradients: methods.md 6.5, each with its number.

import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import { engine, setBackend, tensor1d } from '@tensorflow/tfjs-core';
import type { Scalar } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { createRng } from '../../base/rng.ts';
import { cagrad } from './cagrad.ts';
import { gradnorm } from './gradnorm.ts';
import { mgda } from './mgda.ts';
import { pcgrad } from './pcgrad.ts';
import { closeTo, combined, dot, inputOf, total, weightsOf } from './testing.ts';

beforeAll(async () => void (await setBackend('cpu')));

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

  // Duality: max over the ball of min_k <g_k, d> = min over the simplex of <g_w, g_0> + c |g_0| |g_w|. The gap between
  // what the direction reaches and what its weights allow bounds the distance of both from the optimum.
  test.each([
    [2, 8, 0.5],
    [5, 8, 0.1],
    [5, 8, 2],
    [12, 6, 0.5],
    [12, 40, 0.5],
    [40, 100, 0.5],
  ])('%i tasks in %i dimensions, c = %d: optimal to within a thousandth', (count, dimension, calpha) => {
    for (let trial = 0; trial < 5; trial++) {
      const drawn = Array.from({ length: count }, () => Array.from({ length: dimension }, () => rng.normal()));
      const settings = { calpha, rescale: 'none' };
      const found = weightsOf(
        cagrad,
        drawn.map(() => 1),
        { gradients: drawn, settings },
      );
      const direction = drawn[0]!.map((_, at) => total(drawn.map((gradient, k) => found[k]! * gradient[at]!)));
      const beyond = found.map((value) => value - 1 / count);
      const shares = beyond.map((value) => value / total(beyond));
      const gains = drawn.map((gradient) => dot(gradient, direction));
      const middle = drawn[0]!.map((_, at) => total(drawn.map((gradient) => gradient[at]!)) / count);
      const size = Math.hypot(...middle) * Math.max(...drawn.map((gradient) => Math.hypot(...gradient)));
      expect(dot(shares, gains) - Math.min(...gains)).toBeLessThan(1e-3 * size);
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

describe('what else 6.3 says', () => {
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
