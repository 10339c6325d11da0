// The file format of checkpoints and models: a header as JSON, then arrays, with version and check sum.
//
// Layout, little-endian: 8 bytes `TASKLOOM`, uint32 version, uint32 header length, header (UTF-8 JSON
// with kind, content and the list of arrays), padding to 4 bytes, float32 arrays one after another,
// 32 bytes SHA-256 of everything before.

import { createHash } from 'node:crypto';
import { Refusal } from '../contract/errors.ts';
import { sizeOf } from '../models/arrays.ts';
import type { HostArrays } from '../models/arrays.ts';

const magic = 'TASKLOOM';
const version = 1;
const fixed = 16;
const sumLength = 32;

interface Header {
  readonly kind: string;
  readonly content: unknown;
  readonly arrays: readonly { readonly name: string; readonly shape: readonly number[] }[];
}

export function packFile(
  kind: string,
  content: unknown,
  arrays: HostArrays | Readonly<Record<string, { shape: readonly number[]; data: Float32Array | Int32Array }>>,
): Uint8Array {
  const entries = Object.entries(arrays);
  const header: Header = { kind, content, arrays: entries.map(([name, { shape }]) => ({ name, shape })) };
  const text = new TextEncoder().encode(JSON.stringify(header, writeNumber));
  const start = padded(fixed + text.length);
  const floats = entries.reduce((count, [, { data }]) => count + data.length, 0);
  const bytes = new Uint8Array(start + 4 * floats + sumLength);
  bytes.set(new TextEncoder().encode(magic));
  const view = new DataView(bytes.buffer);
  view.setUint32(8, version, true);
  view.setUint32(12, text.length, true);
  bytes.set(text, fixed);
  let offset = start;
  for (const [, { data }] of entries) {
    new Float32Array(bytes.buffer, offset, data.length).set(data);
    offset += 4 * data.length;
  }
  bytes.set(checkSum(bytes.subarray(0, offset)), offset);
  return bytes;
}

/** @throws Refusal `training.bad-checkpoint`: `damaged`, `newer`, or `other` for another kind of file */
export function unpackFile(
  kind: string,
  bytes: Uint8Array,
): { header: unknown; arrays: Record<string, { shape: readonly number[]; data: Float32Array }> } {
  const refuse = (reason: 'damaged' | 'newer' | 'other'): never => {
    throw new Refusal('training.bad-checkpoint', { reason });
  };
  if (bytes.length < fixed + sumLength || new TextDecoder().decode(bytes.subarray(0, 8)) !== magic)
    return refuse('damaged');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint32(8, true) > version) return refuse('newer');
  const end = bytes.length - sumLength;
  const expected = checkSum(bytes.subarray(0, end));
  if (!expected.every((byte, i) => byte === bytes[end + i])) return refuse('damaged');
  const length = view.getUint32(12, true);
  const header = JSON.parse(new TextDecoder().decode(bytes.subarray(fixed, fixed + length)), readNumber) as Header;
  if (header.kind !== kind) return refuse('other');
  let offset = padded(fixed + length);
  const arrays: Record<string, { shape: readonly number[]; data: Float32Array }> = {};
  for (const { name, shape } of header.arrays) {
    const size = sizeOf(shape);
    // A copy of its own from an even place: `slice` of a Buffer would be a view of the whole file.
    arrays[name] = { shape, data: new Float32Array(Uint8Array.from(bytes.subarray(offset, offset + 4 * size)).buffer) };
    offset += 4 * size;
  }
  return { header: header.content, arrays };
}

/** JSON has no NaN and no infinity; both occur in histories and scores. */
function writeNumber(_key: string, value: unknown): unknown {
  return typeof value === 'number' && !Number.isFinite(value) ? { number: String(value) } : value;
}

function readNumber(_key: string, value: unknown): unknown {
  const text =
    typeof value === 'object' && value !== null && Object.keys(value).length === 1
      ? (value as { number?: unknown }).number
      : undefined;
  return text === 'NaN' || text === 'Infinity' || text === '-Infinity' ? Number(text) : value;
}

function padded(length: number): number {
  return Math.ceil(length / 4) * 4;
}

function checkSum(bytes: Uint8Array): Uint8Array {
  return createHash('sha256').update(bytes).digest();
}
