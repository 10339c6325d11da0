// Which task's updates help which other: a matrix, row = source, column = target, tasks that may share one
// model side by side in a thick frame. Each cell says its sign three times: number, mark and colour; what the
// measurements cannot tell is hatched grey.

import type { AffinityCell, AffinityMap } from '../contract/methods.ts';
import { signedPercent } from '../contract/text/shares.ts';
import { isKnown } from './curves.ts';
import { chart, emptyChart, fitted, phrase, sizes, textWidth, type Frame } from './frame.ts';
import { hatch } from './hatch.ts';
import { svg, type Markup } from './svg.ts';

/** No difference is ≈ here: a dash before a negative number cannot be read. */
const marks = { helps: '○', 'no-difference': '≈', hurts: '×', unknown: '？' } as const;

/** Room above the cells for the column names, and below for the two lines of legend. */
const [above, below] = [60, 46];

/** Height for so many tasks. */
export function affinityMapHeight(tasks: number): number {
  return above + below + tasks * (tasks > 8 ? 34 : 46);
}

export function affinityMap(data: AffinityMap, frame: Frame): string {
  const { theme, width, height } = frame;
  const title = phrase(frame, 'タスクどうしの相性', 'How tasks affect each other');
  if (data.tasks.length === 0 || data.cells.length === 0) return emptyChart(frame, title);
  const order = ordered(data);
  const count = order.length;
  const labelRoom = Math.min(width * 0.3, Math.max(60, ...order.map((id) => textWidth(id, sizes.label))) + 14);
  const cell = {
    width: Math.min(110, (width - labelRoom - 6) / count),
    height: (height - above - below) / count,
  };
  const at = (row: number, column: number) => ({
    left: labelRoom + column * cell.width,
    top: above + row * cell.height,
  });
  const found = new Map(data.cells.map((one) => [`${one.source} ${one.target}`, one]));
  const others = data.cells.filter((one) => one.source !== one.target);
  const named = (verdict: AffinityCell['verdict']): number => others.filter((one) => one.verdict === verdict).length;
  return chart(
    frame,
    title,
    phrase(
      frame,
      `${others.length} 組のうち、助ける ${named('helps')}、差なし ${named('no-difference')}、妨げる ${named('hurts')}、判断できない ${named('unknown')}`,
      `Of ${others.length} ordered pairs: ${named('helps')} help, ${named('no-difference')} no difference, ${named('hurts')} hurt, ${named('unknown')} cannot be told`,
    ),
    svg`<text x="${labelRoom + (count * cell.width) / 2}" y="14" text-anchor="middle" font-size="${sizes.small}" fill="${theme.muted}">${phrase(frame, '影響を受けるタスク →', 'task that is affected →')}</text><text x="${labelRoom - 8}" y="${above - 24}" text-anchor="end" font-size="${sizes.small}" fill="${theme.muted}">${phrase(frame, '学習する', 'updated')}</text><text x="${labelRoom - 8}" y="${above - 11}" text-anchor="end" font-size="${sizes.small}" fill="${theme.muted}">${phrase(frame, 'タスク ↓', 'task ↓')}</text>`,
    svg`${order.map((id, i) => svg`${columnName(id, at(0, i).left + cell.width / 2, cell.width - 6)}<text x="${labelRoom - 8}" y="${at(i, 0).top + cell.height / 2 + 4}" text-anchor="end">${fitted(id, sizes.label, labelRoom - 10)}</text>`)}`,
    svg`${order.map((source, i) => order.map((target, j) => drawCell(found.get(`${source} ${target}`), at(i, j), cell, frame)))}`,
    frames(data, order, at, cell, frame),
    legend(data, frame, labelRoom),
  );
}

/** A column's name in one line, or in two parted at a space or in the middle. */
function columnName(name: string, x: number, width: number): Markup {
  const line = (text: string, y: number): Markup =>
    svg`<text x="${x}" y="${y}" text-anchor="middle">${fitted(text, sizes.label, width)}</text>`;
  if (textWidth(name, sizes.label) <= width) return line(name, above - 11);
  const middle = Math.ceil(name.length / 2);
  const spaces = [...name.matchAll(/ /g)].map((found) => found.index);
  const cut = spaces.sort((a, b) => Math.abs(a - middle) - Math.abs(b - middle))[0] ?? middle;
  return svg`${line(name.slice(0, cut), above - 20)}${line(name.slice(cut).trim(), above - 6)}`;
}

/** Tasks of one group stand together, in the project's order otherwise. */
function ordered(data: AffinityMap): string[] {
  const grouped = data.groups.flat();
  return [...grouped, ...data.tasks.filter((id) => !grouped.includes(id))];
}

