// Two lines whose columns have the same names, one in kW and the other in W: they share a network, and neither is
// squeezed by the other.

import { afterEach, beforeEach, expect, test } from 'vitest';
import { createRng } from '../base/rng.ts';
import type { DataSource } from '../contract/project.ts';
import { exportModel } from '../deploy/index.ts';
import { resolveRecipe } from '../recipes/recipe.ts';
import { createExecutor, openExportedModel } from '../runtime/index.ts';
import { inputTensors } from '../training/batch.ts';
import { createRunControl } from '../training/control.ts';
import { loadModel, saveModel, trainRun } from '../training/index.ts';
import type { TrainingOutcome } from '../training/index.ts';
import { baselinePredictions } from './baseline-units.ts';
import { freeze } from './prepare.ts';
import { openWorkbench, type Workbench } from './testing/workbench.ts';
import { prepare } from './units.ts';
import type { Unit } from './units.ts';
import { testDocument } from './testing/document.ts';

const [rows, lookback, horizon] = [400, 24, 6];
let bench: Workbench;
beforeEach(() => (bench = openWorkbench()));
afterEach(() => bench.close());

/** Hours of a load, a current that it follows and a plan, all in a unit of which `factor` are one of the first line's. */
function line(factor: number, seed: number): string {
  const rng = createRng(seed);
  const cells = Array.from({ length: rows }, (_, hour) => {
    const time = new Date(Date.UTC(2026, 0, 1, hour)).toISOString().slice(0, 16).replace('T', ' ');
    const load = Math.round(1000 * (10 + 3 * Math.sin((2 * Math.PI * hour) / 24) + rng.normal()));
    const missing = hour % 37 === 5;
    const others = [Math.round(1000 * rng.normal()), rng.integer(9) * 250];
    return [time, missing ? '' : load * factor, ...others.map((value) => value * factor)].join(',');
  });
  return ['日時,負荷,電流,計画', ...cells].join('\n');
}

/** Both lines in one project, the second in units of which `factor` are one of the first. */
async function unitOf(factor: number, network?: 'convolution'): Promise<Unit> {
  bench.write('line-a.csv', line(1, 1));
  bench.write(`line-b-${factor}.csv`, line(factor, 2));
  const source = {
    time: '日時',
    past: ['電流'],
    ahead: ['計画'],
    calendar: 'plain' as const,
    ...(network ? { network } : {}),
  } satisfies Partial<DataSource>;
  const forecast = (id: string) =>
    ({ id, data: id, target: '負荷', kind: 'forecast', horizon, lookback, interval: 0.8, importance: 1 }) as const;
  const document = testDocument({
    name: '2 ライン',
    data: [
      { id: 'a', files: ['line-a.csv'], ...source },
      { id: 'b', files: [`line-b-${factor}.csv`], ...source },
    ],
    tasks: [forecast('a'), forecast('b')],
    split: { kind: 'time', test: 0.25, validation: 0.2, seed: 1 },
  });
  const data = await bench.jobs.load(document);
  const { units } = await prepare(document, data, freeze(document, data));
  expect(units).toHaveLength(1);
  return units[0]!;
}

async function trained(unit: Unit, capacity: 'medium' | 'large'): Promise<TrainingOutcome> {
  const recipe = resolveRecipe(
    { sharing: 'hard', weighting: 'equal', schedule: 'joint', search: 'none' },
    unit.targets.map(({ task }) => task),
  );
  const executor = await createExecutor('cpu');
  return trainRun({ ...unit, recipe, capacity, budget: { epochs: 4 }, seed: 1, executor });
}

/** Forecasts of a task in the rows of its own data set. */
function own(unit: Unit, { rows: judged, predictions }: Pick<TrainingOutcome, 'rows' | 'predictions'>, task: string) {
  const { values } = unit.targets.find((one) => one.task.id === task)!;
  const width = predictions[task]!.length / judged.length;
  return [...judged].flatMap((row, i) =>
    Number.isNaN(values[row]!) ? [] : [...predictions[task]!.subarray(i * width, (i + 1) * width)],
  );
}

/** The load's deviation is about 2300: equal to a ten thousandth of it. */
function expectAlike(found: readonly number[], wanted: readonly number[], factor: number): void {
  expect(found.length).toBeGreaterThan(200);
  expect(found).toHaveLength(wanted.length);
  expect(Math.max(...found.map((value, i) => Math.abs(value / factor - wanted[i]!)))).toBeLessThan(0.23);
}

test.each([
  ['medium', undefined],
  ['large', undefined],
  ['medium', 'convolution'],
] as const)('%s %s: a line in W is forecast as it would be in kW, and so is the other', async (size, network) => {
  const [same, smaller] = [await unitOf(1, network), await unitOf(1000, network)];
  const [before, after] = [await trained(same, size), await trained(smaller, size)];
  expectAlike(own(smaller, after, 'a'), own(same, before, 'a'), 1);
  expectAlike(own(smaller, after, 'b'), own(same, before, 'b'), 1000);
});

test('the exported model takes each line in its own unit, in columns of its own, and answers as in training', async () => {
  const unit = await unitOf(1000);
  const outcome = await trained(unit, 'medium');
  const { onnx, signature } = exportModel(loadModel(saveModel(outcome.model)));
  expect(signature.series).toMatchObject({
    columns: ['負荷 (a)', '負荷 (b)', '電流 (a)', '電流 (b)'],
    companions: [{ column: '電流 (a)' }, { column: '電流 (b)' }],
  });
  const plans = signature.series!.known.filter(({ name }) => name.startsWith('計画'));
  expect(plans.map(({ name }) => name)).toEqual(['計画 (a)', '計画 (b)']);
  // 0, 250 ... 2000, each as often: the deviation is 250 sqrt((9^2 - 1) / 12) = 645, known to 3 % from 220 rows; in W a
  // thousand times that.
  plans.forEach(({ deviation }, i) => expect(Math.abs(deviation / 1000 ** i / 645 - 1)).toBeLessThan(0.15));
  const model = await openExportedModel(onnx);
  for (const [task, factor] of [
    ['a', 1],
    ['b', 1000],
  ] as const) {
    const { values } = unit.targets.find((one) => one.task.id === task)!;
    const at = outcome.rows.findIndex((row) => !Number.isNaN(values[row]!));
    const answer = [...(await model.run(inputTensors(unit.inputs, outcome.rows.slice(at, at + 1))))[task]!.data];
    const width = 3 * horizon;
    expect(answer).toHaveLength(width);
    answer.forEach((value, i) =>
      expect(value / factor).toBeCloseTo(outcome.predictions[task]![at * width + i]! / factor, 1),
    );
  }
  await model.dispose();
});

test('what it is compared with reads the line of its own as well', async () => {
  const steering = { signal: new AbortController().signal, control: createRunControl() };
  for (const kind of ['constant', 'reference'] as const) {
    const [same, smaller] = [await unitOf(1), await unitOf(1000)];
    const [before, after] = await Promise.all(
      [same, smaller].map((unit) => baselinePredictions(kind, unit, 1, undefined, steering)),
    );
    expectAlike(own(smaller, after!, 'a'), own(same, before!, 'a'), 1);
    expectAlike(own(smaller, after!, 'b'), own(same, before!, 'b'), 1000);
  }
});
