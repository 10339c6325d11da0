// `taskloom run`: trains every recipe of a project file into a data folder, and compares them. The
// folder is a store like the window's: run again, it goes on with what was interrupted and adds what is new.

import { basename, join } from 'node:path';
import { writeAtomically } from '../../base/files.ts';
import { isRepeated } from '../../contract/repeated.ts';
import { capacitySweep } from '../../contract/capacity-sweep.ts';
import { Refusal, say } from '../../contract/errors.ts';
import type { Failure } from '../../contract/errors.ts';
import type { EventName, Events } from '../../contract/events.ts';
import type { ProjectDocument } from '../../contract/project.ts';
import type { Recipe } from '../../contract/recipes.ts';
import type { RunSummary } from '../../contract/runs.ts';
import { runUnderNames, taskNames } from '../../contract/task-names.ts';
import type { TaskNames } from '../../contract/task-names.ts';
import type { Task } from '../../contract/tasks.ts';
import { coreReasons } from '../../contract/views.ts';
import { networksOf } from '../../jobs/units.ts';
import { largestNetwork } from '../../recipes/networks.ts';
import { recommendedRecipes } from '../../recipes/recommended.ts';
import { takeImages } from '../../handlers/take-images.ts';
import { openEngine } from '../engine.ts';
import type { Engine } from '../engine.ts';
import { printPdf } from '../pdf-browser.ts';
import type { Arguments } from './arguments.ts';
import { checkDocument } from './check-document.ts';
import { comparisonTable, resultRecord, runName, seriesTable, sizeTable, verdictTable } from './comparison.ts';
import type { Output } from './output.ts';
import { readProjectFile } from './project-file.ts';

type RunArguments = Extract<Arguments, { verb: 'run' }>;

/** @returns the exit status */
export async function run(
  { project, out, device, sizes }: RunArguments,
  output: Output,
  version: string,
): Promise<number> {
  const file = readProjectFile(project);
  const engine = openEngine({
    dataFolder: out,
    app: { version, host: 'command-line', recovered: false },
    printPdf,
    device,
    quiet: true,
    onEvent: (event, value) => watch(engine, event, value, output),
  });
  let interrupted = false;
  const interrupt = (): void => {
    interrupted = true;
    void engine.close().then(() => {
      output.note(output.words.interrupted);
      process.exit(130);
    });
  };
  process.once('SIGINT', interrupt).once('SIGTERM', interrupt);
  try {
    const document = await takeFiles(engine, file);
    const data = await engine.jobs.load(document);
    checkDocument(document, data, basename(project));
    const projectId = projectFor(engine, document);
    engine.jobs.resumeInterrupted();
    const recipes = document.recipes.length > 0 ? document.recipes : coreRecipes(networksOf(document, data));
    await startMissing(
      engine,
      projectId,
      document,
      sizes || document.sizes === true ? capacitySweep(recipes) : recipes,
    );
    await engine.jobs.idle();
    if (interrupted) return await new Promise<never>(() => {}); // `interrupt` ends the process
    return finish(engine.store.jobs.listRuns(projectId), taskNames(document.tasks), out, output);
  } finally {
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
    if (!interrupted) await engine.close();
  }
}

/** The document with its files in the store, so that the folder is whole without the originals. */
async function takeFiles({ store }: Engine, document: ProjectDocument): Promise<ProjectDocument> {
  const take = async (files: readonly string[]): Promise<string[]> => {
    const references: string[] = [];
    for (const path of files) {
      store.tokens.check(path);
      references.push(await store.userFiles.take(path));
    }
    return references;
  };
  const data: ProjectDocument['data'] = [];
  for (const source of document.data) {
    const join: NonNullable<typeof source.join> = [];
    for (const joined of source.join ?? []) join.push({ ...joined, files: await take(joined.files) });
    data.push({
      ...source,
      files: await take(source.files),
      ...(source.join ? { join } : {}),
      ...(source.signals ? { signals: await take(source.signals) } : {}),
      ...(source.manifest === undefined ? {} : { manifest: (await take([source.manifest]))[0]! }),
      ...(source.backbone === undefined ? {} : { backbone: (await take([source.backbone]))[0]! }),
      ...(source.images ? { images: await takeEach(store, source.images) } : {}),
    });
  }
  return { ...document, data };
}

/** Each folder or zip of photos as one file of the store. */
async function takeEach(store: Engine['store'], roots: readonly string[]): Promise<string[]> {
  const references: string[] = [];
  for (const root of roots) references.push(await takeImages(store, [root], basename(root)));
  return references;
}

/** The project of this name in the folder, brought to this document; a new one where there is none. */
function projectFor({ store }: Engine, document: ProjectDocument): string {
  const known = store.projects.list().find(({ name }) => name === document.name);
  if (!known) return store.projects.create(document.name, document);
  const { document: before } = store.revisions.read(known.id);
  if (JSON.stringify(before) !== JSON.stringify(document)) store.revisions.edit(known.id, null, document);
  return known.id;
}

