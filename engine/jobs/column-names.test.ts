import { expect, test } from 'vitest';
import type { ImportReport } from '../contract/import.ts';
import type { NamedColumns } from './column-names.ts';
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
const reportOf = (...columns: ReturnType<typeof column>[]) => ({ columns }) satisfies Pick<ImportReport, 'columns'>;
const report = reportOf(column('外径', '外径[mm]'), column('ロット', 'ロット'), column('圧力_2', '圧力'));
const one: NamedColumns = { report, sources: [{ id: 'main', report }] };

test("a header with its unit, a renamed header and a plain name all come to the table's name", () => {
  const named = withColumnNames(
    document({
      inputs: { exclude: ['圧力', 'ロット'] },
      tasks: [{ id: 'd', data: 'main', target: '外径[mm]', kind: 'regression', importance: 1 }],
      split: { kind: 'group', column: 'ロット', test: 0.2, validation: 0.1, seed: 1 },
    }),
    one,
  );
  expect(named.tasks[0]!.target).toBe('外径');
  expect(named.inputs.exclude).toEqual(['圧力_2', 'ロット']);
  expect(named.split).toMatchObject({ column: 'ロット' });
});

test('a column that is not there stays as it was written, to be refused by name', () => {
  expect(withColumnNames(document({ inputs: { exclude: ['温度[℃]'] } }), one).inputs.exclude).toEqual(['温度[℃]']);
});

test('what orders a series, is known ahead or up to now, joins tables or puts labels right is named as the table has it', () => {
  const headers = reportOf(
    column('日時', '日時[JST]'),
    column('ライン', 'ライン[-]'),
    column('気温', '気温[℃]'),
    column('負荷', '負荷[kW]'),
  );
  const { data } = withColumnNames(
    document({
      data: [
        {
          id: 'main',
          files: ['a.csv'],
          time: '日時[JST]',
          series: 'ライン[-]',
          ahead: ['気温[℃]'],
          past: ['負荷[kW]'],
          join: [{ files: ['b.csv'], keys: ['ライン[-]'], kind: 'left' }],
          corrections: [{ row: 3, column: '負荷[kW]', value: 2 }],
        },
      ],
    }),
    { report: headers, sources: [{ id: 'main', report: headers }] },
  );
  expect(data[0]).toMatchObject({
    time: '日時',
    series: 'ライン',
    ahead: ['気温'],
    past: ['負荷'],
    join: [{ files: ['b.csv'], keys: ['ライン'] }],
    corrections: [{ row: 3, column: '負荷' }],
  });
});

test('one header that two data sets call differently is read as the data set of the task has it', () => {
  const [a, b] = [reportOf(column('圧力', '圧力')), reportOf(column('圧力_2', '圧力'))];
  const { tasks, splits } = withColumnNames(
    document({
      data: [
        { id: 'A', files: ['a.csv'] },
        { id: 'B', files: ['b.csv'] },
      ],
      tasks: ['A', 'B'].map((id) => ({ id, data: id, target: '圧力', kind: 'regression' as const, importance: 1 })),
      splits: { B: { kind: 'group', column: '圧力', test: 0.2, validation: 0.1, seed: 1 } },
    }),
    {
      report: reportOf(...a.columns, ...b.columns),
      sources: [
        { id: 'A', report: a },
        { id: 'B', report: b },
      ],
    },
  );
  expect(tasks.map((task) => task.target)).toEqual(['圧力', '圧力_2']);
  expect(splits!['B']).toMatchObject({ column: '圧力_2' });
});
