// Photos that show (nearly) the same: saved again, slightly brighter, a shot right after another.
//
// Compared is what is special about a photo: its small grey image without the mean image of the set, which on a
// fixture is the fixture. A code of 64 bits finds candidates (two codes that differ in at most 7 bits agree in
// one of 8 groups of 8 bits), the small images decide.

import { thumbSide } from './survey.ts';

const size = thumbSide * thumbSide;
const bands = 8;
const mostBits = 7;
/** Grey levels, root mean square, that saving again changes the small image by, at most. */
const mostDifference = 2;
/** Share of what is special about the photo that may differ: a correlation of 0.98. */
const mostShare = 0.2;
/** Members of one group of bits that each is compared with: keeps very many equal photos affordable. */
const mostNeighbours = 300;

export interface NearPair {
  readonly first: number;
  readonly second: number;
  /** Correlation of the two small images without the mean image, 0 to 1. */
  readonly agreement: number;
}

/** @param thumbs one small grey image a photo, `thumbSide` squared levels. Pairs come with `first < second`, in order. */
export function nearPairs(thumbs: readonly Uint8Array[]): NearPair[] {
  if (thumbs.length < 2) return [];
  const special = residuals(thumbs);
  const spreads = Float32Array.from(special, (rest) => Math.sqrt(rest.reduce((sum, x) => sum + x * x, 0) / size));
  const [low, high] = codes(special);
  const seen = new Set<number>();
  const pairs: (NearPair & { readonly difference: number })[] = [];
  for (let band = 0; band < bands; band++) {
    for (const members of bucketsOf(band, low, high)) {
      for (let i = 0; i < members.length; i++) {
        for (let j = i + 1; j < Math.min(members.length, i + mostNeighbours); j++) {
          const [first, second] = [members[i]!, members[j]!];
          if (bitsApart(low[first]! ^ low[second]!, high[first]! ^ high[second]!) > mostBits) continue;
          const pair = compare(first, second, special, spreads);
          const key = first * thumbs.length + second;
          // The same two meet in every band in which they agree.
          if (pair === null || seen.has(key)) continue;
          seen.add(key);
          pairs.push(pair);
        }
      }
    }
  }
  return strict(pairs, thumbs.length).sort((a, b) => a.first - b.first || a.second - b.second);
}

/** Each small image without the mean image and without its own mean. */
function residuals(thumbs: readonly Uint8Array[]): Float32Array[] {
  const mean = new Float64Array(size);
  for (const thumb of thumbs) for (let k = 0; k < size; k++) mean[k]! += thumb[k]! / thumbs.length;
  // Two or three photos have no mean that is not made of themselves.
  const share = thumbs.length < 10 ? 0 : 1;
  return thumbs.map((thumb) => {
    const rest = Float32Array.from(thumb, (value, k) => value - share * mean[k]!);
    const level = rest.reduce((sum, value) => sum + value, 0) / size;
    return rest.map((value) => value - level);
  });
}

/** A bit for each 2x2 block: above the median of that block over all photos, so that every bit divides them. */
function codes(special: readonly Float32Array[]): [Int32Array, Int32Array] {
  const half = thumbSide / 2;
  const words: [Int32Array, Int32Array] = [new Int32Array(special.length), new Int32Array(special.length)];
  const column = new Float32Array(special.length);
  for (let block = 0; block < 64; block++) {
    const at = 2 * Math.floor(block / half) * thumbSide + 2 * (block % half);
    special.forEach(
      (rest, i) => (column[i] = rest[at]! + rest[at + 1]! + rest[at + thumbSide]! + rest[at + thumbSide + 1]!),
    );
    const median = column.toSorted()[column.length >> 1]!;
    const word = words[block >> 5]!;
    for (let i = 0; i < column.length; i++) if (column[i]! > median) word[i]! |= 1 << (block & 31);
  }
  return words;
}

/** Photos that agree in the 8 bits of a band; its bits lie far apart in the image, where they say different things. */
function bucketsOf(band: number, low: Int32Array, high: Int32Array): number[][] {
  const buckets = new Map<number, number[]>();
  for (let i = 0; i < low.length; i++) {
    let key = 0;
    for (let k = 0; k < 8; k++) {
      const bit = 8 * k + ((band + 3 * k) & 7);
      key = (key << 1) | (((bit < 32 ? low[i]! : high[i]!) >>> (bit & 31)) & 1);
    }
    const members = buckets.get(key);
    if (members) members.push(i);
    else buckets.set(key, [i]);
  }
  return [...buckets.values()];
}

function bitsApart(low: number, high: number): number {
  return ones(low) + ones(high);
}

function ones(word: number): number {
  let bits = word - ((word >>> 1) & 0x55555555);
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** Null as soon as they differ too much, which most candidates do within a few pixels. */
function compare(first: number, second: number, special: readonly Float32Array[], spreads: Float32Array) {
  const [a, b] = [special[first]!, special[second]!];
  const spread = Math.min(spreads[first]!, spreads[second]!);
  const limit = size * Math.min(mostDifference, mostShare * spread) ** 2;
  let squares = 0;
  for (let k = 0; k < size; k++) {
    const apart = a[k]! - b[k]!;
    squares += apart * apart;
    if (squares > limit) return null;
  }
  let product = 0;
  for (let k = 0; k < size; k++) product += a[k]! * b[k]!;
  const agreement = product / (size * spreads[first]! * spreads[second]!);
  // Two photos without any structure agree in nothing that could be told.
  if (spread === 0) return null;
  return { first, second, difference: Math.sqrt(squares / size), agreement: Math.min(1, agreement) };
}

/**
 * Where a third of all photos would have a near copy, parts of one kind simply look alike: then only pairs that are
 * much closer than such neighbours usually are count.
 */
function strict(pairs: (NearPair & { difference: number })[], count: number): NearPair[] {
  const nearest = new Map<number, number>();
  for (const { first, second, difference } of pairs)
    for (const one of [first, second]) nearest.set(one, Math.min(nearest.get(one) ?? Infinity, difference));
  if (nearest.size * 3 < count || count < 30) return pairs;
  const typical = [...nearest.values()].sort((a, b) => a - b)[nearest.size >> 1]!;
  return pairs.filter(({ difference }) => difference <= typical / 3);
}
