// The made-up project with a run of each method, to see what the report shows of them.

import * as v from 'valibot';
import {
  affinityOf,
  gatesOf,
  groupsOf,
  populationOf,
  sharingOf,
  weightHistoryOf,
} from '../charts/gallery/method-numbers.ts';
import type { Words } from '../contract/language.ts';
import { Recipe } from '../contract/recipes.ts';
import type { RunResult, RunSummary } from '../contract/runs.ts';
import type { ReportSources } from './facts.ts';
import { exampleSources } from './test-sources.ts';

interface Method {
  readonly id: string;
  readonly name: Words;
  readonly recipe: unknown;
  readonly shown: Partial<RunResult>;
}

function methods(tasks: readonly string[]): readonly Method[] {
  return [
    {
      id: 'run-groups',
      name: { ja: 'タスクの組分け（近接タスク間親和度）', en: 'Task groups (proximal inter-task affinity)' },
      recipe: { schedule: 'task-groups' },
      shown: { groups: groupsOf(tasks), stepMs: 1.9, trainSeconds: 84, deltaM: -6.1 },
    },
    {
      id: 'run-soft',
      name: { ja: 'ゆるい共有（トレースノルム）', en: 'Soft sharing (trace norm)' },
      recipe: { sharing: 'trace-norm' },
      shown: { sharing: sharingOf(tasks), stepMs: 2.4, trainSeconds: 120, deltaM: 1.3, flops: 318_000 },
    },
    {
      id: 'run-gates',
      name: { ja: '共有・専用化・刈り込み（InterroGate）', en: 'Share, specialise and prune (InterroGate)' },
      recipe: { sharing: 'interrogate', budget: { flopsOfSeparate: 0.6 } },
      shown: { gates: gatesOf(tasks, [32, 128]), stepMs: 3.1, trainSeconds: 150, deltaM: -3.2, flops: 187_000 },
    },
    {
      id: 'run-population',
      name: { ja: '重みの調整（スカラー化 + PBT）', en: 'Tuned weights (scalarization + PBT)' },
      recipe: { weighting: 'fixed', search: 'population' },
      shown: { population: populationOf(tasks, 8, 12), trainSeconds: 310, deltaM: -8.4 },
    },
  ];
}

/** `exampleSources` with the methods' runs, their histories and an affinity map. */
export function methodSources(): ReportSources {
  const plain = exampleSources();
  const tasks = plain.project.document!.tasks.map((task) => task.id);
  const model = plain.runs.find((run) => run.id === 'run-c7d8')!;
  const own = methods(tasks);
  const runs = plain.runs.map((run) =>
    run.kind === 'recipe' ? { ...run, result: { ...run.result!, weightHistory: weightHistoryOf(tasks) } } : run,
  );
  const added = own.map(({ id, recipe, shown }, k): RunSummary => ({
    ...model,
    id,
    queuedAt: 10 + k,
    recipe: v.parse(Recipe, recipe),
    result: { ...model.result!, ...shown, recipe: v.parse(Recipe, recipe), weightHistory: weightHistoryOf(tasks) },
  }));
  const history = plain.histories['run-c7d8']!;
  const conflicting = {
    ...history,
    epochs: history.epochs.map((epoch, i) => ({ ...epoch, conflict: 0.35 + 0.05 * Math.sin(i / 5) })),
  };
  return {
    ...plain,
    runs: [...runs, ...added],
    affinity: affinityOf(tasks),
    histories: { ...plain.histories, 'run-groups': conflicting },
    nameOf: (run) => own.find((one) => one.id === run.id)?.name ?? plain.nameOf(run),
  };
}
