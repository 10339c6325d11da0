// Plain statistics of one array of numbers: exact, in double precision, missing values left aside.

export interface Moments {
  readonly count: number;
  readonly mean: number;
  readonly deviation: number;
}

/** Mean and sample standard deviation (Welford), over what is not NaN. No value: NaN; one value: deviation 0. */
export function moments(values: ArrayLike<number>): Moments {
  let count = 0;
  let mean = 0;
  let squares = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (Number.isNaN(value)) continue;
    count++;
    const step = value - mean;
    mean += step / count;
    squares += step * (value - mean);
  }
  if (count === 0) return { count, mean: NaN, deviation: NaN };
  return { count, mean, deviation: count > 1 ? Math.sqrt(Math.max(0, squares) / (count - 1)) : 0 };
}

/** Mean and population standard deviation over the rows that count and hold a value; both 0 where there are none. */
export function momentsWhere(values: ArrayLike<number>, counts: (row: number) => boolean): Moments {
  return momentsBy(values, counts, 1, () => 0)[0]!;
}

/**
 * The same of each group of rows, in one pass.
 *
 * @param groupOf of a row, below `groups`; -1 = none of them
 */
export function momentsBy(
  values: ArrayLike<number>,
  counts: (row: number) => boolean,
  groups: number,
  groupOf: (row: number) => number,
): Moments[] {
  const found = Array.from({ length: groups }, () => ({ count: 0, mean: 0, squares: 0 }));
  for (let row = 0; row < values.length; row++) {
    const value = values[row]!;
    const own = found[groupOf(row)];
    if (own === undefined || Number.isNaN(value) || !counts(row)) continue;
    own.count++;
    const step = value - own.mean;
    own.mean += step / own.count;
    own.squares += step * (value - own.mean);
  }
  return found.map(({ count, mean, squares }) => ({
    count,
    mean,
    deviation: Math.sqrt(squares / Math.max(1, count)),
  }));
}

/** The values that are not NaN, ascending, in a new array. */
export function sorted(values: ArrayLike<number>): Float64Array {
  let count = 0;
  const kept = new Float64Array(values.length);
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (!Number.isNaN(value)) kept[count++] = value;
  }
  return kept.subarray(0, count).sort();
}

/**
 * The value below which `share` of an ascending array lies, linear between neighbours
 * (Hyndman and Fan 1996, type 7). NaN for an empty array.
 *
 * @param share 0 to 1
 */
export function quantile(ascending: ArrayLike<number>, share: number): number {
  if (ascending.length === 0) return NaN;
  const position = share * (ascending.length - 1);
  const below = Math.floor(position);
  const low = ascending[below]!;
  const high = ascending[Math.min(below + 1, ascending.length - 1)]!;
  return low + (high - low) * (position - below);
}

/** Different values of an ascending array. */
export function countDistinct(ascending: ArrayLike<number>): number {
  let distinct = 0;
  for (let i = 0; i < ascending.length; i++) if (i === 0 || ascending[i] !== ascending[i - 1]) distinct++;
  return distinct;
}

/** How often each code 0…levels-1 occurs; negative codes are missing and not counted. */
export function countCodes(codes: ArrayLike<number>, levels: number, rows?: ArrayLike<number>): Uint32Array {
  const counts = new Uint32Array(levels);
  const length = rows ? rows.length : codes.length;
  for (let i = 0; i < length; i++) {
    const code = codes[rows ? rows[i]! : i]!;
    if (code >= 0) counts[code]!++;
  }
  return counts;
}

/** The values at these rows, in a new array. */
export function pick(values: ArrayLike<number>, rows: ArrayLike<number>): Float64Array {
  const picked = new Float64Array(rows.length);
  for (let i = 0; i < rows.length; i++) picked[i] = values[rows[i]!]!;
  return picked;
}
