// Dividing rows evenly over all tasks at once: iterative stratification (Sechidis, Tsoumakas and
// Vlahavas 2011, "On the Stratification of Multi-Label Data", algorithm 1), and plain random division.

import { permutation, type Rng } from '../../base/rng.ts';
import type { StratumLabels } from './labels.ts';

/**
 * Assigns each of `rows` to a part so that every stratum is divided as the shares say.
 *
 * The rarest stratum goes first, row by row, to the part that lacks most of it; what is given counts
 * against all strata of the row. With one task, each class comes within one row of its share.
 *
 * @param shares of all rows, summing to 1
 * @returns part of each row, in the order of `rows`
 */
export function stratify(rows: Uint32Array, labels: StratumLabels, shares: readonly number[], rng: Rng): Uint8Array {
  const order = permutation(rows.length, rng);
  const { members, counts } = membersOf(rows, order, labels);
  const wanted = shares.map((share) => Float64Array.from(counts, (count) => count * share));
  const room = shares.map((share) => share * rows.length);
  const parts = new Uint8Array(rows.length).fill(255);
  const left = Uint32Array.from(counts);

  const assign = (place: number, part: number): void => {
    parts[place] = part;
    room[part]!--;
    for (const codes of labels.codes) {
      const stratum = codes[rows[place]!]!;
      if (stratum < 0) continue;
      wanted[part]![stratum]!--;
      left[stratum]!--;
    }
  };

  for (let stratum = rarest(left); stratum >= 0; stratum = rarest(left)) {
    for (const place of members[stratum]!) {
      if (parts[place] === 255) assign(place, neediest(wanted, room, stratum));
    }
  }
  // Rows without a label in any task.
  for (const place of order) if (parts[place] === 255) assign(place, room.indexOf(Math.max(...room)));
  return parts;
}

/** Assigns rows at random, each part within one row of its share. */
export function divideRandomly(count: number, shares: readonly number[], rng: Rng): Uint8Array {
  const order = permutation(count, rng);
  const parts = new Uint8Array(count);
  let start = 0;
  let upTo = 0;
  shares.forEach((share, part) => {
    upTo += share;
    const end = part === shares.length - 1 ? count : Math.round(upTo * count);
    for (let i = start; i < end; i++) parts[order[i]!] = part;
    start = end;
  });
  return parts;
}

/** Places in `rows` of each stratum, in random order. */
function membersOf(
  rows: Uint32Array,
  order: Uint32Array,
  labels: StratumLabels,
): { members: Uint32Array[]; counts: Uint32Array } {
  const counts = new Uint32Array(labels.strata);
  for (const codes of labels.codes) for (const row of rows) if (codes[row]! >= 0) counts[codes[row]!]!++;
  const members = Array.from(counts, (count) => new Uint32Array(count));
  const filled = new Uint32Array(labels.strata);
  for (const codes of labels.codes) {
    for (const place of order) {
      const stratum = codes[rows[place]!]!;
      if (stratum >= 0) members[stratum]![filled[stratum]!++] = place;
    }
  }
  return { members, counts };
}

function rarest(left: Uint32Array): number {
  let best = -1;
  for (let stratum = 0; stratum < left.length; stratum++) {
    if (left[stratum]! > 0 && (best < 0 || left[stratum]! < left[best]!)) best = stratum;
  }
  return best;
}

/** The part that lacks most of the stratum; of equals, the one with most room. */
function neediest(wanted: readonly Float64Array[], room: readonly number[], stratum: number): number {
  let best = 0;
  for (let part = 1; part < wanted.length; part++) {
    const lead = wanted[part]![stratum]! - wanted[best]![stratum]!;
    if (lead > 1e-9 || (lead > -1e-9 && room[part]! > room[best]!)) best = part;
  }
  return best;
}
