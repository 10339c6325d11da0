// A made-up project for the report's tests: simulated predictions, judged by the real evaluation.

import * as v from 'valibot';
import { createRng } from '../base/rng.ts';
import type { ColumnProfile, Finding } from '../contract/health.ts';
import type { Words } from '../contract/language.ts';
import { ProjectDocument } from '../contract/project.ts';
import { Recipe } from '../contract/recipes.ts';
import type { EpochRecord, RunResult, RunSummary } from '../contract/runs.ts';
import type { SplitSummary } from '../contract/splits.ts';
import type { Task } from '../contract/tasks.ts';
import type { DataView } from '../contract/views.ts';
import { compareTask, deltaM, evaluateTask, type Judged } from '../evaluation/index.ts';
import type { ReportSources } from './facts.ts';

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

/** NG parts among the test rows, by task. */
const defects: Readonly<Record<string, number>> = { 外観判定: 8, 次工程不良: 64 };
const testRows = 1600;

function judged(task: Task, skill: number, seed: number): Judged {
  const [truth, noise] = [createRng(7).fork(task.id), createRng(seed).fork(task.id)];
  const actual = new Float64Array(testRows);
  const predicted = new Float32Array(testRows);
  for (let i = 0; i < testRows; i++) {
    if (task.kind === 'regression') {
      actual[i] = 12 + 0.04 * truth.normal();
      predicted[i] = skill === 0 ? 12 : actual[i]! + (0.03 / skill) * noise.normal();
    } else {
      actual[i] = i < defects[task.id]! ? 1 : 0;
      predicted[i] = skill === 0 ? 0.04 : 1 / (1 + Math.exp(-(skill * 1.5 * (actual[i]! - 0.5) + noise.normal())));
    }
  }
  return { actual, predicted, rows: Uint32Array.from(actual.keys()), classes: task.kind === 'regression' ? [] : task.id === '外観判定' ? ['OK', 'NG'] : ['0', '1'] };
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
  { id: 'run-4f1c', kind: 'recipe', recipe: v.parse(Recipe, { sharing: 'single-task' }), name: { ja: 'タスクごとに別のモデル', en: 'A model for each task' }, skill: 2.1, flops: 318_000 },
  { id: 'run-9a02', kind: 'recipe', recipe: v.parse(Recipe, {}), name: { ja: '均等な重み', en: 'Equal weights' }, skill: 2.3, flops: 121_000 },
  { id: 'run-c7d8', kind: 'recipe', recipe: v.parse(Recipe, { weighting: 'bilevel' }), name: { ja: '自動バランス（BiLB4MTL / LDC-MTL）', en: 'Automatic balancing (BiLB4MTL / LDC-MTL)' }, skill: 2.7, flops: 121_000 },
  { id: 'run-base', kind: 'constant', recipe: v.parse(Recipe, {}), name: { ja: '何もしない予測', en: 'Always the same answer' }, skill: 0, flops: 0 },
];

