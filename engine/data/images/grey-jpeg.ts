// The grey of a usual JPEG (baseline, one scan): of a colour picture the colours are passed over, and no other decoder
// can be asked for that without its own set-up for every picture. What is unusual or damaged is left to the others.

import { blockToHalf, blockToPixels, flatBlock } from './cosine.ts';
import { fastBits, signed, type CodeTable } from './huffman.ts';
import { frameOf, zigzag, type Frame } from './jpeg-frame.ts';

/** A block is never longer: 64 words of 16 bits and numbers of 11. */
const longestBlock = 256;

interface Grey {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/**
 * @param isHalf at half the size (rounded up), which takes half the time
 * @returns row-major grey levels, or null where this is no usual JPEG, or damaged
 */
export function decodeGrey(bytes: Buffer, isHalf: boolean): Grey | null {
  try {
    const frame = frameOf(bytes);
    return frame && greyOf(frame, bytes, isHalf);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function greyOf(frame: Frame, bytes: Buffer, isHalf: boolean): Grey | null {
  const luma = frame.parts[0]!;
  const side = isHalf ? 4 : 8;
  const [width, height] = isHalf ? [(frame.width + 1) >> 1, (frame.height + 1) >> 1] : [frame.width, frame.height];
  const across = Math.ceil(frame.width / (8 * luma.across));
  const down = Math.ceil(frame.height / (8 * luma.down));
  const stride = across * luma.across * side;
  const plane = new Uint8Array(stride * down * luma.down * side);
  if (!scan(frame, segmentsOf(bytes, frame.start), plane, across, down, side)) return null;
  if (stride === width) return { width, height, data: plane.subarray(0, width * height) };
  const data = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) data.set(plane.subarray(y * stride, y * stride + width), y * width);
  return { width, height, data };
}

interface Segments {
  /** The bits of the scan without the bytes that only keep markers apart; zeros behind. */
  readonly bits: DataView;
  /** Where each stretch between restarts begins, and the end of the last. */
  readonly starts: readonly number[];
}

let room = new Uint8Array(0);

function segmentsOf(bytes: Buffer, from: number): Segments {
  if (room.length < bytes.length + longestBlock) room = new Uint8Array(2 * bytes.length + longestBlock);
  const starts = [0];
  let to = 0;
  const take = (first: number, end: number): void => {
    room.set(bytes.subarray(first, end), to);
    to += end - first;
  };
  let at = from;
  for (;;) {
    const mark = bytes.indexOf(0xff, at);
    if (mark === -1 || mark + 1 >= bytes.length) {
      take(at, bytes.length);
      break;
    }
    const next = bytes[mark + 1]!;
    take(at, next === 0 ? mark + 1 : mark);
    if (next >= 0xd0 && next <= 0xd7) starts.push(to);
    else if (next !== 0 && next !== 0xff) break;
    at = next === 0xff ? mark + 1 : mark + 2;
  }
  room.fill(0, to, to + longestBlock);
  return { bits: new DataView(room.buffer), starts: [...starts, to] };
}

const block = new Int32Array(64);

/** Fills `plane` with the light; false where the bits end too soon or mean nothing. */
function scan(
  frame: Frame,
  { bits, starts }: Segments,
  plane: Uint8Array,
  across: number,
  down: number,
  side: 4 | 8,
): boolean {
  const { parts, restart } = frame;
  const luma = parts[0]!;
  const stride = across * luma.across * side;
  const before = new Int32Array(parts.length);
  const reader = { bits, position: 0, last: 0 };
  for (let unit = 0, stretch = 0; unit < across * down; unit++) {
    if (restart > 0 && unit > 0 && unit % restart === 0) {
      if (++stretch >= starts.length - 1) return false;
      before.fill(0);
      reader.position = starts[stretch]! * 8;
    }
    for (let p = 0; p < parts.length; p++) {
      const part = parts[p]!;
      const steps = frame.steps[part.steps]!;
      for (let b = 0; b < part.across * part.down; b++) {
        block.fill(0);
        if (!readBlock(reader, part.first!, part.rest!, steps, block)) return false;
        if (reader.position > starts[stretch + 1]! * 8) return false;
        before[p]! += block[0]!;
        if (p > 0) continue;
        const x = (unit % across) * luma.across + (b % luma.across);
        const y = Math.floor(unit / across) * luma.down + Math.floor(b / luma.across);
        block[0] = before[0]! * steps[0]!;
        const at = (y * stride + x) * side;
        if (reader.last === 0) flatBlock(block[0], side, plane, at, stride);
        else if (side === 4) blockToHalf(block, plane, at, stride);
        else blockToPixels(block, plane, at, stride);
      }
    }
  }
  return true;
}

interface Reader {
  readonly bits: DataView;
  /** The next bit. */
  position: number;
  /** The last coefficient of the block that is not zero, in the order of the file. */
  last: number;
}

/** Coefficients times their steps, the first as it is; false where no word begins with these bits. */
function readBlock(reader: Reader, first: CodeTable, rest: CodeTable, steps: Int32Array, into: Int32Array): boolean {
  const { bits } = reader;
  let position = reader.position;
  let last = 0;
  let { fast, full } = first;
  for (let k = 0; k < 64; k++) {
    const next = bits.getInt32(position >> 3) << (position & 7);
    const entry = fast[next >>> (32 - fastBits)]!;
    let value = entry >> 16;
    if (entry !== 0) {
      position += entry & 255;
      k += (entry >> 8) & 255;
    } else {
      const word = full[next >>> 16]!;
      if (word === 0) return false;
      position += word >> 8;
      const size = word & 15;
      const zeros = (word >> 4) & 15;
      if (size === 0 && zeros < 15 && k > 0) break;
      value = size === 0 ? 0 : signed((bits.getInt32(position >> 3) << (position & 7)) >>> (32 - size), size);
      position += size;
      k += zeros;
    }
    if (k > 63) break;
    if (k === 0) {
      into[0] = value;
      ({ fast, full } = rest);
    } else {
      const place = zigzag[k]!;
      into[place] = Math.imul(value, steps[place]!);
      last = k;
    }
  }
  reader.position = position;
  reader.last = last;
  return true;
}
