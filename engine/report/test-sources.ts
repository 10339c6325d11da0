// A made-up project for the report's tests: simulated predictions, judged by the real evaluation.

import * as v from 'valibot';
import { createRng } from '../base/rng.ts';
import type { Words } from '../contract/language.ts';
import { ProjectDocument } from '../contract/project.ts';
import { Recipe } from '../contract/recipes.ts';
import type { RunResult, RunSummary } from '../contract/runs.ts';
import type { Task } from '../contract/tasks.ts';
import { compareTask, deltaM, evaluateTask, type Judged } from '../evaluation/index.ts';
import type { ReportSources } from './facts.ts';
import {
  defectsOf,
  exampleData,
  exampleEpochs,
  exampleFindings,
  exampleNotes,
  exampleSplit,
  testRows,
} from './test-data.ts';

export const exampleDocument = v.parse(ProjectDocument, {
  name: '外装部品 検査',
  data: [{ files: ['検査_2026年8月.csv'] }],
  inputs: { exclude: ['連番'] },
  tasks: [
    { id: '外観判定', target: '外観判定', kind: 'binary', positive: 'NG', costs: { miss: 50000, falseReject: 300 } },
    { id: '寸法', target: '寸法', kind: 'regression', unit: 'mm', limits: { lower: 11.9, upper: 12.1 }, floor: 0.02 },
    { id: '次工程不良', target: '次工程不良', kind: 'binary', positive: '1', importance: 2 },
  ],
  split: { kind: 'group', column: 'ロット', test: 0.2, validation: 0.15, seed: 1 },
  accepted: ['few-defects:外観判定'],
});

function judged(task: Task, skill: number, seed: number): Judged {
  const [truth, noise] = [createRng(7).fork(task.id), createRng(seed).fork(task.id)];
  const actual = new Float64Array(testRows);
  const predicted = new Float32Array(testRows);
  for (let i = 0; i < testRows; i++) {
    if (task.kind === 'regression') {
      actual[i] = 12 + 0.04 * truth.normal();
      predicted[i] = skill === 0 ? 12 : actual[i]! + (0.03 / skill) * noise.normal();
    } else {
      actual[i] = i < defectsOf(task.id) ? 1 : 0;
      predicted[i] = skill === 0 ? 0.04 : 1 / (1 + Math.exp(-(skill * 1.5 * (actual[i]! - 0.5) + noise.normal())));
    }
  }
  return {
    actual,
    predicted,
    rows: Uint32Array.from(actual.keys()),
    classes: task.kind === 'regression' ? [] : task.id === '外観判定' ? ['OK', 'NG'] : ['0', '1'],
  };
}

interface Plan {
  readonly id: string;
  readonly kind: RunSummary['kind'];
  readonly recipe: Recipe;
  readonly name: Words;
  readonly skill: number;
  readonly flops: number;
}

const plans: readonly Plan[] = [
  {
    id: 'run-4f1c',
    kind: 'recipe',
    recipe: v.parse(Recipe, { sharing: 'single-task' }),
    name: { ja: 'タスクごとに別のモデル', en: 'A model for each task' },
    skill: 2.1,
    flops: 318_000,
  },
  {
    id: 'run-9a02',
    kind: 'recipe',
    recipe: v.parse(Recipe, {}),
    name: { ja: '均等な重み', en: 'Equal weights' },
    skill: 2.3,
    flops: 121_000,
  },
  {
    id: 'run-c7d8',
    kind: 'recipe',
    recipe: v.parse(Recipe, { weighting: 'bilevel' }),
    name: { ja: '自動バランス（BiLB4MTL / LDC-MTL）', en: 'Automatic balancing (BiLB4MTL / LDC-MTL)' },
    skill: 2.7,
    flops: 121_000,
  },
  {
    id: 'run-base',
    kind: 'constant',
    recipe: v.parse(Recipe, {}),
    name: { ja: '何もしない予測', en: 'Always the same answer' },
    skill: 0,
    flops: 0,
  },
];

/** Everything a report is made from. `at` is fixed, so that the page is the same every time. */
export function exampleSources(document: ProjectDocument = exampleDocument): ReportSources {
  const predictions = new Map(
    plans.map((plan, k) => [plan, document.tasks.map((task) => judged(task, plan.skill, k + 1))]),
  );
  const of = (plan: Plan): Record<string, RunResult['tasks'][string]> =>
    Object.fromEntries(
      document.tasks.map((task, t) => [
        task.id,
        evaluateTask(task, predictions.get(plan)![t]!, judged(task, plan.skill, 99), { seed: 1 }),
      ]),
    );
  const [twin, , , constant] = plans as [Plan, Plan, Plan, Plan];
  const runs = plans.map((plan, k): RunSummary => {
    const tasks = of(plan);
    const others = [
      ...(plan.skill > 0 && plan !== twin ? [[twin, 'single-task'] as const] : []),
      ...(plan === constant ? [] : [[constant, 'constant'] as const]),
    ];
    const result: RunResult = {
      recipe: plan.recipe,
      tasks,
      deltaM: plan === twin || plan === constant ? null : deltaM(tasks, of(twin)),
      comparisons: others.flatMap(([other, against]) =>
        document.tasks.map((task, t) =>
          compareTask(task, predictions.get(plan)![t]!, predictions.get(other)![t]!, against),
        ),
      ),
      parameters: plan.flops > 0 ? Math.round(plan.flops / 2.1) : 0,
      flops: plan.flops,
      bytes: plan.flops * 2,
      latencyMs: plan.flops > 0 ? { p50: 0.05 + plan.flops / 1.2e6, p95: 0.07 + plan.flops / 0.9e6 } : null,
      trainSeconds: plan.flops > 0 ? 41.5 + k : 0.1,
      epochs: plan.flops > 0 ? 60 : 0,
      bestEpoch: plan.flops > 0 ? 42 : 0,
      stepMs: 0.9,
      peakMemoryMb: 412,
      device: 'cpu',
      deviceReason: '',
      seed: 1,
    };
    return {
      id: plan.id,
      projectId: 'p1',
      snapshotId: 's1',
      kind: plan.kind,
      recipe: plan.recipe,
      seed: 1,
      state: 'completed',
      queuedAt: k,
      startedAt: k,
      endedAt: k + 1,
      epochs: 60,
      failure: null,
      result,
      decision: null,
    };
  });
  return {
    project: { id: 'p1', name: document.name, document, revision: 3, canUndo: true, canRedo: false, reached: 'report' },
    data: exampleData(document),
    health: { findings: exampleFindings(), counts: { fail: 1, warn: 2, pass: 1 } },
    split: exampleSplit(document),
    snapshot: { id: '5c1e9f0a7b3d4e2c8f6a1b0c9d8e7f60', tableHash: 'a'.repeat(64), partsHash: 'b'.repeat(64) },
    runs,
    histories: {
      'run-c7d8': { tasks: document.tasks.map((task) => task.id), epochs: exampleEpochs(), notes: exampleNotes() },
    },
    app: {
      version: '0.1.0',
      host: 'command-line',
      dataFolder: '',
      machine: 'Intel Core i5-1240P (12) 16 GB, Windows 11',
      recovered: false,
    },
    decisions: [],
    at: new Date(2026, 7, 22, 14, 5).getTime(),
    nameOf: (run) => plans.find((plan) => plan.id === run.id)!.name,
  };
}
