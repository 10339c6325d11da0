import { expect, test } from 'vitest';
import { photoColumnName } from './photo-columns.ts';

const labels = new Set(['class', 'split', '等級']);

test('columns made of folders are named in words; those of a list or of a table keep their name', () => {
  expect(photoColumnName('class', labels, 'ja')).toBe('写真の種類');
  expect(photoColumnName('split', labels, 'en')).toBe('Training or test');
  expect(photoColumnName('等級', labels, 'ja')).toBe('等級');
  expect(photoColumnName('class', new Set(), 'ja')).toBe('class');
  expect(photoColumnName('toString', new Set(['toString']), 'en')).toBe('toString');
});
