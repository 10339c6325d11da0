import { expect, test } from 'vitest';
import { numbers, table, words } from './health/example-tables.ts';
import { proposeJoin } from './propose-join.ts';

const parts = (from: number, count: number): string[] => Array.from({ length: count }, (_, i) => `P${from + i}`);
const rising = (count: number): number[] => Array.from({ length: count }, (_, i) => i);

test('the column whose values meet is proposed, and the longer table stays; what happens to each row is counted', () => {
  // 100 parts measured, 90 of them inspected, and 5 inspected that were never measured.
  const measured = table([words('品番', parts(1, 100)), numbers('温度', rising(100))]);
  const inspected = table([
    words('品番', parts(11, 95)),
    words('判定', parts(0, 95)),
    numbers('温度', rising(95).reverse()),
  ]);
  const proposal = proposeJoin([inspected, measured], null, null);
  expect(proposal).toEqual({
    main: 1,
    rows: [95, 100],
    joins: [
      {
        table: 0,
        shared: ['品番', '温度'],
        // By the temperature all 95 would find one another, by chance.
        keys: ['品番'],
        counts: { matched: 90, leftUnmatched: 10, rightUnused: 5 },
        repeated: 0,
      },
    ],
    isLikely: true,
  });
});

test('two columns are needed where one alone repeats', () => {
  const lots = ['A', 'A', 'B', 'B'];
  const left = table([words('ロット', lots), numbers('番号', [1, 2, 1, 2]), numbers('温度', [1, 2, 3, 4])]);
  const right = table([words('ロット', lots), numbers('番号', [1, 2, 1, 2]), words('判定', ['OK', 'NG', 'OK', 'OK'])]);
  const { joins, isLikely } = proposeJoin([left, right], 0, null);
  expect(joins[0]).toMatchObject({
    keys: ['ロット', '番号'],
    counts: { matched: 4, leftUnmatched: 0, rightUnused: 0 },
  });
  expect(isLikely).toBe(true);
});

test('the table with one row a lot is joined to that with one row a part, never the other way', () => {
  const perPart = table([words('ロット', ['A', 'A', 'B', 'B']), numbers('温度', [1, 2, 3, 4])]);
  const perLot = table([words('ロット', ['A', 'B']), words('材料', ['x', 'y'])]);
  for (const tables of [
    [perPart, perLot],
    [perLot, perPart],
  ]) {
    const { main, joins } = proposeJoin(tables, null, null);
    expect(tables[main]).toBe(perPart);
    expect(joins[0]).toMatchObject({ keys: ['ロット'], counts: { matched: 4, leftUnmatched: 0, rightUnused: 0 } });
  }
  const asked = proposeJoin([perPart, perLot], 1, null);
  expect(asked.joins[0]).toMatchObject({ keys: ['ロット'], counts: null, repeated: 2 });
  expect(asked.isLikely).toBe(false);
});

test('tables without a common column, or with none whose values meet, are not joined unasked', () => {
  const a = table([words('品番', parts(1, 4)), numbers('x', rising(4))]);
  const apart = table([words('名前', parts(1, 4)), numbers('y', rising(4))]);
  const nextMonth = table([words('品番', parts(5, 4)), numbers('y', rising(4))]);
  expect(proposeJoin([a, apart], null, null)).toMatchObject({ isLikely: false, joins: [{ keys: [], counts: null }] });
  expect(proposeJoin([a, nextMonth], null, null)).toMatchObject({
    isLikely: false,
    joins: [{ keys: ['品番'], counts: { matched: 0 } }],
  });
});

test('keys that a person chose are counted as they are', () => {
  const a = table([words('品番', parts(1, 4)), numbers('x', [1, 2, 3, 4])]);
  const b = table([words('品番', parts(1, 4)), numbers('x', [1, 2, 3, 9])]);
  expect(proposeJoin([a, b], 0, [null, ['x']]).joins[0]).toMatchObject({ keys: ['x'], counts: { matched: 3 } });
  expect(proposeJoin([a, b], 0, [null, ['品番', 'x']]).joins[0]).toMatchObject({ counts: { matched: 3 } });
  expect(proposeJoin([a, b], 0, [null, []]).joins[0]).toMatchObject({ keys: [], counts: null });
});
