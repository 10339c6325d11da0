// Chunks of bytes in any known encoding to chunks of UTF-8, cut anywhere, also inside a character.

import { isUtf8 } from 'node:buffer';
import type { TextDecoder } from 'node:util';
import { Refusal } from '../contract/errors.ts';
import type { EncodingName } from '../contract/import.ts';
import { byteOrderMark, decoderFor } from './encoding.ts';

/** The bytes are not in the encoding that was guessed; the chunk tells the next guess. */
export class WrongEncoding extends Error {
  readonly chunk: Uint8Array;
  constructor(chunk: Uint8Array) {
    super('the bytes are not in the guessed encoding');
    this.chunk = chunk;
  }
}

/** Turns chunks into UTF-8. `strict` throws WrongEncoding where a byte does not fit; otherwise it becomes U+FFFD and counts. */
export class Utf8Converter {
  replaced = 0;
  readonly #decoder: TextDecoder | null;
  readonly #strict: boolean;
  #first = true;
  /** The beginning of a UTF-8 character whose end is in the next chunk, for the check only. */
  #begun: Uint8Array = new Uint8Array(0);

  constructor(encoding: EncodingName, strict: boolean) {
    this.#strict = strict;
    this.#decoder = encoding === 'utf-8' ? null : decoderFor(encoding, strict);
  }

  convert(chunk: Uint8Array): Uint8Array {
    if (this.#decoder) return this.#decode(this.#decoder, chunk, true);
    const bytes = this.#first ? chunk.subarray(byteOrderMark(chunk)?.length ?? 0) : chunk;
    this.#first = false;
    this.#check(bytes, chunk);
    return bytes;
  }

  /** What was still held back. */
  end(): Uint8Array {
    if (this.#decoder) return this.#decode(this.#decoder, new Uint8Array(0), false);
    if (this.#begun.length > 0) this.#fault(this.#begun, this.#begun);
    return new Uint8Array(0);
  }

  #decode(decoder: TextDecoder, chunk: Uint8Array, stream: boolean): Uint8Array {
    let text: string;
    try {
      text = decoder.decode(chunk, { stream });
    } catch {
      throw new WrongEncoding(chunk);
    }
    if (!this.#strict) this.replaced += text.match(/\ufffd/g)?.length ?? 0;
    return Buffer.from(text, 'utf8');
  }

  /** Validity of the chunk together with what the last one left begun. */
  #check(bytes: Uint8Array, chunk: Uint8Array): void {
    const joined = this.#begun.length > 0 ? Buffer.concat([this.#begun, bytes.subarray(0, 4)]) : null;
    const boundary = joined ? joined.subarray(0, lengthOf(joined[0]!)) : null;
    if (boundary && bytes.length < 4 && boundary.length < lengthOf(joined![0]!)) {
      this.#begun = Buffer.concat([this.#begun, bytes]);
      return;
    }
    const from = boundary ? boundary.length - this.#begun.length : 0;
    const to = bytes.length - unfinished(bytes);
    if ((boundary && !isUtf8(boundary)) || (to > from && !isUtf8(bytes.subarray(from, to)))) this.#fault(bytes, chunk);
    this.#begun = to >= from ? bytes.slice(to) : new Uint8Array(0);
  }

  #fault(bytes: Uint8Array, chunk: Uint8Array): void {
    if (this.#strict) throw new WrongEncoding(chunk);
    this.replaced += Math.max(
      1,
      Buffer.from(bytes)
        .toString('utf8')
        .match(/\ufffd/g)?.length ?? 0,
    );
  }
}

function lengthOf(lead: number): number {
  return lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc0 ? 2 : 1;
}

/** Bytes at the end that begin a character without finishing it. */
function unfinished(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back]!;
    if (byte >= 0xc0) return lengthOf(byte) > back ? back : 0;
    if (byte < 0x80) return 0;
  }
  return 0;
}

/** A piece of a file as text, for looking at it: what does not fit becomes U+FFFD. */
export function decodeSample(bytes: Uint8Array, encoding: EncodingName): string {
  const mark = byteOrderMark(bytes);
  const body = mark && mark.encoding === encoding ? bytes.subarray(mark.length) : bytes;
  return decoderFor(encoding, false).decode(body, { stream: true });
}

/** Bytes that no text file has: many zeros, and no mark that they are UTF-16. */
export function refuseBinary(head: Uint8Array, file: string): void {
  if (byteOrderMark(head)) return;
  let zeros = 0;
  // Zeros at the end alone are what a logger leaves that lost power.
  const content = head.findLastIndex((byte) => byte !== 0) + 1;
  const looked = head.subarray(0, Math.min(content, 65_536));
  if (content === 0) throw new Refusal('import.not-text', { file });
  for (const byte of looked) if (byte === 0) zeros++;
  if (zeros > 8 && zeros > looked.length / 50) throw new Refusal('import.not-text', { file });
}
