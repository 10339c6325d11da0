import { setTimeout } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { milliseconds } from '../base/clock.ts';
import { Refusal } from '../contract/errors.ts';
import type { EpochRecord } from '../contract/runs.ts';
import { DeviceFailed } from '../runtime/index.ts';
import type { Executor } from '../runtime/index.ts';
import { inputShapes, inputTensors } from './batch.ts';
import { isCutShort } from './outcome.ts';
import { createRunControl, loadModel, saveModel, trainConstant, trainReference, trainRun } from './index.ts';
import { sampleRequest, sampleTasks } from './testing.ts';

const test2 = (rows: Uint32Array, parts: Uint8Array): number[] =>
  [...rows.keys()].filter((place) => parts[rows[place]!] === 2);

test('a joint run learns all three kinds of task at once, better than a constant answer', async () => {
  const request = { ...(await sampleRequest()), budget: { epochs: 40 } };
  const outcome = await trainRun(request);
  const constant = trainConstant(request);
  const places = test2(outcome.rows, request.parts);
  const error = (predicted: Float32Array): number => {
    const labelled = places.filter((place) => !Number.isNaN(request.targets[0]!.values[outcome.rows[place]!]!));
    return (
      labelled.reduce(
        (sum, place) => sum + Math.abs(predicted[place]! - request.targets[0]!.values[outcome.rows[place]!]!),
        0,
      ) / labelled.length
    );
  };
  expect(error(outcome.predictions['size']!)).toBeLessThan(error(constant.predictions['size']!) / 2);
  const chance = (predicted: Float32Array): number =>
    places.filter((place) => (predicted[place]! > 0.5 ? 1 : 0) === request.targets[1]!.values[outcome.rows[place]!])
      .length;
  expect(chance(outcome.predictions['judge']!)).toBeGreaterThan(chance(constant.predictions['judge']!));
  for (let i = 0; i < outcome.rows.length; i++) {
    const row = outcome.predictions['grade']!.subarray(3 * i, 3 * i + 3);
    expect(row.reduce((a, b) => a + b)).toBeCloseTo(1, 4);
  }
});

test('the constant answer is the median and the class frequencies of the training rows', async () => {
  const request = await sampleRequest();
  const { predictions } = trainConstant(request);
  const training = [...request.parts.keys()].filter((row) => request.parts[row] === 0);
  const sizes = training
    .map((row) => request.targets[0]!.values[row]!)
    .filter((value) => !Number.isNaN(value))
    .sort((a, b) => a - b);
  const below = sizes.filter((value) => value < predictions['size']![0]!).length;
  expect(Math.abs(below - sizes.length / 2)).toBeLessThanOrEqual(1);
  const ng = training.filter((row) => request.targets[1]!.values[row] === 1).length / training.length;
  expect(predictions['judge']![0]).toBeCloseTo(ng, 6);
});

test('the linear reference answers in the same form', async () => {
  const request = await sampleRequest();
  const outcome = await trainReference(request);
  // One weight and bias a column and output: a, b, b missing, line (three and unknown) = 7; outputs 1 + 1 + 3.
  expect(outcome.parameters).toBe(7 * 5 + 5);
  expect(outcome.predictions['grade']).toHaveLength(outcome.rows.length * 3);
});

test('the linear reference finds a linear answer from few rows: nobody is compared with a half-trained one', async () => {
  const full = await sampleRequest({}, [sampleTasks[0]!]);
  // One row in ten is left for training.
  const parts = full.parts.map((part, row) => (part === 0 && row % 10 > 4 ? 2 : part));
  const { rows, predictions } = await trainReference({ ...full, parts, budget: {} });
  const labels = full.targets[0]!.values;
  const errors = [...rows.keys()]
    .filter((place) => parts[rows[place]!] === 2 && !Number.isNaN(labels[rows[place]!]!))
    .map((place) => Math.abs(predictions['size']![place]! - labels[rows[place]!]!));
  const mean = errors.reduce((sum, error) => sum + error, 0) / errors.length;
  // size = 20 + 2 a + line + 0.1 z with 5 numbers to learn from some 20 rows: E|0.1 z| = 0.08, times sqrt(1 + 5 / 20).
  expect(mean).toBeLessThan(0.12);
});

test('the same request trains the same model, bit for bit', async () => {
  const request = await sampleRequest({ weighting: 'bilevel' });
  const [one, two] = [await trainRun(request), await trainRun(request)];
  expect(two.predictions).toEqual(one.predictions);
});

