import { expect, test } from 'vitest';
import { breathe } from '../base/breath.ts';
import { createRng } from '../base/rng.ts';
import { createRunControl } from './control.ts';
import { fitLinear, linearOutputs, type Columns, type LabelledRows } from './linear-fit.ts';

const regression = { outputSize: 1, startBias: [0], task: { kind: 'regression' } } as const;
const binary = { outputSize: 1, startBias: [0], task: { kind: 'binary' } } as const;

/** Chance columns of deviation 1 and a label of each row. */
function made(rows: number, width: number, label: (row: Float32Array, noise: number) => number, seed = 1) {
  const rng = createRng(seed);
  const values = Float32Array.from({ length: rows * width }, () => rng.normal());
  const labels = Float64Array.from({ length: rows }, (_, i) =>
    label(values.subarray(i * width, (i + 1) * width), rng.normal()),
  );
  const columns: Columns = { width, values };
  const part = (from: number, to: number): LabelledRows => ({
    rows: Uint32Array.from({ length: to - from }, (_, i) => from + i),
    labels: labels.slice(from, to),
  });
  return { columns, labels, part };
}

test('without noise the weights are those of the rule', async () => {
  const { columns, part } = made(200, 3, ([a, b, c]) => 0.5 * a! - 0.25 * b! + 0 * c! + 0.1);
  const { weights, penalty } = await fitLinear(regression, columns, part(0, 150), part(150, 200));
  expect(penalty).toBeCloseTo(1e-6, 12); // the freest that is tried
  [0.5, -0.25, 0, 0.1].forEach((wanted, i) => expect(weights[i]).toBeCloseTo(wanted, 3));
});

test('two hundred columns of which two matter: held small it predicts far better than a free fit', async () => {
  const { columns, part, labels } = made(600, 200, (x, noise) => 0.6 * x[0]! + 0.6 * x[1]! + 0.5 * noise, 3);
  const error = async (validation: LabelledRows, penalties: 'chosen' | 'free'): Promise<number> => {
    const fit = await fitLinear(regression, columns, part(0, 220), validation);
    const answers = linearOutputs(columns, fit.weights, 1);
    if (penalties === 'chosen') expect(fit.penalty).toBeGreaterThan(0.01);
    return labels.slice(300).reduce((sum, label, i) => sum + (answers[300 + i]! - label) ** 2, 0) / 300;
  };
  const chosen = await error(part(220, 300), 'chosen');
  // The training rows as validation: the freest fit wins there, as without any penalty.
  const free = await error(part(0, 220), 'free');
  expect(chosen).toBeLessThan(0.6 * free);
});

test('NG probabilities of two classes that overlap are calibrated, not certain', async () => {
  // Logit 2 a: the fitted weight is near 2, never far beyond.
  const { columns, part } = made(2000, 2, ([a], noise) => {
    const chance = 1 / (1 + Math.exp(-2 * a!));
    return 0.5 * (1 + Math.tanh(0.8 * noise)) < chance ? 1 : 0; // tanh(0.8 z) is nearly even between -1 and 1
  });
  const { weights } = await fitLinear(binary, columns, part(0, 1500), part(1500, 2000));
  expect(weights[0]).toBeGreaterThan(1.5);
  expect(weights[0]).toBeLessThan(2.6);
  expect(Math.abs(weights[1]!)).toBeLessThan(0.3);
});

test('three classes: the outputs put each row into its own', async () => {
  const head = { outputSize: 3, startBias: [0, 0, 0], task: { kind: 'classification' } } as const;
  const { columns, part, labels } = made(300, 2, ([a, b]) => (a! > Math.abs(b!) ? 0 : b! > 0 ? 1 : 2), 2);
  const { weights } = await fitLinear(head, columns, part(0, 200), part(200, 300));
  const outputs = linearOutputs(columns, weights, 3);
  const right = labels.filter((label, i) => {
    const own = outputs.subarray(3 * i, 3 * i + 3);
    return own.indexOf(Math.max(...own)) === label;
  });
  expect(right.length).toBeGreaterThan(0.93 * labels.length);
});

test('no validation label of a task leaves a moderate penalty; no time, the first that is tried', async () => {
  const { columns, part } = made(100, 4, ([a], noise) => a! + noise);
  const none = { rows: new Uint32Array(), labels: new Float64Array() };
  expect((await fitLinear(regression, columns, part(0, 80), none)).penalty).toBeCloseTo(1 / 80, 12);
  expect((await fitLinear(regression, columns, part(0, 80), part(80, 100), { until: 0 })).penalty).toBe(10);
});

test('it holds between its steps while paused, and stopped it keeps the best so far', async () => {
  const { columns, part } = made(200, 3, ([a, b]) => a! - b!);
  const control = createRunControl();
  control.pause();
  let isDone = false;
  const fitted = fitLinear(regression, columns, part(0, 150), part(150, 200), { control }).then((fit) => {
    isDone = true;
    return fit;
  });
  for (let i = 0; i < 100; i++) await breathe();
  expect(isDone).toBe(false);
  control.stopAndKeep();
  // The first penalty is the strongest; without the stop the freest would have won.
  expect((await fitted).penalty).toBe(10);
});
