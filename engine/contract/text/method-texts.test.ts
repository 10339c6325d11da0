// The two questions of every run, and the advice, answered from numbers: figures that are there are told,
// figures that are missing are said to be missing.

import { expect, test } from 'vitest';
import { mergeAdvice } from '../advice.ts';
import { languages } from '../language.ts';
import type { AffinityMap, WeightHistory } from '../methods.ts';
import type { RunResult, WeightNote } from '../runs.ts';
import { modelAdvice, overallAdvice, pairAdvice } from './advice.ts';
import { methodCost } from './method-cost.ts';
import { plainRecipe as recipe } from '../yardsticks.ts';
import { duration, sharesText } from './shares.ts';
import { plain, twins } from './testing-results.ts';
import { whyWeights } from './why-weights.ts';

function history(...weights: number[][]): WeightHistory {
  return {
    tasks: ['A', 'B'],
    epochs: weights.map((_, i) => i + 1),
    weights,
    contributions: weights.map(() => [0.3, 0.7]),
  };
}

const why = (result: Partial<RunResult>, notes: WeightNote[] = []) =>
  whyWeights({ result: { ...plain, ...result }, notes }, 'ja');

const note: WeightNote = { epoch: 7, taskId: 'B', change: 'raised', from: 0.3, to: 0.6, reason: 'loss-larger' };

test('weights that stayed are told as even or as set, with what they made of the losses', () => {
  expect(why({ weightHistory: history([0.5, 0.5], [0.5, 0.5]) })).toEqual([
    '重みはどのタスクも均等（各 50 %）で、学習中に変えていません。',
    '最後に共有部分への寄与（重み × 損失）が最も大きかったのは「B」で、70 % でした。',
  ]);
  expect(why({ weightHistory: history([0.2, 0.8], [0.2, 0.8]) })[0]).toContain('学習の前に決めた値（B 80 %、A 20 %）');
  expect(why({ weightHistory: { ...history([0.5, 0.5]), contributions: [] } })[1]).toContain('記録がない');
});

test('weights that moved name the largest turn and its reason; an unknown reason is said to be unknown', () => {
  const moved = history([0.7, 0.3], [0.4, 0.6]);
  const small: WeightNote = { ...note, epoch: 3, taskId: 'A', change: 'lowered', from: 0.7, to: 0.58 };
  expect(why({ weightHistory: moved }, [small, note])).toEqual([
    '重みは学習中に自動で調整され、最後は B 60 %、A 40 % でした。',
    '7 エポック目に「B」の重みを 30 % から 60 % に上げたのは、このタスクの損失の減り方が、ほかのタスクより遅れていたためです。',
  ]);
  expect(why({ weightHistory: moved }, [{ ...note, reason: 'unknown' }])[1]).toContain('理由を特定できません');
  expect(why({ weightHistory: moved })[1]).toMatch(/理由を一つに絞れません/);
  const collapse: WeightNote = { ...note, epoch: 5, change: 'collapsed', to: 0.97 };
  expect(why({ weightHistory: moved }, [note, collapse])[1]).toContain('5 エポック目に重みが「B」に偏り（97 %）');
});

test('a turn against what the losses did is told, but not with the losses as its reason', () => {
  const adjusted = { weightHistory: history([0.7, 0.3], [0.4, 0.6]), recipe: { ...recipe, weighting: 'mgda' } };
  const against = whyWeights({ result: { ...plain, ...adjusted }, notes: [{ ...note, reason: 'loss-smaller' }] }, 'en');
  expect(against[1]).toContain('while its loss fell faster than the others, so the records do not tell why');
  const along = whyWeights({ result: { ...plain, ...adjusted }, notes: [note] }, 'en');
  expect(along[1]).toContain('because its loss fell more slowly than the others');
});

