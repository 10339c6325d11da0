// What the networks of a run come to together: costs added, epochs of the longest, predictions side by side.

import type { RunResult } from '../contract/runs.ts';
import type { PartPredictions, Predictions } from './predictions-file.ts';
import type { TrainedUnit } from './train-unit.ts';

/**
 * One network's figures as they are; of several, sums, and what a method has to show of the one with most tasks.
 *
 * @param partsJudged of each network the share of parts that need it: what one part costs is the mean over them
 */
export function mergedFigures(
  units: readonly TrainedUnit[],
  partsJudged: readonly number[] = units.map(() => 1),
): TrainedUnit['figures'] {
  if (units.length === 1) return units[0]!.figures;
  const all = units.map((unit) => unit.figures);
  const sum = (value: (one: TrainedUnit['figures'], share: number) => number): number =>
    all.reduce((total, one, place) => total + value(one, partsJudged[place]!), 0);
  const largest = units.reduce((a, b) => (b.outcome.model.heads.length > a.outcome.model.heads.length ? b : a));
  const latencies = all.map((one) => one.latencyMs);
  const lines = Object.assign({}, ...all.map((one) => one.lines)) as NonNullable<RunResult['lines']>;
  return {
    ...largest.figures,
    parameters: sum((one) => one.parameters),
    flops: Math.round(sum((one, share) => share * one.flops)),
    bytes: sum((one) => one.bytes),
    latencyMs: latencies.reduce<RunResult['latencyMs']>(
      (total, one, place) => {
        const share = partsJudged[place]!;
        return total && one ? { p50: total.p50 + share * one.p50, p95: total.p95 + share * one.p95 } : null;
      },
      { p50: 0, p95: 0 },
    ),
    trainSeconds: sum((one) => one.trainSeconds),
    // The budget limits each network: a sum would be more than what was asked for.
    epochs: Math.max(...all.map((one) => one.epochs)),
    stepMs: sum((one) => one.stepMs),
    ...(Object.keys(lines).length > 0 ? { lines } : {}),
  };
}

/** Predictions of all tasks over the rows that any network judged; NaN where a task's network did not. */
export function mergedPredictions(units: readonly Predictions[]): Predictions {
  if (units.length === 1) return units[0]!;
  return {
    validation: sideBySide(units.map((unit) => unit.validation)),
    test: sideBySide(units.map((unit) => unit.test)),
  };
}

function sideBySide(parts: readonly PartPredictions[]): PartPredictions {
  const rows = Uint32Array.from(new Set(parts.flatMap((part) => [...part.rows]))).sort();
  const placeOf = new Map(Array.from(rows, (row, place) => [row, place]));
  const values = parts.flatMap((part) =>
    Object.entries(part.values).map(([id, own]) => {
      const width = own.length / part.rows.length;
      const all = new Float32Array(rows.length * width).fill(NaN);
      part.rows.forEach((row, i) => all.set(own.subarray(i * width, (i + 1) * width), placeOf.get(row)! * width));
      return [id, all] as const;
    }),
  );
  return { rows, values: Object.fromEntries(values) };
}
