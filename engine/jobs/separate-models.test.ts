// Separate models beside one that several data sets share: each is what it would be if its data set stood alone, in what
// it reads, learns and costs.

import { mkdirSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createRng } from '../base/rng.ts';
import { say } from '../contract/errors.ts';
import type { Failure } from '../contract/errors.ts';
import type { ProjectDocument } from '../contract/project.ts';
import type { Recipe } from '../contract/recipes.ts';
import type { RunResult } from '../contract/runs.ts';
import { plainRecipe, separateRecipe } from '../contract/yardsticks.ts';
import { greyPicture, plate } from '../data/images/example-pictures.ts';
import { createHeatMaps } from './heat-maps.ts';
import { ofUnit } from './job-store.ts';
import { hours } from './testing/hours.ts';
import { openWorkbench, type Workbench } from './testing/workbench.ts';
import { testDocument } from './testing/document.ts';
import { prepare } from './units.ts';

let bench: Workbench;
beforeEach(() => (bench = openWorkbench()));
afterEach(() => bench.close());

/** Each line has `sensors` columns of its own; the target follows the first of them. */
function line(name: string, rows: number, sensors: number, seed: number): string {
  const rng = createRng(seed);
  const head = Array.from({ length: sensors }, (_, i) => `${name}${i + 1}`);
  const cells = Array.from({ length: rows }, () => {
    const values = head.map(() => rng.normal());
    return [...values, 10 + values[0]! + 0.1 * rng.normal()].map((value) => value.toFixed(3)).join(',');
  });
  return [[...head, `${name}の寸法`].join(','), ...cells].join('\n');
}

const data = [
  { id: 'A', files: ['A.csv'] },
  { id: 'B', files: ['B.csv'] },
];
const tasks = ['A', 'B'].map(
  (id) => ({ id: `寸法 ${id}`, data: id, target: `${id}の寸法`, kind: 'regression', importance: 1 }) as const,
);
const split = { kind: 'random', test: 0.25, validation: 0.2, seed: 1 } as const;
const both = testDocument({ name: '両方', data, tasks, split });
const alone = (place: number): ProjectDocument =>
  testDocument({ name: `${place}`, data: [data[place]!], tasks: [tasks[place]!], split });

/** Finished runs of these recipes. */
async function runs(
  document: ProjectDocument,
  recipes: Parameters<Workbench['jobs']['start']>[2],
): Promise<{ id: string; result: RunResult }[]> {
  const id = bench.store.projects.create(document.name, document);
  const started = await bench.jobs.start(id, document, recipes, [1]);
  await bench.jobs.idle();
  const trained = started.filter(({ kind }) => kind === 'recipe');
  return trained.map((run) => ({ id: run.id, result: bench.store.jobs.readRun(run.id).summary.result! }));
}

/** Both lines, with these of their sensors to be predicted as well. */
const withTargets = (sensors: readonly string[]): ProjectDocument => ({
  ...both,
  tasks: [
    ...tasks,
    ...data.flatMap(({ id }) =>
      sensors.map((sensor) => ({ ...tasks[0]!, id: `${id}${sensor}`, data: id, target: `${id}${sensor}` })),
    ),
  ],
});
const reasons = async (document: ProjectDocument): Promise<string[]> =>
  (await bench.jobs.plan(document)).map(({ reason }) => reason);

beforeEach(() => {
  bench.write('A.csv', line('A', 160, 3, 1));
  bench.write('B.csv', line('B', 240, 12, 2));
});

