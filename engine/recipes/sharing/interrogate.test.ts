// Checkable properties 1 and 2 of methods.md 5.12 on whole networks, and what happens at the edges.

import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import { tensor1d } from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import { describe, expect, test } from 'vitest';
import { createRng } from '../../base/rng.ts';
import type { HostArrays } from '../../models/arrays.ts';
import { applyTrunk, under } from '../../models/trunk.ts';
import { costOf, uniformGates } from '../maths/gate-cost.ts';
import { readState } from '../maths/gate-phases.ts';
import {
  chanceGates,
  chanceInputs,
  settingsOf,
  smallGated,
  smallTrunk,
  tensorsOf,
  withGates,
} from '../testing/small-gated.ts';
import type { SmallGated } from '../testing/small-gated.ts';
import { interrogate } from './interrogate.ts';

const featuresOf = (gated: SmallGated, parameters: HostArrays, controls: number[] | null = null): number[][] =>
  interrogate
    .features(
      gated.context,
      tensorsOf(parameters),
      gated.context.trunk.prepare(chanceInputs()),
      controls && tensor1d(controls),
    )
    .map((each) => [...each.dataSync()]);

const apart = (a: readonly number[][], b: readonly number[][]): number => {
  const [one, other] = [a.flat(), b.flat()];
  expect(one).toHaveLength(other.length);
  return one.reduce((largest, value, i) => Math.max(largest, Math.abs(value - other[i]!)), 0);
};

const plain = ({ context }: SmallGated, parameters: HostArrays, branch: string): number[] => {
  const { trunk } = context;
  return [...applyTrunk(trunk, under(branch, tensorsOf(parameters)), trunk.prepare(chanceInputs())).dataSync()];
};

describe.each([
  [2, 1],
  [3, 2],
  [12, 1],
])('%i tasks, %i members', (tasks, members) => {
  const gated = smallGated(tasks, members, 3);
  const all = (value: 0 | 1): HostArrays => withGates(gated, uniformGates(gated.cost, value));

  test('1: with all gates 0 it is the hard-shared network, whatever the mixing', () => {
    const shared = plain(gated, gated.parameters, 'shared/trunk/');
    expect(
      apart(
        featuresOf(gated, all(0)),
        Array.from({ length: tasks }, () => shared),
      ),
    ).toBeLessThan(1e-5);
  });

  test('1: with all gates 1 it is one network a task, to the bit, whatever the common branch and the mixing', () => {
    const own = Array.from({ length: tasks }, (_, t) => plain(gated, gated.parameters, `task/${t}/trunk/`));
    expect(featuresOf(gated, all(1))).toEqual(own);
    const other = Object.fromEntries(
      Object.entries(all(1)).map(([name, { shape, data }]) => [
        name,
        { shape, data: name.startsWith('shared/') ? data.map((x) => 3 - x) : data },
      ]),
    );
    expect(featuresOf(gated, other)).toEqual(own);
  });

  test('while the gates are held at own, they are, whatever their numbers', () => {
    expect(featuresOf(gated, all(0), [1, 0, 0])).toEqual(featuresOf(gated, all(1)));
  });

  test('2: pruned equals unpruned to 1e-5 for chance gates, with the numbers that 5.6 counts', () => {
    const rng = createRng(6);
    for (const share of [0, 0.05, 0.3, 0.7, 0.95, 1]) {
      const gates = chanceGates(gated.cost, share, rng);
      const parameters = withGates(gated, gates);
      const pruned = interrogate.prune!(gated.context, parameters)!;
      const prepared = gated.context.trunk.prepare(chanceInputs());
      const smaller = pruned
        .features(tensorsOf(pruned.parameters), prepared)
        .map((each: Tensor) => [...each.dataSync()]);
      const width = gated.context.trunk.width;
      const ordered = featuresOf(gated, parameters).map((task) =>
        task.map((_, i) => task[i - (i % width) + pruned.order[i % width]!]!),
      );
      expect(apart(smaller, ordered)).toBeLessThan(1e-5);
      const heads = gated.cost.outputSizes.reduce(
        (sum, size) => sum + members * (gated.context.trunk.width + 1) * size,
        0,
      );
      const left = Object.values(pruned.parameters).reduce((sum, { data }) => sum + data.length, 0);
      expect(left + heads).toBe(costOf(gated.cost, gates).parameters);
    }
  });
});

test('for one task it is a plain network without gates', () => {
  const trunk = smallTrunk(2);
  const parameters = interrogate.start(trunk, 1, createRng(1), settingsOf(1));
  expect(Object.keys(parameters).every((name) => name.startsWith('shared/trunk/'))).toBe(true);
  const context = { trunk, taskCount: 1, settings: settingsOf(1) };
  expect(interrogate.prune!(context, parameters)).toBeNull();
  expect(interrogate.show!(context, parameters, ['t0'])).toEqual({});
  expect(interrogate.penalty!(context, tensorsOf(parameters), null).dataSync()[0]).toBe(0);
});

