import { expect, test } from 'vitest';
import { say, toFailure } from '../contract/errors.ts';
import { numbers, words } from '../data/health/example-tables.ts';
import { profileColumn } from '../data/profile.ts';
import type { Column } from '../data/table.ts';
import { refuseUnpredictable } from './unpredictable.ts';

function said(column: Column): { ja: string; en: string } {
  try {
    refuseUnpredictable(profileColumn(column));
  } catch (error) {
    const failure = toFailure(error);
    return { ja: say(failure, 'ja').message, en: say(failure, 'en').message };
  }
  throw new Error('nothing was refused');
}

test('a month without a single NG: the sentence says that every row is OK', () => {
  const { ja, en } = said(
    words(
      '判定',
      Array.from({ length: 1200 }, () => 'OK'),
    ),
  );
  expect(ja).toBe('列「判定」は、値のある 1,200 行すべてが「OK」のため、予測を学習できません。');
  expect(en).toBe('The column "判定" cannot be learned: it is "OK" in all 1,200 rows that have a value.');
});

test('a reading that never moves, whole or not', () => {
  expect(said(numbers('圧力', [5.3, 5.3, NaN])).ja).toContain('2 行すべてが「5.3」');
  expect(said(numbers('圧力', [0, 0, 0])).ja).toContain('3 行すべてが「0」');
});

test('a column in which nothing stands', () => {
  expect(said(numbers('全欠', [NaN, NaN])).ja).toContain('列「全欠」には値が 1 つもない');
  expect(said(numbers('全欠', [NaN, NaN])).en).toContain('no values at all');
});

test('two values are enough to begin with', () => {
  expect(() => refuseUnpredictable(profileColumn(words('判定', ['OK', 'NG'])))).not.toThrow();
  expect(() => refuseUnpredictable(profileColumn(numbers('寸法', [1, 2])))).not.toThrow();
  expect(() => refuseUnpredictable(undefined)).not.toThrow();
});
