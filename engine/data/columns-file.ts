// A table as one file: a header of JSON, then the arrays as they lie in memory (little-endian), then
// nothing. The same table gives the same bytes, so the file can be stored under its own hash.
//
//   8 bytes  "TLTABLE" and the format version
//   4 bytes  length of the header in bytes
//   32 bytes SHA-256 of everything behind these 44 bytes
//   header   {rowCount, files, columns: [{kind, name, unit, levels?, offset, length}], file, line}
//   arrays   each at a multiple of 8 from the start of the file

import { createHash } from 'node:crypto';
import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { Refusal } from '../contract/errors.ts';
import type { Column, Table } from './table.ts';

const magic = 'TLTABLE';
const version = 1;
const preludeLength = 44;
const pieceSize = 1 << 24;

type Arrays = Float64Array | Int32Array | Uint32Array | Uint16Array;

interface Place {
  readonly offset: number;
  readonly length: number;
}

interface Header {
  readonly rowCount: number;
  readonly files: readonly string[];
  readonly columns: readonly (Place & {
    readonly kind: Column['kind'];
    readonly name: string;
    readonly unit: string | null;
    readonly levels?: readonly string[];
  })[];
  readonly file: Place;
  readonly line: Place;
}

/** Writes the table so that `path` holds all of it or what it held before. Needs no memory beside the table's own. */
export async function writeTable(table: Table, path: string): Promise<void> {
  const arrays: Arrays[] = [];
  let offset = 0;
  const place = (array: Arrays): Place => {
    arrays.push(array);
    const here = { offset, length: array.length };
    offset += padded(array.byteLength);
    return here;
  };
  const columns = table.columns.map((column) => {
    const { kind, name, unit } = column;
    return 'codes' in column
      ? { kind, name, unit, levels: column.levels, ...place(column.codes) }
      : { kind, name, unit, ...place(column.values) };
  });
  const header: Header = {
    rowCount: table.rowCount,
    files: table.source.files,
    columns,
    file: place(table.source.file),
    line: place(table.source.line),
  };
  const json = Buffer.from(JSON.stringify(header), 'utf8');
  const body = Buffer.alloc(padded(preludeLength + json.length) - preludeLength);
  json.copy(body);
  const hash = createHash('sha256').update(body);
  for (const array of arrays) for (const piece of piecesOf(array)) hash.update(piece);

  mkdirSync(dirname(path), { recursive: true });
  const temporary = `${path}.${process.pid}.part`;
  const handle = openSync(temporary, 'w');
  try {
    const prelude = Buffer.alloc(preludeLength);
    prelude.write(magic, 0, 'latin1');
    prelude.writeUInt8(version, 7);
    prelude.writeUInt32LE(json.length, 8);
    hash.digest().copy(prelude, 12);
    writeAll(handle, prelude);
    writeAll(handle, body);
    for (const array of arrays) for (const piece of piecesOf(array)) writeAll(handle, piece);
    fsyncSync(handle);
  } catch (error) {
    closeSync(handle);
    rmSync(temporary, { force: true });
    throw error;
  }
  closeSync(handle);
  renameSync(temporary, path);
}

/** Reads a table back. A file that is damaged in any byte is refused. */
export async function readTable(path: string): Promise<Table> {
  const handle = await open(path, 'r');
  try {
    return await readFrom(handle, basename(path));
  } finally {
    await handle.close();
  }
}

async function readFrom(handle: FileHandle, file: string): Promise<Table> {
  const { size } = await handle.stat();
  const damaged = (): Refusal => new Refusal('table-file.damaged', { file });
  const prelude = Buffer.alloc(preludeLength);
  if (size < preludeLength) throw damaged();
  await readInto(handle, prelude, 0);
  if (prelude.toString('latin1', 0, 7) !== magic) throw damaged();
  if (prelude.readUInt8(7) > version) throw new Refusal('table-file.newer', { file });
  const jsonLength = prelude.readUInt32LE(8);
  const start = padded(preludeLength + jsonLength);
  if (prelude.readUInt8(7) !== version || start > size) throw damaged();
  const hash = createHash('sha256');
  const body = Buffer.alloc(start - preludeLength);
  await readInto(handle, body, preludeLength);
  hash.update(body);
  const header = parseHeader(body.subarray(0, jsonLength));
  if (header === null || start + bytesOf(header) !== size) throw damaged();

  const take = async <T extends Arrays>(array: T, place: Place): Promise<T> => {
    let at = start + place.offset;
    for (const piece of piecesOf(array)) {
      await readInto(handle, piece, at);
      hash.update(piece);
      at += piece.length;
    }
    return array;
  };
  const columns: Column[] = [];
  for (const column of header.columns) columns.push(await takeColumn(column, take));
  const sourceFile = await take(new Uint16Array(header.file.length), header.file);
  const line = await take(new Uint32Array(header.line.length), header.line);
  if (!hash.digest().equals(prelude.subarray(12, 44))) throw damaged();
  return { rowCount: header.rowCount, columns, source: { file: sourceFile, line, files: header.files } };
}

async function takeColumn(
  column: Header['columns'][number],
  take: <T extends Arrays>(array: T, place: Place) => Promise<T>,
): Promise<Column> {
  const { kind, name, unit } = column;
  if (kind === 'category' || kind === 'text' || kind === 'image') {
    return { kind, name, unit, codes: await take(new Int32Array(column.length), column), levels: column.levels ?? [] };
  }
  return { kind, name, unit, values: await take(new Float64Array(column.length), column) };
}

/** The header, or null if it is not one; sizes are checked by the caller before memory is asked for. */
function parseHeader(json: Buffer): Header | null {
  try {
    const header = JSON.parse(json.toString('utf8')) as Header;
    return [...header.columns, header.file, header.line].every(isPlace) && Array.isArray(header.files) ? header : null;
  } catch {
    return null;
  }
}

function isPlace({ offset, length }: Place): boolean {
  return Number.isSafeInteger(offset) && offset >= 0 && Number.isSafeInteger(length) && length >= 0;
}

/** Bytes of all arrays as the header states them. */
function bytesOf(header: Header): number {
  const columns = header.columns.reduce(
    (sum, { kind, length }) => sum + padded(length * (kind === 'category' || kind === 'text' ? 4 : 8)),
    0,
  );
  return columns + padded(header.file.length * 2) + padded(header.line.length * 4);
}

/** The bytes of an array piece by piece, then zeros up to a multiple of 8. */
function* piecesOf(array: Arrays): Generator<Buffer> {
  for (let at = 0; at < array.byteLength; at += pieceSize) {
    yield Buffer.from(array.buffer, array.byteOffset + at, Math.min(pieceSize, array.byteLength - at));
  }
  const gap = padded(array.byteLength) - array.byteLength;
  if (gap > 0) yield Buffer.alloc(gap);
}

function padded(bytes: number): number {
  return Math.ceil(bytes / 8) * 8;
}

function writeAll(handle: number, bytes: Uint8Array): void {
  for (let written = 0; written < bytes.length;) written += writeSync(handle, bytes, written);
}

async function readInto(handle: FileHandle, buffer: Buffer, at: number): Promise<void> {
  for (let filled = 0; filled < buffer.length;) {
    const { bytesRead } = await handle.read(buffer, filled, buffer.length - filled, at + filled);
    if (bytesRead === 0) return;
    filled += bytesRead;
  }
}
