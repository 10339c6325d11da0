// The share of each task in what training minimises, by epoch: stacked to 100 %, or as lines.

import { area, stack } from 'd3-shape';
import { bottomAxis, epochScale, epochText, leftAxis, linear, type Box } from './axes.ts';
import { isKnown, path, thin } from './curves.ts';
import { chart, emptyChart, fitted, phrase, sizes, spreadApart, textWidth, type Frame } from './frame.ts';
import { svg, type Markup } from './svg.ts';
import { dashes, seriesColour } from './theme.ts';

export interface WeightStripData {
  readonly epochs: readonly number[];
  readonly tasks: readonly string[];
  /** `[epoch][task]`, each row sums to 1. */
  readonly weights: readonly (readonly (number | null)[])[];
  /** Notable changes: marked with their number, explained beside the chart. */
  readonly notes?: readonly { readonly epoch: number; readonly task: number }[];
  readonly form?: 'stacked' | 'lines';
}

export function weightStrip(data: WeightStripData, frame: Frame): string {
  const { theme, width, height } = frame;
  const title = phrase(frame, 'タスクごとの重みの推移', 'Weight of each task by epoch');
  const kept = thin(data.epochs.length, Math.max(50, Math.round(width / 2)));
  const epochs = kept.map((i) => data.epochs[i]!);
  const rows = kept.map((i) => data.tasks.map((_, k) => data.weights[i]?.[k] ?? null));
  if (epochs.length === 0 || !rows.some((row) => row.some(isKnown))) return emptyChart(frame, title);

  const final = rows.findLast((row) => row.some(isKnown))!.map((weight) => weight ?? 0);
  const label = (k: number): string => `${data.tasks[k]!} ${percent(final[k]!)}`;
  const labelRoom = Math.min(
    width * 0.34,
    Math.max(...data.tasks.map((_, k) => textWidth(label(k), sizes.label))) + 28,
  );
  const box: Box = { left: 50, top: 40, right: width - labelRoom, bottom: height - 48 };
  const x = epochScale(epochs, [box.left, box.right]);
  const lines = data.form === 'lines';
  const top = lines ? Math.min(1, Math.ceil(10 * Math.max(...rows.flat().filter(isKnown)) + 0.5) / 10) : 1;
  const y = linear([0, top], [box.bottom, box.top]).domain([0, top]);

  // One epoch alone is drawn as a band over the whole width.
  const xs = epochs.length === 1 ? [box.left, box.right] : epochs.map((epoch) => x(epoch));
  const filled = epochs.length === 1 ? [rows[0]!, rows[0]!] : rows;
  const layers = stack<readonly (number | null)[], number>()
    .keys(data.tasks.map((_, k) => k))
    .value((row, k) => row[k] ?? 0)(filled);
  const shape = area<number>()
    .x((i) => xs[i]!)
    .digits(2)
    .defined((i) => filled[i]!.some(isKnown));
  const bodies: Markup[] = data.tasks.map((_, k) => {
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
    lines ? y(final[k]!) : y((layers[k]!.at(-1)![0] + layers[k]!.at(-1)![1]) / 2),
  );
  const labels = spreadApart(middles, 16, box.top + 4, box.bottom - 2);
  const summary = data.tasks.map((_, k) => label(k)).join(phrase(frame, '、', ', '));
  return chart(
    frame,
    title,
    phrase(frame, `最後の重み: ${summary}`, `Weights at the end: ${summary}`),
    leftAxis(frame, box, y, {
      title: phrase(frame, '重みの割合（%）', 'Share of the weight (%)'),
      format: (value) => String(Math.round(value * 100)),
      grid: lines,
      most: 4,
    }),
    bottomAxis(frame, box, x, { title: phrase(frame, 'エポック', 'Epoch'), format: epochText }),
    ...bodies,
    svg`${data.tasks.map((_, k) => svg`<path d="M${box.right + 2},${middles[k]!}L${box.right + 9},${labels[k]!}h9" fill="none" stroke="${seriesColour(theme, k)}" stroke-width="2.5"/><text x="${box.right + 23}" y="${labels[k]! + 4}">${fitted(label(k), sizes.label, labelRoom - 24)}</text>`)}`,
    noteMarks(data, frame, box, (epoch) => x(epoch)),
  );
}

/** Numbered flags above the plot; flags that would cover each other move to the right. */
function noteMarks(data: WeightStripData, frame: Frame, box: Box, x: (epoch: number) => number): Markup {
  const notes = data.notes ?? [];
  const inside = notes.filter((note) => note.epoch >= data.epochs[0]! && note.epoch <= data.epochs.at(-1)!);
  const places = spreadApart(
    inside.map((note) => x(note.epoch)),
    16,
    box.left + 6,
    Math.max(box.left + 6, box.right - 6),
  );
  const { theme } = frame;
  return svg`${inside.map((note, i) => svg`<path d="M${places[i]!},${box.top - 9}L${x(note.epoch)},${box.top}V${box.bottom}" fill="none" stroke="${theme.text}" stroke-width="0.8" stroke-dasharray="2 2"/><circle cx="${places[i]!}" cy="${box.top - 15}" r="7" fill="${theme.surface}" stroke="${theme.text}" stroke-width="0.9"/><text x="${places[i]!}" y="${box.top - 11.6}" text-anchor="middle" font-size="9.5">${String(notes.indexOf(note) + 1)}</text>`)}`;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(share < 0.1 ? 1 : 0)} %`;
}