function drawCell(
  one: AffinityCell | undefined,
  at: { readonly left: number; readonly top: number },
  cell: { readonly width: number; readonly height: number },
  frame: Frame,
): Markup {
  const { theme } = frame;
  const [left, top, wide, high] = [at.left + 1, at.top + 1, cell.width - 2, cell.height - 2];
  const [cx, cy] = [at.left + cell.width / 2, at.top + cell.height / 2];
  if (one && one.source === one.target) {
    return svg`<g data-source="${one.source}" data-target="${one.target}"><rect x="${left}" y="${top}" width="${wide}" height="${high}" fill="${theme.shade}"/><text x="${cx}" y="${cy + 4}" text-anchor="middle" font-size="${sizes.small}" fill="${theme.muted}">${phrase(frame, '自分', 'itself')}</text></g>`;
  }
  const verdict = one?.verdict ?? 'unknown';
  const value = one?.relative.value ?? null;
  const colour = {
    helps: theme.good,
    hurts: theme.bad,
    'no-difference': theme.axis,
    unknown: theme.axis,
  }[verdict];
  const strength = verdict === 'helps' || verdict === 'hurts' ? 0.14 + 0.4 * Math.min(1, Math.abs(value ?? 0)) : 0.12;
  const text = isKnown(value) ? signedPercent(value) : '–';
  const interval = one ? intervalOf(one) : '';
  const roomy = cell.height >= 40 && cell.width >= textWidth(interval, 9) + 6;
  const told = `${one ? `${one.source} → ${one.target}` : ''} ${marks[verdict]} ${text}${interval ? ` (95 %: ${interval})` : ''}, n = ${one?.n ?? 0}`;
  return svg`<g data-source="${one?.source ?? ''}" data-target="${one?.target ?? ''}" data-verdict="${verdict}"><title>${told.trim()}</title><rect x="${left}" y="${top}" width="${wide}" height="${high}" fill="${verdict === 'unknown' ? theme.shade : colour}" fill-opacity="${verdict === 'unknown' ? 1 : strength}"/>${verdict === 'unknown' && hatch(left, top, wide, high, 7, theme.axis, 0.4)}<text x="${cx}" y="${roomy ? cy - 1 : cy + 4}" text-anchor="middle" font-size="${sizes.value}" font-weight="600" fill="${verdict === 'unknown' ? theme.muted : theme.text}">${cell.width > 58 ? `${marks[verdict]} ${text}` : text}</text>${roomy && svg`<text x="${cx}" y="${cy + 13}" text-anchor="middle" font-size="9" fill="${theme.muted}">${interval}</text>`}</g>`;
}

/** Thick frames around suggested groups of two or more. */
function frames(
  data: AffinityMap,
  order: readonly string[],
  at: (row: number, column: number) => { left: number; top: number },
  cell: { readonly width: number; readonly height: number },
  { theme }: Frame,
): Markup {
  return svg`${data.groups
    .filter((group) => group.length > 1)
    .map((group) => {
      const first = order.indexOf(group[0]!);
      const { left, top } = at(first, first);
      return svg`<rect class="group" x="${left}" y="${top}" width="${group.length * cell.width}" height="${group.length * cell.height}" fill="none" stroke="${theme.text}" stroke-width="2.25"/>`;
    })}`;
}

function legend(data: AffinityMap, frame: Frame, left: number): Markup {
  const { theme, width, height } = frame;
  const framed = data.groups.some((group) => group.length > 1);
  const lines = [
    phrase(
      frame,
      '○ 助ける　≈ 差なし　× 妨げる　？（斜線）データ不足で判断できない',
      '○ helps  ≈ no difference  × hurts  ？ (hatched) not enough data to tell',
    ),
    phrase(
      frame,
      `自分の更新の効果を 100 % とした値と 95 % 区間${framed ? '　太枠: まとめる候補' : ''}`,
      `100 % = as much as its own updates; 95 % interval${framed ? '; thick frame: may share a model' : ''}`,
    ),
  ];
  const x = Math.max(4, Math.min(left, width - Math.max(...lines.map((line) => textWidth(line, sizes.small))) - 4));
  return svg`${lines.map((line, i) => svg`<text x="${x}" y="${height - below + 20 + i * 16}" font-size="${sizes.small}" fill="${theme.muted}">${fitted(line, sizes.small, width - x)}</text>`)}`;
}

function intervalOf({ relative: { low, high } }: AffinityCell): string {
  return isKnown(low) && isKnown(high) ? `${signedPercent(low)} … ${signedPercent(high)}` : '';
}
