// A search's trainings round by round: one row a member, its weights as a small stacked bar, its score below;
// a slanting line with an arrow where a member took over another's state. The way to the best one is bold.

import type { PopulationShown } from '../contract/methods.ts';
import { isKnown, thin } from './curves.ts';
import { chart, emptyChart, fitted, phrase, sizes, textWidth, type Frame } from './frame.ts';
import { svg, type Markup } from './svg.ts';
import { seriesColour } from './theme.ts';

type Row = PopulationShown['lineage'][number];

const [top, foot, rowHeight] = [34, 54, 38];

/** Height for so many members. */
export function lineageHeight(data: PopulationShown): number {
  return top + foot + rowHeight * membersOf(data);
}

export function lineage(data: PopulationShown, frame: Frame): string {
  const { theme, width } = frame;
  const title = phrase(frame, '設定どうしの引き継ぎ', 'How settings took over from each other');
  if (data.lineage.length === 0) return emptyChart(frame, title);
  const rounds = [...new Set(data.lineage.map((row) => row.round))].sort((a, b) => a - b);
  const left = textWidth(phrase(frame, '設定 88', 'setting 88'), sizes.small) + 14;
  const step = (width - left - 20) / rounds.length;
  const shown = new Set(thin(rounds.length, Math.max(1, Math.floor((width - left) / 34))).map((i) => rounds[i]!));
  const bar = Math.max(6, Math.min(54, step * 0.62));
  const x = (round: number): number => left + (rounds.indexOf(round) + 0.5) * step;
  const y = (member: number): number => top + (member + 0.42) * rowHeight;
  const found = new Map(data.lineage.map((row) => [`${row.round} ${row.member}`, row]));
  const way = ancestry(data, rounds, found);
  const takenOver = data.lineage.filter((row) => row.from !== null && row.from !== row.member).length;
  const best = data.lineage.findLast((row) => row.member === data.best && isKnown(row.score));
  const known = data.keptScore ?? best?.score;
  const score = isKnown(known) ? decimal(known) : '–';
  return chart(
    frame,
    title,
    phrase(
      frame,
      `${membersOf(data)} 通りを ${rounds.length} 回に分けて学習し、引き継ぎは ${takenOver} 回。最も良かったのは設定 ${data.best + 1}（検証損失の比 ${score}）`,
      `${membersOf(data)} settings in ${rounds.length} rounds with ${takenOver} take-overs. The best is setting ${data.best + 1} (relative validation loss ${score})`,
    ),
    svg`${rounds.map((round) => shown.has(round) && svg`<text x="${x(round)}" y="20" text-anchor="middle" font-size="${sizes.small}" fill="${theme.muted}">${phrase(frame, `${round + 1} 回目`, String(round + 1))}</text>`)}${Array.from({ length: membersOf(data) }, (_, member) => svg`<text x="${left - 10}" y="${y(member) + 4}" text-anchor="end" font-size="${sizes.small}" font-weight="${member === data.best ? 700 : 400}">${phrase(frame, `設定 ${member + 1}`, `setting ${member + 1}`)}</text>`)}`,
    svg`${data.lineage.map((row) => link(row, rounds, x, y, bar, way, found, frame))}`,
    svg`${data.lineage.map((row) => node(row, data.tasks, x(row.round), y(row.member), bar, step, way, frame))}`,
    svg`${legend(data.tasks, frame).map((line, i) => svg`<text x="4" y="${frame.height - foot + 18 + i * 15}" font-size="${sizes.small}" fill="${theme.muted}">${fitted(line, sizes.small, width - 8)}</text>`)}`,
  );
}

