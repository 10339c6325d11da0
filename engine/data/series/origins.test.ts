// Origins of forecasts and the parts they stand in.

import { expect, test } from 'vitest';
import { createRng } from '../../base/rng.ts';
import { alignedOrigins, noPart, originParts } from './index.ts';

const counts = (parts: Uint8Array): number[] => [0, 1, 2].map((part) => parts.filter((one) => one === part).length);

test.each([96, 192, 720])('the usual split of ETTh1 gives exactly the usual windows of %i rows ahead', (horizon) => {
  const parts = new Uint8Array(17_420).fill(noPart);
  parts.fill(0, 0, 8640).fill(1, 8640, 11_520).fill(2, 11_520, 14_400);
  const last = new Uint32Array(17_420).fill(17_419);
  const judged = 2880 - horizon + 1;
  expect(counts(originParts(parts, last, 336, horizon))).toEqual([8640 - 336 - horizon + 1, judged, judged]);
});

test('all rows ahead of an origin lie in its part and its series, and the lookback in its series', () => {
  const rng = createRng(5);
  const starts = [0, 70, 95];
  const rows = 160;
  const firstRow = Uint32Array.from({ length: rows }, (_, row) => starts.findLast((start) => start <= row)!);
  const lastRow = Uint32Array.from(firstRow, (start) => (starts[starts.indexOf(start) + 1] ?? rows) - 1);
  let part = 0;
  const parts = Uint8Array.from({ length: rows }, () =>
    rng.next() < 0.1 ? (part = [0, 1, 2, noPart][rng.integer(4)]!) : part,
  );
  const [lookback, horizon] = [6, 3];
  const found = originParts(parts, lastRow, lookback, horizon, firstRow);
  for (let row = 0; row < rows; row++) {
    const ahead = [1, 2, 3].map((step) => row + step);
    const inside = row - lookback + 1 >= firstRow[row]! && row + horizon <= lastRow[row]!;
    const same = ahead.every((at) => parts[at] === parts[row + 1]);
    expect(found[row]).toBe(inside && same ? parts[row + 1] : noPart);
  }
});

test('daily origins begin their forecast at the hour asked for', () => {
  const hour = 3_600_000;
  const moments = Float64Array.from({ length: 100 }, (_, i) => Date.UTC(2026, 7, 1, 5) + i * hour);
  const rows = Uint32Array.from({ length: 80 }, (_, i) => i + 10);
  const daily = alignedOrigins(rows, moments, hour, { rule: 'daily', hour: 8 });
  expect([...daily].map((row) => new Date(moments[row]! + hour).getUTCHours())).toEqual([8, 8, 8]);
  expect(alignedOrigins(rows, moments, hour, { rule: 'every-row' })).toEqual(rows);
});
