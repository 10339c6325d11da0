// Forecasts judged from one hour of each day, on the real store, importer and evaluation.

import { afterEach, beforeEach, expect, test } from 'vitest';
import { createRng } from '../base/rng.ts';
import type { ProjectDocument } from '../contract/project.ts';
import type { Recipe } from '../contract/recipes.ts';
import { freeze } from './prepare.ts';
import { openWorkbench, type Workbench } from './testing/workbench.ts';

let bench: Workbench;
beforeEach(() => void (bench = openWorkbench()));
afterEach(() => bench.close());

const recipe = {
  sharing: 'hard',
  weighting: 'equal',
  schedule: 'joint',
  search: 'none',
} as Recipe;

/** Rows so many hours apart from midnight on, two days a wave. */
function series(rows: number, step: number): string {
  const rng = createRng(5);
  const cells = Array.from({ length: rows }, (_, row) => {
    const time = new Date(Date.UTC(2026, 0, 1, row * step)).toISOString().slice(0, 16).replace('T', ' ');
    return `${time},${(10 + 3 * Math.sin((Math.PI * row) / 24) + 0.1 * rng.normal()).toFixed(3)}`;
  });
  return ['日時,負荷', ...cells].join('\n');
}

/** 15 days train, 5 validate and 5 test where rows are hours. */
const document = (origins?: { hour: number }, file = '負荷.csv'): ProjectDocument => ({
  name: '電力',
  data: [{ id: 'main', files: [file], time: '日時' }],
  tasks: [
    {
      id: '明日',
      data: 'main',
      target: '負荷',
      kind: 'forecast',
      horizon: 24,
      lookback: 48,
      importance: 1,
      ...(origins ? { origins } : {}),
    },
  ],
  split: { kind: 'time', train: 360, validation: 120, test: 120, seed: 1 },
  inputs: { exclude: [] },
  recipes: [],
  budget: { epochs: 1 },
  seeds: [1],
  accepted: [],
});

test('an hourly series judged from midnight has one forecast a test day in every run and comparison', async () => {
  bench.write('負荷.csv', series(600, 1));
  const asked = document({ hour: 0 });
  const id = bench.store.projects.create(asked.name, asked);
  await bench.jobs.start(id, asked, [recipe], [1]);
  await bench.jobs.idle();
  const runs = bench.store.jobs.listRuns(id);
  expect(runs.map((run) => [run.state, run.failure])).toEqual(runs.map(() => ['completed', null]));
  expect(runs.length).toBeGreaterThan(1);
  for (const { result } of runs) {
    // The test part begins at midnight of the 21st day and holds five whole days.
    expect(result!.tasks['明日']!.n).toBe(5);
    expect(result!.tasks['明日']!.forecast!.origins).toMatchObject({
      count: 5,
      rule: 'daily',
      hour: 0,
    });
  }
  expect(runs.flatMap((run) => run.result!.comparisons).length).toBeGreaterThan(0);
});

test('another choice of origins is another snapshot, with the same rows to train on', async () => {
  bench.write('負荷.csv', series(600, 1));
  const data = await bench.jobs.load(document());
  const frozen = [undefined, { hour: 0 }, { hour: 6 }].map((origins) => freeze(document(origins), data));
  expect(new Set(frozen.map((one) => one.id)).size).toBe(3);
  expect(new Set(frozen.map((one) => one.partsHash)).size).toBe(1);
});

test('days of one row have no hours, and rows six hours apart none from 22 on: both are refused', async () => {
  bench.write('日.csv', series(600, 24));
  const days = await bench.jobs.load(document(undefined, '日.csv'));
  expect(() => freeze(document({ hour: 0 }), days)).toThrow(expect.objectContaining({ code: 'series.no-hours' }));
  expect(() => freeze(document(), days)).not.toThrow();
  bench.write('6時間.csv', series(600, 6));
  const quarters = await bench.jobs.load(document(undefined, '6時間.csv'));
  // Rows stand at 0, 6, 12 and 18 o'clock: the next after 22 is of another day.
  expect(() => freeze(document({ hour: 22 }), quarters)).toThrow(expect.objectContaining({ code: 'series.no-origin' }));
  expect(() => freeze(document({ hour: 18 }), quarters)).not.toThrow();
});
