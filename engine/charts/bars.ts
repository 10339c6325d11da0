// Counts: a histogram of a measured quantity, and bars by name.

import { bottomAxis, leftAxis, leftRoom, linear, type Box } from './axes.ts';
import { chart, emptyChart, fitted, inUnit, phrase, sizes, textWidth, type Frame } from './frame.ts';
import { svg } from './svg.ts';
import { judgementMarks } from './theme.ts';

export interface HistogramData {
  readonly name: string;
  readonly unit: string | null;
  /** One edge more than counts. */
  readonly edges: readonly number[];
  readonly counts: readonly number[];
  readonly limits?: { readonly lower?: number | undefined; readonly upper?: number | undefined };
  /** How an edge is written, e.g. as a date. */
  readonly format?: (value: number) => string;
}

export function histogram(data: HistogramData, frame: Frame): string {
  const { theme, width, height } = frame;
  const title = phrase(frame, `${data.name} の分布`, `Distribution of ${data.name}`);
  const total = data.counts.reduce((sum, count) => sum + count, 0);
  if (total === 0 || data.edges.length < 2) return emptyChart(frame, title);
  const y = linear([0, Math.max(...data.counts)], [height - 48, 32], { zero: true });
  const box: Box = { left: leftRoom(y, {}), top: 32, right: width - 14, bottom: height - 48 };
  const [low, high] = [data.edges[0]!, data.edges.at(-1)!];
  const x = linear([low, high > low ? high : low + 1], [box.left, box.right]).domain([
    low,
    high > low ? high : low + 1,
  ]);
  const axisTitle = data.name + inUnit(frame, data.unit);
  return chart(
    frame,
    title,
    phrase(
      frame,
      `${total} 件、${low} から ${high}${data.unit ?? ''}`,
      `${total} values from ${low} to ${high}${data.unit ? ` ${data.unit}` : ''}`,
    ),
    leftAxis(frame, box, y, {
      title: phrase(frame, '件数', 'Count'),
      most: Math.max(2, Math.floor((height - 80) / 36)),
    }),
    svg`${data.counts.map((count, i) => {
      const [left, right] = [x(data.edges[i]!), x(data.edges[i + 1]!)];
      return (
        count > 0 &&
        svg`<rect x="${left + 0.5}" y="${y(count)}" width="${Math.max(0.8, right - left - 1)}" height="${box.bottom - y(count)}" fill="${theme.series[0]!}" fill-opacity="0.75"/>`
      );
    })}`,
    svg`${[data.limits?.lower, data.limits?.upper].map((limit) => limit !== undefined && limit >= low && limit <= high && svg`<line x1="${x(limit)}" x2="${x(limit)}" y1="${box.top}" y2="${box.bottom}" stroke="${theme.bad}" stroke-width="1.25" stroke-dasharray="5 3"/>`)}`,
    bottomAxis(frame, box, x, { title: axisTitle, ...(data.format ? { format: data.format } : {}) }),
  );
}

export interface BarCountsData {
  readonly title: string;
  /** In the order they are drawn. `judgement` gives the bar its mark and colour. */
  readonly items: readonly {
    readonly label: string;
    readonly count: number;
    readonly judgement?: 'good' | 'bad' | 'review';
  }[];
}

/** Lying bars with their counts written at the end and their share of all. */
export function barCounts(data: BarCountsData, frame: Frame): string {
  const { theme, width, height } = frame;
  const total = data.items.reduce((sum, item) => sum + item.count, 0);
  if (data.items.length === 0 || total === 0) return emptyChart(frame, data.title);
  const names = data.items.map((item) =>
    item.judgement ? `${judgementMarks[item.judgement]} ${item.label}` : item.label,
  );
  const values = data.items.map((item) => `${item.count.toLocaleString('en-US')} (${share(item.count / total)})`);
  const left = Math.min(width * 0.4, Math.max(...names.map((name) => textWidth(name, sizes.label))) + 12);
  const right = width - Math.max(...values.map((value) => textWidth(value, sizes.small))) - 12;
  const row = Math.min(30, (height - 8) / data.items.length);
  const x = linear([0, Math.max(...data.items.map((item) => item.count))], [left, Math.max(left + 10, right)]).domain([
    0,
    Math.max(...data.items.map((item) => item.count)),
  ]);
  return chart(
    frame,
    data.title,
    names.map((name, i) => `${name} ${values[i]!}`).join(phrase(frame, '、', ', ')),
    svg`${data.items.map((item, i) => {
      const middle = 4 + (i + 0.5) * row;
      const colour = item.judgement ? theme[item.judgement] : theme.series[0]!;
      return svg`<text x="${left - 8}" y="${middle + 4}" text-anchor="end">${fitted(names[i]!, sizes.label, left - 10)}</text><rect x="${left}" y="${middle - row * 0.31}" width="${Math.max(item.count > 0 ? 1.5 : 0, x(item.count) - left)}" height="${row * 0.62}" fill="${colour}" fill-opacity="0.78"/><text x="${x(item.count) + 7}" y="${middle + 3.6}" font-size="${sizes.small}" fill="${theme.muted}">${values[i]!}</text>`;
    })}<line x1="${left}" x2="${left}" y1="2" y2="${6 + data.items.length * row}" stroke="${theme.axis}"/>`,
  );
}

function share(value: number): string {
  const percent = 100 * value;
  return `${percent >= 10 || percent === 0 ? percent.toFixed(0) : percent >= 0.1 ? percent.toFixed(1) : '<0.1'} %`;
}
