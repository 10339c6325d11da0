// How far predictions are from the truth: predicted against actual with the specification limits, and
// beside it how often errors of each size occur.

import { bottomAxis, leftAxis, leftRoom, linear, ticksOf, type Box } from './axes.ts';
import { isKnown } from './curves.ts';
import { chart, emptyChart, haloed, inUnit, phrase, sizes, type Frame } from './frame.ts';
import { svg, type Markup } from './svg.ts';

export interface ResidualPlotData {
  readonly name: string;
  readonly unit: string | null;
  /** `[actual, predicted, row]`. */
  readonly points: readonly (readonly [number, number, number])[];
  readonly limits?: { readonly lower?: number | undefined; readonly upper?: number | undefined } | undefined;
}

export function residualPlot(data: ResidualPlotData, frame: Frame): string {
  const { width, height } = frame;
  const title = phrase(frame, `${data.name}: 予測と実際`, `${data.name}: predicted and actual`);
  const points = data.points.filter(([actual, predicted]) => isKnown(actual) && isKnown(predicted));
  if (points.length === 0) return emptyChart(frame, title);
  const unit = inUnit(frame, data.unit);
  const errors = points.map(([actual, predicted]) => predicted - actual);
  const mean = errors.reduce((sum, error) => sum + error, 0) / errors.length;
  // Side by side where there is room, otherwise the scatter alone.
  const both = width >= 420;
  const split = both ? Math.min(width * 0.56, height + 30) : width;
  return chart(
    frame,
    title,
    phrase(
      frame,
      `${points.length} 点、誤差の平均 ${Number(mean.toPrecision(3))}${data.unit ?? ''}`,
      `${points.length} points, mean error ${Number(mean.toPrecision(3))}${data.unit ? ` ${data.unit}` : ''}`,
    ),
    scatter(data, points, unit, split - 10, frame),
    ...(both ? [residuals(errors, unit, split + 14, frame)] : []),
  );
}

function scatter(
  data: ResidualPlotData,
  points: ResidualPlotData['points'],
  unit: string,
  right: number,
  frame: Frame,
): Markup {
  const { theme, height } = frame;
  const values = points.flatMap(([actual, predicted]) => [actual, predicted]);
  const y = linear(values, [height - 50, 32]);
  const box: Box = { left: leftRoom(y, {}), top: 32, right, bottom: height - 50 };
  const x = y.copy().range([box.left, box.right]);
  const [low, high] = y.domain() as [number, number];
  const radius = points.length > 600 ? 1.8 : points.length > 150 ? 2.3 : 3;
  const { lower, upper } = data.limits ?? {};
  const inside = (limit: number | undefined): limit is number => limit !== undefined && limit > low && limit < high;
  const limitLine = (limit: number | undefined, name: string): Markup | false =>
    inside(limit) &&
    svg`<path d="M${x(limit)},${box.bottom}V${box.top}M${box.left},${y(limit)}H${box.right}" stroke="${theme.bad}" stroke-width="1" stroke-dasharray="5 3"/>${haloed(theme, box.left + 5, y(limit) - 4, 'start', name, { size: sizes.small, fill: theme.bad })}`;
  return svg`${leftAxis(frame, box, y, { title: phrase(frame, `予測${unit}`, `Predicted${unit}`) })}${bottomAxis(frame, box, x, { title: phrase(frame, `実際${unit}`, `Actual${unit}`) })}<path d="M${x(low)},${y(low)}L${x(high)},${y(high)}" stroke="${theme.muted}" stroke-width="1"/>${limitLine(lower, phrase(frame, '下限', 'lower limit'))}${limitLine(upper, phrase(frame, '上限', 'upper limit'))}<g fill="${theme.series[0]!}" fill-opacity="0.5">${points.map(([actual, predicted, row]) => svg`<circle cx="${x(actual)}" cy="${y(predicted)}" r="${radius}" data-row="${row}"/>`)}</g>`;
}

function residuals(errors: readonly number[], unit: string, from: number, frame: Frame): Markup {
  const { theme, width, height } = frame;
  const largest = Math.max(...errors.map(Math.abs)) || 1;
  const bins = errors.length < 40 ? 9 : errors.length < 200 ? 15 : 25;
  const counts = new Array<number>(bins).fill(0);
  // Bins lie symmetrically about 0: a shifted heap is seen at once.
  for (const error of errors) {
    const bin = Math.min(bins - 1, Math.floor(((error + largest) / (2 * largest)) * bins));
    counts[bin] = counts[bin]! + 1;
  }
  const y = linear([0, Math.max(...counts)], [height - 50, 32], { zero: true });
  const box: Box = { left: from + leftRoom(y, {}), top: 32, right: width - 14, bottom: height - 50 };
  const x = linear([-largest, largest], [box.left, box.right]).domain([-largest, largest]);
  const bin = (box.right - box.left) / bins;
  // The definition where it fits, the word alone in a narrow panel.
  const title =
    box.right - box.left < 210
      ? phrase(frame, `誤差${unit}`, `Error${unit}`)
      : phrase(frame, `誤差 = 予測 − 実際${unit}`, `Error = predicted − actual${unit}`);
  // At least one tick at each side of 0, or the size of the errors cannot be read.
  const most = [2, 4, 6].find((count) => ticksOf(x, count).length >= 3) ?? 6;
  return svg`${leftAxis(frame, box, y, { title: phrase(frame, '件数', 'Count') })}${counts.map((count, i) => count > 0 && svg`<rect x="${box.left + i * bin + 0.5}" y="${y(count)}" width="${bin - 1}" height="${box.bottom - y(count)}" fill="${theme.series[0]!}" fill-opacity="0.75"/>`)}<line x1="${x(0)}" x2="${x(0)}" y1="${box.top}" y2="${box.bottom}" stroke="${theme.text}" stroke-width="1"/>${bottomAxis(frame, box, x, { title, most })}`;
}
