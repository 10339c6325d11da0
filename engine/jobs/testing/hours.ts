// A made-up record of hourly load, for tests.

import { createRng } from '../../base/rng.ts';

/** Two days of hours, again and again, with a little noise. */
export function hours(rows: number): string {
  const rng = createRng(5);
  const cells = Array.from({ length: rows }, (_, hour) => {
    const time = new Date(Date.UTC(2026, 0, 1, hour)).toISOString().slice(0, 16).replace('T', ' ');
    return `${time},${(10 + 3 * Math.sin((2 * Math.PI * hour) / 24) + 0.1 * rng.normal()).toFixed(3)}`;
  });
  return ['日時,負荷', ...cells].join('\n');
}
