import { expect, test } from 'vitest';
import type { Dropped } from './dropped-files.ts';
import { placeOf } from './judging-place.ts';

const tables: Dropped = { kind: 'tables', files: [] };
const photos: Dropped = { kind: 'photos', photos: { folders: [], files: [], lists: [] } };
const line = { id: 'ライン', kind: 'table' } as const;
const hours = { id: '負荷', kind: 'series' } as const;
const pictures = { id: '外観', kind: 'images' } as const;
const none = (): boolean => false;

test('with one data set all files are its, whatever they are: the engine says what does not fit', () => {
  expect(placeOf(photos, [line], none)).toBe('ライン');
});

test('photos go to the data set of photos, tables to the one of tables', () => {
  expect(placeOf(photos, [line, pictures], none)).toBe('外観');
  expect(placeOf(tables, [line, pictures], none)).toBe('ライン');
});

test('of two data sets of tables the one without files is meant, and neither while both have none', () => {
  expect(placeOf(tables, [line, hours], (id) => id === 'ライン')).toBe('負荷');
  expect(placeOf(tables, [line, hours], none)).toBeNull();
  expect(placeOf(tables, [line, hours], () => true)).toBeNull();
});
