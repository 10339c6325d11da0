// What surrounds the runs of the made-up project: its data, health, split and history.

import type { ColumnProfile, Finding } from '../contract/health.ts';
import type { ProjectDocument } from '../contract/project.ts';
import type { EpochRecord } from '../contract/runs.ts';
import type { SplitSummary } from '../contract/splits.ts';
import type { DataView } from '../contract/views.ts';
import type { ReportSources } from './facts.ts';

/** NG parts among the test rows, by task. */
export function defectsOf(taskId: string): number {
  return taskId === '外観判定' ? 8 : 64;
}
export const testRows = 1600;

export function exampleEpochs(): EpochRecord[] {
  return Array.from({ length: 60 }, (_, i) => {
    const raw = [1 / (1 + Math.exp((i - 18) / 4)) + 0.5, 0.7 + 0.01 * i, 0.6];
    const sum = raw.reduce((total, one) => total + one, 0);
    const loss = (start: number, end: number): number =>
      end + (start - end) * Math.exp(-i / 12) + 0.004 * Math.sin(i * 2.3);
    return {
      epoch: i + 1,
      seconds: 0.7 * i,
      trainLoss: [loss(0.7, 0.11), loss(1, 0.2), loss(0.6, 0.15)],
      validationLoss: [loss(0.71, 0.17), loss(1.05, 0.28), loss(0.62, 0.2)],
      validationMetric: [0.5, 0.01, 0.4],
      weights: raw.map((one) => one / sum),
      learningRate: 0.001,
    };
  });
}

export function exampleNotes(): ReportSources['histories'][string]['notes'] {
  return [
    { epoch: 17, taskId: '外観判定', change: 'lowered', from: 0.53, to: 0.42, reason: 'loss-smaller' },
    { epoch: 24, taskId: '寸法', change: 'raised', from: 0.26, to: 0.42, reason: 'loss-larger' },
  ];
}

export function exampleFindings(): Finding[] {
  const common = { columns: [], rowCount: 0, rows: [] };
  return [
    {
      ...common,
      key: 'leak:外観判定:手直し有無',
      check: 'leak',
      severity: 'fail',
      taskId: '外観判定',
      columns: ['手直し有無'],
      facts: {
        tasks: ['外観判定'],
        task: '外観判定',
        column: '手直し有無',
        form: 'rule',
        score: 0.98,
        examined: 8000,
        level: '有',
        class: 'NG',
        hits: 40,
        outOf: 41,
      },
    },
    {
      ...common,
      key: 'few-defects:外観判定',
      check: 'few-defects',
      severity: 'warn',
      taskId: '外観判定',
      facts: { task: '外観判定', level: 'NG', count: 41, inTest: 8, bound: 0.312, boundOfAll: 0.07, needed: 295 },
    },
    {
      ...common,
      key: 'identifier:連番',
      check: 'identifier',
      severity: 'warn',
      columns: ['連番'],
      facts: { column: '連番', form: 'serial', first: '1', last: '8000', distinct: 8000 },
    },
    { ...common, key: 'empty-column', check: 'empty-column', severity: 'pass', facts: { column: '', rows: 8000 } },
  ];
}

export function exampleSplit(document: ProjectDocument): SplitSummary {
  const rows = { train: 5200, validation: 1200, test: testRows } as const;
  const part = (name: keyof typeof rows): SplitSummary['parts'][number] => ({
    part: name,
    rows: rows[name],
    groups: rows[name] / 40,
    first: Date.UTC(2026, 7, 1),
    last: Date.UTC(2026, 7, 21),
  });
  const share = { train: 3.2, validation: 0.9, test: 1 };
  return {
    split: document.split,
    parts: [part('train'), part('validation'), part('test')],
    tasks: document.tasks.map((task) => ({
      taskId: task.id,
      classes: task.kind === 'regression' ? [] : ['OK', 'NG'],
      parts: (['train', 'validation', 'test'] as const).map((name) => {
        const bad = Math.round(defectsOf(task.id) * share[name]);
        return {
          part: name,
          labelled: rows[name],
          counts: task.kind === 'regression' ? [] : [rows[name] - bad, bad],
          mean: task.kind === 'regression' ? 12.0007 : null,
        };
      }),
    })),
    leftOut: 0,
    notes: [],
  };
}

export function exampleData(document: ProjectDocument): DataView {
  const names = [
    '連番',
    'ロット',
    '金型温度',
    '射出圧力',
    '電流',
    '湿度',
    ...document.tasks.map((task) => task.target),
  ];
  const columns = names.map((name): ColumnProfile => ({
    kind: 'number',
    name,
    unit: null,
    count: 8000,
    missing: name === '湿度' ? 37 : 0,
    distinct: 900,
    numbers: null,
    histogram: null,
  }));
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
