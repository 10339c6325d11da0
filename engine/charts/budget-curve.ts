// Accuracy against compute over measured trainings: solid marks are measured, the dashed line with its band is
// estimated and says so; an upright line is the budget, with what to expect there.

import { predictAt, sweepRange, type SweepPoint, type SweepValue } from '../contract/budget-sweep.ts';
import { bottomAxis, leftAxis, leftRoom, linear, spanning, type Box } from './axes.ts';
import { isKnown } from './curves.ts';
import { chart, emptyChart, fitted, haloed, phrase, sizes, textWidth, type Frame } from './frame.ts';
import { marker } from './marks.ts';
import { svg, type Markup } from './svg.ts';

export interface BudgetCurveData {
  readonly points: readonly (SweepPoint & { readonly label: string })[];
  /** With the unit. */
  readonly xTitle: string;
  readonly yTitle: string;
  readonly yHigherBetter: boolean;
  /** The chosen budget; null = none. */
  readonly budget: number | null;
  /** How values are written with their units. */
  readonly formatX: (value: number) => string;
  readonly formatY: (value: number) => string;
}

const samples = 60;

export function budgetCurve(data: BudgetCurveData, frame: Frame): string {
  const { theme, width, height } = frame;
  const title = phrase(frame, '計算量の予算と成績', 'Compute budget and accuracy');
  const points = data.points.filter((point) => point.x > 0 && isKnown(point.y));
  if (points.length === 0) return emptyChart(frame, title);
  const range = sweepRange(points);
  const between = range ? sampled(points, range) : [];
  const ys = [...points, ...between].flatMap((one) => [one.y, one.low, one.high]).filter(isKnown);
  const span = [height - 50, 52] as const;
  const y = linear(ys, data.yHigherBetter ? span : [span[1], span[0]]);
  const box: Box = {
    left: leftRoom(y, {}),
    top: 52,
    right: width - 18,
    bottom: height - 50,
  };
  const xs = [...points.map((point) => point.x), ...(data.budget ? [data.budget] : [])];
  const x = spanning([Math.min(...xs) * 0.94, Math.max(...xs) * 1.06], [box.left, box.right], 12);
  const value = data.budget === null ? null : predictAt(points, data.budget);
  const words = expected(data, value, frame);
  const summary = points.map((one) => `${one.label} ${data.formatX(one.x)}: ${data.formatY(one.y)}`);
  return chart(
    frame,
    title,
    [words, ...summary].filter(Boolean).join(phrase(frame, '。', '. ')),
    leftAxis(frame, box, y, { title: '' }),
    svg`<text x="12" y="${box.top - 8}" fill="${theme.text}">${fitted(data.yTitle, sizes.label, width - 24)}</text>`,
    bottomAxis(frame, box, x, { title: data.xTitle, format: data.formatX }),
    band(between, x, y, box, frame),
    svg`${points.map((point) => {
      const [cx, cy] = [x(point.x), y(point.y)];
      const bar =
        isKnown(point.low) &&
        isKnown(point.high) &&
        svg`<path d="M${cx},${y(point.low)}V${y(point.high)}" stroke="${theme.series[0]!}" stroke-opacity="0.5" stroke-width="1.5"/>`;
      const wide = textWidth(point.label, sizes.small);
      const anchor = cx + wide / 2 > box.right ? 'end' : cx - wide / 2 < box.left ? 'start' : 'middle';
      return svg`<g class="point" data-id="${point.id}">${bar}<circle cx="${cx}" cy="${cy}" r="13" fill="${theme.surface}" fill-opacity="0"/>${marker(0, cx, cy, 5.5, theme.series[0]!, theme.surface)}${haloed(theme, cx, cy + (isPeak(point, points, data.yHigherBetter) ? -11 : 20), anchor, fitted(point.label, sizes.small, width * 0.35), { size: sizes.small })}</g>`;
    })}`,
    data.budget === null ? svg`` : line(data.budget, value, words, x, y, box, frame),
  );
}

