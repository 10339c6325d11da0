import { expect, test } from 'vitest';
import { linearPart } from './linear-part.ts';

test('each quantity with a linear part is named with its share, in both languages', () => {
  const lines = { 価格: 0.95, 厚さ: 1 };
  expect(linearPart({ lines }, 'ja')).toContain('「価格」 95 %、「厚さ」 100 %');
  expect(linearPart({ lines }, 'en')).toContain('"価格" 95 %, "厚さ" 100 %');
});

test('nothing is said where no answer is linear', () => {
  expect(linearPart({}, 'ja')).toBeNull();
  expect(linearPart({ lines: {} }, 'en')).toBeNull();
});
