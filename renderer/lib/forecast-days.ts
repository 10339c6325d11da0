// Which of the forecasts that are kept to be drawn shows a day.

import type { ForecastDetail, ForecastWindow } from '../../engine/contract/series.ts';

const dayLength = 86_400_000;

/** Place of the window that forecast this day and column (of this series), the one furthest off; -1 where none is kept. */
export function windowOfDay(
  { windows, clock, horizon }: Pick<ForecastDetail, 'windows' | 'clock' | 'horizon'>,
  day: number,
  { column, series }: Pick<ForecastWindow, 'column' | 'series'>,
): number {
  const step = clock.step;
  if (step === null) return -1;
  const shows = ({ moment }: ForecastWindow): boolean =>
    moment !== null && moment + step < day + dayLength && moment + horizon * step >= day;
  const ofSeries = windows.map((window) => window.series === series && shows(window));
  const own = windows.findIndex((window, i) => window.column === column && ofSeries[i]);
  return own >= 0 ? own : ofSeries.indexOf(true);
}
