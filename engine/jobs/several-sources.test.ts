// Projects of several data sets, on the real store, importers, executor and evaluation.

import { mkdirSync, writeFileSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs-core';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createRng } from '../base/rng.ts';
import { exportOnnx } from '../compile/index.ts';
import type { ProjectDocument } from '../contract/project.ts';
import type { Recipe } from '../contract/recipes.ts';
import { decodePicture } from '../data/images/decode.ts';
import { greyPicture, plate } from '../data/images/example-pictures.ts';
import { fitPicture, type PackSpec } from '../data/images/fit-picture.ts';
import { freeze } from './prepare.ts';
import { hours } from './testing/hours.ts';
import { openWorkbench, type Workbench } from './testing/workbench.ts';
import { networksOf, prepare, tasksOfUnits } from './units.ts';

let bench: Workbench;
beforeEach(() => void (bench = openWorkbench()));
afterEach(() => bench.close());

const recipe = (changes: Partial<Recipe> = {}) =>
  ({ sharing: 'hard', weighting: 'equal', schedule: 'joint', search: 'none', ...changes }) as Recipe;
const common = { inputs: { exclude: [] }, recipes: [], budget: { epochs: 2 }, seeds: [1], accepted: [] };
const random = { kind: 'random', test: 0.25, validation: 0.2, seed: 1 } as const;

/** 寸法 follows the temperature; each line has a sensor of its own besides. */
function line(rows: number, seed: number, own: string, target: string): string {
  const rng = createRng(seed);
  const cells = Array.from({ length: rows }, () => {
    const [heat, other] = [rng.normal(), rng.normal()];
    return [heat.toFixed(3), other.toFixed(3), (10 + heat + 0.2 * other).toFixed(3)].join(',');
  });
  return [`温度,${own},${target}`, ...cells].join('\n');
}

async function photos(count: number): Promise<void> {
  const rng = createRng(7);
  for (const kind of ['OK', 'NG']) {
    mkdirSync(`${bench.folder}/写真/${kind}`, { recursive: true });
    for (let i = 0; i < count; i++)
      await greyPicture(plate(rng, 32, 32, kind === 'NG' ? 5 : 0), 32, 32).toFile(
        `${bench.folder}/写真/${kind}/${i}.png`,
      );
  }
}

const twoLines: ProjectDocument = {
  ...common,
  name: '2ライン',
  data: [
    { id: 'A', files: ['A.csv'] },
    { id: 'B', files: ['B.csv'] },
  ],
  tasks: [
    { id: '外径', data: 'A', target: '外径', kind: 'regression', importance: 1 },
    { id: '全長', data: 'B', target: '全長', kind: 'regression', importance: 1 },
  ],
  split: random,
};

test('two tables are one row space: a network for both, each task judged on its own rows', async () => {
  bench.write('A.csv', line(80, 1, '圧力', '外径'));
  bench.write('B.csv', line(120, 2, '回転数', '全長'));
  const data = await bench.jobs.load(twoLines);
  expect(data.table.rowCount).toBe(200);
  const { units, targets, parts } = await prepare(twoLines, data, freeze(twoLines, data));
  expect(units).toHaveLength(1);
  expect(units[0]!.plan.numeric.map((feature) => feature.column).sort()).toEqual(['回転数', '圧力', '温度'].sort());
  // A row of one line has no label of the other's task.
  expect(targets[0]!.values.subarray(80).every(Number.isNaN)).toBe(true);
  expect(targets[1]!.values.subarray(0, 80).every(Number.isNaN)).toBe(true);
  expect(parts.subarray(0, 80).filter((part) => part === 2)).toHaveLength(20);
  expect(parts.subarray(80).filter((part) => part === 2)).toHaveLength(30);

  const id = bench.store.projects.create(twoLines.name, twoLines);
  const draws = recipe({ weighting: 'fixed', use: 'rows' } as Partial<Recipe>);
  await bench.jobs.start(id, twoLines, [recipe({ sharing: 'single-task' }), recipe(), draws], [1]);
  await bench.jobs.idle();
  const runs = bench.store.jobs.listRuns(id);
  expect(runs.map((run) => [run.state, run.failure])).toEqual(runs.map(() => ['completed', null]));
  for (const run of runs) {
    expect(run.result!.tasks['外径']!.n).toBe(20);
    expect(run.result!.tasks['全長']!.n).toBe(30);
  }
});

test('what a task predicts is no input of its own network, though another data set has words of that name', async () => {
  const words = line(60, 1, '圧力', '外径')
    .split('\n')
    .map((row, i) => `${row},${i === 0 ? '全長' : i % 2 === 0 ? '長い' : '短い'}`);
  bench.write('A.csv', words.join('\n'));
  bench.write('B.csv', line(80, 2, '回転数', '全長'));
  const data = await bench.jobs.load(twoLines);
  expect(data.table.columns.map((column) => column.name)).toContain('全長 (B)');
  const { units } = await prepare(twoLines, data);
  const read = units.flatMap(({ plan }) => [...plan.numeric, ...plan.categorical].map((feature) => feature.column));
  expect(read).toContain('回転数');
  expect(read).not.toContain('全長 (B)');
  const excluded = await prepare({ ...twoLines, inputs: { exclude: ['温度'] } }, data);
  expect(excluded.units[0]!.plan.numeric.map((feature) => feature.column)).not.toContain('温度');
});

test('photos of two data sets are told apart, and a table may call a column image', async () => {
  await photos(12);
  const folder = `${bench.folder}/もう一つ`;
  mkdirSync(`${folder}/OK`, { recursive: true });
  mkdirSync(`${folder}/NG`, { recursive: true });
  for (const kind of ['OK', 'NG'])
    for (let i = 0; i < 12; i++)
      await greyPicture(Buffer.alloc(32 * 32, 10 * i + (kind === 'OK' ? 1 : 0)), 32, 32).toFile(
        `${folder}/${kind}/${i}.png`,
      );
  bench.write('A.csv', line(40, 1, 'image', '外径').replaceAll(/(?<=\n[^,]*),[^,]*/g, ',a'));
  const document: ProjectDocument = {
    ...common,
    name: '写真二組',
    data: [
      { id: 'A', files: ['A.csv'] },
      { id: '写真', files: [], images: ['写真'] },
      { id: '平ら', files: [], images: ['もう一つ'] },
    ],
    tasks: [
      { id: '外径', data: 'A', target: '外径', kind: 'regression', importance: 1 },
      { id: '外観', data: '写真', target: 'class', kind: 'binary', positive: 'NG', importance: 1 },
      { id: '濃さ', data: '平ら', target: 'class', kind: 'binary', positive: 'NG', importance: 1 },
    ],
    split: random,
  };
  const data = await bench.jobs.load(document);
  const { units } = await prepare(document, data);
  const unit = units.find(({ inputs }) => inputs.image)!;
  const { firstRow, images } = data.sources[2]!;
  const size = unit.plan.image!.height * unit.plan.image!.width;
  for (const row of [0, 5, 17]) {
    const name = images!.set.names[row]!;
    const wanted = 10 * Number(/(\d+)\.png/.exec(name)![1]) + (name.startsWith('OK') ? 1 : 0);
    const pixels = unit.inputs.image!.read([firstRow + row], null);
    expect(pixels).toHaveLength(size);
    expect(Math.round(pixels[0]! * 255)).toBe(wanted);
  }
  expect(unit.plan.image).toMatchObject({ bits: 8, fit: 'fill' });
  // What the plan says of photos, and with it the exported model, is enough to prepare a lone one alike.
  const lone = fitPicture(await decodePicture(await images!.set.read(17)), unit.plan.image as PackSpec);
  const row = unit.inputs.image!.read([firstRow + 17], null);
  expect([...lone]).toEqual(Array.from(row, (value) => Math.round(value * 255)));
});

test('photos that a ready-made network describes are learned from as its numbers', async () => {
  await photos(24);
  // The darkest place of each quarter: spots are dark.
  const quarters: Parameters<typeof exportOnnx>[0] = ({ image }) => ({
    numbers: tf.reshape(tf.neg(tf.maxPool(tf.neg(image as tf.Tensor4D), 8, 8, 'same')), [1, 4]),
  });
  writeFileSync(
    `${bench.folder}/quarters.onnx`,
    exportOnnx(quarters, { image: { shape: [1, 16, 16, 1], dtype: 'float32' } }),
  );
  const document: ProjectDocument = {
    ...common,
    name: '写真',
    data: [{ id: '写真', files: [], images: ['写真'], backbone: 'quarters.onnx' }],
    tasks: [{ id: '外観', data: '写真', target: 'class', kind: 'binary', positive: 'NG', importance: 1 }],
    split: random,
    budget: { epochs: 20 },
  };
  const data = await bench.jobs.load(document);
  const { units } = await prepare(document, data);
  expect(units[0]!.plan.numeric.map((feature) => feature.column)).toEqual(['photo 1', 'photo 2', 'photo 3', 'photo 4']);
  expect(units[0]!.inputs.image).toBeUndefined();
  const id = bench.store.projects.create(document.name, document);
  await bench.jobs.start(id, document, [recipe()], [1]);
  await bench.jobs.idle();
  const { result } = bench.store.jobs.listRuns(id).at(-1)!;
  expect((result!.tasks['外観']!.metrics['averagePrecision'] as { value: number }).value).toBeGreaterThan(0.9);
});

test('beside two tasks that share a network, a task of other data is trained the same under every recipe', async () => {
  await photos(24);
  bench.write(
    'A.csv',
    line(80, 1, '圧力', '外径')
      // Neither follows a line, which would be the same under every recipe.
      .replaceAll(/(?<=\n)([^,]*),([^,]*),.*/g, (_, heat: string, other: string) =>
        [heat, other, Math.abs(Number(heat)) + 10, Number(heat) * Number(other)].join(','),
      )
      .replace('外径', '外径,熱'),
  );
  const document: ProjectDocument = {
    ...common,
    name: '表と写真',
    data: [
      { id: 'A', files: ['A.csv'] },
      { id: '写真', files: [], images: ['写真'] },
    ],
    tasks: [
      { id: '外径', data: 'A', target: '外径', kind: 'regression', importance: 1 },
      { id: '外観', data: '写真', target: 'class', kind: 'binary', positive: 'NG', importance: 1 },
      { id: '熱', data: 'A', target: '熱', kind: 'regression', importance: 1 },
    ],
    split: random,
  };
  expect((await bench.jobs.plan(document)).map(({ reason }) => reason)).toContain('search');
  const id = bench.store.projects.create(document.name, document);
  const weighted = recipe({ weighting: 'fixed', weights: { 外径: 3, 外観: 2, 熱: 1 } } as Partial<Recipe>);
  await bench.jobs.start(id, document, [recipe({ sharing: 'single-task' }), weighted], [1]);
  await bench.jobs.idle();
  const runs = bench.store.jobs.listRuns(id);
  expect(runs.map((run) => [run.state, run.failure])).toEqual(runs.map(() => ['completed', null]));
  const trained = runs.filter((run) => run.kind === 'recipe').map((run) => run.result!);
  expect(new Set(trained.map(({ tasks }) => JSON.stringify(tasks['外観']!.metrics))).size).toBe(1);
  expect(new Set(trained.map(({ tasks }) => JSON.stringify(tasks['外径']!.metrics))).size).toBe(2);
  const last = trained.at(-1)!.comparisons.find((one) => one.against === 'single-task' && one.taskId === '外観')!;
  expect([last.difference.value, ['helps', 'hurts'].includes(last.verdict)]).toEqual([0, false]);
});

test('photos, a table and a series of one project: a network for each kind, one comparison', async () => {
  await photos(24);
  bench.write('A.csv', line(80, 1, '圧力', '外径'));
  bench.write('負荷.csv', hours(600));
  const document: ProjectDocument = {
    ...common,
    name: '工場',
    data: [
      { id: '写真', files: [], images: ['写真'] },
      { id: 'A', files: ['A.csv'] },
      { id: '負荷', files: ['負荷.csv'], time: '日時' },
    ],
    tasks: [
      { id: '外観', data: '写真', target: 'class', kind: 'binary', positive: 'NG', importance: 1 },
      { id: '外径', data: 'A', target: '外径', kind: 'regression', importance: 1 },
      {
        id: '明日',
        data: '負荷',
        target: '負荷',
        kind: 'forecast',
        horizon: 24,
        lookback: 48,
        interval: 0.8,
        importance: 1,
      },
    ],
    split: random,
    splits: { 負荷: { kind: 'time', train: 360, validation: 120, test: 120, seed: 1 } },
  };
  const data = await bench.jobs.load(document);
  const { units } = await prepare(document, data);
  expect(units.map((unit) => unit.targets.map(({ task }) => task.id))).toEqual([['外観'], ['外径'], ['明日']]);
  expect(networksOf(document, data)).toEqual(tasksOfUnits(units));
  expect(units.map(({ inputs }) => [!!inputs.image, !!inputs.series])).toEqual([
    [true, false],
    [false, false],
    [false, true],
  ]);
  // Around each of the three trainings 3 s are reckoned; the second that they may train in is one for all.
  const planned = await bench.jobs.plan({ ...document, budget: { seconds: 1 } });
  expect(Math.max(...planned.map(({ seconds }) => seconds))).toBeLessThanOrEqual(3 * 3 + 1);
  // No network has two tasks that a method could weigh or share between.
  expect(planned.map(({ reason }) => reason)).toEqual(['plain']);
  const id = bench.store.projects.create(document.name, document);
  await bench.jobs.start(id, document, [recipe()], [1]);
  await bench.jobs.idle();
  const runs = bench.store.jobs.listRuns(id);
  expect(runs.map((run) => [run.state, run.failure])).toEqual(runs.map(() => ['completed', null]));
  const { tasks, epochs } = runs.at(-1)!.result!;
  // Each of the three networks had the two epochs of the budget.
  expect(epochs).toBe(2);
  expect(tasks['外観']!.n).toBe(12);
  expect(tasks['外径']!.n).toBe(20);
  // 120 test rows, of which a forecast of 24 rows can begin before 97.
  expect(tasks['明日']!.n).toBe(97);
  expect(tasks['明日']!.metrics).toHaveProperty('skill');
  // Three networks, three files; epochs are numbered through.
  expect(bench.store.jobs.readArtifact(runs.at(-1)!.id, 'onnx 2')).not.toBeNull();
  expect(bench.store.jobs.readEpochs(runs.at(-1)!.id).epochs.map(({ epoch }) => epoch)).toEqual([1, 2, 3, 4, 5, 6]);
  const health = await bench.jobs.health(document);
  expect(health.findings.some((one) => one.check === 'image-few')).toBe(true);
  expect(health.findings.some((one) => one.check === 'series-gaps')).toBe(true);
  // The hours are divided by time already, as their own split says.
  expect(health.findings.find((one) => one.check === 'time-order')).toMatchObject({ severity: 'pass' });
});
