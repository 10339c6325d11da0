// Photos: NEU steel defects, three tasks at once, against one network for each task and against the same network in
// PyTorch; three seeds each. Twenty to forty minutes on two cores.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { log } from '../base/log.ts';
import { usualAugment } from '../contract/augment.ts';
import type { Recipe } from '../contract/recipes.ts';
import { plainRecipe, separateRecipe } from '../contract/yardsticks.ts';
import { combineSeeds, compareTask } from '../evaluation/index.ts';
import { photos } from '../models/photo-sizes.ts';
import { resolveRecipe } from '../recipes/recipe.ts';
import { createExecutor } from '../runtime/index.ts';
import type { Executor } from '../runtime/index.ts';
import { trainRun } from '../training/index.ts';
import type { TrainingOutcome } from '../training/index.ts';
import { photosPacing } from '../training/pacing-photos.ts';
import type { BenchRow } from './accuracy.bench.ts';
import { readSteel, side, steelTasks } from './neu-steel.ts';
import type { Steel } from './neu-steel.ts';
import { startPeer } from './peer.ts';
import type { Peer } from './peer.ts';
import { judgedOn, mean } from './test-rows.ts';

const seeds = [1, 2, 3];
const threads = 2;
/** The issue's own limits: percent of the test photos, minutes a run, points beside PyTorch. */
const wanted = { accuracy: 97, minutes: 10, beside: 1 };

export async function run(): Promise<BenchRow[]> {
  const steel = await readSteel(1, usualAugment);
  if (steel === null) {
    log('photos: not measured, the pictures are not on this machine (shared/data/neu-det)');
    return [];
  }
  const executor = await createExecutor('cpu', { threads });
  const folder = mkdtempSync(join(tmpdir(), 'photos-'));
  const peer = startSteelPeer(steel, join(folder, 'pixels'));
  try {
    const found: Found[] = [];
    const pairs: Omit<Found, 'twins'>[] = [];
    for (const seed of seeds) {
      const joint = await train(steel, plainRecipe, seed, executor);
      log(`photos, seed ${seed}: ${describe(steel, joint)}`);
      const theirs = await peer.ask(String(seed));
      log(`photos, seed ${seed}, PyTorch: ${tell(theirs)}`);
      pairs.push({ joint, theirs });
    }
    for (const [i, seed] of seeds.entries()) {
      const twins = await train(steel, separateRecipe, seed, executor);
      log(`photos, seed ${seed}, a network for each task: ${describe(steel, twins)}`);
      found.push({ ...pairs[i]!, twins });
    }
    return rowsOf(steel, found);
  } finally {
    peer.close();
    rmSync(folder, { recursive: true });
  }
}

interface Found {
  readonly joint: TrainingOutcome;
  readonly twins: TrainingOutcome;
  readonly theirs: Readonly<Record<string, number>>;
}

async function train(steel: Steel, recipe: Recipe, seed: number, executor: Executor): Promise<TrainingOutcome> {
  return trainRun({ ...steel, recipe: resolveRecipe(recipe, steelTasks), budget: {}, seed, executor });
}

function startSteelPeer({ pixels, targets, parts }: Steel, path: string): Peer {
  writeFileSync(path, pixels);
  const pace = photosPacing(parts.filter((part) => part === 0).length, {});
  return startPeer('peer-photos.py', ['torch', 'numpy'], {
    pixels: path,
    side,
    labels: targets.map(({ values }) => [...values]),
    classes: targets.map(({ classes }) => classes.length),
    parts: [...parts],
    trunk: photos.medium,
    batch: pace.batchSize,
    epochs: pace.epochs,
    rate: pace.rate,
    augment: usualAugment,
    threads,
  });
}

/** Percent of the test photos named right, or the mean absolute error, of each task. */
function scores(steel: Steel, outcome: TrainingOutcome): number[] {
  return steelTasks.map((_, k) => {
    const { actual, predicted, classes } = judgedOn(steel, outcome, k);
    if (classes.length === 0) return mean(Array.from(actual, (value, i) => Math.abs(value - predicted[i]!)));
    const n = classes.length;
    const isRight = Array.from(actual, (value, i) => {
      const own = predicted.subarray(i * n, (i + 1) * n);
      return own.indexOf(Math.max(...own)) === value ? 100 : 0;
    });
    return mean(isRight);
  });
}

function rowsOf(steel: Steel, found: readonly Found[]): BenchRow[] {
  const ours = found.map(({ joint }) => scores(steel, joint));
  const twins = found.map(({ twins: separate }) => scores(steel, separate));
  const minutes = Math.max(...found.map(({ joint }) => joint.trainSeconds)) / 60;
  const rows = steelTasks.flatMap((task, k): BenchRow[] => {
    const own = mean(ours.map((each) => each[k]!));
    const theirs = mean(found.map((each) => each.theirs[String(k)]!));
    const twin = mean(twins.map((each) => each[k]!));
    const isClass = task.kind === 'classification';
    const unit = isClass ? '%' : '';
    const verdict = combineSeeds(
      found.map(({ joint, twins: separate }) =>
        compareTask(task, judgedOn(steel, joint, k), judgedOn(steel, separate, k), 'single-task'),
      ),
    ).verdict;
    return [
      {
        name: `steel, ${task.id}: joint against the same network in PyTorch`,
        ours: own,
        peer: theirs,
        unit,
        ratio: own / theirs,
        target: isClass ? `within ${wanted.beside} point` : 'for information',
        ...(isClass ? { reached: Math.abs(own - theirs) <= wanted.beside } : {}),
      },
      {
        name: `steel, ${task.id}: joint against its own network (verdict: ${verdict})`,
        ours: own,
        peer: twin,
        unit,
        ratio: own / twin,
        target: 'no worse, or the verdict says so',
        reached: verdict !== 'unknown',
      },
    ];
  });
  const accuracy = mean(ours.map(([first]) => first!));
  const step = (times: readonly number[]): number => mean(times);
  const [own, theirs] = [
    step(found.map(({ joint }) => joint.stepMs)),
    step(found.map((each) => each.theirs['stepMs']!)),
  ];
  return [
    {
      name: 'steel, defect: accuracy against what is wanted',
      ours: accuracy,
      peer: wanted.accuracy,
      unit: '%',
      ratio: accuracy / wanted.accuracy,
      target: 'at least 1',
    },
    {
      name: 'steel: the longest of the joint runs',
      ours: minutes,
      peer: wanted.minutes,
      unit: 'min',
      ratio: minutes / wanted.minutes,
      target: 'below 1',
    },
    {
      name: 'steel: median training step',
      ours: own,
      peer: theirs,
      unit: 'ms',
      ratio: own / theirs,
      target: 'for information',
    },
    ...rows,
  ];
}

function describe(steel: Steel, outcome: TrainingOutcome): string {
  const seconds = `${outcome.trainSeconds.toFixed(0)} s, ${outcome.stepMs.toFixed(1)} ms a step`;
  return `${scores(steel, outcome)
    .map((score) => score.toPrecision(4))
    .join(' ')} (${seconds}, best epoch ${outcome.bestEpoch})`;
}

function tell(answer: Readonly<Record<string, number>>): string {
  const each = steelTasks.map((_, k) => answer[String(k)]!.toPrecision(4)).join(' ');
  return `${each} (${answer['seconds']!.toFixed(0)} s, ${answer['stepMs']!.toFixed(1)} ms a step)`;
}
