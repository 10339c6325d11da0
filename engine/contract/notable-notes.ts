// Of many changes of weight, the few to show first.

import type { WeightNote } from './runs.ts';

/** The `most` largest changes, a collapse before all others, in the order in which they happened. */
export function notableNotes(notes: readonly WeightNote[], most = 6): WeightNote[] {
  const size = (note: WeightNote): number => (note.change === 'collapsed' ? 1 : 0) + Math.abs(note.to - note.from);
  const largest = new Set([...notes].sort((a, b) => size(b) - size(a)).slice(0, most));
  return notes.filter((note) => largest.has(note));
}
