// One suite over every sharing: whatever it does, it must do these.

import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import { scalar, tensor1d } from '@tensorflow/tfjs-core';
import type { Tensor, Tensor1D } from '@tensorflow/tfjs-core';
import { describe, expect, test } from 'vitest';
import { createRng } from '../../base/rng.ts';
import { settingsOf, chanceInputs, smallTrunk, tensorsOf } from '../testing/small-gated.ts';
import { sharings } from './index.ts';
import type { Sharing, SharingContext } from './sharing.ts';

const members = 2;

function started(sharing: Sharing, taskCount: number, seed = 1) {
  const trunk = smallTrunk(members);
  const settings = settingsOf(taskCount, { sharing: sharing.about.id });
  const context: SharingContext = { trunk, taskCount, settings, outputSizes: Array<number>(taskCount).fill(1) };
  return { context, arrays: sharing.start(trunk, taskCount, createRng(seed), settings) };
}

const controlsOf = (sharing: Sharing, taskCount: number): Tensor1D | null => {
  const count = sharing.controlCount?.(taskCount) ?? 0;
  return count > 0 ? tensor1d(new Float32Array(count)) : null;
};

describe.each(sharings.map((sharing) => [sharing.about.id, sharing] as const))('%s', (_id, sharing) => {
  test.each([1, 2, 12])(
    'gives each of %i tasks features of the trunk’s width, as many different ones as it says',
    (count) => {
      const { context, arrays } = started(sharing, count);
      for (const controls of [null, controlsOf(sharing, count)]) {
        const prepared = context.trunk.prepare(chanceInputs());
        const features = sharing.features(context, tensorsOf(arrays), prepared, controls);
        expect(features).toHaveLength(count);
        expect(new Set(features).size).toBe(sharing.featureSets(count));
        for (const feature of features) {
          expect(feature.shape).toEqual([members, 9, context.trunk.width]);
          expect(feature.dataSync().every(Number.isFinite)).toBe(true);
        }
      }
    },
  );

  test.each([2, 12])('names what every one of %i tasks owns and what all share, as it declares', (count) => {
    const names = Object.keys(started(sharing, count).arrays);
    const owners = new Set(names.map((name) => /^task\/(\d+)\//.exec(name)?.[1] ?? name.split('/')[0]));
    expect(owners.has('shared')).toBe(sharing.shares);
    for (const owner of owners) expect(owner === 'shared' || Number(owner) < count).toBe(true);
  });

  test('starts alike from the same seed and differently from another', () => {
    const [one, two, other] = [1, 1, 2].map((seed) => started(sharing, 2, seed).arrays);
    expect(two).toEqual(one);
    expect(other).not.toEqual(one);
  });

  test('its penalty is a finite number, none below 0, and corrections keep every shape', () => {
    const { context, arrays } = started(sharing, 3);
    const parameters = tensorsOf(arrays);
    const controls = controlsOf(sharing, 3);
    const penalty = sharing.penalty?.(context, parameters, controls);
    if (penalty) {
      expect(penalty.size).toBe(1);
      expect(penalty.dataSync()[0]).toBeGreaterThanOrEqual(0);
    }
    const rate = scalar(0.01);
    const changed: Record<string, Tensor> = sharing.afterUpdate?.(context, parameters, controls, rate) ?? {};
    for (const [name, tensor] of Object.entries(changed)) expect(tensor.shape).toEqual(parameters[name]!.shape);
  });

  test('steers with as many numbers as it declares, over a whole training', () => {
    const { context, arrays } = started(sharing, 2);
    let parameters = arrays;
    let eligible = true;
    for (let epoch = 1; epoch <= 10; epoch++) {
      const steering = sharing.steer?.({ ...context, epoch, epochs: 10, parameters: () => parameters, strength: null });
      if (!steering) break;
      expect(steering.controls).toHaveLength(sharing.controlCount!(2));
      for (const [name, { data }] of Object.entries(steering.parameters ?? {})) {
        expect(data).toHaveLength(parameters[name]!.data.length);
      }
      parameters = { ...parameters, ...steering.parameters };
      eligible = steering.eligible;
    }
    // What the last epoch leaves may always be kept, or a training would end with nothing.
    expect(eligible).toBe(true);
  });

  test('what it shows of finished parameters names every task', () => {
    const { context, arrays } = started(sharing, 2);
    const shown = sharing.show?.(context, arrays, ['a', 'b']);
    for (const part of Object.values(shown ?? {})) expect(part.tasks).toEqual(['a', 'b']);
  });
});
