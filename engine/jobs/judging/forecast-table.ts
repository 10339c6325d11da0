// Forecasts as a table: one row for each moment ahead of each series, the forecast columns beside one another.

import type { CsvCell } from '../../contract/csv.ts';
import type { JudgedColumn, JudgedTask } from '../../contract/judging.ts';
import { judgedReason } from '../../contract/text/judging.ts';
import type { ForecastTask } from '../../contract/tasks.ts';
import { columnOf, dateText } from '../../data/table.ts';
import type { TaskHead } from '../../tasks/rules.ts';
import type { JudgedTable } from './judged-table.ts';
import { shown } from './judged-table.ts';
import type { SeriesAnswers } from './judge-series.ts';
import type { Understood } from './understand.ts';

/** One column of numbers: of which task and column, and which of its values. */
interface Place {
  readonly head: TaskHead;
  readonly column: number;
  readonly output: number;
}

/** In milliseconds. */
const wholeDay = 24 * 60 * 60 * 1000;

export function forecastTable(understood: Understood, answers: SeriesAnswers): JudgedTable {
  const { view, networks, content, old } = understood;
  const heads = networks
    .flatMap(({ model }) => model.heads)
    .filter(({ task }) => view.tasks.some(({ taskId }) => taskId === task.id));
  const { origins, predicted, seen, lookback } = answers;
  const places = heads.flatMap((head) =>
    head.forecast!.columns.flatMap((_, column) =>
      Array.from({ length: head.forecast!.outputs }, (_, output): Place => ({ head, column, output })),
    ),
  );
  const isShort = origins.map((_, i) =>
    heads.some((head) => Number.isNaN(valueOf({ head, column: 0, output: 0 }, i, 0))),
  );
  // A series that is too short has one row, with the reason.
  const rows = origins.flatMap((origin, i) =>
    Array.from({ length: isShort[i] ? 1 : origin.moments.length }, (_, h) => ({ origin, i, h })),
  );
  const hasCalendar = content.series!.report.first !== null;
  // Among hours midnight is one of them; days and months have none.
  const hasTimes = origins.some(({ moments }) => moments.some((moment) => (moment ?? 0) % wholeDay !== 0));
  const hasShort = isShort.includes(true);
  const columns: JudgedColumn[] = [
    ...(old.series === undefined ? [] : [plain('strand')]),
    plain('moment'),
    plain('ahead'),
    ...places.map((place): JudgedColumn => ({
      role: (['point', 'lower', 'upper'] as const)[place.output]!,
      taskId: place.head.task.id,
      name: place.head.forecast!.columns[place.column]!,
      unit: unitOf(place),
    })),
    ...(hasShort ? [plain('reason')] : []),
  ];

  function valueOf({ head, column, output }: Place, i: number, h: number): number {
    const { horizon, outputs } = head.forecast!;
    if (h >= horizon) return NaN;
    return predicted.get(head.task.id)![i * head.outputSize + (column * horizon + h) * outputs + output]!;
  }

  function unitOf({ head, column }: Place): string | null {
    const found = columnOf(content.table, head.forecast!.columns[column]!);
    return found?.unit ?? (head.task as ForecastTask).unit ?? null;
  }

  return {
    source: view.source,
    kind: 'forecast',
    rows: rows.length,
    columns,
    tasks: heads.map((head): JudgedTask => {
      const all = rows.flatMap(({ i, h }) =>
        head.forecast!.columns.map((_, column) => valueOf({ head, column, output: 0 }, i, h)),
      );
      const values = all.filter((value) => !Number.isNaN(value));
      const short = isShort.filter((is) => is).length;
      return {
        taskId: head.task.id,
        judged: origins.length - short,
        notJudged: short,
        classes: [],
        threshold: null,
        values:
          // Columns in units of their own have no common least and most.
          values.length === 0 || head.forecast!.columns.length > 1
            ? null
            : {
                least: shown(values.reduce((a, b) => Math.min(a, b))),
                mean: shown(values.reduce((a, b) => a + b, 0) / values.length),
                most: shown(values.reduce((a, b) => Math.max(a, b))),
              },
        result: null,
      };
    }),
    cells: (from, to, language) =>
      rows.slice(from, to).map(({ origin, i, h }): CsvCell[] => {
        const moment = origin.moments[h] ?? null;
        const value = (place: Place): number | null => {
          const found = valueOf(place, i, h);
          return Number.isNaN(found) ? null : shown(found);
        };
        return [
          ...(old.series === undefined ? [] : [origin.strand]),
          isShort[i] || moment === null ? null : hasCalendar ? dateText(moment, hasTimes) : moment,
          isShort[i] ? null : h + 1,
          ...places.map((place) => (isShort[i] ? null : value(place))),
          ...(hasShort
            ? [isShort[i] ? `${judgedReason('too-few-rows', language)} (${seen[i]} < ${lookback})` : '']
            : []),
        ];
      }),
    passes: (row, filter) => filter.kind === 'all' || (filter.kind === 'not-judged' && isShort[rows[row]!.i]!),
    close: () => {},
  };
}

function plain(role: JudgedColumn['role']): JudgedColumn {
  return { role, taskId: null, name: '', unit: null };
}
