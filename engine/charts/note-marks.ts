// Numbered flags above a plot at the epochs of notable changes; the sentences stand beside the chart.

import type { Box } from './axes.ts';
import { spreadApart, type Frame } from './frame.ts';
import { svg, type Markup } from './svg.ts';

/** Flags for the notes inside `[first, last]`; those that would cover each other move to the right. */
export function noteMarks(
  notes: readonly { readonly epoch: number }[],
  range: readonly [first: number, last: number],
  frame: Frame,
  box: Box,
  x: (epoch: number) => number,
): Markup {
  const inside = notes.filter((note) => note.epoch >= range[0] && note.epoch <= range[1]);
  const places = spreadApart(
    inside.map((note) => x(note.epoch)),
    16,
    box.left + 6,
    Math.max(box.left + 6, box.right - 6),
  );
  const { theme } = frame;
  return svg`${inside.map((note, i) => svg`<path d="M${places[i]!},${box.top - 9}L${x(note.epoch)},${box.top}V${box.bottom}" fill="none" stroke="${theme.text}" stroke-width="0.8" stroke-dasharray="2 2"/><circle cx="${places[i]!}" cy="${box.top - 15}" r="7" fill="${theme.surface}" stroke="${theme.text}" stroke-width="0.9"/><text x="${places[i]!}" y="${box.top - 11.6}" text-anchor="middle" font-size="9.5">${String(notes.indexOf(note) + 1)}</text>`)}`;
}
