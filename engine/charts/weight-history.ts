// Weights of a training above, what each task contributed to the shared part below, on one epoch axis, with
// the numbered turns that the sentences beside the picture explain.

import type { WeightHistory } from '../contract/methods.ts';
import { bottomAxis, epochScale, epochText, type Box } from './axes.ts';
import { thin } from './curves.ts';
import { chart, emptyChart, phrase, sizes, type Frame } from './frame.ts';
import { noteMarks } from './note-marks.ts';
import { lastShares, shareLabel, shareLabelGap, shareLabelRoom, sharePanel } from './share-panel.ts';
import { svg, type Markup } from './svg.ts';

/** Of the height of both panels. */
const upperShare = 0.55;

export interface WeightHistoryData {
  readonly history: WeightHistory;
  /** Notable changes: marked with their number. */
  readonly notes?: readonly { readonly epoch: number }[];
  /** The epoch whose state was kept. */
  readonly bestEpoch?: number | null;
  /** True where every task has weights of its own: there is no shared part to contribute to. */
  readonly isOwn?: boolean;
}

/** Most that a page has room for; with more tasks than about twenty the labels stand closer than their height. */
const tallest = 900;

/**
 * A good height: every panel has a line for each task's label; the lower one is left out where contributions were
 * not kept.
 */
export function weightHistoryHeight({ tasks, contributions }: WeightHistory): number {
  const labels = tasks.length * shareLabelGap;
  const needed = contributions.length > 0 ? 172 + labels / (1 - upperShare) : 128 + labels;
  return Math.min(tallest, Math.max(contributions.length > 0 ? 380 : 250, Math.ceil(needed)));
}

export function weightHistory(data: WeightHistoryData, frame: Frame): string {
  const { theme, width, height } = frame;
  const { tasks } = data.history;
  const title = phrase(frame, '重みと寄与の推移', 'Weights and contributions by epoch');
  const kept = thin(data.history.epochs.length, Math.max(50, Math.round(width / 2)));
  const epochs = kept.map((i) => data.history.epochs[i]!);
  const pick = (rows: readonly (readonly number[])[]) => kept.map((i) => tasks.map((_, k) => rows[i]?.[k] ?? null));
  const weights = pick(data.history.weights);
  const contributions = pick(data.history.contributions);
  const last = lastShares(weights);
  if (epochs.length === 0 || !last) return emptyChart(frame, title);
  const lastContribution = lastShares(contributions);

  const right = width - shareLabelRoom(tasks, last, frame);
  const [left, gap] = [50, 44];
  const floor = height - 48;
  const middle = lastContribution ? 50 + (floor - 50 - gap) * upperShare : floor;
  const upper: Box = { left, top: 50, right, bottom: middle };
  const lower: Box = { left, top: middle + gap, right, bottom: floor };
  const x = epochScale(epochs, [left, right]);
  const xs = epochs.map((epoch) => x(epoch));
  // The title stands above the flags, so that an early flag does not cover it.
  const heading = svg`<text x="12" y="16">${phrase(frame, '重みの割合（%）', 'Share of the weight (%)')}</text>`;
  const best =
    data.bestEpoch && data.bestEpoch >= epochs[0]! && data.bestEpoch <= epochs.at(-1)!
      ? svg`<path d="M${x(data.bestEpoch)},${upper.top}V${floor}" stroke="${theme.muted}" stroke-width="1" stroke-dasharray="6 3"/><text x="${right}" y="16" text-anchor="end" font-size="${sizes.small}" fill="${theme.muted}">${phrase(frame, `破線: 採用した ${data.bestEpoch} エポック目`, `dashed: epoch ${data.bestEpoch}, kept`)}</text>`
      : svg``;
  const below: Markup[] = lastContribution
    ? sharePanel(
        {
          tasks,
          rows: contributions,
          xs,
          form: 'stacked',
          title: data.isOwn
            ? phrase(frame, '各タスクの重み × 損失の割合（%）', 'Share of each task in the weighted losses (%)')
            : phrase(frame, '共有部分への寄与（重み × 損失の割合、%）', 'Contribution to the shared part (%)'),
        },
        lower,
        frame,
      )
    : [];
  const join = phrase(frame, '、', ', ');
  const inWords = (shares: readonly number[]): string => tasks.map((_, k) => shareLabel(tasks, shares, k)).join(join);
  return chart(
    frame,
    title,
    phrase(frame, `最後の重み: ${inWords(last)}。`, `Weights at the end: ${inWords(last)}. `) +
      (lastContribution
        ? phrase(
            frame,
            `最後の寄与: ${inWords(lastContribution)}。`,
            `Contributions at the end: ${inWords(lastContribution)}.`,
          )
        : ''),
    heading,
    ...sharePanel({ tasks, rows: weights, xs, form: 'lines', title: '' }, upper, frame),
    ...below,
    bottomAxis(frame, { ...upper, bottom: floor }, x, {
      title: phrase(frame, 'エポック', 'Epoch'),
      format: epochText,
    }),
    best,
    noteMarks(data.notes ?? [], [epochs[0]!, epochs.at(-1)!], frame, upper, (epoch) => x(epoch)),
  );
}
