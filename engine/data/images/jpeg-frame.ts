// What a JPEG says of itself before its pixels: size, parts, tables (ISO 10918-1, annex B). Only of the usual kind:
// baseline, one scan, grey or light with two colours beside it.

import { codeTable, type CodeTable } from './huffman.ts';

export interface Part {
  readonly id: number;
  /** Blocks across and down in each unit of the scan. */
  readonly across: number;
  readonly down: number;
  /** Which of the tables of steps. */
  readonly steps: number;
  /** Words of first coefficients, and of the others. */
  first: CodeTable | undefined;
  rest: CodeTable | undefined;
}

export interface Frame {
  width: number;
  height: number;
  parts: Part[];
  /** Units between two restarts, 0 = none. */
  restart: number;
  /** What coefficients are multiples of, row by row. */
  readonly steps: (Int32Array | undefined)[];
  /** Where the scan begins. */
  start: number;
}

/** The place in the block of each coefficient in the order of the file. */
export const zigzag = Uint8Array.of(
  ...[0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7, 14, 21],
  ...[28, 35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59, 52, 45, 38, 31, 39, 46, 53, 60, 61],
  ...[54, 47, 55, 62, 63],
);

/** The markers up to the scan; null where it is of another kind. @throws RangeError where they are damaged */
export function frameOf(bytes: Buffer): Frame | null {
  const frame = markersOf(bytes);
  return frame !== null && isUsual(frame) ? frame : null;
}

function markersOf(bytes: Buffer): Frame | null {
  const frame: Frame = { width: 0, height: 0, parts: [], restart: 0, steps: [], start: 0 };
  const tables: [(CodeTable | null)[], (CodeTable | null)[]] = [[], []];
  for (let at = 2; at + 4 <= bytes.length;) {
    if (bytes[at] !== 0xff) return null;
    const marker = bytes[at + 1]!;
    if (marker === 0xff) {
      at++;
      continue;
    }
    const end = at + 2 + bytes.readUInt16BE(at + 2);
    if (end > bytes.length) return null;
    const segment = bytes.subarray(at + 4, end);
    if (marker === 0xdb) readSteps(segment, frame.steps);
    else if (marker === 0xc4) readTables(segment, tables);
    else if (marker === 0xc0) readFrame(segment, frame);
    else if (marker === 0xdd) frame.restart = segment.readUInt16BE(0);
    else if (marker === 0xda) return readScan(segment, frame, tables) ? { ...frame, start: end } : null;
    // Other ways of coding, and colours that are red, green and blue.
    else if (marker > 0xc0 && marker <= 0xcf) return null;
    else if (marker === 0xee && segment.toString('latin1', 0, 5) === 'Adobe' && segment[11] === 0) return null;
    at = end;
  }
  return null;
}

function readSteps(segment: Buffer, steps: Frame['steps']): void {
  for (let at = 0; at < segment.length;) {
    const [isLong, place] = [segment[at]! >> 4 !== 0, segment[at]! & 15];
    const table = new Int32Array(64);
    for (let i = 0; i < 64; i++)
      table[zigzag[i]!] = (isLong ? segment.readUInt16BE(at + 1 + 2 * i) : segment[at + 1 + i]) ?? 0;
    steps[place] = table;
    at += isLong ? 129 : 65;
  }
}

function readTables(segment: Buffer, tables: readonly (CodeTable | null)[][]): void {
  for (let at = 0; at + 17 <= segment.length;) {
    const [kind, place] = [segment[at]! >> 4, segment[at]! & 15];
    const counts = segment.subarray(at + 1, at + 17);
    const end = at + 17 + counts.reduce((sum, count) => sum + count, 0);
    const list = tables[kind];
    if (list && end <= segment.length) list[place] = codeTable(kind === 0, counts, segment.subarray(at + 17, end));
    at = end;
  }
}

function readFrame(segment: Buffer, frame: Frame): void {
  frame.height = segment.readUInt16BE(1);
  frame.width = segment.readUInt16BE(3);
  frame.parts = Array.from({ length: segment[5]! }, (_, i) => {
    const [id, shares, steps] = segment.subarray(6 + 3 * i, 9 + 3 * i);
    return { id: id!, across: shares! >> 4, down: shares! & 15, steps: steps!, first: undefined, rest: undefined };
  });
  // A single part comes block by block, whatever its shares.
  if (frame.parts.length === 1) frame.parts = [{ ...frame.parts[0]!, across: 1, down: 1 }];
}

function readScan(segment: Buffer, frame: Frame, [firsts, rests]: readonly (CodeTable | null)[][]): boolean {
  if (segment[0] !== frame.parts.length) return false;
  for (const [i, part] of frame.parts.entries()) {
    if (segment[1 + 2 * i] !== part.id) return false;
    part.first = firsts![segment[2 + 2 * i]! >> 4] ?? undefined;
    part.rest = rests![segment[2 + 2 * i]! & 15] ?? undefined;
  }
  return true;
}

/** One part, or three of which the first is the finest and the light. */
function isUsual({ width, height, parts, steps }: Frame): boolean {
  const [luma] = parts;
  const isRgb = parts.map((part) => String.fromCharCode(part.id)).join('') === 'RGB';
  if (!luma || width * height === 0 || (parts.length !== 1 && parts.length !== 3) || isRgb) return false;
  return parts.every(
    (part) =>
      part.first &&
      part.rest &&
      steps[part.steps] &&
      part.across >= 1 &&
      part.across <= luma.across &&
      part.down >= 1 &&
      part.down <= luma.down &&
      luma.across <= 4 &&
      luma.down <= 4,
  );
}
