// The recorded study behind the default of automatic balancing: every one-backward weighting and the variants
// of bilevel balancing on six real tables, five seeds, by Delta-m of the test metric against the single-task
// twins of the same seed. `recipes/weighting/bilevel.ts` and the README quote its figures.

import type { Recipe } from '../contract/recipes.ts';
import { plainRecipe } from '../contract/yardsticks.ts';
import { resolveRecipe } from '../recipes/recipe.ts';
import { createExecutor } from '../runtime/index.ts';
import type { Executor } from '../runtime/index.ts';
import { rulesOf } from '../tasks/index.ts';
import { trainRun } from '../training/index.ts';
import { pacing } from '../training/pacing.ts';
import { prepareCase } from './case.ts';
import { studyTables } from './study-tables.ts';
import type { StudyTable } from './study-tables.ts';
import { mean, onTestRows } from './test-rows.ts';

const contestants: Readonly<Record<string, Partial<Recipe>>> = {
  'equal weights': {},
  UW: { weighting: 'uncertainty' },
  DWA: { weighting: 'dwa' },
  RLW: { weighting: 'rlw' },
  GLS: { weighting: 'gls' },
  FAMO: { weighting: 'famo' },
  'bilevel official': { weighting: 'bilevel', variant: 'official' },
  'bilevel discrepancyOnly': { weighting: 'bilevel', variant: 'discrepancyOnly' },
  'bilevel full': { weighting: 'bilevel', variant: 'full' },
  'bilevel discrepancyOnly, rescaled': { weighting: 'bilevel', variant: 'discrepancyOnly', normalisation: 'rescaled' },
  'bilevel discrepancyOnly, log': { weighting: 'bilevel', variant: 'discrepancyOnly', normalisation: 'log' },
  'bilevel discrepancyOnly, lambda 0.5': { weighting: 'bilevel', variant: 'discrepancyOnly', lambda: 0.5 },
  'bilevel full, lambda 0.5': { weighting: 'bilevel', variant: 'full', lambda: 0.5 },
};

export interface StudyResult {
  readonly table: string;
  readonly contestant: string;
  readonly seed: number;
  /** Percent against the twins, lower is better. */
  readonly deltaM: number;
  /** Largest share any task's weight reached in any epoch. */
  readonly largestShare: number;
}

export interface StudyOptions {
  readonly seeds: readonly number[];
  /** Steps a training is laid out for. */
  readonly steps: number;
  readonly report: (result: StudyResult) => void;
}

/** All contestants on all tables of this machine; trainings go two side by side, each on one thread. */
export async function study({ seeds, steps, report }: StudyOptions): Promise<StudyResult[]> {
  const executor = await createExecutor('cpu', { threads: 1 });
  const jobs: (() => Promise<void>)[] = [];
  const results: StudyResult[] = [];
  for (const table of await studyTables()) {
    for (const seed of seeds) {
      jobs.push(async () => {
        for (const result of await compare(table, seed, steps, executor)) {
          results.push(result);
          report(result);
        }
      });
    }
  }
  const work = async (): Promise<void> => {
    for (let job = jobs.shift(); job; job = jobs.shift()) await job();
  };
  await Promise.all([work(), work()]);
  return results;
}

async function compare(one: StudyTable, seed: number, steps: number, executor: Executor): Promise<StudyResult[]> {
  const prepared = prepareCase(one.table, one.tasks, one.exclude, one.parts(seed));
  const training = prepared.parts.reduce((count, part) => count + (part === 0 ? 1 : 0), 0);
  const { stepsPerEpoch } = pacing(training, {});
  const budget = { epochs: Math.ceil(steps / stepsPerEpoch) };
  const train = async (change: Partial<Recipe>): Promise<{ metrics: number[]; share: number }> => {
    let share = 0;
    const recipe = resolveRecipe({ ...plainRecipe, ...change } as Recipe, one.tasks);
    const outcome = await trainRun(
      { ...prepared, recipe, budget, seed, executor, capacity: 'small' },
      { onEpoch: (record) => void (share = Math.max(share, ...record.weights)) },
    );
    const metrics = onTestRows(prepared, outcome).map(({ metric }) => metric!);
    return { metrics, share };
  };
  const twins = await train({ sharing: 'single-task' });
  const results: StudyResult[] = [];
  for (const [contestant, change] of Object.entries(contestants)) {
    const { metrics, share } = await train(change);
    const changes = metrics.map((metric, k) => {
      const sign = rulesOf(one.tasks[k]!).better === 'lower' ? 1 : -1;
      return (sign * (metric - twins.metrics[k]!)) / twins.metrics[k]!;
    });
    results.push({ table: one.id, contestant, seed, deltaM: 100 * mean(changes), largestShare: share });
  }
  return results;
}

export interface Standing {
  readonly contestant: string;
  /** Mean over tables of the rank by mean Delta-m, 1 = best. */
  readonly meanRank: number;
  /** Mean over seeds of Delta-m, by table. */
  readonly deltaM: Readonly<Record<string, number>>;
  readonly largestShare: number;
}

/** Contestants by mean rank, best first. Equal figures share a rank. */
export function standings(results: readonly StudyResult[]): Standing[] {
  const names = [...new Set(results.map((result) => result.contestant))];
  const tables = [...new Set(results.map((result) => result.table))];
  const of = (contestant: string, table: string): StudyResult[] =>
    results.filter((result) => result.contestant === contestant && result.table === table);
  const meanOf = (contestant: string, table: string): number => {
    const own = of(contestant, table);
    return mean(own.map(({ deltaM }) => deltaM));
  };
  return names
    .map((contestant) => ({
      contestant,
      meanRank: mean(
        tables.map((table) =>
          rankOf(
            meanOf(contestant, table),
            names.map((name) => meanOf(name, table)),
          ),
        ),
      ),
      deltaM: Object.fromEntries(tables.map((table) => [table, meanOf(contestant, table)])),
      largestShare: Math.max(...tables.flatMap((table) => of(contestant, table).map((result) => result.largestShare))),
    }))
    .sort((a, b) => a.meanRank - b.meanRank);
}

function rankOf(value: number, all: readonly number[]): number {
  const better = all.filter((other) => other < value).length;
  const same = all.filter((other) => other === value).length;
  return better + (same + 1) / 2;
}
