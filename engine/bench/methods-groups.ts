// What task groups cost and bring, and what the affinity probe takes: three real tables, three seeds, the
// small model, at most 1,500 training rows.

import { milliseconds } from '../base/clock.ts';
import { log } from '../base/log.ts';
import { createRng, permutation } from '../base/rng.ts';
import type { GroupsShown } from '../contract/methods.ts';
import type { Recipe } from '../contract/recipes.ts';
import { plainRecipe } from '../contract/yardsticks.ts';
import { resolveRecipe } from '../recipes/recipe.ts';
import { taskGroups } from '../recipes/schedule/task-groups.ts';
import { createExecutor } from '../runtime/index.ts';
import type { Executor } from '../runtime/index.ts';
import { probeAffinity } from '../training/affinity-probe.ts';
import { trainRun } from '../training/index.ts';
import { ai4i, energy, gasTurbine } from './accuracy-cases.ts';
import type { AccuracyCase } from './accuracy-cases.ts';
import type { BenchRow } from './accuracy.bench.ts';
import { prepareCase, readTable } from './case.ts';
import type { Case } from './case.ts';
import { median, prepareStep, timeSteps } from './prepared-step.ts';
import { sharedData } from './shared-data.ts';
import { mean, onTestRows } from './test-rows.ts';

const allSeeds = [1, 2, 3];
const allEpochs = 40;
const mostRows = 1500;

/** `quick`: one seed, a quarter of the epochs. */
export async function groupRows(quick: boolean): Promise<BenchRow[]> {
  const seeds = quick ? allSeeds.slice(0, 1) : allSeeds;
  const epochs = quick ? allEpochs / 4 : allEpochs;
  const executor = await createExecutor('cpu', { threads: 1 });
  const rows: BenchRow[] = [await planningRow(12, executor)];
  for (const one of [energy, ai4i, gasTurbine]) {
    const paths = one.files.map(sharedData);
    if (paths.includes(null)) {
      log(`task groups, ${one.id}: not measured, the data set is not on this machine`);
      continue;
    }
    const table = await readTable(paths as string[]);
    const cases = seeds.map((seed) =>
      prepareCase(table, one.tasks, one.exclude, thinned(one.parts(table, seed), seed)),
    );
    rows.push(...(await compare(one, cases, epochs, executor)));
    if (one === ai4i) rows.push(await probeRow(cases[0]!, executor));
  }
  return rows;
}

/** Host time a batch for the schedule's own work (clustering, drawing, tracking) against one joint step. */
async function planningRow(taskCount: number, executor: Executor): Promise<BenchRow> {
  const { settings } = resolveRecipe({ ...plainRecipe, schedule: 'task-groups' } as Recipe, energy.tasks).schedule;
  const rng = createRng(1);
  const batches = 1000;
  let memory = taskGroups.start(taskCount, settings);
  let losses = Array.from({ length: taskCount }, () => 1);
  const started = milliseconds();
  for (let batch = 0; batch < batches; batch++) {
    const planned = taskGroups.plan(memory, rng, settings);
    memory = planned.memory;
    planned.groups.forEach((group) => {
      memory = taskGroups.observe(memory, { group, losses, sound: true }, settings);
      // Every third task is of one kind: updates help their own kind and hurt the others a little.
      losses = losses.map((loss, k) =>
        Math.max(0.1, loss * (1 + (group.some((i) => i % 3 === k % 3) ? -0.01 : 0.002) + 0.005 * rng.normal())),
      );
    });
  }
  const took = (milliseconds() - started) / batches;
  const step = await prepareStep({ taskCount, recipe: {}, executor });
  const times: number[] = [];
  for (let round = 0; round < 20; round++) times.push(await timeSteps(step, 3));
  await step.step.dispose();
  const peer = median(times);
  return {
    name: `task groups, ${taskCount} tasks: planning a batch`,
    ours: took,
    peer,
    unit: 'ms',
    ratio: took / peer,
    target: 'below 0.2',
  };
}

async function compare(
  one: AccuracyCase,
  cases: readonly Case[],
  epochs: number,
  executor: Executor,
): Promise<BenchRow[]> {
  const ratios: number[] = [];
  const shown: GroupsShown[] = [];
  const times = { joint: 0, groups: 0 };
  for (const [i, prepared] of cases.entries()) {
    const train = async (change: Partial<Recipe>): ReturnType<typeof trainRun> =>
      trainRun({
        ...prepared,
        recipe: resolveRecipe({ ...plainRecipe, ...change } as Recipe, one.tasks),
        budget: { epochs },
        seed: allSeeds[i]!,
        executor,
        capacity: 'small',
      });
    const [joint, groups] = [await train({}), await train({ schedule: 'task-groups' })];
    const [base, own] = [onTestRows(prepared, joint), onTestRows(prepared, groups)];
    ratios.push(mean(own.map(({ loss }, k) => loss! / base[k]!.loss!)));
    shown.push(groups.shown.groups!);
    times.joint += joint.stepMs / cases.length;
    times.groups += groups.stepMs / cases.length;
  }
  const name = `task groups, ${one.id}, ${one.tasks.length} tasks:`;
  const row = (what: string, ours: number, peer: number, unit: string, target: string): BenchRow => ({
    name: `${name} ${what}`,
    ours,
    peer,
    unit,
    ratio: ours / peer,
    target,
  });
  return [
    row('test loss against joint updates', mean(ratios), 1, '', 'for information'),
    row('mean number of groups', mean(shown.map(({ averageGroups }) => averageGroups)), 1, '', 'for information'),
    row('passes a batch', mean(shown.map(({ updates, iterations }) => updates / iterations)), 1, '', 'for information'),
    row('time a batch', times.groups, times.joint, 'ms', 'for information'),
  ];
}

async function probeRow(prepared: Case, executor: Executor): Promise<BenchRow> {
  const { seconds } = await probeAffinity({ ...prepared, seed: 1, executor });
  return {
    name: 'affinity probe, ai4i, 5 tasks',
    ours: seconds,
    peer: 120,
    unit: 's',
    ratio: seconds / 120,
    target: 'below 1',
  };
}

/** The same parts with at most `mostRows` training rows, the others left out. */
function thinned(parts: Uint8Array, seed: number): Uint8Array {
  const training = [...parts.keys()].filter((row) => parts[row] === 0);
  const result = parts.slice();
  for (const place of permutation(training.length, createRng(seed)).slice(mostRows)) result[training[place]!] = 255;
  return result;
}
