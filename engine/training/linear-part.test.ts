// From training to the exported file: a rule that is linear is found, one that is not leaves the model as it was.

import { InferenceSession, Tensor } from 'onnxruntime-node';
import { describe, expect, test } from 'vitest';
import { createRng } from '../base/rng.ts';
import type { Recipe } from '../contract/recipes.ts';
import type { Task } from '../contract/tasks.ts';
import type { Table } from '../data/table.ts';
import { exportModel, largestDifference, prunedModel } from '../deploy/index.ts';
import { trainReference } from './baselines.ts';
import { inputTensors } from './batch.ts';
import { loadModel, saveModel, trainRun } from './index.ts';
import { createModel } from './model.ts';
import { requestOf } from './testing.ts';
import type { TrainingRequest } from './train-run.ts';

const common = { data: 'main', importance: 1 } as const;
const straight: Task = { ...common, id: 'straight', target: 'straight', kind: 'regression' };
const bent: Task = { ...common, id: 'bent', target: 'bent', kind: 'regression' };
const judge: Task = { ...common, id: 'judge', target: 'judge', kind: 'binary', positive: 'NG' };

/** 120 rows of 20 columns: `straight` is their weighted sum and noise of a hundredth, `bent` the size of the first. */
async function request(
  tasks: readonly Task[],
  recipe: Partial<Recipe> = {},
  change: Partial<TrainingRequest> = {},
): Promise<TrainingRequest> {
  const rng = createRng(5);
  const columns = Array.from({ length: 20 }, () => Float64Array.from({ length: 120 }, () => rng.normal()));
  const weights = columns.map(() => rng.normal());
  const number = (name: string, values: Float64Array) => ({ kind: 'number', name, unit: null, values }) as const;
  const line = Float64Array.from({ length: 120 }, (_, i) =>
    columns.reduce((sum, column, j) => sum + weights[j]! * column[i]!, 50 + 0.04 * rng.normal()),
  );
  const table: Table = {
    rowCount: 120,
    columns: [
      ...columns.map((values, j) => number(`x${j}`, values)),
      number('straight', line),
      number(
        'bent',
        columns[0]!.map((value) => Math.abs(value)),
      ),
      {
        kind: 'category',
        name: 'judge',
        unit: null,
        codes: Int32Array.from(line, (value) => (value > 50 ? 1 : 0)),
        levels: ['OK', 'NG'],
      },
    ],
    source: { file: new Uint16Array(120), line: new Uint32Array(120), files: ['made.csv'] },
  };
  const asked = await requestOf({ table, targets: ['straight', 'bent', 'judge'] }, recipe, tasks);
  return { ...asked, budget: { epochs: 8 }, ...change };
}

type Answers = Pick<Awaited<ReturnType<typeof trainRun>>, 'rows' | 'predictions'>;

/** Mean absolute error of a quantity on the test rows, in its deviations. */
function errorOf({ rows, predictions }: Answers, { targets, parts }: TrainingRequest, task: Task): number {
  const { values } = targets.find((one) => one.task.id === task.id)!;
  const all = [...rows.keys()].filter((place) => parts[rows[place]!] === 2);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
  const errors = all.map((place) => Math.abs(predictions[task.id]![place]! - values[rows[place]!]!));
  return errors.reduce((sum, error) => sum + error, 0) / errors.length / deviation;
}

const hasLine = (state: object): boolean => Object.keys(state).some((name) => name.includes('/line/'));

