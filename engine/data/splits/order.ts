// Dividing by time: oldest rows train, newest test, equal moments together.

/**
 * Cuts rows in order of `moments` into parts of about these shares.
 *
 * Each cut stands between two different moments, at the one nearest to its share.
 *
 * @param moments one value a row, none missing
 * @param shares from oldest to newest, summing to 1
 * @returns part of each row, or null where there are fewer different moments than parts
 */
export function divideByOrder(moments: Float64Array, shares: readonly number[]): Uint8Array | null {
  const ascending = moments.slice().sort();
  const starts: number[] = []; // places where a new moment begins, after the first
  for (let i = 1; i < ascending.length; i++) if (ascending[i] !== ascending[i - 1]) starts.push(i);
  if (starts.length < shares.length - 1) return null;

  const cuts: number[] = [];
  let upTo = 0;
  for (let part = 0; part < shares.length - 1; part++) {
    upTo += shares[part]!;
    // Later cuts need moments of their own.
    const available = starts
      .slice(cuts.length, starts.length - (shares.length - 2 - part))
      .filter((start) => start > (cuts.at(-1) ?? 0));
    cuts.push(nearest(available, upTo * ascending.length));
  }
  const firsts = cuts.map((cut) => ascending[cut]!);
  return Uint8Array.from(moments, (moment) => firsts.filter((first) => moment >= first).length);
}

/** The value nearest to `wanted`; `values` ascending and not empty. */
function nearest(values: readonly number[], wanted: number): number {
  let best = values[0]!;
  for (const value of values) if (Math.abs(value - wanted) < Math.abs(best - wanted)) best = value;
  return best;
}
