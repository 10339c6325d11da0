// Simple forecasts: from numbers small enough to follow by hand, and properties that any must have.

import { expect, test } from 'vitest';
import { createRng } from '../../base/rng.ts';
import { driftForecast, naiveScale, referenceForecast, referenceKinds, seasonalNaive } from './index.ts';
import { fitSmoothing, follow, smoothingForecast } from './smoothing.ts';

const from0 = (count: number): Uint32Array => new Uint32Array(count);
const clock = { step: 3_600_000, months: null, regular: true, workdays: false, season: 4, week: 8 };

test('the seasonal naive forecast repeats the season, skips what is missing, and never looks ahead', () => {
  const values = Float64Array.from([1, 2, 3, 4, 5, 6, NaN, 8, 90, 91, 92]);
  const past = { columns: [values], firstRow: from0(values.length) };
  // From row 7: rows 8..13 repeat rows 4, 5, (6 is missing: 2), 7, and again.
  expect([...seasonalNaive(past, [7], 6, 4)]).toEqual([5, 6, 3, 8, 5, 6]);
  expect([...seasonalNaive(past, [7], 2, 1)]).toEqual([8, 8]);
  // Where no season is known (rows 2 and 3), the last value stands in; row 4 repeats row 0.
  expect([...seasonalNaive(past, [1], 3, 4)]).toEqual([2, 2, 1]);
  // Another series begins at row 6: nothing before it is known.
  const apart = { columns: [values], firstRow: Uint32Array.from(values, (_, row) => (row < 6 ? 0 : 6)) };
  expect([...seasonalNaive(apart, [6], 1, 4)]).toEqual([NaN]);
});

test('drift goes on along the line from first to last value', () => {
  const past = { columns: [Float64Array.from([NaN, 2, 9, 8, NaN])], firstRow: from0(5) };
  // From row 1 to row 3 it rose by 3 a row; the origin is row 4.
  expect([...driftForecast(past, [4], 2)]).toEqual([14, 17]);
});

test('the scale of the MASE is the in-sample seasonal error of training rows alone', () => {
  const values = Float64Array.from([1, 5, 2, 8, 100, 200]);
  const training = [1, 1, 1, 1, 0, 0];
  // |2 - 1| and |8 - 5|.
  expect(naiveScale(values, from0(6), training, 2)).toBe(2);
  // No season fits: |5-1|, |2-5|, |8-2|.
  expect(naiveScale(values, from0(6), training, 9)).toBeCloseTo(13 / 3, 12);
  expect(naiveScale(Float64Array.from([3, 3, 3, 3]), from0(4), [1, 1, 1, 1], 1)).toBeNull();
});

test('smoothing follows the published recursions', () => {
  const seen: { level: number; trend: number; season: number[]; miss: number }[] = [];
  const smoothing = { level: 0.5, trend: 0.4, season: 0.2, damping: 0.9 };
  follow(Float64Array.from([4, 4, 2, 4]), from0(4), 2, smoothing, (_, state, miss) =>
    seen.push({ level: state.level, trend: state.trend, season: [...state.season], miss }),
  );
  // Start: mean of 4, 4, 2, 4 = 3.5; season ((4 + 2) / 2 - 3.5, (4 + 4) / 2 - 3.5) = (-0.5, 0.5).
  // Row 0: miss 4 - 3.5 + 0.5 = 1; level 0.5 * 4.5 + 0.5 * 3.5 = 4; trend 0.4 * 0.5 = 0.2; season 0.2 * 0.5 - 0.8 * 0.5 = -0.3.
  expect(seen[0]!.miss).toBeCloseTo(1, 12);
  expect(seen[0]!.level).toBeCloseTo(4, 12);
  expect(seen[0]!.trend).toBeCloseTo(0.2, 12);
  expect(seen[0]!.season[0]).toBeCloseTo(-0.3, 12);
  // Row 1: expected 4 + 0.9 * 0.2 = 4.18; miss 4 - 4.18 - 0.5.
  expect(seen[1]!.miss).toBeCloseTo(4 - 4.18 - 0.5, 12);
});

test('the fit finds parameters no worse than any of a grid', () => {
  const rng = createRng(8);
  const values = Float64Array.from(
    { length: 400 },
    (_, i) => 10 + 3 * Math.sin((Math.PI * i) / 4) + 0.02 * i + rng.normal(),
  );
  const training = new Uint8Array(400).fill(1);
  const error = (smoothing: Parameters<typeof follow>[3]): number => {
    let squares = 0;
    follow(values, from0(400), 8, smoothing, (_, __, miss) => (squares += miss * miss));
    return squares;
  };
  const best = error(fitSmoothing(values, from0(400), 8, training));
  for (const level of [0.05, 0.2, 0.5])
    for (const trend of [0.001, 0.1])
      for (const season of [0.01, 0.1, 0.4])
        expect(best).toBeLessThanOrEqual(1.0001 * error({ level, trend, season, damping: 0.9 }));
});

