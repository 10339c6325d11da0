// Several series in one table, told apart by a column, at levels that have nothing to do with each other: each is read,
// learned and judged on a scale of its own.

import { afterEach, beforeEach, expect, test } from 'vitest';
import { createRng } from '../base/rng.ts';
import type { ForecastTask } from '../contract/tasks.ts';
import { exportModel } from '../deploy/index.ts';
import { resolveRecipe } from '../recipes/recipe.ts';
import { createExecutor, openExportedModel } from '../runtime/index.ts';
import { inputTensors } from '../training/batch.ts';
import { createRunControl } from '../training/control.ts';
import { loadModel, saveModel, trainRun } from '../training/index.ts';
import type { TrainingOutcome } from '../training/index.ts';
import { assess } from './assess.ts';
import { baselinePredictions } from './baseline-units.ts';
import { freeze, type Frozen } from './prepare.ts';
import { testDocument } from './testing/document.ts';
import { openWorkbench, type Workbench } from './testing/workbench.ts';
import { prepare, type Unit } from './units.ts';

const [hours, lookback, horizon] = [400, 24, 6];
let bench: Workbench;
beforeEach(() => (bench = openWorkbench()));
afterEach(() => bench.close());

interface Machine {
  readonly name: string;
  /** What its load, current and plan are multiplied by. */
  readonly level: number;
  readonly seed: number;
  /** Hours before its first row. */
  readonly from?: number;
}

/** A load about 10 with a daily wave of 3 and noise of 0.3, a current that says nothing and a plan, all at a level. */
function rowsOf({ name, level, seed, from = 0 }: Machine): string[] {
  const rng = createRng(seed);
  return Array.from({ length: hours }, (_, hour) => {
    const time = new Date(Date.UTC(2026, 0, 1, hour)).toISOString().slice(0, 16).replace('T', ' ');
    const load = 10 + 3 * Math.sin((2 * Math.PI * hour) / 24) + 0.3 * rng.normal();
    const cells = [load, rng.normal(), rng.integer(9)].map((value) => (level * value).toPrecision(6));
    return hour < from ? [] : [[time, name, ...cells].join(',')];
  }).flat();
}

interface Case {
  readonly unit: Unit;
  readonly frozen: Frozen;
}

async function caseOf(
  machines: readonly Machine[],
  more: { readonly network?: 'convolution'; readonly scale?: 'train'; readonly beside?: readonly Machine[] } = {},
): Promise<Case> {
  const write = (file: string, own: readonly Machine[]): void =>
    bench.write(file, ['日時,機械,負荷,電流,計画', ...own.flatMap(rowsOf)].join('\n'));
  const file = `${machines.map(({ name, level }) => `${name}${level}`).join('-')}.csv`;
  write(file, machines);
  if (more.beside) write('beside.csv', more.beside);
  const source = { time: '日時', past: ['電流'], ahead: ['計画'], calendar: 'plain' as const };
  const network = more.network ? { network: more.network } : {};
  const task = (id: string): ForecastTask => ({
    ...{ id, data: id, target: '負荷', kind: 'forecast', horizon, lookback, interval: 0.8, importance: 1 },
    ...(more.scale ? { scale: more.scale } : {}),
  });
  const document = testDocument({
    name: '機械',
    data: [
      { id: '機械', files: [file], ...source, ...network, series: '機械' },
      ...(more.beside ? [{ id: '別', files: ['beside.csv'], ...source, ...network }] : []),
    ],
    tasks: [task('機械'), ...(more.beside ? [task('別')] : [])],
    split: { kind: 'time', test: 0.25, validation: 0.2, seed: 1 },
  });
  const data = await bench.jobs.load(document);
  const frozen = freeze(document, data);
  const { units } = await prepare(document, data, frozen);
  expect(units).toHaveLength(1);
  return { unit: units[0]!, frozen };
}

async function trained(unit: Unit, epochs: number, capacity: 'medium' | 'large' = 'medium'): Promise<TrainingOutcome> {
  const recipe = resolveRecipe(
    { sharing: 'hard', weighting: 'equal', schedule: 'joint', search: 'none' },
    unit.targets.map(({ task }) => task),
  );
  return trainRun({ ...unit, recipe, capacity, budget: { epochs }, seed: 1, executor: await createExecutor('cpu') });
}