test('a run resumed from a checkpoint ends bit for bit as if it had not been interrupted', async () => {
  for (const recipe of [
    { weighting: 'bilevel' },
    { weighting: 'bilevel', variant: 'full' },
    { sharing: 'single-task' },
    { weighting: 'fixed', weights: { size: 2 } },
    { weighting: 'famo' },
    { weighting: 'dwa' },
    { weighting: 'gradnorm' },
    { weighting: 'pcgrad' },
  ]) {
    const request = { ...(await sampleRequest(recipe)), budget: { epochs: 3 } };
    const checkpoints: Uint8Array[] = [];
    const records: EpochRecord[] = [];
    const whole = await trainRun(request, {
      onCheckpoint: (bytes) => void checkpoints.push(bytes),
      onEpoch: (record) => void records.push(record),
    });
    const again: EpochRecord[] = [];
    const resumed = await trainRun(
      { ...request, resumeFrom: checkpoints[0]! },
      { onEpoch: (record) => void again.push(record) },
    );
    expect(resumed.predictions).toEqual(whole.predictions);
    expect(resumed.bestEpoch).toBe(whole.bestEpoch);
    const figures = (record: EpochRecord) => ({ ...record, seconds: 0 });
    expect(again.map(figures)).toEqual(
      records.filter((record) => record.epoch > records.length - again.length).map(figures),
    );
    expect(again.length).toBeGreaterThan(0);
  }
});

test('a damaged checkpoint, or one of another training, is refused in words', async () => {
  const request = await sampleRequest();
  let bytes = new Uint8Array();
  await trainRun(request, { onCheckpoint: (latest) => void (bytes = latest as typeof bytes) });
  const damaged = bytes.slice();
  damaged[bytes.length >> 1]! ^= 1;
  await expect(trainRun({ ...request, resumeFrom: damaged })).rejects.toMatchObject({
    code: 'training.bad-checkpoint',
    facts: { reason: 'damaged' },
  });
  await expect(trainRun({ ...request, resumeFrom: bytes.slice(0, 40) })).rejects.toMatchObject({
    facts: { reason: 'damaged' },
  });
  await expect(trainRun({ ...request, seed: 99, resumeFrom: bytes })).rejects.toMatchObject({
    facts: { reason: 'other' },
  });
});

test('a single-task twin is the same as training its task alone', async () => {
  const both = await trainRun(await sampleRequest({ sharing: 'single-task' }));
  const alone = await trainRun(await sampleRequest({ sharing: 'single-task' }, sampleTasks.slice(0, 1)));
  const [one, two] = [both.predictions['size']!, alone.predictions['size']!];
  for (let i = 0; i < one.length; i++) expect(one[i]).toBeCloseTo(two[i]!, 3);
});

test('a task that lacks a label keeps its row for the others', async () => {
  const request = await sampleRequest();
  const rows = [...request.parts.keys()].filter(
    (row) => request.parts[row] === 1 && Number.isNaN(request.targets[0]!.values[row]!),
  );
  const { rows: judged, predictions } = await trainRun(request);
  for (const row of rows) expect(Number.isFinite(predictions['judge']![judged.indexOf(row)]!)).toBe(true);
  expect(rows.length).toBeGreaterThan(0);
});

test('a saved model opens again and gives the same answers', async () => {
  const request = await sampleRequest();
  const outcome = await trainRun(request);
  const model = loadModel(saveModel(outcome.model));
  const rows = outcome.rows.slice(0, 16);
  const judge = await request.executor.compileFunction(model.infer, inputShapes(request.inputs, 16));
  const answers = await judge.run(inputTensors(request.inputs, rows));
  Array.from(answers['size']!.data).forEach((value, i) =>
    expect(value).toBeCloseTo(outcome.predictions['size']![i]!, 4),
  );
  await judge.dispose();
});

test('stop and keep ends at once with the best state so far', async () => {
  const control = createRunControl();
  const request = { ...(await sampleRequest()), budget: { epochs: 1000 } };
  const outcome = await trainRun(request, {
    control,
    onEpoch: (record) => void (record.epoch === 2 && control.stopAndKeep()),
  });
  expect(outcome.epochs).toBe(2);
  expect(outcome.stoppedEarly).toBe(true);
  expect(Number.isFinite(outcome.predictions['size']![0]!)).toBe(true);
});

