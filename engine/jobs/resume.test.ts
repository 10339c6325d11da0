// A run that goes on after a restart with a checkpoint that does not fit: of another release, or damaged.

import { afterEach, beforeEach, expect, test } from 'vitest';
import { createRng } from '../base/rng.ts';
import type { RunSummary } from '../contract/runs.ts';
import { plainRecipe, separateRecipe } from '../contract/yardsticks.ts';
import { ofUnit } from './job-store.ts';
import { testDocument } from './testing/document.ts';
import { openWorkbench, type Workbench } from './testing/workbench.ts';

let bench: Workbench;
beforeEach(() => (bench = openWorkbench()));
afterEach(() => bench.close());

/** Two data sets with columns of their own. */
const names = ['A', 'B'];
const document = testDocument({
  name: '両方',
  data: names.map((id) => ({ id, files: [`${id}.csv`] })),
  tasks: names.map((id) => ({ id, data: id, target: `${id}の寸法`, kind: 'regression', importance: 1 }) as const),
  split: { kind: 'random', test: 0.25, validation: 0.2, seed: 1 },
});

beforeEach(() => {
  for (const [seed, name] of names.entries()) {
    const rng = createRng(seed);
    const rows = Array.from({ length: 120 }, () => {
      const heat = rng.normal();
      return `${heat.toFixed(3)},${(10 + heat + 0.1 * rng.normal()).toFixed(3)}`;
    });
    bench.write(`${name}.csv`, [`${name}1,${name}の寸法`, ...rows].join('\n'));
  }
});

const isRecipe = ({ kind }: RunSummary): boolean => kind === 'recipe';

/** Separate models that an engine closed before their end, taken up by the next one with this as their checkpoint. */
async function resumedWith(checkpoint: Uint8Array): Promise<RunSummary> {
  const { store } = bench;
  const id = store.projects.create('途中', document);
  const other = bench.again();
  const started = (await other.start(id, document, [separateRecipe], [1])).find(isRecipe)!;
  await other.close();
  expect(store.jobs.readRun(started.id).summary.result).toBeNull();
  store.jobs.saveArtifact(started.id, 'checkpoint', checkpoint);
  const after = bench.again();
  after.resumeInterrupted();
  await after.idle();
  await after.close();
  return store.jobs.readRun(started.id).summary;
}

/** The same, never interrupted. */
async function whole(): Promise<RunSummary> {
  const id = bench.store.projects.create('両方', document);
  const started = (await bench.jobs.start(id, document, [separateRecipe], [1])).find(isRecipe)!;
  await bench.jobs.idle();
  return bench.store.jobs.readRun(started.id).summary;
}

/** What a network that both data sets share leaves behind on its way: separate models once had its layout. */
async function checkpointOfShared(): Promise<Uint8Array> {
  let found: Uint8Array | null = null;
  const watched = openWorkbench((event, value) => {
    if (event !== 'run.progress') return;
    found ??= watched.store.jobs.readArtifact((value as { runId: string }).runId, ofUnit('checkpoint', 0));
  });
  try {
    for (const name of names) watched.write(`${name}.csv`, bench.read(`${name}.csv`));
    const id = watched.store.projects.create('両方', document);
    await watched.jobs.start(id, document, [plainRecipe], [1]);
    await watched.jobs.idle();
  } finally {
    await watched.close();
  }
  expect(found).not.toBeNull();
  return found!;
}

test('separate models that an earlier release had laid out otherwise begin anew, and end as if never interrupted', async () => {
  const resumed = await resumedWith(await checkpointOfShared());
  const expected = await whole();
  expect(resumed).toMatchObject({ state: 'completed', failure: null, epochs: expected.epochs });
  expect(resumed.result!.tasks).toEqual(expected.result!.tasks);
  const epochsOf = ({ id }: RunSummary): number[] => bench.store.jobs.readEpochs(id).epochs.map(({ epoch }) => epoch);
  expect(epochsOf(resumed)).toEqual(epochsOf(expected));
}, 120_000);

test('so does a run whose checkpoint is damaged', async () => {
  expect(await resumedWith(Uint8Array.of(1, 2, 3))).toMatchObject({ state: 'completed', failure: null });
}, 120_000);
