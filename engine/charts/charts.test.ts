// Properties of the charts' parts.

import { expect, test } from 'vitest';
import { linear, spanning, isLogarithmic, ticksOf, tickText } from './axes.ts';
import { smooth, thin } from './curves.ts';
import { fitted, spreadApart, textWidth, type Frame } from './frame.ts';
import {
  confusionMatrix,
  forecastPlot,
  lossCurves,
  paretoFront,
  residualPlot,
  themes,
  tradeOff,
  weightHistory,
} from './index.ts';
import { svg } from './svg.ts';

const frame: Frame = { width: 600, height: 300, theme: themes.light, language: 'ja' };

test('a column name is drawn, never run', () => {
  expect(svg`<text>${'<img src=x onerror=alert(1)>'}</text>`.text).toBe(
    '<text>&lt;img src=x onerror=alert(1)&gt;</text>',
  );
  const name = '"><script>alert(1)</script>&';
  const picture = residualPlot({ name, unit: name, points: [[1, 2, 3]] }, frame);
  expect(picture).not.toContain('<script');
  expect(picture).toContain('&lt;script&gt;');
});

test('smoothing returns the first value unchanged, keeps a constant and does not spread a gap', () => {
  expect(smooth([3, 3, null, 3], 5)).toEqual([3, expect.closeTo(3, 12), null, expect.closeTo(3, 12)]);
  expect(smooth([1, 5, 2], 0)).toEqual([1, 5, 2]);
  // Half-life 1: weights 1/2 and 1/4, divided by 3/4.
  expect(smooth([0, 3], 1)[1]).toBeCloseTo((0.5 * 3) / 0.75, 12);
});

test('thinning keeps the first and the last and never more than asked', () => {
  const kept = thin(1000, 77);
  expect(kept).toHaveLength(77);
  expect([kept[0], kept.at(-1)]).toEqual([0, 999]);
  expect(thin(3, 10)).toEqual([0, 1, 2]);
});

test('judgements are marked once: a file that says ○ and × itself is told as OK and NG', () => {
  const counts = [
    [8, 2],
    [1, 5],
  ];
  const picture = (labels: string[]): string => confusionMatrix({ labels, counts, inspection: true }, frame);
  expect(picture(['○', '×'])).toContain('>○ OK<');
  expect(picture(['○', '×'])).toContain('>× NG<');
  expect(picture(['○', '×'])).not.toMatch(/○ ○|× ×/);
  expect(picture(['良', '不良'])).toContain('>× 不良<');
});

test('a forecast of what nobody knows yet is told without actual values and without an error', () => {
  const plot = (actual: number | null): string => {
    const ahead = [
      [1, actual, 5, 4, 6],
      [2, actual, 6.5, 5, 7],
    ] as const;
    return forecastPlot(
      { column: '負荷', unit: 'kW', history: [], ahead, moment: null, step: null, interval: 0.8 },
      frame,
    );
  };
  expect(plot(null)).toContain('負荷: 予測<');
  expect(plot(null)).toContain('2 行先まで。最後の予測は 6.5 kW');
  expect(plot(null)).not.toMatch(/平均誤差|NaN|Infinity/);
  expect(plot(5)).toContain('負荷: 予測と実績<');
  expect(plot(5)).toContain('平均誤差');
});

test('labels are moved apart without changing their order', () => {
  const placed = spreadApart([50, 49, 51, 10], 15, 0, 100);
  const order = [3, 1, 0, 2].map((i) => placed[i]!);
  order.forEach((at, i) => i > 0 && expect(at - order[i - 1]!).toBeGreaterThanOrEqual(15 - 1e-9));
});

test('the Pareto front holds exactly the runs that no other run beats on both', () => {
  const points = [
    [1, 5],
    [2, 4],
    [3, 4.5],
    [4, 1],
    [1, 6],
    [5, 1],
  ].map(([x, y]) => ({ x: x!, y: y! }));
  const front = paretoFront(points, false);
  expect(front).toEqual([
    { x: 1, y: 5 },
    { x: 2, y: 4 },
    { x: 4, y: 1 },
  ]);
  for (const point of points) {
    const beaten = points.some(
      (other) => other.x <= point.x && other.y <= point.y && (other.x < point.x || other.y < point.y),
    );
    expect(front.includes(point)).toBe(!beaten);
  }
});