describe('a rule that is linear', () => {
  test.each(['hard', 'single-task', 'trace-norm', 'interrogate'])(
    'is found by networks of the sharing %s as well as by the linear reference',
    async (sharing) => {
      const asked = await request([straight, bent, judge], { sharing });
      const [outcome, reference] = [await trainRun(asked), await trainReference(asked)];
      const wanted = errorOf(reference, asked, straight);
      expect(wanted).toBeLessThan(0.03);
      expect(errorOf(outcome, asked, straight)).toBeLessThan(1.5 * wanted);
      expect(outcome.model.heads[0]!.line).toBeGreaterThan(0.9);
    },
  );

  test('is part of the saved model, of the pruned one and of the exported file, and is counted in them', async () => {
    const asked = await request([straight, judge], { sharing: 'interrogate' });
    const outcome = await trainRun(asked);
    expect(hasLine(outcome.model.state)).toBe(true);
    const loaded = loadModel(saveModel(outcome.model));
    const smaller = prunedModel(loaded);
    expect(await largestDifference(loaded, smaller, asked.inputs, outcome.rows, asked.executor)).toBeLessThan(1e-5);
    const { onnx, parameters } = exportModel(loaded);
    expect(parameters).toBe(outcome.shown.gates!.parameters.pruned);
    const session = await InferenceSession.create(onnx, { logSeverityLevel: 3 });
    for (let place = 0; place < 12; place++) {
      const { data, shape } = inputTensors(asked.inputs, outcome.rows.slice(place, place + 1))['numeric']!;
      const answers = await session.run({ numeric: new Tensor('float32', data as Float32Array, [...shape]) });
      const expected = outcome.predictions['straight']![place]!;
      expect(Math.abs((answers['straight']!.data as Float32Array)[0]! - expected)).toBeLessThan(1e-5 * expected);
    }
    await session.release();
  });

  test.each(['flopsOfSeparate', 'megabytes'])('fits into a compute budget: %s', async (kind) => {
    const value = kind === 'megabytes' ? 0.13 : 0.7;
    const sharing = { sharing: 'interrogate', budget: { [kind]: value } } as never;
    const { model, shown } = await trainRun(await request([straight, judge], sharing));
    expect(hasLine(model.state)).toBe(true);
    const { achieved, flops, parameters } = shown.gates!;
    expect(exportModel(model).parameters).toBe(parameters.pruned);
    expect(achieved!).toBeLessThanOrEqual(value);
    // The first own channel brings the embeddings of twenty columns with it: numbers come in large steps.
    expect(achieved!).toBeGreaterThan((kind === 'megabytes' ? 0.75 : 0.95) * value);
    if (kind === 'megabytes') expect(achieved!).toBeCloseTo((4 * parameters.pruned) / 1e6, 3);
    else expect(achieved!).toBeCloseTo(flops.pruned / flops.separate, 6);
  });

  test('costs a multiply-add and a number a column', async () => {
    const { model } = await trainRun(await request([straight, judge]));
    const state = Object.fromEntries(Object.entries(model.state).filter(([name]) => !name.includes('/line/')));
    const without = exportModel(createModel({ ...model, state }));
    const whole = exportModel(model);
    expect(whole.parameters - without.parameters).toBe(20);
    // Besides, the columns are prepared a second time, clipped less, and both parts are added up.
    expect(whole.flops - without.flops).toBeGreaterThanOrEqual(40);
    expect(whole.flops / without.flops).toBeLessThan(1.01);
  });

  test('goes on alike from a checkpoint', async () => {
    const asked = await request([straight, judge]);
    const checkpoints: Uint8Array[] = [];
    const whole = await trainRun(asked, { onCheckpoint: (bytes) => void checkpoints.push(bytes) });
    const resumed = await trainRun({ ...asked, resumeFrom: checkpoints[2]! });
    expect(resumed.predictions).toEqual(whole.predictions);
    expect(resumed.model.state).toEqual(whole.model.state);
  });
});

describe('nothing is added', () => {
  test('where a line does not help: the model has the numbers it was trained to', async () => {
    const outcome = await trainRun(await request([bent, judge], {}, { budget: { epochs: 60 } }));
    expect(hasLine(outcome.model.state)).toBe(false);
    expect(outcome.model.heads.map((head) => head.line)).toEqual([undefined, undefined]);
  });

  test('to the plain perceptron that published tables are of', async () => {
    const outcome = await trainRun(await request([straight, judge], {}, { capacity: 'perceptron' }));
    expect(hasLine(outcome.model.state)).toBe(false);
  });

  test('to classes, which the network tells by itself', async () => {
    const outcome = await trainRun(await request([judge]));
    expect(hasLine(outcome.model.state)).toBe(false);
  });
});
