import { expect, test } from 'vitest';
import { lastPart, strongestField } from './photo-names.ts';

test('the name of a file without its folders', () => {
  expect(['キズ/深い/a.png', 'a.png'].map(lastPart)).toEqual(['a.png', 'a.png']);
});

test('the strongest place is told by thirds of height and width; of nothing there is none', () => {
  const only = (at: number): number[] => Array.from({ length: 36 }, (_, i) => (i === at ? 0.5 : 0));
  // A map of 6 by 6: rows and columns 0-1, 2-3, 4-5 are the thirds.
  expect([0, 5, 14, 21, 30, 35].map((at) => strongestField(only(at), 6))).toEqual([0, 2, 4, 4, 6, 8]);
  expect(strongestField(only(99), 6)).toBeNull();
});
