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

type Row = IntervalDotsData['rows'][number];

/** A baseline further from the models than this many times their own spread is shown as an arrow at the edge. */
const reach = 3;

/** The rows that the scale is made for: a baseline far off would squeeze the models into one dot. */
function withinReach(rows: readonly Row[]): Row[] {
  const models = rows.filter((row) => row.kind === 'joint' || row.kind === 'single-task');
  const values = models.flatMap((row) => [row.value, row.low, row.high]).filter(isKnown);
  if (values.length === 0) return [...rows];
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const room = reach * (high - low || Math.abs(high) || 1);
  return rows.filter(
    (row) => models.includes(row) || (isKnown(row.value) && row.value > low - room && row.value < high + room),
  );
}

/** Height that fits so many rows. */
export function intervalDotsHeight(rows: number): number {
  return 66 + rows * 24;
}

export function intervalDots(data: IntervalDotsData, frame: Frame): string {
  const { theme, width, height } = frame;
  const format = data.format ?? ((value: number) => tickText(Number(value.toPrecision(3))));
  const shown = withinReach(data.rows);
  const known = shown.flatMap((row) => [row.value, row.low, row.high]).filter(isKnown);
  if (known.length === 0) return emptyChart(frame, data.title);
  const left = Math.min(width * 0.47, Math.max(...data.rows.map((row) => textWidth(row.label, sizes.label))) + 16);
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
    svg`${isKnown(data.floor) && svg`<line x1="${x(data.floor)}" x2="${x(data.floor)}" y1="${box.top}" y2="${box.bottom}" stroke="${theme.bad}" stroke-width="1.25" stroke-dasharray="5 3"/><text x="${x(data.floor)}" y="12" text-anchor="middle" font-size="${sizes.small}" fill="${theme.bad}">${phrase(frame, '合格ライン', 'pass line')}</text>`}`,
    svg`${data.rows.map((one, i) => {
      const middle = box.top + (i + 0.5) * row;
      const baseline = one.kind === 'constant' || one.kind === 'reference';
      const colour = baseline ? theme.muted : one.kind === 'joint' ? theme.series[0]! : theme.series[1]!;
      const off = isKnown(one.value) && !shown.includes(one);
      const edge =
        off && one.value > x.domain()[1]! ? { x: box.right - 2, path: 'l-9,-4v8z' } : { x: left + 4, path: 'l9,-4v8z' };
      const arrow = off && svg`<path d="M${edge.x},${middle}${edge.path}" fill="${colour}"/>`;
      const bar =
        !off &&
        isKnown(one.low) &&
        isKnown(one.high) &&
        svg`<path d="M${x(one.low)},${middle - 4}v8m0,-4H${x(one.high)}m0,-4v8" fill="none" stroke="${colour}" stroke-width="1.5"/>`;
      const dot =
        !off && isKnown(one.value) && marker(kinds.indexOf(one.kind), x(one.value), middle, 5, colour, theme.surface);
      return svg`<g data-id="${one.id}"><text x="${left - 10}" y="${middle + 4}" text-anchor="end" font-weight="${one.chosen ? 700 : 400}" fill="${baseline ? theme.muted : theme.text}">${fitted(one.label, sizes.label, left - 12)}</text>${bar}${dot}${arrow}<text x="${width - 4}" y="${middle + 4}" text-anchor="end" font-weight="${one.chosen ? 700 : 400}">${values[i]!}</text></g>`;
    })}`,
  );
}
