// True against judged classes: each cell with its count and its share of the true class; darker is more.

import { chart, emptyChart, fitted, phrase, sizes, textWidth, type Frame } from './frame.ts';
import { svg } from './svg.ts';
import { isJudgementMark, judgementMarks } from './theme.ts';

export interface ConfusionMatrixData {
  readonly labels: readonly string[];
  /** Rows true class, columns judged class. */
  readonly counts: readonly (readonly number[])[];
  /** OK first, NG second: cells are named as escapes and false rejects, and marked ○ ×. */
  readonly inspection?: boolean;
}

export function confusionMatrix(data: ConfusionMatrixData, frame: Frame): string {
  const { theme, width, height } = frame;
  const title = phrase(frame, '実際と判定', 'True and judged classes');
  const size = data.labels.length;
  if (size === 0 || data.counts.flat().every((count) => count === 0)) return emptyChart(frame, title);

  const names = data.labels.map((label, i) => (data.inspection ? marked(label, i === 0) : label));
  const labelRoom = Math.min(
    width * 0.32,
    Math.max(
      ...names.map((name) => textWidth(name, sizes.label)),
      textWidth(phrase(frame, '実際 ↓', 'true ↓'), sizes.small),
    ) + 16,
  );
  const totals = data.counts.map((row) => row.reduce((sum, count) => sum + count, 0));
  const side = { left: labelRoom, top: 44, width: width - labelRoom - 4, height: height - 50 };
  const cell = { width: side.width / size, height: side.height / size };
  const roomy = cell.width > 62 && cell.height > 38;
  const errors = data.inspection
    ? { miss: phrase(frame, '見逃し', 'escape'), overkill: phrase(frame, '過検出', 'false reject') }
    : null;
  const summary = data.counts.map((row, i) => `${names[i]!}: ${row[i]!}/${totals[i]!}`).join(phrase(frame, '、', ', '));
  return chart(
    frame,
    title,
    phrase(frame, `正しく判定した数: ${summary}`, `Judged correctly: ${summary}`),
    svg`<text x="${labelRoom - 8}" y="35" text-anchor="end" font-size="${sizes.small}" fill="${theme.muted}">${phrase(frame, '実際 ↓', 'true ↓')}</text><text x="${side.left + side.width / 2}" y="14" text-anchor="middle" font-size="${sizes.small}" fill="${theme.muted}">${phrase(frame, '判定 →', 'judged →')}</text>`,
    svg`${names.map((name, i) => svg`<text x="${side.left + (i + 0.5) * cell.width}" y="35" text-anchor="middle">${fitted(name, sizes.label, cell.width - 4)}</text><text x="${labelRoom - 8}" y="${side.top + (i + 0.5) * cell.height + 4}" text-anchor="end">${fitted(name, sizes.label, labelRoom - 10)}</text>`)}`,
    svg`${data.counts.map((row, i) =>
      row.map((count, j) => {
        const share = totals[i]! > 0 ? count / totals[i]! : 0;
        const colour = i === j ? theme.good : theme.bad;
        const [left, top] = [side.left + j * cell.width, side.top + i * cell.height];
        const [cx, cy] = [left + cell.width / 2, top + cell.height / 2];
        const note = errors && i !== j ? (i === 1 ? errors.miss : errors.overkill) : null;
        // Light fills keep the text readable in every theme; the share is written as well.
        return svg`<g data-row="${i}" data-column="${j}"><rect x="${left + 1}" y="${top + 1}" width="${Math.max(0, cell.width - 2)}" height="${Math.max(0, cell.height - 2)}" fill="${count > 0 ? colour : theme.shade}" fill-opacity="${count > 0 ? 0.1 + 0.4 * share : 1}"/>${note && roomy && svg`<text x="${left + 8}" y="${top + 16}" font-size="${sizes.small}" fill="${theme.muted}">${note}</text>`}<text x="${cx}" y="${roomy ? cy + 2 : cy + 4}" text-anchor="middle" font-size="${roomy ? 17 : sizes.label}" font-weight="${i === j ? 600 : 400}">${count.toLocaleString('en-US')}</text>${roomy && totals[i]! > 0 && svg`<text x="${cx}" y="${cy + 18}" text-anchor="middle" font-size="${sizes.small}" fill="${theme.muted}">${`${(100 * share).toFixed(1)} %`}</text>`}</g>`;
      }),
    )}`,
  );
}

/** `○ 良`; a file that says ○ itself is told as OK, not as ○ ○. */
function marked(label: string, isGood: boolean): string {
  const [mark, plain] = isGood ? [judgementMarks.good, 'OK'] : [judgementMarks.bad, 'NG'];
  return `${mark} ${isJudgementMark(label) ? plain : label}`;
}
