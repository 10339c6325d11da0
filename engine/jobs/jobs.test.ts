// The whole of the jobs on the real store, importer, executor and evaluation, with a table small
// enough to train in a second.

import { afterEach, beforeEach, expect, test } from 'vitest';
import { createRng } from '../base/rng.ts';
import type { Events } from '../contract/events.ts';
import type { ProjectDocument } from '../contract/project.ts';
import type { Recipe } from '../contract/recipes.ts';
import type { Store } from '../store/open.ts';
import { artifactNames } from './job-store.ts';
import type { Jobs } from './jobs.ts';
import { openWorkbench, type Workbench } from './testing/workbench.ts';

let bench: Workbench;
let store: Store;
let jobs: Jobs;
let projectId: string;

beforeEach(() => {
  bench = openWorkbench();
  ({ store, jobs } = bench);
  bench.write('研削.csv', table(160));
  projectId = store.projects.create('研削', null);
});

afterEach(() => bench.close());

/** 寸法 = 10 + 温度 / 100 and a little noise; NG where 温度 is above 1. */
function table(rows: number): string {
  const rng = createRng(3);
  const lines = Array.from({ length: rows }, (_, i) => {
    const heat = rng.normal();
    return [
      i + 1,
      heat.toFixed(3),
      rng.normal().toFixed(3),
      (10 + heat / 100 + rng.normal() / 1000).toFixed(4),
      heat > 1 ? 'NG' : 'OK',
    ];
  });
  return [['連番', '温度[℃]', '圧力', '寸法[mm]', '判定'], ...lines].map((line) => line.join(',')).join('\n');
}

const document: ProjectDocument = {
  name: '研削',
  data: [{ id: 'main', files: ['研削.csv'] }],
  inputs: { exclude: ['連番'] },
  tasks: [
    { id: '寸法', data: 'main', target: '寸法[mm]', kind: 'regression', importance: 1, unit: 'mm' },
    { id: '判定', data: 'main', target: '判定', kind: 'binary', importance: 1, positive: 'NG' },
  ],
  split: { kind: 'stratified', test: 0.25, validation: 0.2, seed: 1 },
  recipes: [],
  budget: { epochs: 4 },
  seeds: [1],
  accepted: [],
};
const recipe = (changes: Partial<Recipe>) =>
  ({ sharing: 'hard', weighting: 'equal', schedule: 'joint', search: 'none', ...changes }) as Recipe;

test('recipes, their baselines and their comparison, on one frozen snapshot', async () => {
  const queued = await jobs.start(
    projectId,
    document,
    [recipe({ sharing: 'single-task' }), recipe({ weighting: 'bilevel' })],
    [1],
  );
  expect(queued.map((run) => run.kind)).toEqual(['constant', 'reference', 'recipe', 'recipe']);
  await jobs.idle();
  const runs = store.jobs.listRuns(projectId);
  expect(runs.map((run) => run.state)).toEqual(['completed', 'completed', 'completed', 'completed']);
  expect(new Set(runs.map((run) => run.snapshotId)).size).toBe(1);

  const joint = runs[3]!.result!;
  // A quarter of 160 rows, but for one that keeping every class in its share may move.
  expect(Math.abs(joint.tasks['寸法']!.n - 40)).toBeLessThanOrEqual(1);
  expect(joint.comparisons.map((one) => `${one.against} ${one.taskId}`).sort()).toEqual(
    [
      'constant 判定',
      'constant 寸法',
      'reference 判定',
      'reference 寸法',
      'single-task 判定',
      'single-task 寸法',
    ].sort(),
  );
  expect(joint.deltaM).not.toBeNull();
  // The exported file is what was counted, and it was timed.
  expect(joint.bytes).toBe(store.jobs.readArtifact(runs[3]!.id, 'onnx')!.length);
  expect(joint.latencyMs!.p95).toBeGreaterThanOrEqual(joint.latencyMs!.p50);
  expect(store.jobs.readArtifact(runs[3]!.id, 'checkpoint')).toBeNull();
});

test('the same seed gives the same figures, and the baselines are not trained twice', async () => {
  for (let i = 0; i < 2; i++) {
    await jobs.start(projectId, document, [recipe({})], [1]);
    await jobs.idle();
  }
  const runs = store.jobs.listRuns(projectId);
  expect(runs.map((run) => run.kind)).toEqual(['constant', 'reference', 'recipe', 'recipe']);
  expect(runs[3]!.result!.tasks).toEqual(runs[2]!.result!.tasks);
});

test('a run that is cancelled while it is judged is cancelled, and the next one has all its comparisons', async () => {
  await bench.close();
  const cancelled: string[] = [];
  bench = openWorkbench((event, value) => {
    if (event !== 'run.progress') return;
    const { runId, phase } = value as Events['run.progress'];
    if (phase !== 'evaluating' || cancelled.length > 0) return;
    cancelled.push(runId);
    void bench.jobs.control(runId, 'cancel');
  });
  ({ store, jobs } = bench);
  bench.write('研削.csv', table(160));
  projectId = store.projects.create('研削', null);
  await jobs.start(projectId, document, [recipe({}), recipe({ sharing: 'single-task' })], [1]);
  await jobs.idle();
  const runs = store.jobs.listRuns(projectId);
  expect(runs.map((run) => run.state)).toEqual(['completed', 'completed', 'cancelled', 'completed']);
  expect(runs[2]!.id).toBe(cancelled[0]);
  expect(runs[2]!.result).toBeNull();
  for (const name of artifactNames) expect(store.jobs.readArtifact(runs[2]!.id, name)).toBeNull();
  expect(runs[3]!.result!.comparisons).toHaveLength(4); // two tasks against two baselines
});

