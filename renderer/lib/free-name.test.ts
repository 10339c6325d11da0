import { expect, test } from 'vitest';
import { freeName } from './free-name.ts';

test('a data set is called as its file, with the first number that is free', () => {
  expect(freeName('検査 8月.csv', [], 'data')).toBe('検査 8月');
  expect(freeName('検査.csv', ['検査', '検査 2', '検査 4'], 'data')).toBe('検査 3');
  expect(freeName('', ['photos'], 'photos')).toBe('photos 2');
});
