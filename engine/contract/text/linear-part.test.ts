import { expect, test } from 'vitest';
import { curvesWithoutLine, linearPart } from './linear-part.ts';

test('each quantity with a linear part is named with its share, in both languages', () => {
  const lines = { 価格: 0.95, 厚さ: 1 };
  expect(linearPart({ lines }, 'ja')).toContain('「価格」 95 %、「厚さ」 100 %');
  expect(linearPart({ lines }, 'en')).toContain('"価格" 95 %, "厚さ" 100 %');
});

test('nothing is said where no answer is linear', () => {
  expect(linearPart({}, 'ja')).toBeNull();
  expect(linearPart({ lines: {} }, 'en')).toBeNull();
});

test('where curves of such a task are shown, they are said to be of the network alone', () => {
  const lines = { 価格: 0.95 };
  expect(curvesWithoutLine({ lines }, ['価格', '厚さ'], 'ja')).toContain('「価格」の成績は');
  expect(curvesWithoutLine({ lines }, ['価格', '厚さ'], 'en')).not.toContain('厚さ');
  expect(curvesWithoutLine({ lines }, ['厚さ'], 'ja')).toBeNull();
  expect(curvesWithoutLine({}, ['価格'], 'en')).toBeNull();
});