/** Better than everything measured: its label stands above, clear of the lines that fall away from it. */
function isPeak(point: SweepPoint, points: readonly SweepPoint[], higherBetter: boolean): boolean {
  const ys = points.map((one) => one.y);
  return points.length > 1 && point.y === (higherBetter ? Math.max(...ys) : Math.min(...ys));
}

/** Estimates on a fine grid between the least and the largest measured compute. */
function sampled(points: readonly SweepPoint[], [low, high]: readonly [number, number]): SweepValue[] {
  return Array.from({ length: samples + 1 }, (_, i) => predictAt(points, low * (high / low) ** (i / samples))).filter(
    (one) => one !== null,
  );
}

function band(
  values: readonly SweepValue[],
  x: (value: number) => number,
  y: (value: number) => number,
  box: Box,
  frame: Frame,
): Markup {
  if (values.length < 2) return svg``;
  const { theme } = frame;
  const at = (one: SweepValue, level: number): string => `${round(x(one.x))},${round(y(level))}`;
  const upper = values.map((one) => at(one, one.high ?? one.y));
  const lower = [...values].reverse().map((one) => at(one, one.low ?? one.y));
  return svg`<path class="band" d="M${[...upper, ...lower].join('L')}Z" fill="${theme.series[0]!}" fill-opacity="0.13"/><path d="M${values.map((one) => at(one, one.y)).join('L')}" fill="none" stroke="${theme.series[0]!}" stroke-width="1.5" stroke-dasharray="6 4"/><text x="${box.right}" y="${box.top - 8}" text-anchor="end" font-size="${sizes.small}" fill="${theme.muted}">${phrase(frame, '● 実測　破線と帯: 推定', '● measured; dashed with band: estimated')}</text>`;
}

function line(
  budget: number,
  value: SweepValue | null,
  words: string,
  x: (value: number) => number,
  y: (value: number) => number,
  box: Box,
  frame: Frame,
): Markup {
  const { theme } = frame;
  const at = x(budget);
  const wide = textWidth(words, sizes.label);
  const anchor = at + wide / 2 > frame.width - 4 ? 'end' : at - wide / 2 < 4 ? 'start' : 'middle';
  const place = anchor === 'end' ? frame.width - 4 : anchor === 'start' ? 4 : at;
  const dot =
    value &&
    svg`${value.measured === null && isKnown(value.low) && isKnown(value.high) && svg`<path d="M${at - 5},${y(value.low)}h10m-5,0V${y(value.high)}m-5,0h10" fill="none" stroke="${theme.text}" stroke-width="1.25"/>`}<circle cx="${at}" cy="${y(value.y)}" r="5" fill="${value.measured === null ? theme.surface : theme.text}" stroke="${theme.text}" stroke-width="2"/>`;
  return svg`<path class="budget" d="M${at},${box.top}V${box.bottom}" stroke="${theme.text}" stroke-width="1.25" stroke-dasharray="2 3"/>${dot}<text x="${place}" y="15" text-anchor="${anchor}" font-weight="600">${fitted(words, sizes.label, frame.width - 8)}</text>`;
}

/** `予算 1,200: 推定 84.0 %（81.2 % … 86.8 %）`, or that it was measured, or that nothing can be said. */
function expected(data: BudgetCurveData, value: SweepValue | null, frame: Frame): string {
  if (data.budget === null) return '';
  const budget = phrase(frame, `予算 ${data.formatX(data.budget)}`, `budget ${data.formatX(data.budget)}`);
  if (value === null) {
    return phrase(frame, `${budget}: 測った範囲の外のため推定できません`, `${budget}: outside the measured range`);
  }
  const interval =
    isKnown(value.low) && isKnown(value.high)
      ? phrase(
          frame,
          `（${data.formatY(value.low)} … ${data.formatY(value.high)}）`,
          ` (${data.formatY(value.low)} … ${data.formatY(value.high)})`,
        )
      : '';
  const kind = value.measured === null ? phrase(frame, '推定', 'estimated') : phrase(frame, '実測', 'measured');
  return `${budget}: ${kind} ${data.formatY(value.y)}${interval}`;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
