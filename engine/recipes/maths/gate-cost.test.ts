// Checkable property 3 of methods.md 5.12, the reference points of 5.6, and gates moved to a budget.

import { describe, expect, test } from 'vitest';
import { createRng } from '../../base/rng.ts';
import { gatesWithin } from './gate-budget.ts';
import { commonChannels, costOf, mixes, ownedChannels, uniformGates } from './gate-cost.ts';
import type { Gates } from './gate-cost.ts';
import { limitOf, lineOf, reachedBy } from './gate-phases.ts';
import { chanceGates, smallGated } from '../testing/small-gated.ts';

const members = 2;
// Three numbers become 3 + 3 * 3 = 12 columns: layer 0 reads 12, layer 1 reads 6.
const inputsOf = [12, 6];
/** The embedding of a branch: 3 numbers, sine and cosine of 2 frequencies to 3 numbers. */
const embedding = 3 * 4 * 3;
const heads = (tasks: number): number =>
  Array.from({ length: tasks }, (_, t) => members * 6 * (1 + (t % 2))).reduce((a, b) => a + b);

/** Own channels of one task in a layer. */
const owned = (task: ArrayLike<number>): number => Array.from(task).filter((gate) => gate === 1).length;

test.each([2, 3])('all shared costs one network, all own %i networks, in operations and numbers', (tasks) => {
  const { cost } = smallGated(tasks, members);
  const one = embedding + members * 6 * (12 + 6);
  expect(costOf(cost, uniformGates(cost, 0)).operations).toBe(one + heads(tasks));
  expect(costOf(cost, uniformGates(cost, 1)).operations).toBe(tasks * one + heads(tasks));
  // Embedding: 3 * (2 + 4 * 3 + 3). Matrices 12 * 6 and 6 * 6, scalings of inputs and outputs and a bias each member.
  const numbers = 51 + 72 + 36 + members * (12 + 6 + 6 + 6 + 6 + 6);
  const ofHeads = Array.from({ length: tasks }, (_, t) => members * 7 * (1 + (t % 2))).reduce((a, b) => a + b);
  expect(costOf(cost, uniformGates(cost, 0)).parameters).toBe(numbers + ofHeads);
  expect(costOf(cost, uniformGates(cost, 1)).parameters).toBe(tasks * numbers + ofHeads);
});

test('3: a gate from own to shared never adds an own channel, and saves its column unless the shared one was not there', () => {
  const rng = createRng(4);
  for (let trial = 0; trial < 60; trial++) {
    const { cost } = smallGated(3, members);
    const gates = chanceGates(cost, 0.3 + 0.6 * rng.next(), rng);
    const [layer, task, channel] = [rng.integer(2), rng.integer(3), rng.integer(6)];
    if (gates[layer]![task]![channel] === 0) continue;
    const flipped: Gates = gates.map((each, l) =>
      each.map((one, t) =>
        Uint8Array.from(one as Uint8Array, (gate, c) => (l === layer && t === task && c === channel ? 0 : gate)),
      ),
    );
    expect(owned(flipped[layer]![task]!)).toBe(owned(gates[layer]![task]!) - 1);
    const wasKept = commonChannels(gates[layer]!).includes(channel);
    const column = members * inputsOf[layer]!;
    // Whole branches and mixtures that begin or end with this channel bring or take their fixed part.
    const ends = owned(flipped[layer]![task]!) === 0 && layer === 0 ? -embedding : 0;
    const begins = commonChannels(gates[layer]!).length === 0 && layer === 0 ? embedding : 0;
    const mixing = (each: Gates): number => (mixes(each, 0) ? members * ownedChannels(each[0]!).length * 3 : 0);
    expect(costOf(cost, flipped).operations - costOf(cost, gates).operations).toBe(
      -column + (wasKept ? 0 : column) + ends + begins + mixing(flipped) - mixing(gates),
    );
  }
});

