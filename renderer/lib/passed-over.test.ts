import { expect, test } from 'vitest';
import { passedOver } from './passed-over.ts';

test('the table among the photos that was chosen as the list is not among the files passed over', () => {
  expect(passedOver({ table: 1 }, { from: 'inside', name: 'labels.csv' })).toEqual([]);
  expect(passedOver({ table: 2, system: 3 }, { from: 'inside', name: 'labels.csv' })).toEqual([
    ['table', 1],
    ['system', 3],
  ]);
});

test('with no list, or one from elsewhere, every table among the photos is passed over', () => {
  expect(passedOver({ table: 1 }, null)).toEqual([['table', 1]]);
  expect(passedOver({ table: 1 }, { from: 'file', token: 'list' })).toEqual([['table', 1]]);
});
