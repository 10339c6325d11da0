import { expect, test } from 'vitest';
import { targetsOf } from '../../engine/contract/tasks.ts';
import type { ForecastTask, Task } from '../../engine/contract/tasks.ts';
import { mergedForecasts, separateForecasts, withoutColumn, withTargets } from './forecast-tasks.ts';

const forecast = (id: string, data = 'load'): ForecastTask => ({
  id,
  data,
  target: id,
  importance: 1,
  kind: 'forecast',
  horizon: 24,
});
const other: Task = { id: 'ok', data: 'parts', target: 'ok', importance: 1, kind: 'binary' };

test('forecasts of one series become one task where the first stood, those of another stay', () => {
  const [a, b, far] = [forecast('A'), forecast('B'), forecast('C', 'shop')];
  const merged = mergedForecasts([a, other, b, far], b);
  expect(merged.map(({ id }) => id)).toEqual(['B', 'ok', 'C']);
  expect(targetsOf(merged[0]!)).toEqual(['A', 'B']);
});

test('one task a column and back leaves the columns as they were; names stay different', () => {
  const both = withTargets({ ...forecast('A'), id: 'load' }, ['A', 'ok']);
  const apart = separateForecasts([other, both], both);
  expect(apart.map(({ id }) => id)).toEqual(['ok', 'A', 'ok 2']);
  expect(apart.slice(1).flatMap(targetsOf)).toEqual(['A', 'ok']);
  expect(apart.every((task) => task.kind !== 'forecast' || task.targets === undefined)).toBe(true);
});

test('a column that is no longer ticked leaves its task, and the last one takes the task with it', () => {
  const both = withTargets(forecast('A'), ['A', 'B']);
  const [left] = withoutColumn([both], both, 'A');
  expect(targetsOf(left!)).toEqual(['B']);
  expect(left!.target).toBe('B');
  expect(withoutColumn([left!, other], left!, 'B')).toEqual([other]);
});