describe('gates within a budget', () => {
  const costs = (tasks: number, share: number) => {
    const { cost } = smallGated(tasks, members);
    const [hard, separate] = [0, 1].map((value) => costOf(cost, uniformGates(cost, value as 0 | 1)).operations);
    const rng = createRng(9);
    const alphas = cost.blocks.map(({ channels }) =>
      cost.outputSizes.map(() => Float32Array.from({ length: channels.count }, () => rng.normal())),
    );
    const limit = hard! + share * (separate! - hard!);
    return { cost, alphas, limit, gates: gatesWithin(cost, alphas, limit, 'operations') };
  };
  test.each([2, 3, 12])('keep to it for %i tasks, and use what it allows up to a channel and its branch', (tasks) => {
    for (const share of [0, 0.2, 0.5, 0.8, 1]) {
      const { cost, limit, gates } = costs(tasks, share);
      const reached = costOf(cost, gates).operations;
      expect(reached).toBeLessThanOrEqual(limit);
      // The dearest single step: two owners of a channel of layer 0, their embeddings, and all mixing.
      expect(limit - reached).toBeLessThanOrEqual(members * 12 * 2 + 2 * embedding + members * 6 * tasks);
    }
  });
  test('own the channels that gain most: a sole owner in a layer wanted its channel more than anyone wanted a common one', () => {
    const { alphas, gates } = costs(8, 0.3);
    let compared = 0;
    gates.forEach((layer, l) => {
      const owners = Array.from({ length: 6 }, (_, c) =>
        layer.flatMap((task, t) => (task[c] === 1 ? [alphas[l]![t]![c]!] : [])),
      );
      const common = owners.flatMap((found, c) =>
        found.length === 0 ? [Math.max(...alphas[l]!.map((task) => task[c]!))] : [],
      );
      for (const [sole, ...others] of owners.filter((found) => found.length === 1)) {
        expect(others).toEqual([]);
        for (const other of common) {
          expect(sole!).toBeGreaterThanOrEqual(other);
          compared++;
        }
      }
    });
    expect(compared).toBeGreaterThan(0);
  });
});

describe('a budget in a measured unit', () => {
  const { cost } = smallGated(2, members);
  const [least, most] = [0, 1].map((value) => costOf(cost, uniformGates(cost, value as 0 | 1)));
  const measured = { operations: least!.operations, parameters: least!.parameters, value: 3 };
  const calibration = {
    hard: 2,
    separate: 5,
    // Gated graphs have more parts: 3 where the plain shared one takes 2, and 7 where the separate ones take 5.
    gated: [measured, { operations: most!.operations, parameters: most!.parameters, value: 7 }] as const,
  };
  const lineAt = (value: number) => lineOf(cost, { kind: 'milliseconds', value }, calibration, most!);

  test('goes by the line through the gated models, but at the ends by those measured there', () => {
    const [from, to] = [least!.operations, most!.operations];
    const middle = (from + to) / 2;
    expect(limitOf(lineAt(4), { kind: 'milliseconds', value: 4 })).toBeCloseTo(from + (to - from) / 4, 6);
    expect(reachedBy(lineAt(4), middle, from, to)).toBeCloseTo(5, 6);
    expect(reachedBy(lineAt(4), from, from, to)).toBe(2);
    expect(reachedBy(lineAt(4), to, from, to)).toBe(5);
  });
  test('which separate models keep to needs no sharing', () => {
    expect(limitOf(lineAt(5.5), { kind: 'milliseconds', value: 5.5 })).toBe(Number.POSITIVE_INFINITY);
  });
  test('between shared and the cheapest gated model leaves the shared one', () => {
    const limit = limitOf(lineAt(2.5), { kind: 'milliseconds', value: 2.5 });
    const alphas = cost.blocks.map(({ channels }) => [0, 1].map(() => new Float32Array(channels.count).fill(1)));
    expect(costOf(cost, gatesWithin(cost, alphas, limit, 'operations'))).toEqual(least);
  });
  test('below one shared model is refused with what can be reached', () => {
    expect(() => lineAt(1.9)).toThrowError(
      expect.objectContaining({ facts: expect.objectContaining({ least: 2, most: 5 }) }),
    );
  });
});
