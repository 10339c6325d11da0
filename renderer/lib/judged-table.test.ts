import { expect, test } from 'vitest';
import type { JudgedSource } from '../../engine/contract/judging.ts';
import { filterChoices, filterKey, namedShortly, shownColumns } from './judged-table.ts';

const source: JudgedSource = {
  source: 'main',
  kind: 'rows',
  rows: 3,
  columns: [
    { role: 'own', taskId: null, name: '温度', unit: null },
    { role: 'verdict', taskId: 't', name: '外観', unit: null },
    { role: 'ng-probability', taskId: 't', name: '外観', unit: null },
    { role: 'value', taskId: 'd', name: '寸法', unit: 'mm' },
    { role: 'reason', taskId: null, name: '', unit: null },
    { role: 'remarks', taskId: null, name: '', unit: null },
  ],
  tasks: [
    {
      taskId: 't',
      judged: 2,
      notJudged: 1,
      classes: [
        { label: '良', count: 1 },
        { label: '不良', count: 1 },
      ],
      threshold: 0.4,
      values: null,
      result: null,
    },
    {
      taskId: 'd',
      judged: 2,
      notJudged: 1,
      classes: [],
      threshold: null,
      values: { least: 1, mean: 2, most: 3 },
      result: null,
    },
  ],
};
const rows = [
  { row: 0, cells: ['24.97', '良', 0.125, 12.3456789, '', ''] },
  { row: 1, cells: ['24.998', '不良', 0.9, 1, '', '温度は学習にない'] },
  { row: 2, cells: ['', null, null, null, '空欄', ''] },
];
const columns = shownColumns(source, rows, (id) => ({ t: '外観', d: '寸法' })[id] ?? id, 'ja');

test('answers stand before the columns of the file, and what is unusual between them', () => {
  expect(columns.map(({ role }) => role)).toEqual(['verdict', 'ng-probability', 'value', 'reason', 'remarks', 'own']);
  expect(columns.map(({ index }) => index)).toEqual([1, 2, 3, 4, 5, 0]);
  expect(columns[2]!.heading).toBe('寸法 予測 [mm]');
});

test('the second class of an OK/NG task bears the mark of NG, the first that of OK, whatever they are called', () => {
  expect(columns[0]!.cells.map(({ mark }) => mark)).toEqual(['ok', 'ng', null]);
});

test('probabilities are percent, values have five digits and one number of decimals, and what was not judged is a dash', () => {
  expect(columns[1]!.cells.map(({ text }) => text)).toEqual(['12.5 %', '90.0 %', '–']);
  expect(columns[2]!.cells.map(({ text }) => text)).toEqual(['12.346', '1.000', '–']);
  expect(columns[0]!.cells[2]!.text).toBe('–');
});

test('the file’s own figures are written with the decimals that they were measured with', () => {
  expect(columns[5]!.isNumber).toBe(true);
  expect(columns[5]!.cells.map(({ text }) => text)).toEqual(['24.970', '24.998', '']);
});

test('rows can be asked for by class, NG first; by remarks and for want of a judgement only where there are any', () => {
  expect(filterChoices(source)).toEqual([
    { filter: { kind: 'all' }, count: 3 },
    { filter: { kind: 'class', taskId: 't', label: '不良' }, count: 1 },
    { filter: { kind: 'class', taskId: 't', label: '良' }, count: 1 },
    { filter: { kind: 'remarked' }, count: null },
    { filter: { kind: 'not-judged' }, count: null },
  ]);
  const plain = { ...source, columns: source.columns.slice(0, 4), tasks: source.tasks.slice(1) };
  expect(filterChoices(plain)).toEqual([{ filter: { kind: 'all' }, count: 3 }]);
});

test('no two filters have one key', () => {
  const keys = filterChoices(source).map(({ filter }) => filterKey(filter));
  expect(new Set(keys).size).toBe(keys.length);
});

test('a long list of names ends with how many more there are', () => {
  expect(namedShortly(['a', 'b', 'c'], 2, (count) => `+${count}`)).toBe('a · b · +1');
  expect(namedShortly(['a', 'b'], 2, (count) => `+${count}`)).toBe('a · b');
});
