// Values of a series that do not move as they should: stretches at one value, and columns known only every few rows.

export interface Stretch {
  readonly from: number;
  readonly length: number;
}

/** Shorter stretches may be chance whatever the column. */
const shortest = 10;
/** How likely a stretch may be at most, were equal neighbours a matter of chance. */
const unlikely = 1e-4;
/** A column with fewer different values has states, not measurements. */
const fewValues = 20;
/** More such stretches than this are how the column is (nights, standstills). */
const mostStretches = 10;

/**
 * Stretches at one value that chance does not explain, longest first; none where they are usual.
 *
 * @param filled 1 where a value was made, which is no standstill of a sensor
 */
export function stuckStretches(
  values: Float64Array,
  firstRow: ArrayLike<number>,
  season: number,
  filled?: Uint8Array,
): Stretch[] {
  const runs = runsOf(values, firstRow, filled);
  if (new Set(values).size <= fewValues) return [];
  const long = Math.max(shortest, Math.min(season, 48));
  const candidates = runs.filter((run) => run.length >= long);
  // How often neighbours are equal outside those stretches.
  const [rows, equal] = runs.reduce(
    ([n, same], run) => (run.length >= long ? [n, same] : [n + run.length, same + run.length - 1]),
    [0, 0],
  );
  const chance = rows > 0 ? equal / rows : 1;
  const stuck = candidates.filter((run) => values.length * chance ** (run.length - 1) < unlikely);
  return stuck.length > mostStretches ? [] : stuck.sort((a, b) => b.length - a.length || a.from - b.from);
}

function runsOf(values: Float64Array, firstRow: ArrayLike<number>, filled: Uint8Array | undefined): Stretch[] {
  const runs: { from: number; length: number }[] = [];
  for (let row = 0; row < values.length; row++) {
    if (Number.isNaN(values[row]!) || filled?.[row] === 1) continue;
    const last = runs.at(-1);
    const goes = last && last.from + last.length === row && values[row] === values[last.from];
    if (goes && firstRow[row] === firstRow[last.from]) last.length++;
    else runs.push({ from: row, length: 1 });
  }
  return runs;
}

export interface Coarseness {
  /** Rows from one value to the next. */
  readonly every: number;
  /** Nothing between, or the same value repeated. */
  readonly form: 'missing' | 'held';
}

/** Fewer values than this show no rhythm. */
const fewestValues = 20;
const nearlyAll = 0.9;

/** Whether a column has a new value only every few rows. */
export function coarseness(values: Float64Array, firstRow: ArrayLike<number>): Coarseness | null {
  const known: number[] = [];
  const changed: number[] = [];
  let before = NaN;
  values.forEach((value, row) => {
    if (Number.isNaN(value)) return;
    known.push(row);
    if (value !== before) changed.push(row);
    before = value;
  });
  const missing = rhythm(known, firstRow);
  if (missing !== null) return { every: missing, form: 'missing' };
  const held = rhythm(changed, firstRow);
  return held === null ? null : { every: held, form: 'held' };
}

/** The steady distance of these rows where it is more than 1. A value that happens to repeat makes a double distance. */
function rhythm(rows: readonly number[], firstRow: ArrayLike<number>): number | null {
  if (rows.length < fewestValues) return null;
  const steps = rows.slice(1).flatMap((row, i) => (firstRow[row] === firstRow[rows[i]!] ? [row - rows[i]!] : []));
  const common = steps.toSorted((a, b) => a - b)[steps.length >> 1] ?? 1;
  const steady = steps.filter((step) => step % common === 0).length;
  return common > 1 && steady >= nearlyAll * steps.length ? common : null;
}
