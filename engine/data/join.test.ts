import { expect, test } from 'vitest';
import { read, refusalOf, short, withFiles } from '../fixtures/read.ts';
import { joinTables } from './join.ts';
import type { Table } from './table.ts';

async function tables(left: string, right: string): Promise<[Table, Table]> {
  return withFiles({ 'left.csv': left, 'right.csv': right }, async (path) => [
    (await read(path('left.csv'))).table,
    (await read(path('right.csv'))).table,
  ]);
}

const measured = 'lot,part,length\nA,1,10.5\nA,2,10.6\nB,1,10.7\nC,9,10.8\n';
const inspected = 'lot,part,verdict,length\nB,1,NG,5\nA,1,OK,6\nA,2,OK,7\nD,4,NG,8\n';

test('a left join keeps every row of the left table and counts what found no partner', async () => {
  const [left, right] = await tables(measured, inspected);
  const { table, counts } = joinTables(left, right, ['lot', 'part'], { kind: 'left' });
  expect(short(table).columns).toEqual([
    'lot:category',
    'part:number',
    'length:number',
    'verdict:category',
    'length_2:number',
  ]);
  expect(short(table).rows).toEqual([
    ['A', '1', '10.5', 'OK', '6'],
    ['A', '2', '10.6', 'OK', '7'],
    ['B', '1', '10.7', 'NG', '5'],
    ['C', '9', '10.8', '', ''],
  ]);
  expect(counts).toEqual({ matched: 3, leftUnmatched: 1, rightUnused: 1 });
});

test('an inner join drops them, and rows still know where they came from', async () => {
  const [left, right] = await tables(measured, inspected);
  const { table, counts } = joinTables(left, right, ['lot', 'part'], { kind: 'inner' });
  expect(short(table).rows.map((row) => row.join())).toEqual(['A,1,10.5,OK,6', 'A,2,10.6,OK,7', 'B,1,10.7,NG,5']);
  expect([...table.source.line]).toEqual([2, 3, 4]);
  expect(counts.leftUnmatched).toBe(1);
});

test('parts of a key do not run together, and a missing key has no partner', async () => {
  const [left, right] = await tables('a,b,x\nu,vw,1\nuv,w,2\n,w,3\n', 'a,b,y\nuv,w,20\n,w,30\n');
  expect(short(joinTables(left, right, ['a', 'b'], { kind: 'left' }).table).rows.map((row) => row[3])).toEqual([
    '',
    '20',
    '',
  ]);
});

test('keys that repeat on the right, and keys that are not there, are refused', async () => {
  const [left, right] = await tables(measured, 'lot,verdict\nA,OK\nB,NG\nA,NG\n');
  const join = async (keys: string[]) => joinTables(left, right, keys, { kind: 'left' });
  expect(await refusalOf(join(['lot']))).toEqual({
    code: 'join.duplicate-keys',
    facts: { example: 'A', count: 1, file: 'right.csv', line: 4 },
  });
  expect((await refusalOf(join(['part']))).facts).toEqual({ column: 'part', side: 'right' });
});