/** As a run is judged. */
async function judged(
  { unit, frozen }: Case,
  { rows, predictions }: Pick<TrainingOutcome, 'rows' | 'predictions'>,
): Promise<Awaited<ReturnType<typeof assess>>[string]> {
  const part = (wanted: number) => {
    const at = [...rows.keys()].filter((i) => unit.parts[rows[i]!] === wanted);
    const values = Object.entries(predictions).map(([id, all]) => {
      const width = all.length / rows.length;
      return [id, Float32Array.from(at.flatMap((i) => [...all.subarray(i * width, (i + 1) * width)]))] as const;
    });
    return { rows: Uint32Array.from(at, (i) => rows[i]!), values: Object.fromEntries(values) };
  };
  const results = await assess(frozen, { validation: part(1), test: part(2) }, 1);
  return results['機械']!;
}

const small: Machine = { name: '小', level: 1, seed: 1 };
const alike: Machine = { name: '大', level: 1, seed: 2 };
const large: Machine = { name: '大', level: 1000, seed: 2 };

test.each([
  ['medium', undefined],
  ['large', undefined],
  ['medium', 'convolution'],
] as const)(
  '%s %s: a machine at level 1 is forecast the same beside one at 1000 as beside one at 1',
  async (size, network) => {
    const more = network ? { network } : {};
    const [same, apart] = [await caseOf([small, alike], more), await caseOf([small, large], more)];
    const [before, after] = [await trained(same.unit, 4, size), await trained(apart.unit, 4, size)];
    expect(after.rows).toEqual(before.rows);
    const factorOf = (row: number): number => (apart.unit.targets[0]!.ahead!.strandOf!(row) === 1 ? 1000 : 1);
    const [wanted, found] = [before, after].map(({ predictions }) => predictions['機械']!) as [
      Float32Array,
      Float32Array,
    ];
    const width = found.length / after.rows.length;
    let worst = 0;
    after.rows.forEach((row, i) => {
      for (let k = i * width; k < (i + 1) * width; k++)
        worst = Math.max(worst, Math.abs(found[k]! / factorOf(row) - wanted[k]!));
    });
    // The load's deviation is about 2: equal to a thousandth of it.
    expect(worst).toBeLessThan(0.002);
  },
);

test('both are forecast well, and each counts for half of what is told', async () => {
  const apart = await caseOf([small, large], { scale: 'train' });
  const result = await judged(apart, await trained(apart.unit, 40));
  const { series, seriesCount, columns, windows, worstDays } = result.forecast!;
  expect(seriesCount).toBe(2);
  const [one, other] = ['小', '大'].map((name) => series!.find((each) => each.name === name)!);
  // Noise of 0.3 on a wave of deviation 2.1: whoever knows the wave has a mean error of 0.3 sqrt(2 / pi) = 0.24, which
  // is 0.11 deviations; twice of it is still a good forecast.
  expect(one!.maeScaled!).toBeLessThan(0.22);
  expect(other!.maeScaled!).toBeLessThan(0.22);
  expect(one!.mae!).toBeLessThan(0.5);
  expect(other!.mae!).toBeGreaterThan(100);
  for (const name of ['mase', 'wape', 'coverage', 'maeScaled', 'mseScaled'] as const) {
    const mean = (one![name]! + other![name]!) / 2;
    expect(result.metrics[name]!.value).toBeCloseTo(mean, 9);
    expect(columns[0]![name]).toBeCloseTo(mean, 9);
  }
  // In kW the mean of both would be an error of the large one alone.
  expect(result.metrics).not.toHaveProperty('mae');
  expect(windows.every((window) => ['小', '大'].includes(window.series!))).toBe(true);
  expect(worstDays.every((day) => ['小', '大'].includes(day.series!))).toBe(true);
});