/** What the bars, numbers and lines are; the order of the tasks in the bars is told, not only their colours. */
function legend(tasks: readonly string[], frame: Frame): string[] {
  const listed = tasks.join(phrase(frame, '、', ', '));
  return [
    phrase(frame, `帯: 左から順に ${listed} の重み`, `bar, left to right: weights of ${listed}`),
    phrase(
      frame,
      '下の数: その回が終わったときの検証損失の比（小さいほど良い、1 = 何もしない予測）',
      'number: relative validation loss at the end of the round (lower is better, 1 = always the same answer)',
    ),
    phrase(
      frame,
      '太線: 最良（途中のエポックも含めて最も良かった設定）に至る道すじ　破線の矢印: ほかの設定の状態を引き継いだところ',
      'bold: the way to the best (by its best epoch, also within a round); dashed arrow: took over the state of another setting',
    ),
  ];
}

/** Keys of the nodes from the best member's last round back to the first. */
function ancestry(data: PopulationShown, rounds: readonly number[], found: ReadonlyMap<string, Row>): Set<string> {
  const keys = new Set<string>();
  let member = data.best;
  for (const round of [...rounds].reverse()) {
    const row = found.get(`${round} ${member}`);
    if (!row) continue;
    keys.add(`${round} ${member}`);
    member = row.from ?? member;
  }
  return keys;
}

/** From the state a member went on with to its place in this round. */
function link(
  row: Row,
  rounds: readonly number[],
  x: (round: number) => number,
  y: (member: number) => number,
  bar: number,
  way: ReadonlySet<string>,
  found: ReadonlyMap<string, Row>,
  { theme }: Frame,
): Markup | null {
  const before = rounds[rounds.indexOf(row.round) - 1];
  const from = row.from ?? row.member;
  if (before === undefined || !found.has(`${before} ${from}`)) return null;
  const bold = way.has(`${row.round} ${row.member}`);
  const taken = from !== row.member;
  const [x1, y1, x2, y2] = [x(before) + bar / 2 + 1, y(from), x(row.round) - bar / 2 - 3, y(row.member)];
  const angle = (Math.atan2(y2 - y1, x2 - x1) * 180) / Math.PI;
  return svg`<path d="M${x1},${y1}L${x2},${y2}" fill="none" stroke="${bold ? theme.text : theme.axis}" stroke-width="${bold ? 2.25 : 1}" stroke-dasharray="${taken ? '5 3' : ''}"/>${taken && svg`<path d="M0,0l-6,-3v6z" transform="translate(${x2},${y2}) rotate(${angle})" fill="${bold ? theme.text : theme.axis}"/>`}`;
}

function node(
  row: Row,
  tasks: readonly string[],
  cx: number,
  cy: number,
  bar: number,
  step: number,
  way: ReadonlySet<string>,
  frame: Frame,
): Markup {
  const { theme } = frame;
  const bold = way.has(`${row.round} ${row.member}`);
  let at = cx - bar / 2;
  const told = tasks.map((id, k) => `${id} ${Math.round(100 * (row.weights[k] ?? 0))} %`).join(', ');
  const score = isKnown(row.score) ? decimal(row.score) : phrase(frame, '発散', 'diverged');
  return svg`<g data-member="${row.member}" data-round="${row.round}"><title>${`${row.member + 1} / ${row.round + 1}: ${told}; ${score}`}</title>${tasks.map(
    (_, k) => {
      const wide = bar * (row.weights[k] ?? 0);
      const left = at;
      at += wide;
      return svg`<rect x="${left}" y="${cy - 6}" width="${wide}" height="12" fill="${seriesColour(theme, k)}" fill-opacity="0.85"/>`;
    },
  )}<rect x="${cx - bar / 2}" y="${cy - 6}" width="${bar}" height="12" fill="none" stroke="${bold ? theme.text : theme.axis}" stroke-width="${bold ? 1.75 : 0.75}"/>${step >= textWidth(score, 9.5) + 4 && svg`<text x="${cx}" y="${cy + 17}" text-anchor="middle" font-size="9.5" font-weight="${bold ? 700 : 400}" fill="${bold ? theme.text : theme.muted}">${score}</text>`}</g>`;
}

function membersOf(data: PopulationShown): number {
  return Math.max(0, ...data.lineage.map((row) => row.member)) + (data.lineage.length > 0 ? 1 : 0);
}

function decimal(value: number): string {
  return value.toPrecision(3);
}