test('a separate model reads the columns of its own data set, the joint one those of all', async () => {
  const loaded = await bench.jobs.load(both);
  const prepared = await prepare(both, loaded);
  const columns = (unit: (typeof prepared.units)[number]): string[] => unit.plan.numeric.map(({ column }) => column);
  expect(prepared.units.map(columns).map(({ length }) => length)).toEqual([15]);
  const apart = await prepared.unitsFor(separateRecipe);
  expect(apart.map(columns)).toEqual([['A1', 'A2', 'A3'], Array.from({ length: 12 }, (_, i) => `B${i + 1}`)]);
  // No column of one's own data set is missing where it is.
  expect(apart.flatMap(({ plan }) => plan.numeric).some(({ canMiss }) => canMiss)).toBe(false);
  expect(await prepared.unitsFor(plainRecipe)).toBe(prepared.units);
  expect((await prepared.unitsFor(separateRecipe))[1]).toBe(apart[1]);
});

test('it is the model that its data set would have alone, and a part costs the mean of them', async () => {
  const [twins, joint] = await runs(both, [separateRecipe, plainRecipe]);
  const [a, b] = [(await runs(alone(0), [plainRecipe]))[0]!, (await runs(alone(1), [plainRecipe]))[0]!];
  expect(twins!.result.tasks['寸法 A']).toEqual(a.result.tasks['寸法 A']);
  expect(twins!.result.tasks['寸法 B']!.metrics['mae']!.value).toBeCloseTo(
    b.result.tasks['寸法 B']!.metrics['mae']!.value!,
    9,
  );
  expect(twins!.result.parameters).toBe(a.result.parameters + b.result.parameters);
  expect(twins!.result.flops).toBe(Math.round((a.result.flops + b.result.flops) / 2));
  expect(twins!.result.flops).toBeLessThan(joint!.result.flops);
  expect(twins!.result.latencyMs!.p50).toBeGreaterThan(0);
  expect([twins, joint, a, b].map((run) => run!.result.apartByData)).toEqual([true, undefined, undefined, undefined]);
  const signature = (unit: number): { numeric: unknown[] } =>
    JSON.parse(Buffer.from(bench.store.jobs.readArtifact(twins!.id, ofUnit('signature', unit))!).toString()) as never;
  expect([signature(0).numeric.length, signature(1).numeric.length]).toEqual([3, 12]);
  // Both are judged on the same rows, and compared.
  expect(
    joint!.result.comparisons.filter(({ against }) => against === 'single-task').map(({ taskId }) => taskId),
  ).toEqual(tasks.map(({ id }) => id));
});

test('a compute budget is a share of what they cost, and so is what its gates tell', async () => {
  // Two tasks each: of a part two networks are needed, and one shared takes about half.
  const document = withTargets(['2']);
  const gated: Recipe = { ...plainRecipe, sharing: 'interrogate', budget: { flopsOfSeparate: 0.8 } };
  const [twins, joint] = await runs(document, [separateRecipe, gated]);
  const { flops, parameters, achieved } = joint!.result.gates!;
  // Not every answer has the linear part that validation rows gave it there: at most a number a column.
  expect(Math.abs(parameters.separate - twins!.result.parameters)).toBeLessThanOrEqual(2 * (2 + 11));
  // Operations are two for each multiply-add, and a few besides.
  expect((2 * flops.separate) / twins!.result.flops).toBeGreaterThan(0.93);
  expect((2 * flops.separate) / twins!.result.flops).toBeLessThan(1);
  for (const share of [achieved!, joint!.result.flops / twins!.result.flops]) {
    expect(share).toBeGreaterThan(0.95 * 0.8);
    expect(share).toBeLessThan(1.05 * 0.8);
  }
  // What is proposed leaves room below 0.6: three tasks each.
  expect(
    [await reasons(document), await reasons(withTargets(['2', '3']))].map((all) => all.includes('compute')),
  ).toEqual([false, true]);
});