/** Everything a report is made from. `at` is fixed, so that the page is the same every time. */
export function exampleSources(document: ProjectDocument = exampleDocument): ReportSources {
  const predictions = new Map(plans.map((plan, k) => [plan, document.tasks.map((task) => judged(task, plan.skill, k + 1))]));
  const of = (plan: Plan): Record<string, RunResult['tasks'][string]> =>
    Object.fromEntries(document.tasks.map((task, t) => [task.id, evaluateTask(task, predictions.get(plan)![t]!, judged(task, plan.skill, 99), { seed: 1 })]));
  const [twin, , , constant] = plans as [Plan, Plan, Plan, Plan];
  const runs = plans.map((plan, k): RunSummary => {
    const tasks = of(plan);
    const others = [...(plan.skill > 0 && plan !== twin ? [[twin, 'single-task'] as const] : []), ...(plan === constant ? [] : [[constant, 'constant'] as const])];
    const result: RunResult = {
      recipe: plan.recipe,
      tasks,
      deltaM: plan === twin || plan === constant ? null : deltaM(tasks, of(twin)),
      comparisons: others.flatMap(([other, against]) => document.tasks.map((task, t) => compareTask(task, predictions.get(plan)![t]!, predictions.get(other)![t]!, against))),
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
    return { id: plan.id, projectId: 'p1', snapshotId: 's1', kind: plan.kind, recipe: plan.recipe, seed: 1, state: 'completed', queuedAt: k, startedAt: k, endedAt: k + 1, epochs: 60, failure: null, result, decision: null };
  });
  return {
    project: { id: 'p1', name: document.name, document, revision: 3, canUndo: true, canRedo: false, reached: 'report' },
    data: exampleData(document),
    health: { findings: exampleFindings(), counts: { fail: 1, warn: 2, pass: 1 } },
    split: exampleSplit(document),
    snapshot: { id: '5c1e9f0a7b3d4e2c8f6a1b0c9d8e7f60', tableHash: 'a'.repeat(64), partsHash: 'b'.repeat(64) },
    runs,
    histories: { 'run-c7d8': { tasks: document.tasks.map((task) => task.id), epochs: exampleEpochs(), notes: exampleNotes() } },
    app: { version: '0.1.0', host: 'command-line', dataFolder: '', machine: 'Intel Core i5-1240P (12) 16 GB, Windows 11', recovered: false },
    decisions: [],
    at: new Date(2026, 7, 22, 14, 5).getTime(),
    nameOf: (run) => plans.find((plan) => plan.id === run.id)!.name,
  };
}

function exampleEpochs(): EpochRecord[] {
  return Array.from({ length: 60 }, (_, i) => {
    const raw = [1 / (1 + Math.exp((i - 18) / 4)) + 0.5, 0.7 + 0.01 * i, 0.6];
    const sum = raw.reduce((total, one) => total + one, 0);
    const loss = (start: number, end: number): number => end + (start - end) * Math.exp(-i / 12) + 0.004 * Math.sin(i * 2.3);
    return { epoch: i + 1, seconds: 0.7 * i, trainLoss: [loss(0.7, 0.11), loss(1, 0.2), loss(0.6, 0.15)], validationLoss: [loss(0.71, 0.17), loss(1.05, 0.28), loss(0.62, 0.2)], validationMetric: [0.5, 0.01, 0.4], weights: raw.map((one) => one / sum), learningRate: 0.001 };
  });
}

function exampleNotes(): ReportSources['histories'][string]['notes'] {
  return [
    { epoch: 17, taskId: '外観判定', change: 'lowered', from: 0.53, to: 0.42, reason: 'loss-smaller' },
    { epoch: 24, taskId: '寸法', change: 'raised', from: 0.26, to: 0.42, reason: 'loss-larger' },
  ];
}

function exampleFindings(): Finding[] {
  const common = { columns: [], rowCount: 0, rows: [] };
  return [
    { ...common, key: 'leak:外観判定:手直し有無', check: 'leak', severity: 'fail', taskId: '外観判定', columns: ['手直し有無'], facts: { tasks: ['外観判定'], task: '外観判定', column: '手直し有無', form: 'rule', score: 0.98, examined: 8000, level: '有', class: 'NG', hits: 40, outOf: 41 } },
    { ...common, key: 'few-defects:外観判定', check: 'few-defects', severity: 'warn', taskId: '外観判定', facts: { task: '外観判定', level: 'NG', count: 41, inTest: 8, bound: 0.312, boundOfAll: 0.07, needed: 295 } },
    { ...common, key: 'identifier:連番', check: 'identifier', severity: 'warn', columns: ['連番'], facts: { column: '連番', form: 'serial', first: '1', last: '8000', distinct: 8000 } },
    { ...common, key: 'empty-column', check: 'empty-column', severity: 'pass', facts: { column: '', rows: 8000 } },
  ];
}

function exampleSplit(document: ProjectDocument): SplitSummary {
  const rows = { train: 5200, validation: 1200, test: testRows } as const;
  const part = (name: keyof typeof rows): SplitSummary['parts'][number] => ({ part: name, rows: rows[name], groups: rows[name] / 40, first: Date.UTC(2026, 7, 1), last: Date.UTC(2026, 7, 21) });
  const share = { train: 3.2, validation: 0.9, test: 1 };
  return {
    split: document.split,
    parts: [part('train'), part('validation'), part('test')],
    tasks: document.tasks.map((task) => ({
      taskId: task.id,
      classes: task.kind === 'regression' ? [] : ['OK', 'NG'],
      parts: (['train', 'validation', 'test'] as const).map((name) => {
        const bad = Math.round((defects[task.id] ?? 0) * share[name]);
        return { part: name, labelled: rows[name], counts: task.kind === 'regression' ? [] : [rows[name] - bad, bad], mean: task.kind === 'regression' ? 12.0007 : null };
      }),
    })),
    leftOut: 0,
    notes: [],
  };
}

function exampleData(document: ProjectDocument): DataView {
  const names = ['連番', 'ロット', '金型温度', '射出圧力', '電流', '湿度', ...document.tasks.map((task) => task.target)];
  const columns = names.map((name): ColumnProfile => ({ kind: 'number', name, unit: null, count: 8000, missing: name === '湿度' ? 37 : 0, distinct: 900, numbers: null, histogram: null }));
  return {
    sourceId: 'main',
    snapshotId: 's1',
    rows: 8000,
    columns,
    fileNames: ['検査_2026年8月.csv'],
    report: {
      rows: 8000,
      columns: [],
      files: [{ file: '検査_2026年8月.csv', rows: 8000, encoding: 'shift_jis', bytes: 612_345 }],
      brokenRows: [],
      brokenRowCount: 2,
      renamed: [],
      repeatedHeaders: 0,
      replacedCharacters: 0,
      notes: [],
      seconds: 0.3,
      fileKind: 'x',
      settings: {},
    },
  };
}
