// A line without axes, for a table cell: its shape, and a dot where it ends.

import { isKnown, lastKnown, path, thin } from './curves.ts';
import { chart, phrase, type Frame } from './frame.ts';
import { linear } from './axes.ts';
import { svg } from './svg.ts';

/** `label` says what the line is, for people who hear it. */
export function sparkline(values: readonly (number | null)[], label: string, frame: Frame): string {
  const { theme, width, height } = frame;
  const kept = thin(values.length, Math.max(2, Math.round(width))).map((i) => values[i] ?? null);
  const known = kept.filter(isKnown);
  const end = lastKnown(kept);
  if (end < 0) return chart(frame, label, phrase(frame, 'データなし', 'no data'));
  const x = linear([0, Math.max(1, kept.length - 1)], [3, width - 4]).domain([0, Math.max(1, kept.length - 1)]);
  const y = linear(known, [height - 4, 4]);
  const last = known.at(-1)!;
  return chart(
    frame,
    label,
    phrase(frame, `最後の値 ${Number(last.toPrecision(3))}`, `last value ${Number(last.toPrecision(3))}`),
    svg`<path d="${path(
      kept.map((_, i) => i),
      kept,
      x,
      y,
    )}" fill="none" stroke="${theme.series[0]!}" stroke-width="1.5" stroke-linejoin="round"/><circle cx="${x(end)}" cy="${y(last)}" r="2.4" fill="${theme.series[0]!}"/>`,
  );
}
