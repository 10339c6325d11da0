// Blocks of 8x8 coefficients of a JPEG to pixels: the inverse cosine transform by Loeffler, Ligtenberg and Moschytz
// (1989) in whole numbers with 13 bits of fraction, as libjpeg's exact variant has it, so that pixels come out the same.

const work = new Int32Array(64);

/** After the columns two bits of fraction stay, after the rows none. The bias rounds. */
const columns = { bias: 1 << 10, shift: 11 };
/** Five bits of the whole transform's scale go too, and the middle grey comes in, which the coefficients leave out. */
const rows = { bias: (1 << 17) + (128 << 18), shift: 18 };

/**
 * @param block coefficients times their steps, row by row
 * @param start place of the upper left pixel in `plane`
 * @param stride of the rows of `plane`
 */
export function blockToPixels(block: Int32Array, plane: Uint8Array, start: number, stride: number): void {
  for (let i = 0; i < 8; i++) transformEight(block, i, 8, columns.bias, columns.shift);
  for (let i = 0; i < 64; i += 8) transformEight(work, i, 1, rows.bias, rows.shift);
  for (let i = 0, at = start; i < 64; i += 8, at += stride) paint(plane, at, i, 8);
}

/** A block of `side` pixels a side that are all the same. */
export function flatBlock(first: number, side: number, plane: Uint8Array, at: number, stride: number): void {
  const level = clamped(((first + 4) >> 3) + 128);
  for (let y = 0; y < side; y++) plane.fill(level, at + y * stride, at + y * stride + side);
}

/** At half the size: the transform of the 4x4 lowest coefficients, which is what an exact low pass would leave. */
export function blockToHalf(block: Int32Array, plane: Uint8Array, start: number, stride: number): void {
  for (let i = 0; i < 4; i++) transformFour(block, i, 8, columns.bias, columns.shift);
  for (let i = 0; i < 32; i += 8) transformFour(work, i, 1, rows.bias, rows.shift);
  for (let i = 0, at = start; i < 32; i += 8, at += stride) paint(plane, at, i, 4);
}

/** The four values of `from` that begin at `first` and lie `step` apart, transformed to the same places of `work`. */
function transformFour(from: Int32Array, first: number, step: number, bias: number, shift: number): void {
  const second = first + step;
  const third = second + step;
  const fourth = third + step;
  const a0 = from[first]!;
  const a1 = from[second]!;
  const a2 = from[third]!;
  const a3 = from[fourth]!;
  const turned = Math.imul(a1 + a3, 4433);
  const odd0 = (turned + Math.imul(a1, 6270)) | 0;
  const odd1 = (turned - Math.imul(a3, 15137)) | 0;
  const even0 = (((a0 + a2) << 13) + bias) | 0;
  const even1 = (((a0 - a2) << 13) + bias) | 0;
  work[first] = (even0 + odd0) >> shift;
  work[second] = (even1 + odd1) >> shift;
  work[third] = (even1 - odd1) >> shift;
  work[fourth] = (even0 - odd0) >> shift;
}

/** As {@link transformFour} with eight values. */
function transformEight(from: Int32Array, first: number, step: number, bias: number, shift: number): void {
  const a0 = from[first]!;
  const a1 = from[first + step]!;
  const a2 = from[first + 2 * step]!;
  const a3 = from[first + 3 * step]!;
  const a4 = from[first + 4 * step]!;
  const a5 = from[first + 5 * step]!;
  const a6 = from[first + 6 * step]!;
  const a7 = from[first + 7 * step]!;
  const turned = Math.imul(a2 + a6, 4433);
  const even2 = (turned - Math.imul(a6, 15137)) | 0;
  const even3 = (turned + Math.imul(a2, 6270)) | 0;
  const even0 = (((a0 + a4) << 13) + bias) | 0;
  const even1 = (((a0 - a4) << 13) + bias) | 0;
  const both = Math.imul(a7 + a3 + a5 + a1, 9633);
  const z1 = Math.imul(a7 + a1, -7373);
  const z2 = Math.imul(a5 + a3, -20995);
  const z3 = (Math.imul(a7 + a3, -16069) + both) | 0;
  const z4 = (Math.imul(a5 + a1, -3196) + both) | 0;
  const odd0 = (Math.imul(a7, 2446) + z1 + z3) | 0;
  const odd1 = (Math.imul(a5, 16819) + z2 + z4) | 0;
  const odd2 = (Math.imul(a3, 25172) + z2 + z3) | 0;
  const odd3 = (Math.imul(a1, 12299) + z1 + z4) | 0;
  const sum0 = (even0 + even3) | 0;
  const sum1 = (even1 + even2) | 0;
  const sum2 = (even1 - even2) | 0;
  const sum3 = (even0 - even3) | 0;
  work[first] = (sum0 + odd3) >> shift;
  work[first + step] = (sum1 + odd2) >> shift;
  work[first + 2 * step] = (sum2 + odd1) >> shift;
  work[first + 3 * step] = (sum3 + odd0) >> shift;
  work[first + 4 * step] = (sum3 - odd0) >> shift;
  work[first + 5 * step] = (sum2 - odd1) >> shift;
  work[first + 6 * step] = (sum1 - odd2) >> shift;
  work[first + 7 * step] = (sum0 - odd3) >> shift;
}

/** The row of `work` that begins at `first` becomes pixels from `at` on. */
function paint(plane: Uint8Array, at: number, first: number, side: number): void {
  for (let x = 0; x < side; x++) plane[at + x] = clamped(work[first + x]!);
}

function clamped(level: number): number {
  return level < 0 ? 0 : level > 255 ? 255 : level;
}
