// What a method cost, in two sentences from its numbers: figures that are there are told, figures that are missing are
// said to be missing.

import { expect, test } from 'vitest';
import type { RunResult } from '../runs.ts';
import { plainRecipe as recipe } from '../yardsticks.ts';
import { methodCost } from './method-cost.ts';
import { plain, twins } from './testing-results.ts';

test('the cost is told against equal weights and separate models', () => {
  const slower: RunResult = {
    ...plain,
    recipe: { ...recipe, schedule: 'task-groups' },
    stepMs: 3,
    trainSeconds: 100,
    deltaM: -2.14,
    groups: {
      tasks: ['A', 'B'],
      affinity: [],
      history: [],
      averageGroups: 1.5,
      iterations: 10,
      updates: 15,
      conflicts: [],
      notConverged: 0,
    },
  };
  expect(methodCost({ result: slower, equal: plain, twins }, 'ja')).toEqual([
    '学習は 1 分 40 秒（更新 1 回 3 ms）で、均等な重みの 2.5 倍でした（1 バッチを平均 1.50 グループに分け、グループごとに更新したため）。',
    '判定は 1 個 0.2 ms、計算量は別々のモデルの 40 % で、成績は別々のモデルより平均 2.1 % 良くなりました（Δm\u00a0−2.1 %）。',
  ]);
  expect(methodCost({ result: slower, equal: plain, twins }, 'en')[1]).toBe(
    'Judging a part takes 0.2 ms, with 40 % of the operations of separate models; on average accuracy is 2.1 % better than with separate models (Δm\u00a0−2.1 %).',
  );
});

test('where epochs differ, they stand beside the ratio of times that they explain', () => {
  const longer: RunResult = { ...plain, trainSeconds: 3 * plain.trainSeconds, epochs: 6 };
  const [ja] = methodCost({ result: longer, equal: plain, twins }, 'ja');
  expect(ja).toContain('6 エポック、更新 1 回');
  expect(ja).toContain('均等な重み（2 エポック）の 3.0 倍');
  const [en] = methodCost({ result: longer, equal: plain, twins }, 'en');
  expect(en).toContain('6 epochs against 2), 3.0 times');
});

test('without a yardstick time and reason stand in one bracket in English', () => {
  const population = { lineage: [{ member: 0 }, { member: 1 }] } as unknown as NonNullable<RunResult['population']>;
  const [en] = methodCost({ result: { ...plain, population }, equal: null, twins }, 'en');
  expect(en).toContain('an update; 2 settings were trained), but without a run with equal weights of the same size');
  expect(en).not.toContain(') (');
});

test('a cost that cannot be compared is said to be so', () => {
  const [train, judge] = methodCost({ result: { ...plain, latencyMs: null }, equal: null, twins: null }, 'ja');
  expect(train).toContain('同じ大きさのモデルでは均等な重みの学習がないため');
  expect(judge).toContain('判定時間は測っておらず');
  expect(judge).toContain('同じ大きさの別々のモデルがないため');
  expect(methodCost({ result: plain, equal: plain, twins }, 'ja')[0]).toContain('この均等な重みの学習と比べて');
  expect(methodCost({ result: twins, equal: plain, twins }, 'ja')[1]).toContain('基準（100 %）');
});

test('where no separate models were trained, gates tell the share that they count themselves', () => {
  // Multiply-adds, of which a file's operations are twice as many.
  const gates = { tasks: ['A', 'B'], flops: { pruned: 1800, hard: 1500, separate: 3000 } } as NonNullable<
    RunResult['gates']
  >;
  const [, alone] = methodCost({ result: { ...plain, gates, flops: 3700 }, equal: null, twins: null }, 'en');
  expect(alone).toContain('60 % of the operations of separate models');
  const [, measured] = methodCost({ result: { ...plain, gates, flops: 3700 }, equal: null, twins }, 'en');
  expect(measured).toContain('37 % of the operations of separate models');
});

test('of one task alone neither equal weights nor separate models are spoken of', () => {
  const alone: RunResult = { ...plain, tasks: { A: { n: 40, mainMetric: 'mae', metrics: {} } } };
  const [train, judge] = methodCost({ result: alone, equal: alone, twins: null }, 'ja');
  expect(train).toMatch(/^学習は .+（更新 1 回 .+ ms）でした。$/);
  expect(judge).toMatch(/^判定は 1 個 .+ ms です。$/);
  const slower = { ...alone, trainSeconds: 3 * alone.trainSeconds };
  expect(methodCost({ result: slower, equal: alone, twins: null }, 'en')[0]).toContain(
    '3.0 times that of the usual training',
  );
  expect(methodCost({ result: { ...alone, latencyMs: null }, equal: null, twins: null }, 'ja')[1]).toBe(
    '判定時間は測っていません。',
  );
});