test('weights that could move and did not are not called unchanged, and random ones have no reason', () => {
  const still = { weightHistory: history([0.5, 0.5], [0.501, 0.499]) };
  expect(why({ ...still, recipe: { ...recipe, weighting: 'bilevel' } })[0]).toContain(
    '調整されましたが、ほとんど動かず',
  );
  const drawn = { ...plain, weightHistory: history([0.7, 0.3], [0.4, 0.6]) };
  const weightsFrom = { ja: '重みは無作為です。', en: 'Drawn at random.' };
  const [source, effect] = whyWeights({ result: drawn, notes: [note], weighting: { weightsFrom } }, 'ja');
  expect(source).toBe(weightsFrom.ja);
  expect(effect).not.toMatch(/損失の減り方/);
});

test('searched weights tell how many were tried and how far they beat equal weights, where equal weights lasted', () => {
  const row = (member: number, round: number, a: number, score: number) => ({
    round,
    member,
    weights: [a, 1 - a],
    score,
    from: null,
  });
  const population = {
    tasks: ['A', 'B'],
    rounds: 2,
    lineage: [row(0, 0, 0.5, 0.9), row(1, 0, 0.3, 0.8), row(0, 1, 0.5, 0.7), row(1, 1, 0.3, 0.6)],
    best: 1,
    schedule: [
      [0.3, 0.7],
      [0.3, 0.7],
    ],
    found: [0.3, 0.7],
    searchedOn: 'small',
    usedOn: 'small',
  };
  const weightHistory = history([0.3, 0.7], [0.3, 0.7]);
  const [first, second] = why({ weightHistory, population });
  expect(first).toContain('2 通りの設定を 2 回に分けて学習し');
  expect(first).toContain('設定 2 のもの');
  expect(second).toContain('0.600 で、均等な重みの設定は 0.700');
  const without = { ...population, lineage: population.lineage.filter((one) => one.round === 0 || one.member === 1) };
  expect(why({ weightHistory, population: without })[1]).toContain('最後まで残らず');
  // Out of time: the best had no part in the last round, which is not for want of its score.
  const third = [row(0, 2, 0.5, 0.65)];
  const ended = { ...population, rounds: 3, lineage: [...population.lineage, ...third], keptScore: 0.59 };
  expect(why({ weightHistory, population: ended })[1]).toContain('0.600 で、均等な重みの設定は 0.700');
  // Behind at the end of the round, ahead by a state within it.
  const within = { ...ended, lineage: [...without.lineage, row(0, 1, 0.5, 0.595)] };
  expect(why({ weightHistory, population: within })[1]).toBe('検証損失は、何もしない予測を 1 として 0.590 でした。');
  expect(why({ weightHistory, population: { ...population, usedOn: 'large' } })[1]).toBe(
    '探索は小さいモデルで行い、見つかった重みを大きいモデルに使いました。',
  );
  // A score of 1 is that of always giving the same answer.
  const untaught = { ...population, found: [], lineage: [row(0, 1, 0.5, 1.2), row(1, 1, 0.3, 1)] };
  expect(why({ weightHistory, population: untaught })[1]).toContain('この重みに意味はありません');
  expect(why({ weightHistory, population: { ...untaught, usedOn: 'large' } })[1]).toContain('均等な重みを使いました');
});

test('where every task has weights of its own, nothing is said to contribute to a shared part', () => {
  const soft = { recipe: { ...recipe, sharing: 'trace-norm' } };
  const weightHistory = history([0.5, 0.5], [0.3, 0.7]);
  const told = why({
    ...soft,
    weightHistory: { ...weightHistory, weights: [[0.5, 0.5]], contributions: [[0.3, 0.7]] },
  });
  expect(told[1]).toContain('「B」が最も大きく 70 %');
  expect(told[1]).not.toContain('寄与');
});

test('one task, separate models and runs without a record are answered too', () => {
  expect(why({})[0]).toContain('記録がありません');
  expect(why({ weightHistory: { tasks: ['A'], epochs: [1], weights: [[1]], contributions: [] } })[0]).toContain('1 件');
  expect(why({ ...twins, weightHistory: history([0.5, 0.5]) })[0]).toContain('別のモデル');
});

