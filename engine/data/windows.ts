// A table in order of time as a forecaster reads it: what was seen up to a row, and what came after it.

/** The series of a table's rows, one channel a column; rows in order of time. */
export interface SeriesRows {
  /** Rows looked back on. */
  readonly lookback: number;
  readonly channels: number;
  /** `[rowCount, channels]`, raw, missing = NaN. */
  readonly values: Float32Array;
  /** First row of the series that each row belongs to: nothing is read across it. */
  readonly firstRow: Uint32Array;
  /** What is known ahead of time of each row (calendar, plans), scaled, `[rowCount, knownWidth]`. */
  readonly known: Float32Array;
  readonly knownWidth: number;
  /** Rows ahead for which `known` is fed. */
  readonly horizon: number;
  /** Where a data set holds several series: 1 + the place of each row's among the plan's strands, 0 = none of them. */
  readonly which?: Int32Array;
}

/** What was seen up to and including these rows, `[rows, lookback, channels]`; before the first row: NaN. */
export function seenUpTo({ lookback, channels, values, firstRow }: SeriesRows, rows: ArrayLike<number>): Float32Array {
  const size = lookback * channels;
  const seen = new Float32Array(rows.length * size);
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!;
    const from = row - lookback + 1;
    const first = firstRow[row]!;
    const lacking = Math.max(0, first - from) * channels;
    if (lacking > 0) seen.fill(NaN, i * size, i * size + lacking);
    seen.set(values.subarray(Math.max(from, first) * channels, (row + 1) * channels), i * size + lacking);
  }
  return seen;
}

/** What is known of the rows after these, `[rows, horizon, knownWidth]`; 0 beyond the end. */
export function knownAfter({ known, knownWidth, horizon }: SeriesRows, rows: ArrayLike<number>): Float32Array {
  const size = horizon * knownWidth;
  const ahead = new Float32Array(rows.length * size);
  for (let i = 0; i < rows.length; i++) {
    ahead.set(known.subarray((rows[i]! + 1) * knownWidth, (rows[i]! + 1 + horizon) * knownWidth), i * size);
  }
  return ahead;
}
