// Dividing whole groups: a lot never stands on two sides. Groups are placed so that rows and the
// labels of every task come as near to their shares as groups allow.

import { permutation, type Rng } from '../../base/rng.ts';
import type { StratumLabels } from './labels.ts';

/** Rows and strata of one group: parallel lists of stratum and count. Stratum 0 is all its rows. */
interface Content {
  readonly strata: number[];
  readonly counts: number[];
}

/** Up to this many groups, every pair is tried for an exchange. */
const mostExchanged = 200;
/** An improvement smaller than this is rounding. */
const least = 1e-9;

/**
 * Assigns each group to a part.
 *
 * Largest groups first, each to the part where it lowers the chi-square distance between what the parts
 * hold and what they should hold most; then groups are moved while that lowers it further.
 *
 * @param groupOfRow group number at each row of the table, below `groupCount`
 * @returns part of each group; every part gets at least one when there are as many groups
 */
export function divideGroups(
  rows: Uint32Array,
  groupOfRow: Int32Array,
  groupCount: number,
  labels: StratumLabels,
  shares: readonly number[],
  rng: Rng,
): Uint8Array {
  const contents = contentsOf(rows, groupOfRow, groupCount, labels);
  const totals = new Float64Array(labels.strata + 1);
  for (const { strata, counts } of contents) strata.forEach((stratum, i) => (totals[stratum]! += counts[i]!));
  const wanted = shares.map((share) => Float64Array.from(totals, (total) => total * share));
  const missing = wanted.map((part) => part.slice());
  const members = new Uint32Array(shares.length);

  // Rows weigh as much as all strata together: shares are what the user set.
  const weight = (stratum: number): number => (stratum === 0 ? Math.max(1, labels.strata) : 1) / totals[stratum]!;
  const gain = (group: number, part: number): number => {
    const { strata, counts } = contents[group]!;
    let sum = 0;
    for (let i = 0; i < strata.length; i++) {
      const stratum = strata[i]!;
      const amount = counts[i]!;
      sum += ((2 * missing[part]![stratum]! * amount - amount * amount) / wanted[part]![stratum]!) * weight(stratum);
    }
    return sum;
  };
  const move = (group: number, part: number, sign: 1 | -1): void => {
    const { strata, counts } = contents[group]!;
    strata.forEach((stratum, i) => (missing[part]![stratum]! -= sign * counts[i]!));
    members[part]! += sign;
  };
  const bestPart = (group: number): number => {
    const gains = shares.map((_, part) => gain(group, part));
    return gains.indexOf(Math.max(...gains));
  };

  const exchange = (): boolean => {
    let moved = false;
    for (const [place, one] of order.entries()) {
      for (const other of order.slice(place + 1)) {
        const [first, second] = [parts[one]!, parts[other]!];
        if (first === second) continue;
        move(one, first, -1);
        move(other, second, -1);
        const better = gain(one, second) + gain(other, first) > gain(one, first) + gain(other, second) + least;
        [parts[one], parts[other]] = better ? [second, first] : [first, second];
        move(one, parts[one]!, 1);
        move(other, parts[other]!, 1);
        moved ||= better;
      }
    }
    return moved;
  };

  const size = (group: number): number => contents[group]!.counts[0] ?? 0;
  const order = [...permutation(groupCount, rng)].sort((a, b) => size(b) - size(a));
  const parts = new Uint8Array(groupCount);
  for (const group of order) {
    parts[group] = bestPart(group);
    move(group, parts[group]!, 1);
  }
  for (let pass = 0, moved = true; moved && pass < 10; pass++) {
    moved = false;
    for (const group of order) {
      const from = parts[group]!;
      if (members[from]! <= 1) continue;
      move(group, from, -1);
      const to = bestPart(group);
      const better = to !== from && gain(group, to) > gain(group, from) + least;
      parts[group] = better ? to : from;
      move(group, parts[group]!, 1);
      moved ||= better;
    }
    // With groups of one size, only an exchange can improve the labels without spoiling the rows.
    if (groupCount <= mostExchanged) moved = exchange() || moved;
  }
  fillEmptyParts(parts, members, order);
  return parts;
}

/** A part without a group gets the smallest one of a part that can spare it. */
function fillEmptyParts(parts: Uint8Array, members: Uint32Array, order: readonly number[]): void {
  for (let part = 0; part < members.length; part++) {
    if (members[part]! > 0) continue;
    const group = order.findLast((candidate) => members[parts[candidate]!]! > 1);
    if (group === undefined) return;
    members[parts[group]!]!--;
    members[part]!++;
    parts[group] = part;
  }
}

function contentsOf(rows: Uint32Array, groupOfRow: Int32Array, groupCount: number, labels: StratumLabels): Content[] {
  const found = Array.from({ length: groupCount }, () => new Map<number, number>([[0, 0]]));
  const add = (row: number, stratum: number): void => {
    const map = found[groupOfRow[row]!]!;
    map.set(stratum, (map.get(stratum) ?? 0) + 1);
  };
  for (const row of rows) {
    add(row, 0);
    for (const codes of labels.codes) if (codes[row]! >= 0) add(row, codes[row]! + 1);
  }
  return found.map((map) => ({ strata: [...map.keys()], counts: [...map.values()] }));
}
