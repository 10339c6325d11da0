// Origins of forecasts and the parts they stand in.

import { expect, test } from 'vitest';
import { createRng } from '../../base/rng.ts';
import type { NumberColumn, Table } from '../table.ts';
import { alignedOrigins, noPart, orderSeries, originParts, withoutForesight } from './index.ts';

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

test('no forecast starts inside a gap that was filled on a line: what was drawn there depends on what comes behind it', () => {
  const hour = 3_600_000;
  const tableWith = (behind: number): Table => {
    const values = Float64Array.from({ length: 40 }, (_, row) =>
      row > 20 && row < 26 ? NaN : row === 26 ? behind : row,
    );
    const columns: NumberColumn[] = [{ kind: 'number', name: 'kW', unit: null, values }];
    const moments = Float64Array.from(values, (_, row) => row * hour);
    return {
      rowCount: 40,
      columns: [{ kind: 'date', name: 'time', unit: null, values: moments }, ...columns],
      source: { files: ['a.csv'], file: new Uint16Array(40), line: new Uint32Array(40) },
    };
  };
  const [low, high] = [0, 100].map((behind) => orderSeries(tableWith(behind), { time: 'time' }, { gaps: 'line' })) as [
    ReturnType<typeof orderSeries>,
    ReturnType<typeof orderSeries>,
  ];
  const seen = ({ table }: typeof low): Float64Array => (table.columns[1] as NumberColumn).values;
  const origins = withoutForesight(originParts(new Uint8Array(40), low.lastRow, 4, 2), [low.filled.get('kW')!]);
  expect([...origins.keys()].filter((row) => row > 18 && row < 28 && origins[row] === 0)).toEqual([19, 20, 26, 27]);
  // From none of the origins that are left is anything seen that the row behind the gap changes, but from it on.
  for (let row = 0; row < 26; row++)
    if (origins[row] === 0) expect(seen(low).slice(0, row + 1)).toEqual(seen(high).slice(0, row + 1));
});