test('pausing holds the run until it is resumed', async () => {
  const control = createRunControl();
  const began = milliseconds();
  let epochs = 0;
  let heldAt = 0;
  const finished = trainRun(await sampleRequest(), {
    control,
    onEpoch: () => {
      epochs++;
      if (epochs !== 2) return;
      control.pause();
      void setTimeout(50).then(() => {
        heldAt = epochs;
        control.resume();
      });
    },
  });
  const outcome = await finished;
  expect(outcome.epochs).toBe(4);
  expect(heldAt).toBe(2);
  // The wait is no time of the training's own: neither of what it cost nor of what its budget allows.
  expect(control.waited).toBeGreaterThan(0);
  expect(1000 * outcome.trainSeconds + control.waited).toBeLessThanOrEqual(milliseconds() - began);
});

test('cancelling ends with an AbortError, also while paused', async () => {
  const control = createRunControl();
  const abort = new AbortController();
  const run = trainRun(await sampleRequest(), {
    control,
    signal: abort.signal,
    onEpoch: () => {
      control.pause();
      void setTimeout(10).then(() => abort.abort());
    },
  });
  await expect(run).rejects.toMatchObject({ name: 'AbortError' });
});

test('a loss that is no longer a number stops the run and names the task', async () => {
  const request = await sampleRequest();
  const numeric = request.inputs.numeric.map((value, i) => (i % 2 === 0 ? Number.POSITIVE_INFINITY : value));
  const broken = trainRun({ ...request, inputs: { ...request.inputs, numeric } });
  await expect(broken).rejects.toBeInstanceOf(Refusal);
  await expect(broken).rejects.toMatchObject({ code: 'training.not-finite', facts: { task: 'size', epoch: 1 } });
});

test('a device that fails on the way hands over to the CPU from the last epoch, with the same result', async () => {
  const request = await sampleRequest();
  const whole = await trainRun(request);
  const cpu = request.executor;
  let runs = 0;
  const failing: Executor = {
    device: 'webgpu',
    compile: async (...given) => {
      const compiled = await cpu.compile(...given);
      return {
        ...compiled,
        run: async (batch) => {
          if (++runs === 9) throw new DeviceFailed('webgpu', new Error('device lost'));
          return compiled.run(batch);
        },
      };
    },
    compileFunction: (...given) => cpu.compileFunction(...given),
  };
  const outcome = await trainRun({ ...request, executor: failing, fallback: async () => cpu });
  expect(outcome.fellBack).toBe(true);
  expect(outcome.device).toBe('cpu');
  expect(outcome.predictions).toEqual(whole.predictions);
});

test('a search over two tasks trains nine and keeps the best on the validation rows', async () => {
  const request = { ...(await sampleRequest({ search: 'grid' }, sampleTasks.slice(0, 2))), budget: { epochs: 2 } };
  const outcome = await trainRun(request);
  expect(outcome.epochs).toBe(18);
  const found = outcome.shown.population!.found;
  expect(found.reduce((a, b) => a + b)).toBeCloseTo(1, 6);
});

test('the budget of seconds ends a run that would take longer', async () => {
  const request = { ...(await sampleRequest()), budget: { epochs: 100_000, seconds: 1 } };
  const outcome = await trainRun(request);
  expect(outcome.epochs).toBeGreaterThanOrEqual(1);
  expect(outcome.epochs).toBeLessThan(100_000);
});

test('cut short is what the time ended before half of the epochs that such a training takes', () => {
  const of = (affordable: number, done: number, asked = 300, usual = 80): boolean =>
    isCutShort({ asked, usual, affordable, done }, false);
  expect(of(30, 30)).toBe(true);
  // 300 were asked for, but 80 are a whole training of so many rows.
  expect(of(45, 45)).toBe(false);
  // Ended by patience before the time was up.
  expect(of(30, 20)).toBe(false);
  expect(of(10, 10, 10)).toBe(false);
});

test('a training that ends by itself, or after half of its epochs, was not cut short', async () => {
  const request = await sampleRequest();
  expect((await trainRun({ ...request, budget: { epochs: 4 } })).cutShort).toBe(false);
  const stopAfter = async (wanted: number): Promise<boolean> => {
    const own = createRunControl();
    const outcome = await trainRun(
      { ...request, budget: { epochs: 8 } },
      { control: own, onEpoch: ({ epoch }) => (epoch === wanted ? own.stopAndKeep() : undefined) },
    );
    return outcome.cutShort;
  };
  expect([await stopAfter(2), await stopAfter(5)]).toEqual([true, false]);
});

test('too little to learn from is refused in words', async () => {
  const request = await sampleRequest();
  await expect(trainRun({ ...request, targets: [] })).rejects.toMatchObject({ code: 'training.no-tasks' });
  await expect(trainRun({ ...request, parts: request.parts.map(() => 2) })).rejects.toMatchObject({
    code: 'training.too-few-rows',
  });
});
