// Runs of one snapshot that were asked differently, on the real store, importer and evaluation.

import { afterEach, beforeEach, expect, test } from 'vitest';
import { createRng } from '../base/rng.ts';
import type { ProjectDocument } from '../contract/project.ts';
import type { ForecastTask } from '../contract/tasks.ts';
import { plainRecipe } from '../contract/yardsticks.ts';
import { openWorkbench, type Workbench } from './testing/workbench.ts';
import { testDocument } from './testing/document.ts';

let bench: Workbench;
let project: string;
beforeEach(() => {
  bench = openWorkbench();
  const rng = createRng(5);
  const rows = Array.from({ length: 300 }, (_, hour) => {
    const time = new Date(Date.UTC(2026, 0, 1, hour)).toISOString().slice(0, 16).replace('T', ' ');
    const plan = rng.integer(2);
    return `${time},${plan},${(10 + Math.sin((Math.PI * hour) / 12) + plan + 0.1 * rng.normal()).toFixed(3)}`;
  });
  bench.write('負荷.csv', ['日時,計画,負荷', ...rows].join('\n'));
  project = bench.store.projects.create('電力', document());
});
afterEach(() => bench.close());

const document = (
  task: Partial<ForecastTask> = {},
  source: { ahead?: string[]; past?: string[] } = {},
): ProjectDocument =>
  testDocument({
    name: '電力',
    data: [{ id: 'main', files: ['負荷.csv'], time: '日時', ...source }],
    tasks: [
      { id: '次', data: 'main', target: '負荷', kind: 'forecast', horizon: 6, lookback: 24, importance: 1, ...task },
    ],
    split: { kind: 'time', train: 180, validation: 60, test: 60, seed: 1 },
    budget: { epochs: 1 },
  });

const twin = { ...plainRecipe, sharing: 'single-task' };

async function trained(asked: ProjectDocument, recipe = plainRecipe) {
  const runs = await bench.jobs.start(project, asked, [recipe], [1]);
  await bench.jobs.idle();
  return runs.at(-1)!.id;
}

const comparisons = (id: string) => bench.store.jobs.readRun(id).summary.result!.comparisons;

test('a forecast with an interval and one without are compared by their points', async () => {
  const first = await trained(document({ interval: 0.8 }));
  const before = comparisons(first);
  const second = await trained(document());
  const runs = bench.store.jobs.listRuns(project);
  expect(runs.map((run) => run.failure)).toEqual(runs.map(() => null));
  expect(new Set(runs.map((run) => run.snapshotId)).size).toBe(1);
  // The run that was there keeps what was found; the new one is compared with the same references.
  expect(comparisons(first)).toEqual(before);
  const references = (all: typeof before) => all.map(({ against, other }) => [against, other]);
  expect(references(comparisons(second))).toEqual(references(before));
  const mase = (id: string) => bench.store.jobs.readRun(id).summary.result!.tasks['次']!.metrics['mase']!.value;
  expect(comparisons(second).map(({ joint }) => joint)).toEqual(before.map(() => mase(second)));
});

test.each([
  ['knew a plan ahead', document({}, { ahead: ['計画'] })],
  ['knew it up to now', document({}, { past: ['計画'] })],
  ['looked back further', document({ lookback: 48 })],
])('a model that %s is no twin of one that did not', async (_name, other) => {
  await trained(document(), twin);
  const joint = await trained(other);
  expect(comparisons(joint).map(({ against }) => against)).not.toContain('single-task');
  await trained(other, twin);
  expect(comparisons(joint).map(({ against }) => against)).toContain('single-task');
});
