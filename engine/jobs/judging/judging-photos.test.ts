// New photos judged with finished runs, alone and with a row of sensor values beside each.

import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { createRng } from '../../base/rng.ts';
import { plainRecipe } from '../../contract/yardsticks.ts';
import { greyPicture, plate } from '../../data/images/example-pictures.ts';
import { testDocument } from '../testing/document.ts';
import { column, filesOf, furthest, hooks, judgeOn, trained } from '../testing/judging.ts';
import { openWorkbench, type Workbench } from '../testing/workbench.ts';
import type { Judge } from './judging.ts';

let bench: Workbench;
let judge: Judge;
beforeAll(async () => {
  bench = openWorkbench();
  judge = judgeOn(bench);
  const rng = createRng(7);
  const sensors = ['写真,温度'];
  for (const kind of ['OK', 'NG']) {
    mkdirSync(`${bench.folder}/写真/${kind}`, { recursive: true });
    for (let i = 0; i < 14; i++) {
      const bad = kind === 'NG';
      const path = `${bench.folder}/写真/${kind}/${kind}${i}.png`;
      await greyPicture(plate(rng, 40, 32, bad ? 5 : 0), 40, 32).toFile(path);
      sensors.push(`${kind}${i}.png,${((bad ? 2 : 0) + rng.normal()).toFixed(2)}`);
    }
  }
  bench.write('センサー.csv', sensors.join('\n'));
});
afterAll(() => bench.close());
afterEach(() => judge.close());

const document = testDocument({
  name: '外観',
  data: [{ id: 'main', files: [], images: ['写真'] }],
  tasks: [{ id: '外観', data: 'main', target: 'class', kind: 'binary', positive: 'NG', importance: 1 }],
  split: { kind: 'stratified', test: 0.25, validation: 0.2, seed: 1 },
});

test('the project’s own photos get the answers that were evaluated', async () => {
  const [run] = await trained(bench, document, [plainRecipe]);
  const result = await judge.start({ runId: run!, data: filesOf(bench, ['写真']) }, hooks());
  const table = judge.table(result.judgingId, 'main');
  const { largest, compared } = furthest(bench, run!, '外観', column(table, '外観', 'ng-probability'));
  expect(compared).toBe(6);
  expect(largest).toBeLessThan(1e-5);
  expect(result.sources[0]!.tasks[0]!.result!.n).toBe(28);

  // New photos lie in one folder, without labels; one cannot be read, and stays in the result with the reason.
  mkdirSync(`${bench.folder}/今日`);
  await greyPicture(plate(createRng(9), 40, 32, 5), 40, 32).toFile(`${bench.folder}/今日/a.png`);
  writeFileSync(`${bench.folder}/今日/b.png`, 'not a picture');
  const today = await judge.start({ runId: run!, data: filesOf(bench, ['今日']) }, hooks());
  const told = judge.table(today.judgingId, 'main');
  const place = (role: string): number => told.columns.findIndex((one) => one.role === role);
  const cells = told.cells(0, told.rows, 'en');
  expect(cells.map((one) => one[place('photo')])).toEqual(['a.png', 'b.png']);
  expect(cells.map((one) => typeof one[place('ng-probability')])).toEqual(['number', 'object']);
  expect(cells[1]![place('reason')]).toContain('the content is not');
  expect(today.sources[0]!.tasks[0]).toMatchObject({ judged: 1, notJudged: 1, result: null });
  expect(told.cells(1, 2, 'ja')).toHaveLength(1);
  expect([0, 1].map((row) => told.passes(row, { kind: 'not-judged' }))).toEqual([false, true]);

  // The same size is nothing to speak of; another one is.
  expect(today.notes.map(({ code }) => code)).not.toContain('photo-size-differs');
  await greyPicture(plate(createRng(9), 80, 64, 5), 80, 64).toFile(`${bench.folder}/今日/c.png`);
  const larger = await judge.start({ runId: run!, data: filesOf(bench, ['今日']) }, hooks());
  expect(larger.notes.find(({ code }) => code === 'photo-size-differs')!.facts).toMatchObject({
    largest: '80 x 64',
    trainedLargest: '40 x 32',
  });

  bench.write('表.csv', 'a,b\n1,2\n');
  const table2 = judge.start({ runId: run!, data: filesOf(bench, ['表.csv']) }, hooks());
  await expect(table2).rejects.toMatchObject({ code: 'judging.no-photos' });
});

test('photos with a row beside each: a new table is joined, the old one is where none comes', async () => {
  const joined = {
    ...document,
    data: [
      { ...document.data[0]!, join: [{ files: ['センサー.csv'], keys: [], photo: '写真', kind: 'left' as const }] },
    ],
  };
  const [run] = await trained(bench, joined, [plainRecipe]);
  const as = async (files: readonly string[]) => {
    const result = await judge.start({ runId: run!, data: filesOf(bench, files) }, hooks());
    return { result, table: judge.table(result.judgingId, 'main') };
  };
  const before = await as(['写真']);
  expect(before.result.notes.map(({ code }) => code)).toContain('joined-as-before');
  const values = column(before.table, '外観', 'ng-probability');
  const { largest, compared } = furthest(bench, run!, '外観', values);
  expect(compared).toBe(6);
  expect(largest).toBeLessThan(1e-5);
  const lines = bench.read('センサー.csv').split('\n');
  bench.write('新.csv', [lines[0], ...lines.slice(1).reverse()].join('\n'));
  const again = await as(['写真', '新.csv']);
  expect(again.result.notes.map(({ code }) => code)).not.toContain('joined-as-before');
  expect(column(again.table, '外観', 'ng-probability')).toEqual(values);
  rmSync(`${bench.folder}/センサー.csv`);
  expect(column((await as(['写真', '新.csv'])).table, '外観', 'ng-probability')).toEqual(values);
});
