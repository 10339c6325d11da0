import { expect, test } from 'vitest';
import { createRng } from '../base/rng.ts';
import { drawnBatches, epochBatches } from './batches.ts';

const rows = (from: number, count: number): Uint32Array => Uint32Array.from({ length: count }, (_, i) => from + i);

test('methods.md 2.12.3: over 100,000 draws every domain comes up as often as its share says, within 3 sigma', () => {
  const shares = [0.05, 0.25, 0.7];
  const domains = [rows(0, 50), rows(100, 7), rows(200, 900)];
  const batches = drawnBatches(domains, shares, 100, 1000, createRng(6));
  shares.forEach((share, t) => {
    const drawn = batches.reduce((sum, batch) => sum + batch.counts[t]!, 0);
    // A count of 1e5 draws has deviation sqrt(1e5 p (1 - p)).
    expect(Math.abs(drawn - 1e5 * share)).toBeLessThan(3 * Math.sqrt(1e5 * share * (1 - share)));
  });
});

test('what is drawn are rows of the counted domain, each domain passed through evenly', () => {
  const domains = [rows(0, 30), rows(100, 30)];
  const batches = drawnBatches(domains, [0.5, 0.5], 20, 60, createRng(2));
  const times = new Map<number, number>();
  for (const { rows: batch, counts } of batches) {
    expect(batch).toHaveLength(20);
    expect(batch.filter((row) => row < 100)).toHaveLength(counts[0]!);
    for (const row of batch) times.set(row, (times.get(row) ?? 0) + 1);
  }
  for (const domain of domains) {
    const own = [...domain].map((row) => times.get(row) ?? 0);
    expect(Math.max(...own) - Math.min(...own)).toBeLessThanOrEqual(1);
  }
});

test('the same seed draws the same rows', () => {
  const draw = (seed: number) => drawnBatches([rows(0, 9), rows(9, 9)], [0.3, 0.7], 4, 10, createRng(seed));
  expect(draw(1)).toEqual(draw(1));
  expect(draw(1)).not.toEqual(draw(2));
});

test('an ordinary epoch has every row, filled up from its own start', () => {
  const batches = epochBatches(rows(0, 10), 4, createRng(1));
  expect(batches.map((batch) => batch.length)).toEqual([4, 4, 4]);
  expect(new Set(batches.flatMap((batch) => [...batch])).size).toBe(10);
});
