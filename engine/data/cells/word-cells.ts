// Words as codes into a list of distinct spellings, found by hashing the bytes: a million cells of a few
// levels make a few strings.

import { Buffer } from 'node:buffer';
import { fieldText, type Row } from '../csv.ts';
import { canonical, type MissingSpellings } from '../missing.ts';
import { Tally, type Cells } from './cells.ts';
import { growingIntegers, type Growing } from './growing.ts';

export class WordCells implements Cells {
  readonly tally = new Tally();
  readonly codes: Growing<Int32Array>;
  readonly #quote: string;
  readonly #missing: MissingSpellings;
  readonly #levels: string[] = [];
  /** Per distinct spelling, as bytes: where it lies in the pool, its hash, and its level (-1 missing). */
  #pool = new Uint8Array(1 << 12);
  #poolLength = 0;
  #offsets = new Uint32Array(64);
  #levelOf = new Int32Array(64);
  #hashes = new Int32Array(64);
  #entries = 0;
  #slots = new Int32Array(256);
  readonly #codeOfText = new Map<string, number>();

  constructor(options: { quote: string; missing: MissingSpellings; expected: number }) {
    this.#quote = options.quote;
    this.#missing = options.missing;
    this.codes = growingIntegers(options.expected);
  }

  get levels(): readonly string[] {
    return this.#levels;
  }

  addField(row: Row, index: number): void {
    if (row.flags[index] === 2) {
      this.addText(fieldText(row, index, this.#quote));
      return;
    }
    const { bytes } = row;
    let start = row.starts[index]!;
    let end = row.ends[index]!;
    while (start < end && (bytes[start] === 0x20 || bytes[start] === 0x09)) start++;
    while (start < end && (bytes[end - 1] === 0x20 || bytes[end - 1] === 0x09)) end--;
    this.#push(this.#codeOf(bytes, start, end), bytes, start, end);
  }

  addText(text: string): void {
    const trimmed = text.trim();
    const bytes = Buffer.from(trimmed, 'utf8');
    this.#push(this.#codeOf(bytes, 0, bytes.length), bytes, 0, bytes.length);
  }

  addNumber(value: number): void {
    this.addText(String(value));
  }

  addNothing(): void {
    this.tally.missing('');
    this.codes.push(-1);
  }

  #push(level: number, bytes: Uint8Array, start: number, end: number): void {
    if (level < 0) this.tally.missing(utf8(bytes, start, end));
    this.codes.push(level);
  }

  /** The level of these bytes, made if new; -1 for a spelling of "no value". */
  #codeOf(bytes: Uint8Array, start: number, end: number): number {
    const hash = hashOf(bytes, start, end);
    const mask = this.#slots.length - 1;
    let slot = hash & mask;
    for (let entry = this.#slots[slot]!; entry !== 0; entry = this.#slots[slot]!) {
      if (this.#hashes[entry - 1] === hash && this.#same(entry - 1, bytes, start, end))
        return this.#levelOf[entry - 1]!;
      slot = (slot + 1) & mask;
    }
    return this.#add(hash, slot, bytes, start, end);
  }

  #same(entry: number, bytes: Uint8Array, start: number, end: number): boolean {
    const from = this.#offsets[entry]!;
    const to = entry + 1 < this.#entries ? this.#offsets[entry + 1]! : this.#poolLength;
    if (to - from !== end - start) return false;
    const pool = this.#pool;
    for (let at = from, other = start; at < to; at++, other++) if (pool[at] !== bytes[other]) return false;
    return true;
  }

  #add(hash: number, slot: number, bytes: Uint8Array, start: number, end: number): number {
    this.#makeRoom(end - start);
    const entry = this.#entries++;
    this.#offsets[entry] = this.#poolLength;
    this.#pool.set(bytes.subarray(start, end), this.#poolLength);
    this.#poolLength += end - start;
    this.#hashes[entry] = hash;
    this.#slots[slot] = entry + 1;
    const level = this.#levelOfText(utf8(bytes, start, end).trim());
    this.#levelOf[entry] = level;
    if (this.#entries * 2 > this.#slots.length) this.#rehash();
    return level;
  }

  /** Spellings that differ only in invisible spaces are one level. */
  #levelOfText(text: string): number {
    if (this.#missing.always.has(canonical(text))) return -1;
    const known = this.#codeOfText.get(text);
    if (known !== undefined) return known;
    const level = this.#levels.push(text) - 1;
    this.#codeOfText.set(text, level);
    return level;
  }

  #makeRoom(length: number): void {
    if (this.#poolLength + length > this.#pool.length) {
      const larger = new Uint8Array(Math.max(this.#poolLength + length, this.#pool.length * 2));
      larger.set(this.#pool.subarray(0, this.#poolLength));
      this.#pool = larger;
    }
    if (this.#entries < this.#offsets.length) return;
    const size = this.#offsets.length * 2;
    const offsets = new Uint32Array(size);
    offsets.set(this.#offsets);
    this.#offsets = offsets;
    this.#levelOf = widened(this.#levelOf, size);
    this.#hashes = widened(this.#hashes, size);
  }

  #rehash(): void {
    const slots = new Int32Array(this.#slots.length * 4);
    const mask = slots.length - 1;
    for (let entry = 0; entry < this.#entries; entry++) {
      let slot = this.#hashes[entry]! & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = entry + 1;
    }
    this.#slots = slots;
  }
}

function widened(values: Int32Array<ArrayBuffer>, size: number): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(size);
  larger.set(values);
  return larger;
}

/** FNV-1a with a final mix, so that the low bits serve as a slot. */
function hashOf(bytes: Uint8Array, start: number, end: number): number {
  let hash = 0x811c9dc5 | 0;
  for (let at = start; at < end; at++) hash = Math.imul(hash ^ bytes[at]!, 0x01000193);
  hash ^= hash >>> 15;
  return Math.imul(hash, 0x2c1b3c6d) ^ (hash >>> 12);
}

function utf8(bytes: Uint8Array, start: number, end: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start).toString('utf8');
}
