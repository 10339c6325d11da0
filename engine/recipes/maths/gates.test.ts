// Checkable properties 4 to 6 of methods.md 5.12, and ties.

import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import { grad, grads, mul, softmax, sub, sum, tensor1d, tensor2d, tensor3d } from '@tensorflow/tfjs-core';
import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { createRng } from '../../base/rng.ts';
import { choose, hardGate, hinge, mix } from './gates.ts';

const random = (count: number, seed: number): number[] => {
  const rng = createRng(seed);
  return Array.from({ length: count }, () => rng.normal());
};
const slope = (alpha: number): number => Math.exp(-alpha) / (1 + Math.exp(-alpha)) ** 2;

test('a gate is own only above one half: a tie is shared', () => {
  expect([...hardGate(tensor1d([-3, -1e-6, 0, 1e-6, 3])).dataSync()]).toEqual([0, 0, 0, 1, 1]);
});

test('4: straight through, dLoss/dalpha = dLoss/dG times sigmoid\u2032(alpha), dLoss/dG by finite differences', () => {
  const alphas = [-2, -0.4, 0.3, 1.5];
  const [own, common, wanted] = [7, 8, 9].map((seed) => tensor3d(random(24, seed), [2, 3, 4]));
  // Squared distance from a target: curved, so that the point where the gradient is taken matters.
  const lossOf = (gate: Tensor): Tensor => {
    const off = sub(choose(gate, own!, common!), wanted!);
    return sum(mul(off, off));
  };
  const found = grad((alpha) => lossOf(hardGate(alpha)))(tensor1d(alphas)).dataSync();
  const gates = alphas.map((alpha) => (alpha > 0 ? 1 : 0));
  alphas.forEach((alpha, c) => {
    const step = 1e-2;
    const moved = (by: number): number =>
      lossOf(tensor1d(gates.map((gate, i) => (i === c ? gate + by : gate)))).dataSync()[0]!;
    // A quadratic: central differences are exact but for rounding.
    const byGate = (moved(step) - moved(-step)) / (2 * step);
    expect(found[c]!).toBeCloseTo(byGate * slope(alpha), 2);
  });
});

test('5: the hinge is exactly 0 without gradient up to the target, beyond it every gate of that task is pushed', () => {
  // Mean sigmoid of task 0: (0.5 + 0.5) / 2 over the layers = 0.5, at its target. Task 1: sigmoid(1) = 0.731 above 0.7.
  const leaves = [tensor1d([0, 0]), tensor1d([0]), tensor1d([1, 1]), tensor1d([1])];
  const at = (...[a, b, c, d]: Tensor[]): Tensor =>
    hinge(
      [
        [a!, b!],
        [c!, d!],
      ],
      [0.5, 0.7],
    );
  expect(at(...leaves).dataSync()[0]).toBeCloseTo((1 / (1 + Math.exp(-1)) - 0.7) / 2, 6);
  const [first, second, third, fourth] = grads(at as never)(leaves).map((each) => [...each.dataSync()]);
  expect([...first!, ...second!]).toEqual([0, 0, 0]);
  // 1 / T times 1 / L times 1 / channels times the slope.
  for (const value of third!) expect(value).toBeCloseTo(slope(1) / 2 / 2 / 2, 6);
  expect(fourth![0]).toBeCloseTo(slope(1) / 2 / 2, 6);
  expect(hinge([[tensor1d([9, -9])], [tensor1d([9])]], [1, 1]).dataSync()[0]).toBe(0);
});

test.each([1, 2, 12])('6: mixing shares over %i tasks sum to 1, and equal features come through unchanged', (tasks) => {
  const mixing = tensor2d(random(5 * tasks, 3), [5, tasks]);
  for (const total of sum(softmax(mixing), 1).dataSync()) expect(total).toBeCloseTo(1, 6);
  const features = tensor3d(random(30, 4), [2, 3, 5]);
  const mixed = mix(
    mixing,
    Array.from({ length: tasks }, () => features),
  ).dataSync();
  features.dataSync().forEach((value, i) => expect(mixed[i]).toBeCloseTo(value, 5));
  const apart = Array.from({ length: tasks }, (_, t) => tensor3d(random(30, 20 + t), [2, 3, 5]));
  const shares = (softmax(mixing) as Tensor2D).arraySync();
  const first = apart.reduce((total, each, t) => total + shares[0]![t]! * each.dataSync()[0]!, 0);
  expect(mix(mixing, apart).dataSync()[0]).toBeCloseTo(first, 5);
});
