// The share of each task in what training minimises, by epoch: stacked to 100 %, or as lines.

import { bottomAxis, epochScale, epochText, type Box } from './axes.ts';
import { thin } from './curves.ts';
import { chart, emptyChart, phrase, type Frame } from './frame.ts';
import { noteMarks } from './note-marks.ts';
import { lastShares, shareLabel, shareLabelRoom, sharePanel } from './share-panel.ts';

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
  const { width, height } = frame;
  const title = phrase(frame, 'タスクごとの重みの推移', 'Weight of each task by epoch');
  const kept = thin(data.epochs.length, Math.max(50, Math.round(width / 2)));
  const epochs = kept.map((i) => data.epochs[i]!);
  const rows = kept.map((i) => data.tasks.map((_, k) => data.weights[i]?.[k] ?? null));
  const last = lastShares(rows);
  if (epochs.length === 0 || !last) return emptyChart(frame, title);

  const box: Box = {
    left: 50,
    top: 40,
    right: width - shareLabelRoom(data.tasks, last, frame),
    bottom: height - 48,
  };
  const x = epochScale(epochs, [box.left, box.right]);
  const summary = data.tasks.map((_, k) => shareLabel(data.tasks, last, k)).join(phrase(frame, '、', ', '));
  const [axis, ...bodies] = sharePanel(
    {
      tasks: data.tasks,
      rows,
      xs: epochs.map((epoch) => x(epoch)),
      form: data.form ?? 'stacked',
      title: phrase(frame, '重みの割合（%）', 'Share of the weight (%)'),
    },
    box,
    frame,
  );
  return chart(
    frame,
    title,
    phrase(frame, `最後の重み: ${summary}`, `Weights at the end: ${summary}`),
    axis!,
    bottomAxis(frame, box, x, {
      title: phrase(frame, 'エポック', 'Epoch'),
      format: epochText,
    }),
    ...bodies,
    noteMarks(data.notes ?? [], [epochs[0]!, epochs.at(-1)!], frame, box, (epoch) => x(epoch)),
  );
}
