// Forecasts of new data as pictures: the rows of the result put together by series and column.

import type { ForecastPlotData } from '../../engine/charts/index.ts';
import type { JudgedColumn, JudgedRows, JudgedSource } from '../../engine/contract/judging.ts';

type Cell = JudgedRows['rows'][number]['cells'][number];

export interface JudgedForecast {
  /** Empty where there is one series. */
  readonly strand: string;
  readonly taskId: string;
  readonly plot: ForecastPlotData;
}

/**
 * One picture a series and forecast column, in the order of the result; series that are too short have none.
 *
 * @param intervalOf share of values that the interval of a task is to hold; null = it has none
 */
export function judgedForecasts(
  source: JudgedSource,
  rows: JudgedRows['rows'],
  intervalOf: (taskId: string) => number | null,
): JudgedForecast[] {
  const at = (role: JudgedColumn['role'], of?: JudgedColumn): number =>
    source.columns.findIndex(
      (column) => column.role === role && (!of || (column.taskId === of.taskId && column.name === of.name)),
    );
  const [strandAt, momentAt, aheadAt] = [at('strand'), at('moment'), at('ahead')];
  const strands = new Map<string, (readonly Cell[])[]>();
  for (const { cells } of rows) {
    const strand = strandAt < 0 ? '' : String(cells[strandAt] ?? '');
    strands.set(strand, [...(strands.get(strand) ?? []), cells]);
  }
  const points = source.columns.flatMap((column, index) => (column.role === 'point' ? [{ column, index }] : []));
  return [...strands].flatMap(([strand, own]) =>
    points.flatMap(({ column, index }): JudgedForecast[] => {
      const [lowerAt, upperAt] = [at('lower', column), at('upper', column)];
      const known = own.filter((cells) => typeof cells[index] === 'number');
      if (known.length < 2 || column.taskId === null) return [];
      const clock = clockOf(known.map((cells) => cells[momentAt] ?? null));
      return [
        {
          strand,
          taskId: column.taskId,
          plot: {
            column: column.name,
            unit: column.unit,
            history: [],
            ahead: known.map((cells) => [
              Number(cells[aheadAt]),
              null,
              Number(cells[index]),
              numberAt(cells, lowerAt),
              numberAt(cells, upperAt),
            ]),
            ...clock,
            interval: intervalOf(column.taskId),
          },
        },
      ];
    }),
  );
}

function numberAt(cells: readonly Cell[], index: number): number | null {
  const cell = cells[index];
  return typeof cell === 'number' ? cell : null;
}

const written = /^(\d{4})\/(\d{1,2})\/(\d{1,2})(?: (\d{1,2}):(\d{2})(?::(\d{2}))?)?$/;

/** The moment before the first row and the time from row to row, where all of them are equally far apart. */
function clockOf(moments: readonly Cell[]): { moment: number | null; step: number | null } {
  const times = moments.map(timeOf);
  const [first, second] = times;
  if (first === undefined || second === undefined || first === null || second === null)
    return { moment: null, step: null };
  const step = second - first;
  const isEven = times.every((time, i) => time === first + i * step);
  return isEven && step > 0 ? { moment: first - step, step } : { moment: null, step: null };
}

function timeOf(cell: Cell): number | null {
  const match = written.exec(String(cell ?? ''));
  if (!match) return null;
  const [year, month, day, hour, minute, second] = match.slice(1).map((part) => Number(part ?? 0));
  return Date.UTC(year!, month! - 1, day, hour, minute, second);
}