const cell = (source: string, target: string, value: number | null, verdict: 'helps' | 'hurts' | 'unknown') => ({
  source,
  target,
  relative: { value, low: value === null ? null : value - 0.1, high: value === null ? null : value + 0.1 },
  gain: value,
  verdict,
  n: 40,
});
const map: AffinityMap = {
  tasks: ['A', 'B', 'C'],
  cells: [cell('A', 'B', 0.62, 'helps'), cell('B', 'A', null, 'unknown'), cell('A', 'C', -0.4, 'hurts')],
  groups: [['A', 'B'], ['C']],
  conflict: null,
  steps: 100,
  seconds: 20,
  seed: 1,
};

test('advice from a map alone asks to train, names both directions and says what could not be told', () => {
  const advice = mergeAdvice(['A', 'B', 'C'], [], map);
  expect(overallAdvice(advice, 'ja')[0]).toBe('まとめた効果は、タスクによって分かれます。');
  expect(overallAdvice(advice, 'ja')[1]).toContain(
    '3 組のうち、助け合うのは 1 組、差なしは 0 組、妨げ合うのは 1 組、判断できないのは 1 組',
  );
  expect(pairAdvice(advice.pairs[0]!, 'ja')).toBe(
    '「A」の学習は「B」を助けます（自分の更新の +62 %、95 % 区間 +52 %\u00a0…\u00a0+72 %）。「B」の学習が「A」に効くかは判断できません。',
  );
  expect(pairAdvice(advice.pairs[2]!, 'en')).toBe('The affinity of this pair was not measured.');
  expect(modelAdvice(advice, 'ja')).toContain('［A・B］と［C］の 2 つのモデル');
  expect(modelAdvice(advice, 'ja')).toContain('別々に学習した場合と比べて確かめて');
});

test('where training bore no conflict out, the advice says that the trained result counts more than the probe', () => {
  const comparisons = ['A', 'B', 'C'].map((taskId) => ({
    taskId,
    metric: 'mae',
    against: 'single-task' as const,
    joint: 1,
    other: 2,
    difference: { value: 1, low: 0.5, high: 1.5 },
    verdict: 'helps' as const,
  }));
  const advice = mergeAdvice(['A', 'B', 'C'], comparisons, map);
  expect(modelAdvice(advice, 'ja')).toContain('学習した結果を優先');
  expect(modelAdvice(mergeAdvice(['A', 'B', 'C'], comparisons, null), 'ja')).not.toContain('優先');
});

test('without evidence the advice says what to do to get some', () => {
  const advice = mergeAdvice(['A', 'B'], [], null);
  expect(overallAdvice(advice, 'ja')[1]).toContain('相性を調べてください');
  expect(modelAdvice(advice, 'ja')).toBe('');
});

test('both languages answer everything in whole sentences without a hole', () => {
  const results: RunResult[] = [
    plain,
    { ...plain, weightHistory: history([0.5, 0.5]) },
    { ...plain, weightHistory: history([0.5, 0.5], [0.2, 0.8]), deltaM: 3 },
    { ...twins, weightHistory: history([0.5, 0.5]) },
  ];
  for (const language of languages)
    for (const result of results)
      for (const equal of [null, plain])
        for (const others of [null, twins]) {
          const sentences = [
            ...whyWeights({ result, notes: [note] }, language),
            ...methodCost({ result, equal, twins: others }, language),
          ];
          for (const sentence of sentences) {
            expect(sentence).toMatch(language === 'ja' ? /。$/ : /\.$/);
            expect(sentence).not.toMatch(/undefined|NaN|Infinity|null/);
            if (language === 'ja') expect(sentence.slice(0, -1)).not.toContain('。');
          }
        }
});

test('times and shares are written as people read them', () => {
  expect([4.234, 42.4, 185, 7810].map((one) => duration(one, 'ja'))).toEqual([
    '4.23 秒',
    '42 秒',
    '3 分 5 秒',
    '2 時間 10 分',
  ]);
  expect(sharesText(['A', 'B', 'C'], [0.2, 0.004, 0.796], 'en', 2)).toBe('C 80 %, A 20 % and 1 more');
});
