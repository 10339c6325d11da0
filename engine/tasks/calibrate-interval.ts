// Intervals of forecasts held against validation rows: each column's are widened or narrowed by one factor, as far as
// those rows tell more than chance. Split conformal prediction with the distance from the point in half widths of the
// interval as score (Lei et al. 2018; Romano et al. 2019): a factor, so that the ends follow the window as before and
// never cross the point.

import type { ForecastTask } from '../contract/tasks.ts';
import type { TaskHead } from './rules.ts';
import type { TaskTargets } from './targets.ts';

/**
 * Neighbouring origins forecast nearly the same rows and err alike: what the validation part tells is counted by blocks
 * this many, not by origins. Measured (hourly loads of ETTh1, an hour ahead, 15 % validate): share inside 80 % intervals
 * on average 4.0 points off before, 1.5 with the whole factor, 2.0 held back as here.
 */
const blocks = 6;
/**
 * A block holds a week where a season is a day, so that six are no short time out of the ordinary: four weeks of
 * validation with the holidays of May took the share inside from 4.7 points off to 11.0.
 */
const daysOfWeek = 7;
/**
 * Of shorter blocks the factor is drawn back by as much as they are too short, and never narrows: an interval that holds
 * too little misleads more than one that holds too much. 220 noisy days, 7 ahead (27 origins validate): share inside 80 %
 * intervals 38 % to 62 % before, 79 % to 88 % so, pinball loss of the ends 4 % to 19 % lower; monthly series that were
 * right stay about as they are (Nottingham's air 81 % to 85 %, CO2 and AirPassengers unmoved), one is wider than it need be
 * (electrical equipment through 2009, by convolutions: 95 % to 98 %, loss 15 % higher).
 */
const leastFactorOfFew = 1;
/** Seasons of more rows than this are days; shorter ones are weeks of days or years of months. */
const longestCalendar = 12;

/**
 * The head with the factors that the validation rows ask for; the head itself where it has no interval, or the rows tell
 * nothing. Rows of other parts are not read.
 *
 * @param predictions of `rows`, `[rows, columns * horizon * 3]` in the columns' units
 * @param rows in order of time, one series after another
 * @param isValidation of a row number
 * @param season rows that are alike only as a whole, a day of hours, a week of days; null = none
 */
export function calibrated(
  head: TaskHead,
  targets: TaskTargets,
  predictions: Float32Array,
  rows: ArrayLike<number>,
  isValidation: (row: number) => boolean,
  season: number | null,
): TaskHead {
  const shape = head.forecast;
  if (shape?.outputs !== 3) return head;
  const { columns, horizon } = shape;
  const places = Array.from({ length: rows.length }, (_, i) => i).filter(
    (i) => isValidation(rows[i]!) && !Number.isNaN(targets.values[rows[i]!]!),
  );
  // Of several series each is divided for itself: more machines make no more weeks.
  const byStrand = [...Map.groupBy(places, (i) => targets.ahead!.strandOf?.(rows[i]!) ?? 0).values()];
  const lengthOf = (own: readonly number[]): number => Math.floor(own.length / blocks);
  const length = Math.max(0, ...byStrand.map(lengthOf));
  if (length === 0) return head;
  const enough = Math.min(1, length / Math.max(horizon, leastRows(season ?? 1)));
  const actual = new Float32Array(columns.length * horizon);
  const scores = columns.map(() => Array.from({ length: blocks }, (): number[] => []));
  const blockOf = byStrand.flatMap((own) =>
    own.map((i, at) => [i, Math.min(blocks - 1, Math.floor(at / Math.max(1, lengthOf(own))))] as const),
  );
  blockOf.forEach(([i, block]) => {
    targets.ahead!.read(rows[i]!, actual);
    scores.forEach((own, c) => {
      for (let place = c * horizon; place < (c + 1) * horizon; place++) {
        const from = i * head.outputSize + place * 3;
        const score = scoreOf(actual[place]!, predictions[from]!, predictions[from + 1]!, predictions[from + 2]!);
        if (!Number.isNaN(score)) own[block]!.push(score);
      }
    });
  });
  const wanted = (head.task as ForecastTask).interval ?? 0.8;
  const stretch = scores.map((own) => {
    const factor = stretchOf(own, wanted);
    return enough < 1 ? Math.max(leastFactorOfFew, factor) ** enough : factor;
  });
  return stretch.every((factor) => factor === 1) ? head : { ...head, forecast: { ...shape, stretch } };
}

/** Predictions with the head's factors put in, in place. */
export function stretchEnds(predictions: Float32Array, { forecast }: TaskHead): void {
  if (!forecast?.stretch) return;
  const { horizon, stretch } = forecast;
  const width = stretch.length * horizon;
  for (let from = 0; from < predictions.length; from += 3) {
    const factor = stretch[Math.floor(((from / 3) % width) / horizon)]!;
    const point = predictions[from]!;
    predictions[from + 1] = point + (predictions[from + 1]! - point) * factor;
    predictions[from + 2] = point + (predictions[from + 2]! - point) * factor;
  }
}

function leastRows(season: number): number {
  return season > longestCalendar ? daysOfWeek * season : season;
}

/** How far a value lies from the point, in the interval's own reach on that side: up to 1 is inside. NaN = unknown. */
function scoreOf(value: number, point: number, lower: number, upper: number): number {
  if (Number.isNaN(value) || value === point) return value - point;
  return value < point ? (point - value) / Math.max(0, point - lower) : (value - point) / Math.max(0, upper - point);
}

/**
 * The factor after which the share wanted is inside, drawn back towards 1 by how surely the blocks say that it is not
 * inside already: the positive part of 1 - E[t^2] / t^2 (James and Stein 1961), where E[t^2] is what chance alone gives.
 */
function stretchOf(scores: readonly (readonly number[])[], wanted: number): number {
  const known = scores.filter((own) => own.length > 0);
  if (known.length < blocks) return 1;
  const shares = known.map((own) => own.filter((score) => score <= 1).length / own.length);
  const mean = shares.reduce((sum, share) => sum + share, 0) / blocks;
  const variance = shares.reduce((sum, share) => sum + (share - mean) ** 2, 0) / (blocks - 1) / blocks;
  const freedom = blocks - 1;
  const surely = 1 - ((freedom / (freedom - 2)) * variance) / (mean - wanted) ** 2;
  if (!(surely > 0)) return 1;
  const sorted = Float64Array.from(known.flat()).sort();
  const whole = sorted[Math.min(sorted.length, Math.ceil((sorted.length + 1) * wanted)) - 1]!;
  return whole > 0 && Number.isFinite(whole) ? whole ** surely : 1;
}
