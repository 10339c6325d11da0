// Some stretches to look at: forecasts in the middle of all by their error, and the worst ones.

import type { ForecastWindow } from '../../contract/series.ts';
import type { Judged } from '../judged.ts';
import { fields, type Scales, type Tally } from './tally.ts';

const mostColumns = 3;
/** Points of a line that is drawn some hundred pixels wide. */
const mostPoints = 200;

/**
 * At most six: of the first three columns a typical and a bad one; of a single column three typical ones. Of several series
 * errors are compared in the scale of each.
 */
export function windowsOf(test: Judged, tally: Tally, scales: Scales): ForecastWindow[] {
  if (tally.origins === 0) return [];
  const { columns } = test.forecast!;
  const shares = columns.length === 1 ? [0.25, 0.5, 0.75] : [0.5];
  return columns.slice(0, mostColumns).flatMap((_, c) => {
    const order = byError(tally, c, scales);
    if (order.length === 0) return [];
    const typical = [...new Set(shares.map((share) => order[Math.floor(share * (order.length - 1))]!))];
    const worst = order.at(-1)!;
    return [
      ...typical.filter((i) => i !== worst).map((i) => windowOf(test, c, i, 'typical')),
      windowOf(test, c, worst, 'worst'),
    ];
  });
}

/** Origins by rising mean error of this column; of several series those that have a scale. */
function byError({ sums, origins, columns, cells, strands }: Tally, c: number, { naive }: Scales): number[] {
  const at = (i: number, field: 'count' | 'absolute'): number =>
    sums[(i * fields.length + fields.indexOf(field)) * columns + c]!;
  const scaleOf = (i: number): number | null => (cells === columns ? 1 : naive[strands[i]! * columns + c]!);
  const error = (i: number): number => at(i, 'absolute') / at(i, 'count') / scaleOf(i)!;
  return Array.from({ length: origins }, (_, i) => i)
    .filter((i) => at(i, 'count') > 0 && scaleOf(i) !== null)
    .sort((a, b) => error(a) - error(b) || a - b);
}

function windowOf(test: Judged, c: number, i: number, kind: ForecastWindow['kind']): ForecastWindow {
  const { columns, horizon, outputs, past } = test.forecast!;
  const row = test.rows[i]!;
  const back = Math.min(row - past.firstRow[row]! + 1, Math.max(horizon, 2 * (past.clock.season ?? 12)));
  const base = i * columns.length * horizon + c * horizon;
  const known = (value: number): number | null => (Number.isFinite(value) ? value : null);
  return {
    column: columns[c]!,
    unit: past.units[c] ?? null,
    ...(past.strands ? { series: past.strands.names[past.strands.of[row]!]! } : {}),
    kind,
    row,
    moment: past.moments?.[row] ?? null,
    history: thin(back).map((k) => [k - back + 1, known(past.values[c]![row - back + 1 + k]!)]),
    ahead: thin(horizon).map((h) => {
      const at = (base + h) * outputs;
      const ends = outputs === 3 ? [test.predicted[at + 1]!, test.predicted[at + 2]!] : [null, null];
      return [h + 1, known(test.actual[base + h]!), test.predicted[at]!, ends[0]!, ends[1]!];
    }),
  };
}

function thin(count: number): number[] {
  if (count <= mostPoints) return Array.from({ length: count }, (_, i) => i);
  return Array.from({ length: mostPoints }, (_, i) => Math.round((i * (count - 1)) / (mostPoints - 1)));
}
