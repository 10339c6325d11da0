// Stop and keep in a project of several networks.

import { expect, test } from 'vitest';
import { createRng } from '../base/rng.ts';
import type { ProjectDocument } from '../contract/project.ts';
import { plainRecipe } from '../contract/yardsticks.ts';
import { hours } from './testing/hours.ts';
import { openWorkbench } from './testing/workbench.ts';

test('stopped in the first of two networks, the run says of which tasks the other has learned nothing', async () => {
  const bench = openWorkbench();
  const rng = createRng(1);
  const parts = Array.from({ length: 120 }, () => {
    const heat = rng.normal();
    return `${heat.toFixed(3)},${(10 + heat + 0.1 * rng.normal()).toFixed(3)}`;
  });
  bench.write('A.csv', ['温度,外径', ...parts].join('\n'));
  bench.write('負荷.csv', hours(400));
  const document: ProjectDocument = {
    inputs: { exclude: [] },
    recipes: [],
    seeds: [1],
    accepted: [],
    name: '工場',
    data: [
      { id: 'A', files: ['A.csv'] },
      { id: '負荷', files: ['負荷.csv'], time: '日時' },
    ],
    tasks: [
      { id: '外径', data: 'A', target: '外径', kind: 'regression', importance: 1 },
      { id: '明日', data: '負荷', target: '負荷', kind: 'forecast', horizon: 12, lookback: 24, importance: 1 },
    ],
    split: { kind: 'random', test: 0.25, validation: 0.2, seed: 1 },
    splits: { 負荷: { kind: 'time', test: 0.25, validation: 0.25, seed: 1 } },
    budget: { epochs: 5000 },
  };
  const { store, jobs } = bench;
  const id = store.projects.create(document.name, document);
  const queued = await jobs.start(id, document, [plainRecipe], [1]);
  const run = queued.find((one) => one.kind === 'recipe')!;
  await expect.poll(() => store.jobs.readEpochs(run.id).epochs.length, { timeout: 60_000 }).toBeGreaterThan(0);
  await jobs.control(run.id, 'stop-and-keep');
  await jobs.idle();
  const { state, result } = store.jobs.readRun(run.id).summary;
  expect([state, result!.untrained]).toEqual(['stopped', ['明日']]);
  expect(result!.cutShort).toBe(true);
  expect(new Set(result!.comparisons.map((one) => one.taskId))).toEqual(new Set(['外径']));
  await bench.close();
});
