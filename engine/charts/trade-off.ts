// What accuracy costs: each run as a point, compute to the right, better upwards; the Pareto front joins
// the runs that no other run beats on both. Points carry `data-id`, so that a click can open the run.

import { bottomAxis, leftAxis, leftRoom, linear, spanning, tickText, type Box, type Scale } from './axes.ts';
import { isKnown } from './curves.ts';
import { chart, emptyChart, fitted, haloed, phrase, sizes, textWidth, type Frame } from './frame.ts';
import { marker } from './marks.ts';
import { svg, type Markup } from './svg.ts';

export interface TradeOffPoint {
  readonly id: string;
  readonly label: string;
  /** Compute: less is better. */
  readonly x: number | null;
  readonly y: number | null;
  /** Interval of `y`. */
  readonly low?: number | null;
  readonly high?: number | null;
  readonly kind: 'joint' | 'single-task' | 'reference' | 'constant';
  readonly chosen?: boolean;
}

export interface TradeOffData {
  readonly points: readonly TradeOffPoint[];
  /** With the unit, e.g. `判定時間の中央値（ms/個）`. */
  readonly xTitle: string;
  readonly yTitle: string;
  readonly yHigherBetter: boolean;
  /** Values `y` cannot pass, e.g. 0 and 1 for a share. */
  readonly yBounds?: readonly [number, number] | undefined;
}

const kinds = ['joint', 'single-task', 'reference', 'constant'] as const;

export function tradeOff(data: TradeOffData, frame: Frame): string {
  const { theme, width, height } = frame;
  const title = phrase(frame, `${data.yTitle} と ${data.xTitle}`, `${data.yTitle} against ${data.xTitle}`);
  const points = data.points.filter(
    (point): point is TradeOffPoint & { x: number; y: number } => isKnown(point.x) && isKnown(point.y),
  );
  if (points.length === 0) return emptyChart(frame, title);

  // A baseline far off would squeeze the runs together: the scale is made for the runs, and the baseline
  // is drawn where it falls inside, otherwise named at the edge.
  const constants = points.filter((point) => point.kind === 'constant');
  const shown = points.some((point) => point.kind !== 'constant')
    ? points.filter((point) => point.kind !== 'constant')
    : points;
  const ys = shown.flatMap((point) => [point.y, point.low, point.high]).filter(isKnown);
  const margin = 0.06 * (Math.max(...ys) - Math.min(...ys));
  const span = [height - 50, 36] as const;
  const y = linear(
    [Math.min(...ys) - margin, Math.max(...ys) + margin],
    data.yHigherBetter ? span : [span[1], span[0]],
    { bounds: data.yBounds },
  );
  const box: Box = { left: leftRoom(y, {}), top: 36, right: width - 18, bottom: height - 50 };
  const xs = shown.map((point) => point.x);
  const spread = Math.max(...xs) - Math.min(...xs);
  const x = spanning(
    [Math.max(0, Math.min(...xs) - 0.08 * spread) || Math.min(...xs), Math.max(...xs) + 0.08 * spread],
    [box.left, box.right],
    12,
  );
  const front = paretoFront(shown, data.yHigherBetter);
  const dots = shown.map((point) => ({ x: x(point.x), y: y(point.y) }));
  const labels = placeLabels(
    shown.map((point) => fitted(point.label, sizes.label, width * 0.4)),
    dots,
    box,
  );
  const hints = [
    ...(data.yHigherBetter
      ? []
      : [phrase(frame, '左上ほど良い（縦軸は逆向き）', 'better: up and left (axis reversed)')]),
    phrase(frame, '左上ほど良い', 'better: up and left'),
  ];
  const hint =
    hints.find((words) => textWidth(words, sizes.small) + textWidth(data.yTitle, sizes.label) + 24 < box.right) ?? '';

  const names = front.map((point) => point.label).join(phrase(frame, '、', ', '));
  return chart(
    frame,
    title,
    phrase(
      frame,
      `${points.length} 件。他のどれにも両方では負けないもの: ${names}`,
      `${points.length} runs. Not beaten on both by any other: ${names}`,
    ),
    leftAxis(frame, box, y, { title: data.yTitle }),
    bottomAxis(frame, box, x, { title: data.xTitle }),
    svg`<text x="${box.right}" y="${box.top - 11}" text-anchor="end" font-size="${sizes.small}" fill="${theme.muted}">${hint}</text>`,
    svg`${shown !== points && constants.map((point) => baseline(point, y, box, frame))}`,
    svg`${front.length > 1 && svg`<path class="front" d="M${front.map((point) => `${round(x(point.x))},${round(y(point.y))}`).join('L')}" fill="none" stroke="${theme.accent}" stroke-width="1.5" stroke-opacity="0.55"/>`}`,
    svg`${shown.map((point, i) => {
      const onFront = front.includes(point);
      const colour =
        point.kind === 'constant' || point.kind === 'reference'
          ? theme.muted
          : point.kind === 'joint'
            ? theme.series[0]!
            : theme.series[1]!;
      const { x: cx, y: cy } = dots[i]!;
      const bar =
        isKnown(point.low) &&
        isKnown(point.high) &&
        svg`<path d="M${cx},${y(point.low)}V${y(point.high)}" stroke="${colour}" stroke-opacity="0.45" stroke-width="1.5"/>`;
      const ring =
        point.chosen &&
        svg`<circle cx="${cx}" cy="${cy}" r="10.5" fill="none" stroke="${theme.text}" stroke-width="1.25"/>`;
      return svg`<g class="point" data-id="${point.id}" data-kind="${point.kind}" data-front="${onFront ? 'yes' : 'no'}">${bar}${ring}<circle cx="${cx}" cy="${cy}" r="13" fill="${theme.surface}" fill-opacity="0"/>${marker(kinds.indexOf(point.kind), cx, cy, 5.5, onFront ? colour : theme.surface, colour)}${labels[i] && haloed(theme, labels[i].x, labels[i].y, labels[i].anchor, labels[i].text, { weight: point.chosen ? 700 : 400 })}</g>`;
    })}`,
  );
}