test.each(referenceKinds)('%s knows nothing of what comes after the origin', (kind) => {
  const rng = createRng(1);
  const values = Float64Array.from({ length: 120 }, (_, i) => 5 + Math.sin(i) + 0.3 * rng.normal());
  const forecast = (column: Float64Array): Float32Array =>
    referenceForecast(
      kind,
      {
        past: { columns: [column], firstRow: from0(120) },
        horizon: 6,
        clock,
        training: Uint8Array.from(column, (_, row) => Number(row < 80)),
        trainingOrigins: Uint32Array.from({ length: 50 }, (_, i) => i + 20),
        interval: 0.8,
      },
      [99],
    );
  const own = forecast(values);
  expect(own).toHaveLength(18);
  expect(own.every(Number.isFinite)).toBe(true);
  for (let h = 0; h < 6; h++) expect(own[3 * h + 1]).toBeLessThan(own[3 * h + 2]!);
  expect(forecast(values.map((value, row) => (row > 99 ? 1e6 : value)))).toEqual(own);
});

test('the best simple forecast is chosen for each column by the training rows', () => {
  const rng = createRng(6);
  const rows = Array.from({ length: 400 }, (_, i) => i);
  // A pure season of 4 with noise, and a walk that repeats nothing: season for one, last value (or smoothing) for the other.
  let at = 0;
  const columns = [
    Float64Array.from(rows, (i) => 10 * Math.sin((Math.PI * i) / 2) + 0.1 * rng.normal()),
    Float64Array.from(rows, () => (at += rng.normal())),
  ];
  const request = {
    past: { columns, firstRow: from0(400) },
    horizon: 3,
    clock,
    training: Uint8Array.from(rows, (row) => Number(row < 300)),
    trainingOrigins: rows.slice(20, 290),
  };
  const origins = rows.slice(300, 396);
  const error = (kind: (typeof referenceKinds)[number], c: number): number => {
    const forecasts = referenceForecast(kind, request, origins);
    return origins.reduce((sum, row, i) => sum + Math.abs(columns[c]![row + 1]! - forecasts[i * 6 + c * 3]!), 0);
  };
  for (const c of [0, 1]) {
    const others = referenceKinds.filter((kind) => kind !== 'best').map((kind) => error(kind, c));
    expect(error('best', c)).toBeLessThanOrEqual(1.15 * Math.min(...others));
  }
});

test('the same origin asked for twice is answered twice', () => {
  const rng = createRng(3);
  const values = Float64Array.from({ length: 60 }, (_, i) => 100 + (i % 4) + rng.normal());
  const past = { columns: [values], firstRow: from0(60) };
  const training = new Uint8Array(60).fill(1);
  const found = smoothingForecast(past, [40, 50, 40], 2, 4, training);
  expect([...found.subarray(4)]).toEqual([...found.subarray(0, 2)]);
  expect(found.every((value) => value > 90)).toBe(true);
});

test('the interval of the best simple forecast holds about its share, smoothing chosen or not', () => {
  const rng = createRng(12);
  // A level that wanders slowly under noise: smoothing is far better than any single value of the past.
  let level = 100;
  const values = Float64Array.from({ length: 600 }, () => (level += 0.05 * rng.normal()) + rng.normal());
  const request = {
    past: { columns: [values], firstRow: from0(600) },
    horizon: 1,
    clock,
    training: Uint8Array.from(values, (_, row) => Number(row < 400)),
    trainingOrigins: Uint32Array.from({ length: 350 }, (_, i) => i + 40),
    interval: 0.8,
  };
  const origins = Uint32Array.from({ length: 190 }, (_, i) => i + 400);
  const found = referenceForecast('best', request, origins);
  const smooth = (['smoothing', 'growth'] as const).map((kind) => referenceForecast(kind, request, origins));
  expect(smooth).toContainEqual(found);
  const held = origins.filter(
    (row, i) => values[row + 1]! >= found[3 * i + 1]! && values[row + 1]! <= found[3 * i + 2]!,
  );
  // Standard error of a share of 0.8 over 190 rows: 0.03.
  expect(held.length / origins.length).toBeGreaterThan(0.7);
  expect(held.length / origins.length).toBeLessThan(0.9);
});

test('a season that grows with its level is forecast by logarithms, and the best simple forecast is that one', () => {
  // 10 * 1.03^row, times 1 to 2 by season: shares of the level, exactly. As they are, the season of the end is too small.
  const values = Float64Array.from({ length: 80 }, (_, row) => 10 * 1.03 ** row * (1 + (row % 4) / 3));
  const request = {
    past: { columns: [values], firstRow: from0(80) },
    horizon: 4,
    clock: { ...clock, week: null },
    training: Uint8Array.from(values, (_, row) => Number(row < 60)),
    trainingOrigins: Uint32Array.from({ length: 50 }, (_, i) => 4 + i),
  };
  const origins = Uint32Array.from({ length: 16 }, (_, i) => 59 + i);
  const error = (kind: 'smoothing' | 'growth' | 'season' | 'best'): number =>
    referenceForecast(kind, request, origins).reduce(
      (sum, one, at) => sum + Math.abs(one / values[origins[at >> 2]! + 1 + (at & 3)]! - 1) / (4 * origins.length),
      0,
    );
  expect(error('growth')).toBeLessThan(0.02);
  expect(error('growth')).toBeLessThan(0.5 * error('smoothing'));
  expect(error('best')).toBe(error('growth'));
});

test('a column with a training value of 0 has no logarithm and is smoothed as it is', () => {
  const values = Float64Array.from({ length: 40 }, (_, row) => row % 4);
  const past = { columns: [values], firstRow: from0(40) };
  const training = new Uint8Array(40).fill(1);
  const forecast = (grows: boolean): number[] => [...smoothingForecast(past, [30], 4, 4, training, grows)];
  expect(forecast(true)).toEqual(forecast(false));
  expect(forecast(true).every(Number.isFinite)).toBe(true);
});
