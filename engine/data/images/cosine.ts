// Blocks of 8x8 coefficients of a JPEG to pixels: the inverse cosine transform by Loeffler, Ligtenberg and Moschytz
// (1989) in whole numbers with 13 bits of fraction, as libjpeg's exact variant has it, so that pixels come out the same.

const work = new Int32Array(64);

const half = 1 << 10;
/** Rounding and the middle grey, which the coefficients leave out. */
const middle = (1 << 17) + (128 << 18);

/**
 * @param block coefficients times their steps, row by row
 * @param at place of the upper left pixel in `plane`
 * @param stride of the rows of `plane`
 */
export function blockToPixels(block: Int32Array, plane: Uint8Array, at: number, stride: number): void {
  columns(block);
  rows(plane, at, stride);
}

/** A block of `side` pixels a side that are all the same. */
export function flatBlock(first: number, side: number, plane: Uint8Array, at: number, stride: number): void {
  const level = clamped(((first + 4) >> 3) + 128);
  for (let y = 0; y < side; y++) plane.fill(level, at + y * stride, at + y * stride + side);
}

/** At half the size: the transform of the 4x4 lowest coefficients, which is what an exact low pass would leave. */
export function blockToHalf(block: Int32Array, plane: Uint8Array, start: number, stride: number): void {
  for (let i = 0; i < 4; i++) {
    const a0 = block[i]!;
    const a1 = block[i + 8]!;
    const a2 = block[i + 16]!;
    const a3 = block[i + 24]!;
    const turned = Math.imul(a1 + a3, 4433);
    const odd0 = (turned + Math.imul(a1, 6270) + half) | 0;
    const odd1 = (turned - Math.imul(a3, 15137) + half) | 0;
    const even0 = (a0 + a2) << 13;
    const even1 = (a0 - a2) << 13;
    work[i] = (even0 + odd0) >> 11;
    work[i + 4] = (even1 + odd1) >> 11;
    work[i + 8] = (even1 - odd1 + 2 * half) >> 11;
    work[i + 12] = (even0 - odd0 + 2 * half) >> 11;
  }
  for (let i = 0, at = start; i < 16; i += 4, at += stride) {
    const a0 = work[i]!;
    const a1 = work[i + 1]!;
    const a2 = work[i + 2]!;
    const a3 = work[i + 3]!;
    const turned = Math.imul(a1 + a3, 4433);
    const odd0 = (turned + Math.imul(a1, 6270)) | 0;
    const odd1 = (turned - Math.imul(a3, 15137)) | 0;
    const even0 = (((a0 + a2) << 13) + middle) | 0;
    const even1 = (((a0 - a2) << 13) + middle) | 0;
    plane[at] = clamped((even0 + odd0) >> 18);
    plane[at + 1] = clamped((even1 + odd1) >> 18);
    plane[at + 2] = clamped((even1 - odd1) >> 18);
    plane[at + 3] = clamped((even0 - odd0) >> 18);
  }
}

function columns(block: Int32Array): void {
  for (let i = 0; i < 8; i++) {
    const a0 = block[i]!;
    const a4 = block[i + 32]!;
    const a2 = block[i + 16]!;
    const a6 = block[i + 48]!;
    const a1 = block[i + 8]!;
    const a3 = block[i + 24]!;
    const a5 = block[i + 40]!;
    const a7 = block[i + 56]!;
    const turned = Math.imul(a2 + a6, 4433);
    const even2 = (turned - Math.imul(a6, 15137)) | 0;
    const even3 = (turned + Math.imul(a2, 6270)) | 0;
    const even0 = (a0 + a4) << 13;
    const even1 = (a0 - a4) << 13;
    const both = Math.imul(a7 + a3 + a5 + a1, 9633);
    const z1 = Math.imul(a7 + a1, -7373);
    const z2 = Math.imul(a5 + a3, -20995);
    const z3 = (Math.imul(a7 + a3, -16069) + both) | 0;
    const z4 = (Math.imul(a5 + a1, -3196) + both) | 0;
    const odd0 = (Math.imul(a7, 2446) + z1 + z3) | 0;
    const odd1 = (Math.imul(a5, 16819) + z2 + z4) | 0;
    const odd2 = (Math.imul(a3, 25172) + z2 + z3) | 0;
    const odd3 = (Math.imul(a1, 12299) + z1 + z4) | 0;
    const s0 = (even0 + even3 + half) | 0;
    const s1 = (even1 + even2 + half) | 0;
    const s2 = (even1 - even2 + half) | 0;
    const s3 = (even0 - even3 + half) | 0;
    work[i] = (s0 + odd3) >> 11;
    work[i + 8] = (s1 + odd2) >> 11;
    work[i + 16] = (s2 + odd1) >> 11;
    work[i + 24] = (s3 + odd0) >> 11;
    work[i + 32] = (s3 - odd0) >> 11;
    work[i + 40] = (s2 - odd1) >> 11;
    work[i + 48] = (s1 - odd2) >> 11;
    work[i + 56] = (s0 - odd3) >> 11;
  }
}

function rows(plane: Uint8Array, start: number, stride: number): void {
  for (let i = 0, at = start; i < 64; i += 8, at += stride) {
    const a0 = work[i]!;
    const a4 = work[i + 4]!;
    const a2 = work[i + 2]!;
    const a6 = work[i + 6]!;
    const a1 = work[i + 1]!;
    const a3 = work[i + 3]!;
    const a5 = work[i + 5]!;
    const a7 = work[i + 7]!;
    const turned = Math.imul(a2 + a6, 4433);
    const even2 = (turned - Math.imul(a6, 15137)) | 0;
    const even3 = (turned + Math.imul(a2, 6270)) | 0;
    const even0 = (((a0 + a4) << 13) + middle) | 0;
    const even1 = (((a0 - a4) << 13) + middle) | 0;
    const both = Math.imul(a7 + a3 + a5 + a1, 9633);
    const z1 = Math.imul(a7 + a1, -7373);
    const z2 = Math.imul(a5 + a3, -20995);
    const z3 = (Math.imul(a7 + a3, -16069) + both) | 0;
    const z4 = (Math.imul(a5 + a1, -3196) + both) | 0;
    const odd0 = (Math.imul(a7, 2446) + z1 + z3) | 0;
    const odd1 = (Math.imul(a5, 16819) + z2 + z4) | 0;
    const odd2 = (Math.imul(a3, 25172) + z2 + z3) | 0;
    const odd3 = (Math.imul(a1, 12299) + z1 + z4) | 0;
    const s0 = (even0 + even3) | 0;
    const s1 = (even1 + even2) | 0;
    const s2 = (even1 - even2) | 0;
    const s3 = (even0 - even3) | 0;
    plane[at] = clamped((s0 + odd3) >> 18);
    plane[at + 1] = clamped((s1 + odd2) >> 18);
    plane[at + 2] = clamped((s2 + odd1) >> 18);
    plane[at + 3] = clamped((s3 + odd0) >> 18);
    plane[at + 4] = clamped((s3 - odd0) >> 18);
    plane[at + 5] = clamped((s2 - odd1) >> 18);
    plane[at + 6] = clamped((s1 - odd2) >> 18);
    plane[at + 7] = clamped((s0 - odd3) >> 18);
  }
}

function clamped(level: number): number {
  return level < 0 ? 0 : level > 255 ? 255 : level;
}
