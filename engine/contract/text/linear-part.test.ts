import { expect, test } from 'vitest';
import { curvesWithoutLine, linearPart } from './linear-part.ts';

test('each quantity with a linear part is named with its share, in both languages', () => {
  const lines = { 価格: 0.95, 厚さ: 0.4 };
  expect(linearPart({ lines }, 'ja')).toContain('「価格」 95 %、「厚さ」 40 %、残りはネットワーク');
  expect(linearPart({ lines }, 'en')).toContain('"価格" 95 %, "厚さ" 40 %; the rest is the network');
});

test('where the whole answer is linear nothing is said of a rest', () => {
  const text = linearPart({ lines: { 厚さ: 1 } }, 'ja');
  expect(text).toBe(
    '「厚さ」の答えは、すべて線形の式（入力の一次式）で計算しています。割合は、検証データの誤差が最も小さくなるように決めました。',
  );
  const both = { lines: { 価格: 0.95, 厚さ: 1 } };
  expect(linearPart(both, 'ja')).toContain(
    'ほかに、答えの一部を線形の式（入力の一次式）で計算しています（「価格」 95 %',
  );
  expect(linearPart(both, 'en')).toContain('The whole answer for "厚さ" is a linear formula');
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
