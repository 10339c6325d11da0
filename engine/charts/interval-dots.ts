// One figure of several runs with its interval, the baselines beneath a line, the floor as a limit.

import { bottomAxis, linear, tickText, type Box } from './axes.ts';
import { isKnown } from './curves.ts';
import { chart, emptyChart, fitted, phrase, sizes, textWidth, type Frame } from './frame.ts';
import { marker } from './marks.ts';
import { svg } from './svg.ts';

export interface IntervalDotsData {
  /** With the unit, e.g. `平均絶対誤差 MAE（mm）`. */
  readonly title: string;
  readonly rows: readonly {
    readonly id: string;
    readonly label: string;
    readonly value: number | null;
    readonly low: number | null;
    readonly high: number | null;
    readonly kind: 'joint' | 'single-task' | 'reference' | 'constant';
    readonly chosen?: boolean;
  }[];
  readonly higherBetter: boolean;
  readonly floor?: number | undefined;
  /** Values the figure cannot pass, e.g. 0 and 1 for a share. */
  readonly bounds?: readonly [number, number] | undefined;
  readonly format?: (value: number) => string;
}

const kinds = ['joint', 'single-task', 'reference', 'constant'] as const;

/** Height that fits so many rows. */
export function intervalDotsHeight(rows: number): number {
  return 66 + rows * 24;
}

export function intervalDots(data: IntervalDotsData, frame: Frame): string {
  const { theme, width, height } = frame;
  const format = data.format ?? ((value: number) => tickText(Number(value.toPrecision(3))));
  const known = data.rows.flatMap((row) => [row.value, row.low, row.high]).filter(isKnown);
  if (known.length === 0) return emptyChart(frame, data.title);
  const left = Math.min(width * 0.42, Math.max(...data.rows.map((row) => textWidth(row.label, sizes.label))) + 16);
  const values = data.rows.map((row) => (isKnown(row.value) ? format(row.value) : '–'));
  const right = width - Math.max(...values.map((value) => textWidth(value, sizes.label))) - 18;
  const box: Box = { left, top: 22, right, bottom: height - 44 };
  const margin = 0.05 * (Math.max(...known) - Math.min(...known));
  const x = linear(
    [
      ...known.map((value) => value - margin),
      ...known.map((value) => value + margin),
      ...(isKnown(data.floor) ? [data.floor] : []),
    ],
    [left + 4, right],
    { bounds: data.bounds },
  );
  const row = (box.bottom - box.top) / data.rows.length;
  const hint = data.higherBetter
    ? phrase(frame, '右ほど良い →', 'better →')
    : phrase(frame, '← 左ほど良い', '← better');
  return chart(
    frame,
    data.title,
    data.rows
      .map(
        (one, i) =>
          `${one.label} ${values[i]!}${isKnown(one.low) && isKnown(one.high) ? ` (${format(one.low)}–${format(one.high)})` : ''}`,
      )
      .join(phrase(frame, '、', ', ')),
    svg`<text x="${box.right}" y="12" text-anchor="end" font-size="${sizes.small}" fill="${theme.muted}">${hint}</text>`,
    bottomAxis(frame, box, x, { title: data.title, grid: true }),
    svg`${isKnown(data.floor) && svg`<line x1="${x(data.floor)}" x2="${x(data.floor)}" y1="${box.top}" y2="${box.bottom}" stroke="${theme.bad}" stroke-width="1.25" stroke-dasharray="5 3"/><text x="${x(data.floor)}" y="12" text-anchor="middle" font-size="${sizes.small}" fill="${theme.bad}">${phrase(frame, '最低基準', 'floor')}</text>`}`,
    svg`${data.rows.map((one, i) => {
      const middle = box.top + (i + 0.5) * row;
      const baseline = one.kind === 'constant' || one.kind === 'reference';
      const colour = baseline ? theme.muted : one.kind === 'joint' ? theme.series[0]! : theme.series[1]!;
      const bar =
        isKnown(one.low) &&
        isKnown(one.high) &&
        svg`<path d="M${x(one.low)},${middle - 4}v8m0,-4H${x(one.high)}m0,-4v8" fill="none" stroke="${colour}" stroke-width="1.5"/>`;
      const dot = isKnown(one.value) && marker(kinds.indexOf(one.kind), x(one.value), middle, 5, colour, theme.surface);
      return svg`<g data-id="${one.id}"><text x="${left - 10}" y="${middle + 4}" text-anchor="end" font-weight="${one.chosen ? 700 : 400}" fill="${baseline ? theme.muted : theme.text}">${fitted(one.label, sizes.label, left - 12)}</text>${bar}${dot}<text x="${width - 4}" y="${middle + 4}" text-anchor="end" font-weight="${one.chosen ? 700 : 400}">${values[i]!}</text></g>`;
    })}`,
  );
}
