import { expect, test } from 'vitest';
import { createRng } from '../base/rng.ts';
import type { Rng } from '../base/rng.ts';
import { usualAugment } from '../contract/augment.ts';
import type { AugmentSettings } from '../contract/augment.ts';
import { createAugment } from './augment.ts';

const nothing: AugmentSettings = {
  mirror: false,
  flip: false,
  turn: false,
  shift: 0,
  brightness: 0,
  contrast: 0,
  mixup: 0,
};
const square = { height: 6, width: 6, channels: 1 };
const colour = { height: 4, width: 7, channels: 3 };
type Shape = typeof square;

function picture({ height, width, channels }: Shape, seed = 1): Float32Array {
  const rng = createRng(seed);
  return Float32Array.from({ length: height * width * channels }, () => rng.next());
}

/** A generator whose every draw is `value`: below one half everything is exchanged. */
function always(value: number): Rng {
  return { ...createRng(1), next: () => value, integer: (below) => Math.floor(value * below) };
}

function changed(change: Partial<AugmentSettings>, pixels: Float32Array, shape: Shape, rng: Rng): Float32Array {
  const copy = pixels.slice();
  createAugment({ ...nothing, ...change })!(copy, shape, rng);
  return copy;
}

const sorted = (pixels: Float32Array): number[] => [...pixels].sort((a, b) => a - b);

test('settings that leave every photo as it is are no augmentation', () => {
  expect(createAugment(nothing)).toBeNull();
});

test('photos are not blended unless asked', () => {
  expect(usualAugment.mixup).toBe(0);
});

test.each(['mirror', 'flip', 'turn'] as const)('%s keeps every pixel: nothing is cut off or painted over', (name) => {
  for (const shape of [square, colour]) {
    const before = picture(shape);
    for (let seed = 1; seed < 9; seed++)
      expect(sorted(changed({ [name]: true }, before, shape, createRng(seed)))).toEqual(sorted(before));
  }
});

test.each(['mirror', 'flip'] as const)('%s twice is the photo itself, once is not', (name) => {
  for (const shape of [square, colour]) {
    const before = picture(shape);
    const once = changed({ [name]: true }, before, shape, always(0));
    expect(once).not.toEqual(before);
    expect(changed({ [name]: true }, once, shape, always(0))).toEqual(before);
  }
});

test('the left column of a mirrored photo is its right one, colours in order', () => {
  const { width, channels } = colour;
  const before = picture(colour);
  const after = changed({ mirror: true }, before, colour, always(0));
  expect([...after.subarray(0, channels)]).toEqual([...before.subarray((width - 1) * channels, width * channels)]);
});

test('a quarter turn four times is the photo itself, and its first row is what was the left column, upwards', () => {
  const before = picture(square);
  const quarter = (pixels: Float32Array): Float32Array => changed({ turn: true }, pixels, square, always(0.25));
  const once = quarter(before);
  expect([...once.subarray(0, 6)]).toEqual([0, 1, 2, 3, 4, 5].map((x) => before[(5 - x) * 6]));
  const half = quarter(once);
  expect(half).toEqual(before.slice().reverse());
  expect(quarter(quarter(half))).toEqual(before);
});

test('photos that are not square are only turned by a half', () => {
  const shape = { height: 3, width: 5, channels: 1 };
  const before = picture(shape);
  const seen = new Set(
    [1, 2, 3, 4, 5, 6, 7, 8].map((seed) => changed({ turn: true }, before, shape, createRng(seed)).join()),
  );
  expect(seen).toEqual(new Set([before.join(), before.slice().reverse().join()]));
});

test('moving repeats the edge and moves no further than the share of the side', () => {
  const row = Float32Array.from([0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9]);
  const shape = { height: 1, width: 10, channels: 1 };
  // 0.2 of ten pixels: two at the ends of the draw.
  expect([...changed({ shift: 0.2 }, row, shape, always(0))]).toEqual([...[0, 0, 0], ...row.subarray(1, 8)]);
  expect([...changed({ shift: 0.2 }, row, shape, always(1))]).toEqual([...row.subarray(2), row[9]!, row[9]!]);
});

test('brightness and contrast stay within their shares, and values within 0 to 1', () => {
  const flat = new Float32Array(36).fill(0.5);
  for (let seed = 1; seed < 20; seed++) {
    // A photo of one tone has no contrast to change.
    expect(changed({ contrast: 0.3 }, flat, square, createRng(seed))[7]).toBeCloseTo(0.5, 6);
    const lifted = changed({ brightness: 0.2 }, flat, square, createRng(seed))[7]!;
    expect(Math.abs(lifted - 0.5)).toBeLessThanOrEqual(0.2 + 1e-6);
    for (const value of changed({ brightness: 0.5, contrast: 0.5 }, picture(square), square, createRng(seed))) {
      expect(value).toBeGreaterThanOrEqual(0);
      expect(value).toBeLessThanOrEqual(1);
    }
  }
  const half = changed({ contrast: 0.5 }, Float32Array.of(0.2, 0.6), { height: 1, width: 2, channels: 1 }, always(0));
  // Mean 0.4, half the differences from it.
  expect([...half].map((value) => Number(value.toFixed(6)))).toEqual([0.3, 0.5]);
});

test('the same seed draws the same changes, another seed others', () => {
  const run = (seed: number): string => {
    const rng = createRng(seed);
    const augment = createAugment(usualAugment)!;
    return [1, 2, 3]
      .map((each) => {
        const pixels = picture(square, each);
        augment(pixels, square, rng);
        return pixels.join();
      })
      .join('/');
  };
  expect(run(5)).toBe(run(5));
  expect(run(5)).not.toBe(run(6));
});