test('a scale turns logarithmic only for positive values of many sizes, and its ticks stay few', () => {
  expect(isLogarithmic(spanning([0.01, 10], [100, 0], 25))).toBe(true);
  expect(isLogarithmic(spanning([0, 10], [100, 0], 25))).toBe(false);
  for (const high of [3, 40, 1e4, 1e9]) {
    const ticks = ticksOf(spanning([0.5, high], [0, 300], 2), 5);
    expect(ticks.length).toBeGreaterThanOrEqual(1);
    expect(ticks.length).toBeLessThanOrEqual(7);
  }
  expect(linear([5, 5], [0, 1]).domain()[0]).toBeLessThan(5);
});

test.each([
  [1234.5, 0.5, '1,234.5'],
  [-3, 1, '−3'],
  [0.1 + 0.2, 0.1, '0.3'],
  [2_500_000, 0, '2.5M'],
  [12_000, 0, '12,000'],
  [0, 0.2, '0.0'],
  [0.0001234, 0, '0.0001234'],
  [1.5e-9, 5e-10, '1.5e−9'],
  [-2e-9, 5e-10, '−2e−9'],
  [0, 5e-10, '0'],
  [0.00002, 0, '2e−5'],
])('the tick %d of step %d is written %s', (value, step, text) => expect(tickText(value, step)).toBe(text));

test('a long Japanese label is cut to its room, measured at one em a letter', () => {
  expect(textWidth('外観判定', 10)).toBe(40);
  const cut = fitted('次工程不良の発生件数', 10, 50);
  expect(cut.endsWith('…')).toBe(true);
  expect(textWidth(cut, 10)).toBeLessThanOrEqual(50);
});

test('a gap breaks the curve instead of being bridged', () => {
  const whole = lossCurves(
    { epochs: [1, 2, 3, 4, 5], tasks: [{ name: 'a', train: [], validation: [5, 4, 3, 2, 1] }] },
    frame,
  );
  const broken = lossCurves(
    { epochs: [1, 2, 3, 4, 5], tasks: [{ name: 'a', train: [], validation: [5, 4, NaN, 2, 1] }] },
    frame,
  );
  const moves = (picture: string): number =>
    /stroke-opacity[^]*?<path d="([^"]*)"/.exec(picture)![1]!.split('M').length - 1;
  expect([moves(whole), moves(broken)]).toEqual([1, 2]);
});

test('stacked weights reach the full height, and every run can be picked by its id', () => {
  const shares = [
    [0.25, 0.75],
    [0.5, 0.5],
  ];
  const history = { tasks: ['a', 'b'], epochs: [1, 2], weights: shares, contributions: shares };
  const strip = weightHistory({ history }, frame);
  expect(strip).toContain('b 50 %');
  const picture = tradeOff(
    {
      xTitle: 'ms',
      yTitle: 'mae',
      yHigherBetter: false,
      points: [
        { id: 'run-7', label: 'x', x: 1, y: 2, kind: 'joint' },
        { id: 'run-8', label: 'y', x: null, y: 2, kind: 'joint' },
      ],
    },
    frame,
  );
  expect(picture).toContain('data-id="run-7"');
  expect(picture).not.toContain('run-8');
});

test('the errors of a residual plot have ticks on both sides of 0, however narrow the panel', () => {
  const errors = (largest: number) =>
    residualPlot(
      { name: 'a', unit: null, points: [-1, -0.2, 0, 0.3, 1].map((share, i) => [0, share * largest, i] as const) },
      { ...frame, width: 430 },
    );
  for (const largest of [3.99, 0.7, 12, 0.0501]) {
    const axis = errors(largest).split('<g font-size').at(-1)!;
    const ticks = [...axis.matchAll(/text-anchor="middle">([^<]*)</g)].map(([, text]) =>
      Number(text!.replace('−', '-')),
    );
    expect(Math.min(...ticks)).toBeLessThan(0);
    expect(Math.max(...ticks)).toBeGreaterThan(0);
  }
});
