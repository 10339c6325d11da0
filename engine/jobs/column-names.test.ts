import { expect, test } from 'vitest';
import type { ImportReport } from '../contract/import.ts';
import { document } from '../store/testing/records.ts';
import { withColumnNames } from './column-names.ts';

const column = (name: string, header: string) => ({
  name,
  header,
  kind: 'number' as const,
  unit: null,
  missingCount: 0,
  missing: [],
  unreadable: [],
  unreadableCount: 0,
});
const report = {
  columns: [column('外径', '外径[mm]'), column('ロット', 'ロット'), column('圧力_2', '圧力')],
} as unknown as ImportReport;

test("a header with its unit, a renamed header and a plain name all come to the table's name", () => {
  const named = withColumnNames(
    document({
      inputs: { exclude: ['圧力', 'ロット'] },
      tasks: [{ id: 'd', data: 'main', target: '外径[mm]', kind: 'regression', importance: 1 }],
      split: { kind: 'group', column: 'ロット', test: 0.2, validation: 0.1, seed: 1 },
    }),
    report,
  );
  expect(named.tasks[0]!.target).toBe('外径');
  expect(named.inputs.exclude).toEqual(['圧力_2', 'ロット']);
  expect(named.split).toMatchObject({ column: 'ロット' });
});

test('a column that is not there stays as it was written, to be refused by name', () => {
  expect(withColumnNames(document({ inputs: { exclude: ['温度[℃]'] } }), report).inputs.exclude).toEqual(['温度[℃]']);
});