test('another unit for a column makes no other data, another kind does', async () => {
  const source = document.data[0]!;
  const hashWith = async (columns: NonNullable<typeof source.import>['columns']): Promise<string> =>
    (await jobs.load({ ...document, data: [{ ...source, import: { columns } }] })).tableHash;
  const plain = (await jobs.load(document)).tableHash;
  expect(await hashWith({})).toBe(plain);
  expect(await hashWith({ 圧力: { unit: 'MPa' } })).toBe(plain);
  expect(await hashWith({ 圧力: { kind: 'text' } })).not.toBe(plain);
});

test('a search keeps the history of the training it chose', async () => {
  await jobs.start(projectId, document, [recipe({ search: 'grid' })], [1]);
  await jobs.idle();
  const summary = store.jobs.listRuns(projectId)[2]!;
  const { epochs } = store.jobs.readEpochs(summary.id);
  expect(epochs.map((one) => one.epoch)).toEqual([1, 2, 3, 4]);
  expect(summary.result!.epochs).toBe(9 * 4); // nine points for two tasks
});

test('data that changed after a run was queued stops it in words', async () => {
  await jobs.start(projectId, document, [recipe({})], [1]);
  await jobs.idle();
  bench.write('研削.csv', table(200));
  const other = bench.again();
  const [run] = store.jobs.listRuns(projectId).slice(-1);
  store.jobs.updateRun(run!.id, { state: 'running' });
  other.resumeInterrupted();
  await other.idle();
  expect(store.jobs.readRun(run!.id).summary.failure!.code).toBe('run.data-changed');
});

test('the plan is what "compare all" trains, each with its reason and a time', async () => {
  const planned = await jobs.plan(document);
  // Two tasks of different kinds on few rows: too few for groups.
  const reasons = ['twin', 'plain', 'automatic', 'scale', 'soft', 'compute', 'search'];
  expect(planned.map((one) => one.reason)).toEqual(reasons);
  expect(planned.every((one) => one.seconds > 0)).toBe(true);
  // The reference of a table takes moments.
  expect(planned[0]!.referenceSeconds).toBeUndefined();
  // Tables may end early, so what it takes at most is more; a search trains its epochs several times over.
  expect(planned.every((one) => one.mostEpochSeconds! > one.epochSeconds!)).toBe(true);
  for (const { recipe, epochs, allEpochs } of planned) expect(allEpochs! > epochs!).toBe(recipe.search !== 'none');
});

test('where time is short the plan keeps what every comparison begins with', async () => {
  const planned = await jobs.plan({ ...document, budget: { epochs: 4, totalSeconds: 1 } });
  expect(planned.map((one) => one.reason)).toEqual(['twin', 'plain', 'automatic']);
});

test('a comparison without time left names the trainings it leaves out', async () => {
  await jobs.start(projectId, { ...document, budget: { epochs: 4, totalSeconds: 1 } }, [recipe({})], [1]);
  await jobs.idle();
  expect(store.jobs.listRuns(projectId)[2]!.failure).toEqual({ code: 'run.out-of-time', facts: { seconds: 1 } });
});

test('nothing is queued when a recipe or the data is refused', async () => {
  await expect(jobs.start(projectId, document, [recipe({ weighting: 'magic' })], [1])).rejects.toThrow(
    'recipe.unknown-choice',
  );
  await expect(
    jobs.start(projectId, { ...document, inputs: { exclude: ['連番', '温度', '圧力'] } }, [recipe({})], [1]),
  ).rejects.toThrow('inputs');
  expect(store.jobs.listRuns(projectId)).toEqual([]);
});

test('a model of another size is trained, measured against separate models of its size, and named after what it found', async () => {
  const searched = recipe({ search: 'transfer', members: 2 } as Partial<Recipe>);
  const recipes = [
    recipe({ sharing: 'single-task', capacity: 'small' }),
    recipe({ capacity: 'small' }),
    recipe({}),
    searched,
  ];
  await jobs.start(projectId, { ...document, budget: { epochs: 3 } }, recipes, [1]);
  await jobs.idle();
  const results = store.jobs.listRuns(projectId).flatMap((run) => (run.kind === 'recipe' ? [run.result!] : []));
  const [separate, small, medium, transferred] = results;
  expect(small!.parameters).toBeLessThan(medium!.parameters);
  expect(small!.deltaM).not.toBeNull();
  expect(medium!.deltaM).toBeNull(); // no separate models of its size were trained
  expect(separate!.parameters).toBeGreaterThan(small!.parameters);
  expect(transferred!.parameters).toBe(medium!.parameters);
  expect(transferred!.population).toMatchObject({ searchedOn: 'small', usedOn: 'medium' });
  expect(transferred!.population!.reuse).toMatchObject({ weighting: 'fixed' });
  const run = store.jobs.listRuns(projectId).at(-1)!;
  // The history that stays is that of the model proper: three epochs, the searched weights in each.
  expect(store.jobs.readEpochs(run.id).epochs.map((record) => record.epoch)).toEqual([1, 2, 3]);
});

test('rows of several tasks are refused before anything is queued, where weights are to draw rows', async () => {
  const drawing = recipe({ weighting: 'fixed', use: 'rows' } as Partial<Recipe>);
  await expect(jobs.start(projectId, document, [drawing], [1])).rejects.toMatchObject({
    code: 'training.rows-of-several-tasks',
  });
  expect(store.jobs.listRuns(projectId)).toEqual([]);
});
