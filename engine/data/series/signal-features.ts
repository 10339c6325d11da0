// What a cycle of a signal comes to: its level, its spread, where it goes, and how it looks early and late.

import type { NumberColumn } from '../table.ts';
import type { Signal } from './signals.ts';

/** Of the cycle, this share counts as early and as late. */
const edge = 0.25;

type Summary = (cycle: Float32Array) => number;

/** In this order; missing values are left out, a cycle without any gives NaN. */
export const summaries: Readonly<Record<string, Summary>> = {
  mean,
  deviation: (cycle) => {
    const middle = mean(cycle);
    return Math.sqrt(mean(cycle.map((value) => (value - middle) ** 2)));
  },
  slope,
  minimum: (cycle) => cycle.reduce((least, value) => (value < least ? value : least), Infinity),
  maximum: (cycle) => cycle.reduce((most, value) => (value > most ? value : most), -Infinity),
  early: (cycle) => mean(cycle.subarray(0, Math.max(1, Math.round(edge * cycle.length)))),
  late: (cycle) => mean(cycle.subarray(cycle.length - Math.max(1, Math.round(edge * cycle.length)))),
};

/** One column a feature: `TS1 mean`, `TS1 slope`, ... */
export function signalFeatures({ name, length, cycles, values }: Signal): NumberColumn[] {
  return Object.entries(summaries).map(([feature, summary]) => ({
    kind: 'number',
    name: `${name} ${feature}`,
    unit: null,
    values: Float64Array.from({ length: cycles }, (_, row) => {
      const value = summary(values.subarray(row * length, (row + 1) * length));
      return Number.isFinite(value) ? value : NaN;
    }),
  }));
}

function mean(values: Float32Array): number {
  let [sum, count] = [0, 0];
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    sum += value;
    count++;
  }
  return count > 0 ? sum / count : NaN;
}

/** Least-squares rise from the first to the last value; 0 for a single one. */
function slope(cycle: Float32Array): number {
  let [count, sumX, sumY, sumXX, sumXY] = [0, 0, 0, 0, 0];
  cycle.forEach((value, at) => {
    if (Number.isNaN(value)) return;
    const x = at / Math.max(1, cycle.length - 1);
    count++;
    sumX += x;
    sumY += value;
    sumXX += x * x;
    sumXY += x * value;
  });
  if (count === 0) return NaN;
  const spread = count * sumXX - sumX * sumX;
  return spread > 1e-12 ? (count * sumXY - sumX * sumY) / spread : 0;
}
