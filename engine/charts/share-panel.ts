// Shares of the tasks that sum to 1, side by side along an axis: stacked to 100 %, or as lines. Labels
// with the last value stand at the right. The panel that weights, contributions and schedules are drawn in.

import { area, stack } from 'd3-shape';
import { leftAxis, linear, type Box } from './axes.ts';
import { isKnown, path } from './curves.ts';
import { fitted, sizes, spreadApart, textWidth, type Frame } from './frame.ts';
import { svg, type Markup } from './svg.ts';
import { dashes, seriesColour } from './theme.ts';

/** Height of a task's label. */
export const shareLabelGap = 16;

export interface SharePanelData {
  readonly tasks: readonly string[];
  /** Row by row along the axis, one share a task. */
  readonly rows: readonly (readonly (number | null)[])[];
  /** Where each row stands, in pixels. */
  readonly xs: readonly number[];
  readonly form: 'stacked' | 'lines';
  /** Of the upright axis. */
  readonly title: string;
}

/** Room at the right for the labels, pixels. */
export function shareLabelRoom(tasks: readonly string[], last: readonly number[], frame: Frame): number {
  const widest = Math.max(...tasks.map((_, k) => textWidth(shareLabel(tasks, last, k), sizes.label)));
  return Math.min(frame.width * 0.34, widest + 28);
}

/** The last row that says anything, unknown shares as 0. */
export function lastShares(rows: SharePanelData['rows']): number[] | null {
  const row = rows.findLast((one) => one.some(isKnown));
  return row ? row.map((share) => share ?? 0) : null;
}

export function shareLabel(tasks: readonly string[], last: readonly number[], k: number): string {
  return `${tasks[k]!} ${sharePercent(last[k] ?? 0)}`;
}

/** Axis, bodies and labels, drawn into `box`; the labels take the room right of it. */
export function sharePanel(data: SharePanelData, box: Box, frame: Frame): Markup[] {
  const { theme } = frame;
  const last = lastShares(data.rows)!;
  const lines = data.form === 'lines';
  const top = lines ? Math.min(1, Math.ceil(10 * Math.max(...data.rows.flat().filter(isKnown)) + 0.5) / 10) : 1;
  const y = linear([0, top], [box.bottom, box.top]).domain([0, top]);

  // One row alone is drawn as a band over the whole width.
  const single = data.rows.length === 1;
  const xs = single ? [box.left, box.right] : data.xs;
  const filled = single ? [data.rows[0]!, data.rows[0]!] : data.rows;
  const layers = stack<readonly (number | null)[], number>()
    .keys(data.tasks.map((_, k) => k))
    .value((row, k) => row[k] ?? 0)(filled);
  const shape = area<number>()
    .x((i) => xs[i]!)
    .digits(2)
    .defined((i) => filled[i]!.some(isKnown));
  const bodies = data.tasks.map((_, k) => {
    const colour = seriesColour(theme, k);
    if (lines) {
      const own = filled.map((row) => row[k] ?? null);
      return svg`<path d="${path(xs, own, (value) => value, y)}" fill="none" stroke="${colour}" stroke-width="2" stroke-dasharray="${dashes[k % dashes.length]!}"/>`;
    }
    const layer = layers[k]!;
    const outline = shape.y0((i) => y(layer[i]![0])).y1((i) => y(layer[i]![1]))([...xs.keys()]) ?? '';
    return svg`<path d="${outline}" fill="${colour}" fill-opacity="0.82" stroke="${theme.surface}" stroke-width="1.5"/>`;
  });
  const middles = data.tasks.map((_, k) =>
    lines ? y(last[k]!) : y((layers[k]!.at(-1)![0] + layers[k]!.at(-1)![1]) / 2),
  );
  const labels = spreadApart(middles, shareLabelGap, box.top + 4, box.bottom - 2);
  const room = shareLabelRoom(data.tasks, last, frame);
  return [
    leftAxis(frame, box, y, {
      title: data.title,
      format: (value) => String(Math.round(value * 100)),
      grid: lines,
      most: 4,
    }),
    ...bodies,
    svg`${data.tasks.map((_, k) => svg`<path d="M${box.right + 2},${middles[k]!}L${box.right + 9},${labels[k]!}h9" fill="none" stroke="${seriesColour(theme, k)}" stroke-width="2.5"/><text x="${box.right + 23}" y="${labels[k]! + 4}">${fitted(shareLabel(data.tasks, last, k), sizes.label, room - 24)}</text>`)}`,
  ];
}

/** Finer below 10 %. */
export function sharePercent(share: number): string {
  return `${(100 * share).toFixed(share < 0.1 ? 1 : 0)} %`;
}
