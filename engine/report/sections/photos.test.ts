import { expect, test } from 'vitest';
import type { WorstPhoto } from '../facts.ts';
import { writer } from '../words.ts';
import { verdictOf } from './photos.ts';

const photo: WorstPhoto = { name: 'a.jpg', actual: 'OK', judged: 'NG', probability: 0.1, url: '', map: null };

test('of OK and NG the chance of NG is told whatever the verdict: a low one may still be beyond the border', () => {
  const falseReject = { ...photo, positive: 'NG' };
  expect(verdictOf(falseReject, writer('ja'))).toBe('過検出（NG の確率 10.0 %）');
  // The probability is of what was judged, OK: of NG it is the rest.
  const escape = { ...photo, positive: 'NG', actual: 'NG', judged: 'OK', probability: 0.925 };
  expect(verdictOf(escape, writer('ja'))).toBe('見逃し（NG の確率 7.5 %）');
  expect(verdictOf(escape, writer('en'))).toBe('Escape (NG: probability 7.5 %)');
});

test('of several kinds the one that was judged is told with its probability; of values both values', () => {
  const kinds = { ...photo, actual: 'キズ', judged: '打痕', probability: 0.6 };
  expect(verdictOf(kinds, writer('ja'))).toBe('× 実際 キズ、判定 打痕（確信度 60.0 %）');
  const values = { ...photo, actual: '1.2', judged: '3.4', probability: null };
  expect(verdictOf(values, writer('en'))).toBe('true 1.2, predicted 3.4');
});