/** Queues what was not trained yet with these data, tasks and split. */
async function startMissing(
  { store, jobs }: Engine,
  projectId: string,
  document: ProjectDocument,
  recipes: readonly Recipe[],
): Promise<void> {
  const basis = basisOf(document);
  const kept = store.jobs
    .listRuns(projectId)
    .filter((run) => run.kind === 'recipe' && run.state !== 'failed' && run.state !== 'cancelled')
    .filter((run) => basisOf(store.jobs.readRun(run.id).document) === basis);
  const isMissing = (recipe: Recipe, seed: number): boolean =>
    !kept.some((run) => run.seed === seed && JSON.stringify(run.recipe) === JSON.stringify(recipe));
  const different = [...new Map(recipes.map((recipe) => [JSON.stringify(recipe), recipe])).values()];
  for (const seed of new Set(document.seeds)) {
    const missing = different.filter((recipe) => isMissing(recipe, seed));
    if (missing.length > 0) await jobs.start(projectId, document, missing, [seed]);
  }
}

/** Where the file names no recipes: the yardsticks and the usual training, which do not depend on the rows. */
function coreRecipes(networks: readonly (readonly Task[])[]): Recipe[] {
  const proposed = recommendedRecipes({ tasks: largestNetwork(networks), trainingRows: 0, sharedShare: 1 });
  return proposed.filter(({ reason }) => coreReasons.includes(reason)).map(({ recipe }) => recipe);
}

/** What two runs must share to be the same training. */
function basisOf({ data, inputs, tasks, split, splits, budget }: ProjectDocument): string {
  const asked = tasks.map(({ name: _name, ...task }) => task);
  return JSON.stringify([data, inputs, asked, split, splits, budget]);
}

function finish(runs: readonly RunSummary[], nameOf: TaskNames, out: string, output: Output): number {
  const record = resultRecord(runs);
  writeAtomically(join(out, 'results.json'), `${JSON.stringify(record, null, 2)}\n`);
  if (output.json) output.record({ event: 'result', ...record });
  else {
    const shown = runs.map((run) => runUnderNames(run, nameOf));
    output.print(comparisonTable(shown, output.language));
    const series = seriesTable(shown, output.language);
    if (series !== '') output.print(series);
    const joining = verdictTable(shown, output.language);
    if (joining !== '') output.print(joining);
    const bySize = sizeTable(runs, output.language);
    if (bySize !== '') output.print(bySize);
    output.note(output.words.wrote(join(out, 'results.json')));
  }
  // A folder is trained in again after a failure was put right: what was repeated counts no more.
  // A run that a full drive holds up is not failed: the same command goes on with it. But it has no result yet.
  const failed = runs.filter((one) => one.failure !== null && !isRepeated(one, runs));
  // What a time limit left out is named in the result; it is a failure only where nothing was trained at all.
  const trained = runs.some((one) => one.kind === 'recipe' && one.result !== null);
  if (trained && failed.every((one) => one.failure?.code === 'run.out-of-time')) return 0;
  // In its own words: what to do depends on what went wrong. Where nothing did, a run was paused in the window.
  const paused = runs.find((one) => one.result === null);
  const first: Failure = (failed[0]?.failure as Failure | undefined) ?? {
    code: 'run.unfinished',
    facts: { id: paused?.id ?? '' },
  };
  throw new Refusal('command-line.run-failed', {
    failed: failed.length,
    total: runs.length,
    first: { ja: say(first, 'ja'), en: say(first, 'en') },
  });
}

/** Progress as JSON lines, or as one line that a person can read. */
function watch<E extends EventName>(engine: Engine, event: E, value: Events[E], output: Output): void {
  if (event === 'run.progress') {
    const progress = value as Events['run.progress'];
    if (output.json) output.record({ event: 'progress', ...progress });
    else output.watch(progressLine(nameOf(engine, progress.runId, output), progress, output));
  } else if (event === 'run.changed' && !output.json) {
    const changed = value as Events['run.changed'];
    if (changed.state !== 'waiting' && !said.has(`${changed.id} ${changed.state}`)) {
      said.add(`${changed.id} ${changed.state}`);
      output.note(output.words.state(nameOf(engine, changed.id, output), output.words.states[changed.state]));
    }
  }
}

/** A run changes again when others of its comparison finish; its state is worth one line. */
const said = new Set<string>();

function nameOf({ store }: Engine, runId: string, { language }: Output): string {
  const { summary, document } = store.jobs.readRun(runId);
  return runName(summary, document.tasks.length, language);
}

function progressLine(name: string, { epoch, epochs, secondsLeft }: Events['run.progress'], { words }: Output): string {
  if (secondsLeft === null) return words.progress(name, epoch, epochs, '');
  const left = secondsLeft >= 90 ? words.minutes(Math.round(secondsLeft / 60)) : words.seconds(Math.round(secondsLeft));
  return words.progress(name, epoch, epochs, words.left(left));
}
