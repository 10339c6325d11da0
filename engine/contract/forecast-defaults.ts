// What a forecast looks back on and how far it looks ahead until a person says otherwise.

import type { Language } from './language.ts';
import type { DataSource } from './project.ts';
import type { SeriesClock, SeriesReport } from './series.ts';

/** Share of values that a proposed interval is to hold. */
export const usualInterval = 0.8;

/** A season of more rows than this (a day of minutes) is more than most people ask for at once. */
const longSeason = 288;
/** Rows ahead without a clock. */
const unclockedHorizon = 24;
/** Of all rows of a series, the most that are forecast at once. */
const mostAhead = 1 / 20;
/** Of all rows of a series, the most that are looked back on. */
const mostBack = 1 / 8;
/**
 * ... but a whole season where it is no more than this part: without last year's month a map cannot know it. The first 60
 * months, 3 ahead, seen from 12 months instead of 7 (MASE): air in Nottingham 2.73 to 1.16, AirPassengers 1.45 to 1.09.
 */
const mostSeason = 1 / 4;
/**
 * A week of more rows than this (of ten minutes) costs more than it tells. The power of a machine in shifts every ten
 * minutes, six hours ahead: MASE 0.599 from two days, 0.177 from a week (the same time last week: 0.167).
 */
const longWeek = 1008;
const hour = 3_600_000;
const day = 24 * hour;

/**
 * Whether hour, weekday and days off are read as known ahead, where a person says nothing: where rows are a day apart or
 * less; undefined = no. In Japanese with Japan's holidays. Error of linear maps with them (MASE): hourly power of a plant
 * with weekends off 0.375 to 0.332 (the same hour last week: 0.355), orders by day 0.877 to 0.871, ETTh1 0.949 to 0.954.
 */
export function usualCalendar({ step }: Pick<SeriesClock, 'step'>, language: Language): DataSource['calendar'] {
  if (step === null || step > day) return undefined;
  return language === 'ja' ? 'japan' : 'plain';
}

/** Rows of one of several series of about the same length: what a window has to fit into. */
export function rowsOfOne(rows: number, { series }: Pick<SeriesReport, 'series'>): number {
  return Math.floor(rows / Math.max(1, series));
}

/**
 * Rows ahead: a season of the clock (a day of hours, a week of days, a year of months), an hour of a long one.
 * @param rows of one series
 */
export function usualHorizon({ season, step }: Pick<SeriesClock, 'season' | 'step'>, rows: number): number {
  const most = Math.max(1, Math.floor(rows * mostAhead));
  if (season === null) return Math.min(most, unclockedHorizon);
  const isLong = season > longSeason && step !== null;
  return Math.min(most, isLong ? Math.max(1, Math.round(hour / step)) : season);
}

/**
 * Rows looked back on: whole seasons about three and a half horizons long, and a week where there is one, so that the same
 * hour of last week is among them; not too large a part of all rows. On the hourly power of a plant with weekends off a week
 * instead of four days made the error 21 % smaller; on ETTh1, which knows no weekends, +0.5 % and -3.7 %.
 * @param rows of one series
 */
export function usualLookback(clock: Pick<SeriesClock, 'season' | 'week'>, rows: number, horizon: number): number {
  const season = clock.season ?? 1;
  const week = clock.week !== null && clock.week <= longWeek ? clock.week : 0;
  const wanted = Math.max(2 * season, 3.5 * horizon, week);
  const fitting = season <= rows * mostSeason ? season : 1;
  const most = Math.max(fitting, Math.floor(rows * mostBack));
  return Math.min(most, Math.max(season, Math.round(wanted / season) * season));
}
