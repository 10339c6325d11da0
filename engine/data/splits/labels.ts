// What a division should keep even: one stratum a class, and quantile bins of a regression target.

import type { TaskTargets } from '../../tasks/targets.ts';
import { pick, quantile, sorted } from '../statistics.ts';

/** Codes of the strata of all tasks, numbered through: task after task. */
export interface StratumLabels {
  /** One array a task: stratum at each row of the table, -1 where the row has no label. */
  readonly codes: readonly Int32Array[];
  readonly strata: number;
}

const mostBins = 10;
/** Rows a bin needs, so that each part can get some. */
const rowsInBin = 10;

/** Strata of every task over the usable rows. */
export function labelStrata(targets: readonly TaskTargets[], rows: Uint32Array): StratumLabels {
  let strata = 0;
  const codes = targets.flatMap((target) => {
    if (target.ahead) return []; // what comes next is divided by time alone
    const first = strata;
    const edges = target.task.kind === 'regression' ? binEdges(target.values, rows) : null;
    strata += edges ? edges.length + 1 : target.classes.length;
    const own = Int32Array.from(target.values, (value) => {
      if (Number.isNaN(value)) return -1;
      return first + (edges ? binOf(value, edges) : value);
    });
    return [own];
  });
  return { codes, strata };
}

/** Upper edges of all bins but the last; equal values never fall into two bins. */
function binEdges(values: Float32Array, rows: Uint32Array): number[] {
  const ascending = sorted(pick(values, rows));
  const bins = Math.max(1, Math.min(mostBins, Math.floor(ascending.length / rowsInBin)));
  const edges: number[] = [];
  for (let bin = 1; bin < bins; bin++) {
    const edge = quantile(ascending, bin / bins);
    if (edge > (edges.at(-1) ?? -Infinity)) edges.push(edge);
  }
  return edges;
}

function binOf(value: number, edges: readonly number[]): number {
  let bin = 0;
  while (bin < edges.length && value > edges[bin]!) bin++;
  return bin;
}

/** Rows that some task has a label for; every row where there are no tasks, or where what comes next is a task. */
export function labelledRows(rowCount: number, targets: readonly TaskTargets[]): Uint32Array {
  const rows = new Uint32Array(rowCount);
  let count = 0;
  for (let row = 0; row < rowCount; row++) {
    const counts = targets.some((target) => target.ahead !== undefined || !Number.isNaN(target.values[row]!));
    if (targets.length === 0 || counts) rows[count++] = row;
  }
  return rows.slice(0, count);
}
