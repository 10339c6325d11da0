// Which of the forecasts that are kept to be drawn shows a day.

import type { ForecastDetail, ForecastWindow } from '../../engine/contract/series.ts';

const dayLength = 86_400_000;

/** Place of the window that forecast this day and column, the column being the one furthest off; -1 where none is kept. */
export function windowOfDay(
  { windows, clock, horizon }: Pick<ForecastDetail, 'windows' | 'clock' | 'horizon'>,
  day: number,
  column: string,
): number {
  const step = clock.step;
  if (step === null) return -1;
  const shows = ({ moment }: ForecastWindow): boolean =>
    moment !== null && moment + step < day + dayLength && moment + horizon * step >= day;
  const own = windows.findIndex((window) => window.column === column && shows(window));
  return own >= 0 ? own : windows.findIndex(shows);
}
