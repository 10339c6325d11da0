import { expect, test } from 'vitest';
import { colourOf } from './heat-map.ts';

test('nothing is clear, more is darker and less transparent all the way, and beyond the scale nothing changes', () => {
  expect(colourOf(0)[3]).toBe(0);
  const steps = Array.from({ length: 11 }, (_, i) => colourOf(i / 10));
  for (const [i, [, green, , opacity]] of steps.entries()) {
    if (i === 0) continue;
    expect(opacity).toBeGreaterThan(steps[i - 1]![3]);
    expect(green).toBeLessThan(steps[i - 1]![1]);
  }
  expect(colourOf(7)).toEqual(colourOf(1));
});
