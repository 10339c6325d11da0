// What the pictures of the methods must say, whatever the numbers.

import { expect, test } from 'vitest';
import { themes, type Frame } from './index.ts';
import { affinityMap } from './affinity-map.ts';
import { budgetCurve, type BudgetCurveData } from './budget-curve.ts';
import { conflictGauge } from './conflict-gauge.ts';
import { affinityOf, gatesOf, groupsOf, populationOf } from './gallery/method-numbers.ts';
import { gateMap } from './gate-map.ts';
import { groupStripes } from './group-stripes.ts';
import { hatch } from './hatch.ts';
import { lineage } from './lineage.ts';
import { weightHistory, weightHistoryHeight } from './weight-history.ts';

const frame: Frame = { width: 600, height: 300, theme: themes.light, language: 'ja' };
const tasks = ['A', 'B', 'C'];

test('hatching stays inside its rectangle', () => {
  const [left, top, width, height] = [10, 20, 37, 13];
  const numbers = [...hatch(left, top, width, height, 4, '#000').text.matchAll(/[ML]([\d.]+),([\d.]+)/g)];
  expect(numbers.length).toBeGreaterThan(10);
  for (const [, x, y] of numbers) {
    expect(Number(x)).toBeGreaterThanOrEqual(left);
    expect(Number(x)).toBeLessThanOrEqual(left + width);
    expect(Number(y)).toBeGreaterThanOrEqual(top);
    expect(Number(y)).toBeLessThanOrEqual(top + height);
  }
  expect(hatch(0, 0, 0, 5, 4, '#000').text).toBe('');
});

test('every affinity says its sign by mark and number, its interval and count in words, and unknown cells are hatched', () => {
  const picture = affinityMap(affinityOf(tasks), frame);
  const cells = [...picture.matchAll(/<g data-source="(.)" data-target="(.)" data-verdict="([^"]+)">(.*?)<\/g>/g)];
  expect(cells).toHaveLength(6);
  const marks: Record<string, string> = { helps: '○', hurts: '×', 'no-difference': '≈', unknown: '？' };
  for (const [, , , verdict, body] of cells) {
    expect(body).toContain(marks[verdict!]);
    expect(body!.includes('<path')).toBe(verdict === 'unknown');
    expect(body).toMatch(/<title>[^<]*n = \d+<\/title>/);
  }
  expect(picture).toContain('A → C × −44 % (95 %: −64 % … −24 %), n = 120');
});

test('a group keeps its letter while its first task stays in it, however the engine numbers the groups', () => {
  const shown = groupsOf(tasks);
  const renumbered = {
    ...shown,
    history: shown.history.map((one) => ({ ...one, groups: one.groups.map((group) => 2 - group) })),
  };
  expect(groupStripes(renumbered, frame)).toBe(groupStripes(shown, frame));
});

test('gates are drawn channel by channel where there is room, and in bins whose heights are shares where not', () => {
  const shown = gatesOf(tasks, [8]);
  const filled = (picture: string): number => [...picture.matchAll(/fill-opacity="0.85"/g)].length;
  const own = shown.layers[0]!.gates.flat().filter((gate) => gate === 1).length;
  expect(filled(gateMap(shown, frame))).toBe(own);
  // 4,000 channels at no less than 4 pixels a column: never more rectangles than the strip has columns, a task.
  expect(filled(gateMap(gatesOf(tasks, [4000]), frame))).toBeLessThanOrEqual(3 * (600 / 4));
});

test('the bold way of a lineage is the ancestry of the best member, one place a round', () => {
  const shown = populationOf(tasks, 6, 5);
  const picture = lineage(shown, { ...frame, width: 900 });
  const bold = [...picture.matchAll(/<g data-member="(\d)" data-round="(\d)">(?:(?!<\/g>).)*stroke-width="1.75"/g)].map(
    ([, member, round]) => [Number(round), Number(member)] as const,
  );
  const way = new Map(bold);
  expect(bold).toHaveLength(5);
  expect(way.get(4)).toBe(shown.best);
  for (let round = 4; round > 0; round--) {
    const row = shown.lineage.find((one) => one.round === round && one.member === way.get(round))!;
    expect(way.get(round - 1)).toBe(row.from ?? row.member);
  }
});

const sweep: BudgetCurveData = {
  points: [
    { id: 'a', label: 'a', x: 100, y: 0.8, low: null, high: null },
    { id: 'b', label: 'b', x: 400, y: 0.9, low: null, high: null },
  ],
  xTitle: 'FLOPs',
  yTitle: 'AUC',
  yHigherBetter: true,
  budget: null,
  formatX: (value) => value.toFixed(0),
  formatY: (value) => value.toFixed(2),
};

test('a budget between measurements is labelled 推定 with its band, at one 実測, and outside neither', () => {
  expect(budgetCurve({ ...sweep, budget: 200 }, frame)).toContain('予算 200: 推定 0.85（0.80 … 0.90）');
  const measured = budgetCurve({ ...sweep, budget: 400 }, frame);
  expect(measured).toContain('予算 400: 実測 0.90');
  expect(measured).not.toMatch(/予算[^<]*推定/);
  expect(budgetCurve({ ...sweep, budget: 500 }, frame)).toContain('測った範囲の外のため推定できません');
  expect(budgetCurve({ ...sweep, budget: 200 }, { ...frame, language: 'en' })).toContain('budget 200: estimated 0.85');
});

test('the conflict gauge never goes without its caption, and is empty where nothing was measured', () => {
  const one = conflictGauge({ shares: [0.25, null, 0.35] }, frame);
  expect(one).toContain('平均 30 %');
  expect(one).toContain('予測には使えません');
  expect(conflictGauge({ shares: [0.3] }, { ...frame, language: 'en' })).toContain('not predictive');
  expect(conflictGauge({ shares: [0.2, 0.4], over: 'pairs' }, frame)).not.toContain('推移');
  expect(conflictGauge({ shares: [null, null] }, frame)).toContain('まだ表示するデータがありません');
});

test('the labels of twelve tasks stand one below another, in both panels, at the height the picture asks for', () => {
  const many = Array.from({ length: 12 }, (_, k) => `t${k}`);
  const even = many.map(() => 1 / 12);
  const history = { tasks: many, epochs: [1, 2], weights: [even, even], contributions: [even, even] };
  for (const spared of [0, 30]) {
    const picture = weightHistory({ history }, { ...frame, height: weightHistoryHeight(history) - spared });
    const labels = [...picture.matchAll(/<text x="[^"]+" y="([\d.]+)"[^>]*>t\d+ /g)].map(([, y]) => Number(y));
    expect(labels).toHaveLength(24);
    const sorted = labels.sort((a, b) => a - b);
    sorted.slice(1).forEach((y, i) => expect(y - sorted[i]!).toBeGreaterThan(12));
  }
  expect(weightHistoryHeight({ ...history, tasks: ['A', 'B'] })).toBe(380);
});
