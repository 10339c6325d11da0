import { expect, test } from 'vitest';
import { withChanges } from './with-changes.ts';

interface Example {
  readonly unit?: string;
  readonly weight?: number;
  readonly limits?: { readonly lower?: number; readonly upper?: number };
  readonly names?: readonly string[];
}
const merge = (now: Example, before: Example, after: Example): Example => withChanges(now, before, after);

test('two limits typed one after the other both stay, though the form had not seen the first when the second came', () => {
  const before = { unit: 'mm' };
  const first = merge(before, before, { unit: 'mm', limits: { lower: 24.9 } });
  expect(merge(first, before, { unit: 'mm', limits: { upper: 25.1 } })).toEqual({
    unit: 'mm',
    limits: { lower: 24.9, upper: 25.1 },
  });
});

test('a limit that is cleared goes, the other stays', () => {
  const before = { limits: { lower: 1, upper: 2 } };
  expect(merge({ limits: { lower: 1, upper: 3 } }, before, { limits: { upper: 2 } })).toEqual({ limits: { upper: 3 } });
});

test('what was taken away altogether goes, and what the form did not touch is as it is now', () => {
  expect(
    merge({ unit: 'cm', weight: 2, limits: { lower: 1 } }, { weight: 1, limits: { lower: 1 } }, { weight: 1 }),
  ).toEqual({ unit: 'cm', weight: 2 });
});

test('a list is one value', () => {
  expect(merge({ names: ['a', 'b'] }, { names: ['a', 'b'] }, { names: ['b'] })).toEqual({ names: ['b'] });
});
