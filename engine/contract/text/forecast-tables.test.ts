// Which figures of a forecast are told: errors in a unit only where they are of one column of one series.

import { expect, test } from 'vitest';
import type { ForecastColumn, ForecastSeries } from '../series.ts';
import { forecastTables } from './forecast-tables.ts';

const figures = { mae: 2, rmse: 3, wape: 0.1, mase: 0.8, referenceMae: 4, skill: 0.5, coverage: 0.75 };
const columnOf = (column: string): ForecastColumn => ({ ...figures, column, unit: 'kW', byStep: [] });
const seriesOf = (name: string, change: Partial<ForecastSeries> = {}): ForecastSeries => ({
  ...figures,
  name,
  origins: 9,
  isNew: false,
  ...change,
});

test('one series: by column, with errors in the unit of each', () => {
  const [table, ...others] = forecastTables({ columns: [columnOf('load'), columnOf('gas')], interval: 0.8 }, 'en');
  expect(others).toEqual([]);
  expect(table!.figures.map(({ heading }) => heading)).toEqual([
    'Better by',
    'Mean error',
    'Mean error of the comparison',
    'MASE',
    'Inside the interval',
  ]);
  expect(table!.rows.map(({ name }) => name)).toEqual(['load', 'gas']);
  expect(table!.rows[0]!.cells[1]).toMatch(/^2(\.0+)? kW$/);
  expect(table!.rows[0]!.cells[2]).toMatch(/^4(\.0+)? kW$/);
});

test('several series of one column: by series alone, with errors in its unit; as many as are asked for', () => {
  const series = [seriesOf('A', { isNew: true, mase: null }), seriesOf('B'), seriesOf('C')];
  const tables = forecastTables({ columns: [columnOf('load')], series, interval: null }, 'ja', 2);
  expect(tables.map(({ of, name }) => [of, name])).toEqual([['series', '系列']]);
  expect(tables[0]!.figures.map(({ figure }) => figure)).toEqual(['skill', 'mae', 'referenceMae', 'mase']);
  expect(tables[0]!.rows.map(({ name, isNew }) => [name, isNew])).toEqual([
    ['A', true],
    ['B', false],
  ]);
  expect(tables[0]!.rows[1]!.cells[1]).toContain('kW');
});

test('several series of several columns: no error in a unit anywhere; scaled ones where they were asked for', () => {
  const series = [seriesOf('A', { mae: null, referenceMae: null, mseScaled: 0.3, maeScaled: 0.4 })];
  const columns = [columnOf('load'), columnOf('gas')];
  const tables = forecastTables({ columns, series, interval: null }, 'en');
  expect(tables.map(({ of }) => of)).toEqual(['column', 'series']);
  expect(tables.map((table) => table.figures.map(({ figure }) => figure))).toEqual([
    ['skill', 'mase'],
    ['skill', 'mase', 'mseScaled', 'maeScaled'],
  ]);
  expect(tables.flatMap(({ rows }) => rows.flatMap(({ cells }) => cells)).join()).not.toContain('kW');
});
