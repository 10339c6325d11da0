// Gates on every layer of the convolution network for series: a channel that is gone changes no answer, and what is
// counted is what is left (methods.md 5.12, properties 1 and 2; 5.6).

import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import { tensor } from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { createRng } from '../../base/rng.ts';
import type { HostArrays } from '../../models/arrays.ts';
import { createSeriesConvolution } from '../../models/series-convolution.ts';
import { applyTrunk, under } from '../../models/trunk.ts';
import { costing, costOf, uniformGates } from '../maths/gate-cost.ts';
import { chanceGates, settingsOf, tensorsOf, withGates } from '../testing/small-gated.ts';
import { interrogate } from './interrogate.ts';

const [lookback, columns, rows] = [40, 2, 3];
const trunk = createSeriesConvolution(
  {
    lookback,
    horizon: 4,
    channels: ['a', 'b'].map((column) => ({ column, mean: 0, deviation: 1 })),
    known: [],
    season: 8,
  },
  'small',
);

function gated(taskCount: number) {
  const rng = createRng(2);
  const settings = settingsOf(taskCount);
  const start = interrogate.start(trunk, taskCount, rng, settings);
  const parameters: HostArrays = Object.fromEntries(
    Object.entries(start).map(([name, { shape, data }]) => [
      name,
      /gate|held/.test(name) ? { shape, data } : { shape, data: data.map((value) => value + 0.1 * rng.normal()) },
    ]),
  );
  const outputSizes = Array<number>(taskCount).fill(4);
  return { context: { trunk, taskCount, settings, outputSizes }, cost: costing(trunk, outputSizes), parameters };
}

const chance = createRng(7);
const seen = Float32Array.from({ length: rows * lookback * columns }, () => chance.normal());
const prepared = () => trunk.prepare({ series: tensor(seen, [rows, lookback, columns]) });
const valuesOf = (features: readonly Tensor[]): number[][] => features.map((each) => [...each.dataSync()]);
const apart = (a: readonly number[], b: readonly number[]): number => {
  expect(a).toHaveLength(b.length);
  return Math.max(...a.map((value, i) => Math.abs(value - b[i]!)));
};

test.each([2, 3])('%i tasks: all gates at 0 are the shared network, all at 1 one for each task', (taskCount) => {
  const one = gated(taskCount);
  expect(one.cost.blocks.map(({ name }) => name)).toEqual(['conv0', 'conv1', 'window']);
  for (const value of [0, 1] as const) {
    const parameters = tensorsOf(withGates(one, uniformGates(one.cost, value)));
    valuesOf(interrogate.features(one.context, parameters, prepared(), null)).forEach((found, t) => {
      const branch = value === 0 ? 'shared/trunk/' : `task/${t}/trunk/`;
      const wanted = [...applyTrunk(trunk, under(branch, parameters), prepared()).dataSync()];
      expect(apart(found, wanted)).toBeLessThan(1e-5);
    });
  }
});

test.each([2, 3])('%i tasks: pruned equals unpruned to 1e-5, with the numbers that are counted', (taskCount) => {
  const one = gated(taskCount);
  const rng = createRng(6);
  for (const share of [0, 0.1, 0.5, 0.9, 1]) {
    const gates = chanceGates(one.cost, share, rng);
    const parameters = withGates(one, gates);
    const pruned = interrogate.prune!(one.context, parameters)!;
    const smaller = valuesOf(pruned.features(tensorsOf(pruned.parameters), prepared()));
    const whole = valuesOf(interrogate.features(one.context, tensorsOf(parameters), prepared(), null));
    whole.forEach((values, t) => {
      const { width } = trunk;
      const ordered = values.map((_, i) => values[i - (i % width) + pruned.order[i % width]!]!);
      expect(Math.max(...ordered)).toBeGreaterThan(0.1);
      expect(apart(smaller[t]!, ordered)).toBeLessThan(1e-5);
    });
    const heads = one.cost.outputSizes.reduce((sum, size) => sum + (trunk.width + 1) * size, 0);
    const left = Object.values(pruned.parameters).reduce((sum, { data }) => sum + data.length, 0);
    expect(left + heads).toBe(costOf(one.cost, gates).parameters);
  }
});