test('what is shown counts the channels: own and common, by layer and task', () => {
  const gated = smallGated(2, 1);
  const own = [
    [
      [1, 1, 1, 0, 0, 0],
      [0, 0, 0, 0, 0, 0],
    ],
    [
      [1, 1, 1, 1, 1, 1],
      [1, 1, 1, 1, 1, 1],
    ],
  ];
  const { gates, sharing } = interrogate.show!(gated.context, withGates(gated, own), ['a', 'b']);
  expect(gates!.layers.map(({ gates: each }) => each)).toEqual(own);
  expect(gates!.layers.map(({ ownRate }) => ownRate)).toEqual([
    [0.5, 0],
    [1, 1],
  ]);
  expect(sharing!.layers.map(({ ownership }) => ownership)).toEqual(gates!.layers.map(({ ownRate }) => ownRate));
  // Mixing is learned: of each layer but the last, shares that sum to 1.
  expect(gates!.layers[0]!.mixing.reduce((a, b) => a + b)).toBeCloseTo(1, 6);
  expect(gates!.layers[1]!.mixing).toEqual([]);
});

describe('steering', () => {
  const steer = (epoch: number, epochs: number, parameters: HostArrays, given = {}) => {
    const { context } = smallGated(2, 1);
    return interrogate.steer!({
      ...context,
      settings: settingsOf(2, given),
      epoch,
      epochs,
      parameters: () => parameters,
      strength: null,
    });
  };
  const { parameters } = smallGated(2, 1);

  test('warms up on own channels, frees the gates, then holds them; only then may a state be kept', () => {
    const warm = steer(1, 20, parameters);
    expect(warm).toMatchObject({ eligible: false, controls: [1, 0, 0] });
    const free = steer(3, 20, { ...parameters, ...warm.parameters });
    expect(free).toMatchObject({ eligible: false, controls: [0, 0, 1] });
    const held = steer(20, 20, { ...parameters, ...free.parameters });
    expect(held).toMatchObject({ eligible: true, controls: [0, 1, 0] });
    // Held once, held for good, even if more epochs turn out to fit: nothing is written any more.
    const later = steer(3, 90, { ...parameters, ...held.parameters });
    expect(later).toMatchObject({ eligible: true, controls: [0, 1, 0] });
    expect(later.parameters).toBeUndefined();
  });

  test('the common branch begins as the mean of the own ones, once, when the gates are freed', () => {
    const free = steer(3, 20, { ...parameters, ...steer(1, 20, parameters).parameters }).parameters!;
    for (const [name, { data }] of Object.entries(parameters).filter(([name]) => name.startsWith('shared/trunk/'))) {
      const [a, b] = [0, 1].map((t) => parameters[name.replace('shared', `task/${t}`)]!.data);
      data.forEach((_, i) => expect(free[name]!.data[i]).toBeCloseTo((a![i]! + b![i]!) / 2, 6));
    }
    const after = steer(4, 20, { ...parameters, ...free }).parameters!;
    expect(Object.keys(after).some((name) => name.includes('trunk'))).toBe(false);
  });

  test('a training of a single epoch is held from the start, at the budget', () => {
    const { eligible, parameters: moved } = steer(1, 1, parameters, { budget: { flopsOfSeparate: 0.7 } });
    expect(eligible).toBe(true);
    const { context } = smallGated(2, 1);
    const { gates } = interrogate.show!(
      { ...context, settings: settingsOf(2, { budget: { flopsOfSeparate: 0.7 } }) },
      { ...parameters, ...moved },
      ['a', 'b'],
    );
    expect(gates!.achieved!).toBeLessThanOrEqual(0.7 + 1e-6);
    expect(gates!.achieved!).toBeCloseTo(gates!.flops.pruned / gates!.flops.separate, 5);
  });

  test('gates that changed sides in the last free epoch are counted', () => {
    const before = steer(4, 20, { ...parameters, ...steer(3, 20, parameters).parameters });
    const all: HostArrays = { ...parameters, ...before.parameters };
    const gate = all['task/1/gate/dense1']!;
    const after = { ...all, 'task/1/gate/dense1': { ...gate, data: gate.data.map((x, c) => (c < 2 ? -x : x)) } };
    expect(readState(steer(5, 20, after).parameters!).flipped).toBe(2);
  });

  test('a budget that no gates can meet is refused with what can be reached', () => {
    expect(() => steer(1, 20, parameters, { budget: { flopsOfSeparate: 0.2 } })).toThrowError(
      expect.objectContaining({
        code: 'training.budget-too-small',
        facts: expect.objectContaining({ kind: 'flopsOfSeparate', asked: 0.2, most: 1 }),
      }),
    );
  });
});
