// The checks of data in order of time, and the facts of their sentences (`text/findings-series.ts`).

export interface SeriesFindingFacts {
  /** `count` moments lack a row, the first at `example`; `breaks` of them are too long to look across. */
  'series-gaps': { count: number; rows: number; breaks: number; example: string };
  'series-duplicates': { count: number; example: string };
  /** `typical`: median milliseconds between rows. */
  'series-clock': { typical: number };
  'series-daylight': { repeated: number; skipped: number };
  /** `series`: which of several it is; empty where there is one. */
  'series-stuck': {
    column: string;
    series: string;
    length: number;
    value: number;
    from: string;
    to: string;
    stretches: number;
  };
  /** `origins` from which a whole forecast fits, of `needed`. */
  'series-too-short': {
    task: string;
    rows: number;
    lookback: number;
    horizon: number;
    origins: number;
    needed: number;
  };
  'series-coarse': { column: string; every: number; form: 'missing' | 'held' };
  /** The series that moved furthest, and how many others did too far as well. */
  'series-shift': {
    task: string;
    column: string;
    series: string;
    others: number;
    unit: string;
    from: number;
    to: number;
    deviations: number;
  };
}

export const seriesChecks = [
  'series-gaps',
  'series-duplicates',
  'series-clock',
  'series-daylight',
  'series-stuck',
  'series-too-short',
  'series-coarse',
  'series-shift',
] as const satisfies readonly (keyof SeriesFindingFacts)[];
