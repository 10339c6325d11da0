// Made-up numbers for the pictures of the gallery: seeded, so that they are the same each time.

import { createRng } from '../../base/rng.ts';

export const epochs = Array.from({ length: 60 }, (_, i) => i + 1);

export function falling(seed: number, start: number, end: number): (number | null)[] {
  const rng = createRng(seed);
  return epochs.map(
    (epoch) =>
      end + (start - end) * Math.exp(-epoch / 12) * (1 + 0.06 * rng.normal()) + 0.01 * start * Math.abs(rng.normal()),
  );
}

export const tasks = { ja: ['外観判定', '寸法', '次工程不良'], en: ['Appearance', 'Size', 'Next process'] } as const;

export function weights(): number[][] {
  return epochs.map((epoch) => {
    const raw = [1 / (1 + Math.exp((epoch - 18) / 4)) + 0.5, 0.7 + 0.01 * epoch, 0.6];
    const sum = raw.reduce((total, one) => total + one, 0);
    return raw.map((one) => one / sum);
  });
}

export function points(count: number): [number, number, number][] {
  const rng = createRng(4);
  return Array.from({ length: count }, (_, row) => {
    const actual = 12 + 0.05 * rng.normal();
    return [actual, actual + 0.012 * rng.normal() + (row % 97 === 0 ? 0.06 : 0), row];
  });
}