test('what is told is the mean over machines whatever their levels', async () => {
  const steering = { signal: new AbortController().signal, control: createRunControl() };
  for (const kind of ['constant', 'reference'] as const) {
    const [same, apart] = [await caseOf([small, alike]), await caseOf([small, large])];
    const [before, after] = await Promise.all(
      [same, apart].map(async (one) => judged(one, await baselinePredictions(kind, one.unit, 1, undefined, steering))),
    );
    for (const name of ['mase', 'wape', 'coverage', 'quantileLoss'] as const)
      expect(after!.metrics[name]!.value).toBeCloseTo(before!.metrics[name]!.value!, 3);
  }
});

test('the exported model takes each machine in its own unit by its number, and one that it never saw by its window', async () => {
  const { unit } = await caseOf([small, large]);
  const outcome = await trained(unit, 40);
  const { onnx, signature } = exportModel(loadModel(saveModel(outcome.model)));
  expect(signature.series).toMatchObject({ columns: ['負荷', '電流'], strands: ['小', '大'] });
  const plan = signature.series!.known.find(({ name }) => name === '計画')!;
  // 0, 1 ... 8, each as often: the deviation is sqrt((9^2 - 1) / 12) = 2.58, known to 3 % from 220 rows.
  plan.strands!.forEach(({ deviation }, s) => expect(Math.abs(deviation / 1000 ** s / 2.58 - 1)).toBeLessThan(0.15));
  const model = await openExportedModel(onnx);
  for (const strand of [0, 1]) {
    const at = outcome.rows.findIndex((row) => unit.targets[0]!.ahead!.strandOf!(row) === strand);
    const fed = inputTensors(unit.inputs, outcome.rows.slice(at, at + 1));
    expect([...fed['which']!.data]).toEqual([strand + 1]);
    const answer = [...(await model.run(fed))['機械']!.data];
    const width = 3 * horizon;
    const wanted = outcome.predictions['機械']!.subarray(at * width, (at + 1) * width);
    answer.forEach((value, i) => expect(value / 1000 ** strand).toBeCloseTo(wanted[i]! / 1000 ** strand, 3));
    // By its window alone the same wave goes on: as near as a wave of 3 and noise of 0.3 allow.
    const stranger = [...(await model.run({ ...fed, which: { shape: [1, 1], data: Int32Array.of(0) } }))['機械']!.data];
    stranger.forEach((value, i) => expect(Math.abs(value - wanted[i]!) / 1000 ** strand).toBeLessThan(1.5));
  }
  await model.dispose();
});

test('a machine put up after the training rows is forecast by its window, and told apart in the figures', async () => {
  const late: Machine = { name: '新', level: 0.01, seed: 3, from: 260 };
  const given = await caseOf([small, large, late]);
  expect(given.unit.plan.series!.strands).toEqual(['小', '大']);
  const result = await judged(given, await trained(given.unit, 40));
  const own = result.forecast!.series!.find(({ name }) => name === '新')!;
  expect(own).toMatchObject({ isNew: true, mase: null });
  expect(own.wape!).toBeLessThan(0.1);
  const known = result.forecast!.series!.filter(({ isNew }) => !isNew);
  expect(result.metrics['mase']!.value).toBeCloseTo((known[0]!.mase! + known[1]!.mase!) / 2, 9);
});

test('a data set of one series that shares the network is one more of them', async () => {
  const beside: Machine = { name: '別', level: 100, seed: 4 };
  const { unit } = await caseOf([small, large], { beside: [beside] });
  expect(unit.plan.series!.strands).toEqual(['小 (機械)', '大 (機械)', '別']);
  expect(unit.plan.series!.channels.map(({ column }) => column)).toEqual(['負荷', '電流']);
  expect(unit.inputs.series!.channels).toBe(2);
  const outcome = await trained(unit, 2);
  const predicted = outcome.predictions['別']!;
  const at = outcome.rows.findIndex((row) => !Number.isNaN(unit.targets[1]!.values[row]!));
  const width = predicted.length / outcome.rows.length;
  // About 10 times its level.
  expect(predicted[at * width]!).toBeGreaterThan(500);
  expect(predicted[at * width]!).toBeLessThan(1500);
});