test('where a part needs one model either way, sharing is no smaller: no budget is proposed, and one is refused', async () => {
  expect(await reasons(both)).not.toContain('compute');
  const id = bench.store.projects.create(both.name, both);
  const asked: Recipe = { ...plainRecipe, sharing: 'interrogate', budget: { flopsOfSeparate: 0.6 } };
  const [run] = (await bench.jobs.start(id, both, [asked], [1])).filter(({ kind }) => kind === 'recipe');
  await bench.jobs.idle();
  const { failure } = bench.store.jobs.readRun(run!.id).summary;
  expect(failure).toMatchObject({ code: 'training.budget-too-small', facts: { asked: 0.6 } });
  expect(Number(failure!.facts!['least'])).toBeGreaterThan(1);
  expect(say(failure as Failure, 'en').hint).toContain('megabytes');
  const inBytes: Recipe = { ...plainRecipe, sharing: 'interrogate', budget: { megabytes: 100 } };
  const [fits] = await runs(both, [inBytes]);
  expect(fits!.result.gates!.achieved).toBeLessThan(100);
});

test('so it is with forecasts: no empty columns of another line, and one of several data sets in one unit alone', async () => {
  bench.write('h.csv', hours(300));
  bench.write('m.csv', hours(300));
  const forecast = (id: string) =>
    ({ id, data: id, target: '負荷', kind: 'forecast', horizon: 6, lookback: 24, importance: 1 }) as const;
  const document = testDocument({
    name: '時系列',
    data: [
      { id: 'h', files: ['h.csv'], time: '日時' },
      { id: 'm', files: ['m.csv'], time: '日時' },
      { id: 'A', files: ['A.csv'] },
    ],
    tasks: [forecast('h'), forecast('m'), tasks[0]!],
    split,
  });
  const prepared = await prepare(document, await bench.jobs.load(document));
  expect(prepared.units.map(({ inputs }) => inputs.series?.channels)).toEqual([2, undefined]);
  const apart = await prepared.unitsFor(separateRecipe);
  expect(apart.map(({ inputs }) => inputs.series?.channels)).toEqual([1, 1, undefined]);
  expect(apart.map(({ partsJudged }) => partsJudged)).toEqual([0.5, 0.5, undefined]);
  // A unit of one data set is the same for both.
  expect(apart[2]).toBe(prepared.units[1]);
});

test('what a separate model of photos looked at is shown, also of one that an earlier release trained on all photos', async () => {
  const rng = createRng(7);
  for (const set of ['一', '二'])
    for (const kind of ['OK', 'NG']) {
      mkdirSync(`${bench.folder}/${set}/${kind}`, { recursive: true });
      for (let i = 0; i < 12; i++)
        await greyPicture(plate(rng, 32, 32, kind === 'NG' ? 5 : 0), 32, 32).toFile(
          `${bench.folder}/${set}/${kind}/${i}.png`,
        );
    }
  const sets = ['一', '二'];
  const document = testDocument({
    name: '写真',
    data: sets.map((id) => ({ id, files: [], images: [id] })),
    tasks: sets.map((id) => ({
      id: `外観 ${id}`,
      data: id,
      target: 'class',
      kind: 'binary',
      positive: 'NG',
      importance: 1,
    })),
    split,
    budget: { epochs: 1 },
  });
  const [twins, joint] = await runs(document, [separateRecipe, plainRecipe]);
  const { jobs } = bench.store;
  const show = (id: string, task: string) => {
    const maps = createHeatMaps(jobs, (given) => bench.jobs.load(given));
    // Row 30 is of the second set.
    return maps.of(id, task, 30).finally(() => maps.close());
  };
  for (const { id } of [twins!, joint!]) expect((await show(id, '外観 二'))!.values.length).toBeGreaterThan(1);
  // As it was kept before: one file, in which every task has a network that reads all photos.
  jobs.saveArtifact(twins!.id, ofUnit('model', 0), jobs.readArtifact(joint!.id, ofUnit('model', 0))!);
  jobs.saveArtifact(twins!.id, ofUnit('model', 1), jobs.readArtifact(joint!.id, ofUnit('model', 0))!);
  expect(await show(twins!.id, '外観 二')).toEqual(await show(joint!.id, '外観 二'));
}, 60_000);
