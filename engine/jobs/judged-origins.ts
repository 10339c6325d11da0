// The origins that forecasts are judged on: every row, or one of each day where the task names an hour.

import { Refusal } from '../contract/errors.ts';
import type { ForecastTask } from '../contract/tasks.ts';
import { alignedOrigins, day, originParts } from '../data/series/index.ts';
import type { ForecastPast } from '../evaluation/index.ts';

/** Those of `rows` that the task is judged on. @param rows of the task's own data set */
export function judgedOrigins({ origins }: ForecastTask, rows: Uint32Array, past: ForecastPast): Uint32Array {
  const { moments, clock } = past;
  if (!origins || !moments || clock.step === null) return rows;
  return alignedOrigins(rows, moments, clock.step, {
    rule: 'daily',
    hour: origins.hour,
  });
}

/**
 * Says before training what judging would only find out after it.
 *
 * @param parts of the rows, as the split divides them
 * @throws Refusal `series.no-hours` where days have no hours, `series.no-origin` where a part has none at this hour
 */
export function refuseUnjudged(
  task: ForecastTask,
  parts: Uint8Array,
  lastRow: ArrayLike<number>,
  past: ForecastPast,
): void {
  if (!task.origins) return;
  const { hour } = task.origins;
  const { step, regular } = past.clock;
  if (!past.moments || step === null || step >= day || !regular)
    throw new Refusal('series.no-hours', { task: task.id, hour });
  const starts = originParts(parts, lastRow, 1, task.horizon, past.firstRow);
  for (const [part, code] of [['validation', 1] as const, ['test', 2] as const]) {
    const all = Uint32Array.from(Array.from(starts.keys()).filter((row) => starts[row] === code));
    // A part without any origin is another refusal's: the hour is not to blame.
    if (all.length > 0 && judgedOrigins(task, all, past).length === 0)
      throw new Refusal('series.no-origin', { task: task.id, hour, part });
  }
}
