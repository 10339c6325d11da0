// Loss by epoch: validation as the line that counts, training thin beneath it, one colour and dash a task.

import { bottomAxis, epochScale, epochText, leftAxis, leftRoom, spanning, type Box } from './axes.ts';
import { isKnown, lastKnown, path, smooth, thin } from './curves.ts';
import { chart, emptyChart, fitted, haloed, phrase, sizes, spreadApart, textWidth, type Frame } from './frame.ts';
import { svg } from './svg.ts';
import { dashes, seriesColour } from './theme.ts';

export interface LossCurvesData {
  readonly epochs: readonly number[];
  /** In task order; values by epoch, null = gap. */
  readonly tasks: readonly {
    readonly name: string;
    readonly train: readonly (number | null)[];
    readonly validation: readonly (number | null)[];
  }[];
  /** The epoch whose state was kept. */
  readonly bestEpoch?: number | null;
  /** Half-life of smoothing in epochs; 0 = as measured. */
  readonly halfLife?: number;
}

export function lossCurves(data: LossCurvesData, frame: Frame): string {
  const { theme, width, height } = frame;
  const title = phrase(frame, '損失の推移', 'Loss by epoch');
  const kept = thin(data.epochs.length, Math.max(50, Math.round(width)));
  const epochs = kept.map((i) => data.epochs[i]!);
  const pick = (values: readonly (number | null)[]): (number | null)[] => {
    const even = smooth(values, data.halfLife ?? 0);
    return kept.map((i) => even[i] ?? null);
  };
  const tasks = data.tasks.map((task) => ({
    name: task.name,
    train: pick(task.train),
    validation: pick(task.validation),
  }));
  const known = tasks.flatMap((task) => [...task.train, ...task.validation]).filter(isKnown);
  if (known.length === 0) return emptyChart(frame, title);

  const labelRoom = Math.min(width * 0.3, Math.max(...tasks.map((task) => textWidth(task.name, sizes.label))) + 30);
  const down = [height - 48, 34] as const;
  const y = spanning(known, down, 25, { zero: true });
  const box: Box = { left: leftRoom(y, {}), top: 34, right: width - labelRoom, bottom: height - 48 };
  const x = epochScale(epochs, [box.left, box.right]);

  const ends = tasks.map((task) => {
    const values = lastKnown(task.validation) >= 0 ? task.validation : task.train;
    const at = lastKnown(values);
    return at < 0 ? { x: box.right, y: box.bottom } : { x: x(epochs[at]!), y: y(values[at]!) };
  });
  const labels = spreadApart(
    ends.map((end) => end.y),
    15,
    box.top,
    box.bottom,
  );
  const single = epochs.length === 1;
  // A lone point is drawn as a dot; its label stands beside it without a leader across the plot.
  const best =
    isKnown(data.bestEpoch) && data.bestEpoch >= epochs[0]! && data.bestEpoch <= epochs.at(-1)!
      ? x(data.bestEpoch)
      : null;
  const last = tasks
    .map((task) => `${task.name} ${format(task.validation[lastKnown(task.validation)])}`)
    .join(phrase(frame, '、', ', '));
  return chart(
    frame,
    title,
    phrase(
      frame,
      `${epochs.length} エポックまでの検証損失: ${last}`,
      `Validation loss after ${epochs.length} epochs: ${last}`,
    ),
    leftAxis(frame, box, y, {
      title: phrase(frame, '損失（太線: 検証、細線: 学習）', 'Loss (bold: validation, thin: training)'),
    }),
    bottomAxis(frame, box, x, { title: phrase(frame, 'エポック', 'Epoch'), format: epochText }),
    svg`${best !== null && svg`<line x1="${best}" x2="${best}" y1="${box.top}" y2="${box.bottom}" stroke="${theme.muted}" stroke-dasharray="1 3"/>`}`,
    svg`${tasks.map((task, k) => svg`<g fill="none" stroke="${seriesColour(theme, k)}" stroke-linejoin="round"><path d="${path(epochs, task.train, x, y)}" stroke-width="1" stroke-opacity="0.55"/><path d="${path(epochs, task.validation, x, y)}" stroke-width="2" stroke-dasharray="${dashes[k % dashes.length]!}"/></g>`)}`,
    svg`${single && tasks.map((task, k) => isKnown(task.validation[0]) && svg`<circle cx="${x(epochs[0]!)}" cy="${y(task.validation[0])}" r="3" fill="${seriesColour(theme, k)}"/>`)}`,
    svg`${tasks.map((task, k) => svg`<path d="${single ? `M${box.right + 6},${labels[k]!}` : `M${round(ends[k]!.x + 2)},${round(ends[k]!.y)}L${box.right + 6},${round(labels[k]!)}`}h14" fill="none" stroke="${seriesColour(theme, k)}" stroke-width="1.5" stroke-dasharray="${dashes[k % dashes.length]!}"/><text x="${box.right + 24}" y="${labels[k]! + 4}">${fitted(task.name, sizes.label, labelRoom - 26)}</text>`)}`,
    svg`${best !== null && haloed(theme, best, box.top - 2, best > (box.left + box.right) / 2 ? 'end' : 'start', phrase(frame, `採用した状態（${data.bestEpoch}）`, `state kept (${data.bestEpoch})`), { size: sizes.small, fill: theme.muted })}`,
  );
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

function format(value: number | null | undefined): string {
  return isKnown(value) ? String(Number(value.toPrecision(3))) : '–';
}
