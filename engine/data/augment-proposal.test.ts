import { expect, test } from 'vitest';
import { createRng } from '../base/rng.ts';
import { proposeAugment } from './augment-proposal.ts';
import type { PixelSource } from './pixels.ts';

const side = 16;

/** 60 noisy photos, each of `brightness(y, x)` moved by up to a pixel. */
function photosOf(brightness: (y: number, x: number, i: number) => number): PixelSource {
  const rng = createRng(3);
  const pictures = Array.from({ length: 60 }, (_, i) => {
    const [down, across] = [rng.integer(3) - 1, rng.integer(3) - 1];
    return Uint8Array.from(
      { length: side * side },
      (_, at) => brightness(Math.floor(at / side) + down, (at % side) + across, i) + rng.integer(40),
    );
  });
  return {
    height: side,
    width: side,
    channels: 1,
    read: (indices, into) => {
      for (let k = 0; k < indices.length; k++) into.set(pictures[indices[k]!]!, k * side * side);
    },
  };
}

const proposed = (source: PixelSource) => {
  const { mirror, flip, turn } = proposeAugment(source, [...Array(60).keys()], createRng(1));
  return { mirror, flip, turn };
};

test('surfaces without a layout may be exchanged and turned', () => {
  expect(proposed(photosOf(() => 80))).toEqual({ mirror: true, flip: true, turn: true });
});

test('light from one side is no layout', () => {
  expect(proposed(photosOf((y, x) => 5 * x + 3 * y + 20))).toEqual({ mirror: true, flip: true, turn: true });
});

test('a part that is the same from all four sides may be turned, one with a notch on its left may not be mirrored', () => {
  const ring = (y: number, x: number): number => (Math.hypot(y - 7.5, x - 7.5) < 5 ? 160 : 40);
  expect(proposed(photosOf(ring))).toEqual({ mirror: true, flip: true, turn: true });
  const notched = photosOf((y, x) => (x < 7 && y > 5 && y < 10 ? 40 : ring(y, x)));
  expect(proposed(notched)).toEqual({ mirror: false, flip: true, turn: false });
});

test('a part with its text below is not turned upside down', () => {
  const labelled = photosOf((y, x) => (y > 10 && x > 3 && x < 12 ? 180 : 40));
  expect(proposed(labelled)).toEqual({ mirror: true, flip: false, turn: false });
});

test('where lines run one way, quarter turns are left out', () => {
  const brushed = photosOf((y, _x, i) => 60 + 60 * ((y + i) % 2));
  expect(proposed(brushed)).toEqual({ mirror: true, flip: true, turn: false });
});
