// A budget is told with what was reached, and nothing is told that was not measured.

import { expect, test } from 'vitest';
import type { GatesShown } from '../methods.ts';
import { gatesSentences } from './gates-text.ts';

const gates: GatesShown = {
  tasks: ['A', 'B'],
  layers: [],
  target: { kind: 'milliseconds', value: 0.2 },
  achieved: 0.198,
  measured: 0.2134,
  flops: { pruned: 21_130, hard: 14_200, separate: 36_000 },
  parameters: { pruned: 1, hard: 1, separate: 1 },
  pruneDifference: 2.4e-7,
  flippedLastEpoch: 0,
};

test('target, reached and measured stand in the unit of the budget', () => {
  expect(gatesSentences(gates, 'ja')).toBe(
    '予算 0.2 ms に対して計算上 0.198 ms、実測 0.213 ms です。刈り込み後の積和演算は 21,130 回です（全部共通なら 14,200 回、別々なら 36,000 回）。刈り込む前と後の出力の差は、最大でも 2.4e-7 です。',
  );
  expect(
    gatesSentences({ ...gates, target: { kind: 'flopsOfSeparate', value: 0.6 }, achieved: 0.587 }, 'en'),
  ).toContain('Budget 60.0 %: 58.7 % by count, 21.3 % measured.');
});

test('without a budget, and where nothing was measured, nothing is said of them', () => {
  const bare = { ...gates, target: null, achieved: null, measured: null, pruneDifference: null };
  expect(gatesSentences(bare, 'ja')).toBe(
    '刈り込み後の積和演算は 21,130 回です（全部共通なら 14,200 回、別々なら 36,000 回）。',
  );
  expect(gatesSentences({ ...gates, measured: null }, 'en')).not.toContain('measured');
  expect(gatesSentences({ ...gates, achieved: null }, 'ja')).toContain('到達値は不明');
});

test('a budget that ends in one of the extremes says why', () => {
  const allOf = (rate: number): GatesShown => {
    const layer = { channels: 4, gates: [], ownRate: [rate, rate], meanSoft: [], mixing: [] };
    return { ...gates, layers: ['fc1', 'fc2'].map((name) => ({ layer: name, ...layer })) };
  };
  const share = { kind: 'flopsOfSeparate', value: 0.4 } as const;
  expect(gatesSentences(allOf(0), 'ja')).toContain('部品が増え、この PC では判定時間が予算を超える見込み');
  expect(gatesSentences({ ...allOf(0), target: share }, 'en')).toContain('left no room for own channels');
  expect(gatesSentences(allOf(1), 'en')).toContain('nothing had to be shared');
  for (const shown of [allOf(0.5), { ...allOf(0), target: null }])
    expect(gatesSentences(shown, 'en')).not.toMatch(/everything is shared|nothing had to/);
});