/** The figure of always giving the same answer, as a level: what it costs to compute says nothing. */
function baseline(point: TradeOffPoint & { readonly y: number }, y: Scale, box: Box, frame: Frame): Markup {
  const { theme } = frame;
  const at = y(point.y);
  const inside = at >= box.top && at <= box.bottom;
  const words = `${point.label} ${tickText(Number(point.y.toPrecision(3)))}`;
  const style = { size: sizes.small, fill: theme.muted };
  if (!inside) {
    const below = at > box.bottom;
    return haloed(
      theme,
      box.right - 2,
      below ? box.bottom - 6 : box.top + 12,
      'end',
      `${below ? '↓' : '↑'} ${words}`,
      style,
    );
  }
  return svg`<g class="point" data-id="${point.id}" data-kind="constant"><line x1="${box.left}" x2="${box.right}" y1="${at}" y2="${at}" stroke="${theme.muted}" stroke-dasharray="6 4"/>${haloed(theme, box.right - 2, at - 5, 'end', words, style)}</g>`;
}

/** Runs that no other run beats on both axes, by rising compute. */
export function paretoFront<P extends { readonly x: number; readonly y: number }>(
  points: readonly P[],
  yHigherBetter: boolean,
): P[] {
  const better = (a: number, b: number): boolean => (yHigherBetter ? a > b : a < b);
  const ordered = [...points].sort((a, b) => a.x - b.x || (better(a.y, b.y) ? -1 : 1));
  const front: P[] = [];
  for (const point of ordered) if (front.length === 0 || better(point.y, front.at(-1)!.y)) front.push(point);
  return front;
}

interface Label {
  readonly x: number;
  readonly y: number;
  readonly anchor: 'start' | 'middle' | 'end';
  readonly text: string;
}

/** A free place for each label beside its point: right, left, above, below; further away if need be; else none. */
function placeLabels(texts: readonly string[], dots: readonly { x: number; y: number }[], box: Box): (Label | null)[] {
  const taken: Box[] = dots.map((dot) => ({ left: dot.x - 7, right: dot.x + 7, top: dot.y - 7, bottom: dot.y + 7 }));
  return texts.map((text, i) => {
    const dot = dots[i]!;
    const wide = textWidth(text, sizes.label);
    for (const far of [0, 13, 26]) {
      const candidates: Label[] = [
        { x: dot.x + 13, y: dot.y + 4 - far, anchor: 'start', text },
        { x: dot.x - 13, y: dot.y + 4 - far, anchor: 'end', text },
        { x: dot.x + 13, y: dot.y + 4 + far, anchor: 'start', text },
        { x: dot.x - 13, y: dot.y + 4 + far, anchor: 'end', text },
        { x: dot.x, y: dot.y - 12 - far, anchor: 'middle', text },
        { x: dot.x, y: dot.y + 21 + far, anchor: 'middle', text },
      ];
      for (const label of candidates) {
        const left = label.anchor === 'start' ? label.x : label.anchor === 'end' ? label.x - wide : label.x - wide / 2;
        const area = { left, right: left + wide, top: label.y - 10, bottom: label.y + 3 };
        if (
          area.left < box.left + 2 ||
          area.right > box.right + 14 ||
          area.top < box.top - 6 ||
          area.bottom > box.bottom - 2
        )
          continue;
        if (
          taken.some(
            (other, at) =>
              at !== i &&
              area.left < other.right &&
              other.left < area.right &&
              area.top < other.bottom &&
              other.top < area.bottom,
          )
        )
          continue;
        taken.push(area);
        return label;
      }
    }
    return null;
  });
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
