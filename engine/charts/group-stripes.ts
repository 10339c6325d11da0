// Task groups over a training: one stripe a task, its colour and letter naming the group it is updated with;
// above, how many groups a batch was split into. A group is named after its first task, so that names stay.

import type { GroupsShown } from '../contract/methods.ts';
import { bottomAxis, linear, tickText, type Box } from './axes.ts';
import { chart, emptyChart, fitted, phrase, sizes, textWidth, type Frame } from './frame.ts';
import { svg } from './svg.ts';
import { seriesColour } from './theme.ts';

/** Height for so many tasks. */
export function groupStripesHeight(tasks: number): number {
  return 148 + tasks * 26;
}

interface Span {
  readonly from: number;
  readonly to: number;
  readonly group: number;
}

export function groupStripes(data: GroupsShown, frame: Frame): string {
  const { theme, width, height } = frame;
  const title = phrase(frame, '一緒に更新したタスクのグループ', 'Tasks updated together');
  if (data.history.length === 0 || data.tasks.length === 0) return emptyChart(frame, title);
  const left = Math.min(width * 0.3, Math.max(...data.tasks.map((id) => textWidth(id, sizes.label)), 24) + 14);
  const right = width - 22;
  const first = data.history[0]!.iteration;
  const end = Math.max(data.iterations, data.history.at(-1)!.iteration + 1, first + 1);
  const x = linear([first, end], [left, right]).domain([first, end]);
  const upper: Box = { left, top: 30, right, bottom: 76 };
  const rows: Box = { left, top: 94, right, bottom: height - 48 };
  const row = (rows.bottom - rows.top) / data.tasks.length;
  const y = linear([1, data.tasks.length], [upper.bottom, upper.top]).domain([0.8, Math.max(2, data.tasks.length)]);

  const steps = data.history.map((one, i) => ({
    from: one.iteration,
    to: data.history[i + 1]?.iteration ?? end,
    names: named(one.groups),
  }));
  const counts = steps
    .map(({ from, to, names }, i) => {
      const at = round(y(new Set(names).size));
      return `${i === 0 ? 'M' : 'L'}${round(x(from))},${at}H${round(x(to))}`;
    })
    .join('');
  const final = steps.at(-1)!.names;
  const told = [...new Set(final)]
    .map(
      (group) =>
        `${letter(group)}: ${data.tasks.filter((_, k) => final[k] === group).join(phrase(frame, '・', ' + '))}`,
    )
    .join(phrase(frame, '、', ', '));
  const mean = data.averageGroups.toFixed(2);
  return chart(
    frame,
    title,
    phrase(
      frame,
      `最後のグループ: ${told}。グループの数は平均 ${mean}`,
      `Groups at the end: ${told}. ${mean} groups on average`,
    ),
    svg`<g font-size="${sizes.small}" fill="${theme.muted}">${wholeNumbers(data.tasks.length).map((count) => svg`<line x1="${left}" x2="${right}" y1="${y(count)}" y2="${y(count)}" stroke="${theme.grid}"/><text x="${left - 8}" y="${y(count) + 3.6}" text-anchor="end">${String(count)}</text>`)}<text x="${Math.max(2, left - 48)}" y="${upper.top - 11}" font-size="${sizes.label}" fill="${theme.text}">${phrase(frame, 'グループの数', 'Groups')}</text></g>`,
    svg`<path d="M${upper.left},${y(data.averageGroups)}H${upper.right}" stroke="${theme.muted}" stroke-dasharray="4 3"/><path d="${counts}" fill="none" stroke="${theme.text}" stroke-width="1.5"/><text x="${right}" y="${upper.top - 11}" text-anchor="end" font-size="${sizes.small}" fill="${theme.muted}">${phrase(frame, `平均 ${mean}（破線）`, `mean ${mean} (dashed)`)}</text>`,
    svg`${data.tasks.map((id, k) => {
      const top = rows.top + k * row;
      return svg`<text x="${left - 8}" y="${top + row / 2 + 4}" text-anchor="end">${fitted(id, sizes.label, left - 12)}</text>${spansOf(
        steps,
        k,
      ).map(({ from, to, group }) => {
        const [at, wide] = [x(from), x(to) - x(from)];
        return svg`<rect x="${at}" y="${top + 2}" width="${Math.max(0.5, wide)}" height="${row - 4}" fill="${seriesColour(theme, group)}" fill-opacity="0.72"/>${wide > 15 && svg`<text x="${at + wide / 2}" y="${top + row / 2 + 4}" text-anchor="middle" font-weight="700" fill="${theme.surface}" stroke="${seriesColour(theme, group)}" stroke-width="2" paint-order="stroke">${letter(group)}</text>`}`;
      })}`;
    })}`,
    bottomAxis(frame, rows, x, {
      title: phrase(frame, '更新の回数（バッチ）', 'Batches'),
      format: (value) => tickText(value),
    }),
  );
}

/** 1 to the number of tasks where few, else both ends. */
function wholeNumbers(most: number): number[] {
  return most <= 4 ? Array.from({ length: most }, (_, i) => i + 1) : [1, most];
}

/** Each task's group, named by the first task in it. */
function named(groups: readonly number[]): number[] {
  return groups.map((group) => groups.indexOf(group));
}

/** Neighbouring steps in which the task stayed in its group, as one span. */
function spansOf(steps: readonly { from: number; to: number; names: readonly number[] }[], k: number): Span[] {
  const spans: Span[] = [];
  for (const { from, to, names } of steps) {
    const group = names[k] ?? 0;
    const last = spans.at(-1);
    if (last?.group === group) spans[spans.length - 1] = { ...last, to };
    else spans.push({ from, to, group });
  }
  return spans;
}

/** A to Z, then numbers. */
function letter(group: number): string {
  return group < 26 ? String.fromCharCode(65 + group) : String(group + 1);
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
