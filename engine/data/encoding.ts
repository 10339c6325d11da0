// Which encoding a file is in: byte-order mark, strict UTF-8, then CP932, then EUC-JP and Windows-1252.
// Never UTF-16 without a byte-order mark: an even number of any bytes "decodes" as that.

import { isUtf8 } from 'node:buffer';
import { TextDecoder } from 'node:util';
import type { EncodingName, Evidence, Guess } from '../contract/import.ts';

/** `TextDecoder('shift_jis')` is CP932: it knows ㈱ ① 髙 Ⅲ ㎝. */
export function decoderFor(encoding: EncodingName, fatal: boolean): TextDecoder {
  return new TextDecoder(encoding, { fatal });
}

/** How many bytes of byte-order mark stand first, and which encoding they name. */
export function byteOrderMark(bytes: Uint8Array): { encoding: EncodingName; length: number } | null {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return { encoding: 'utf-8', length: 3 };
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { encoding: 'utf-16le', length: 2 };
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return { encoding: 'utf-16be', length: 2 };
  return null;
}

/** Guesses from the head of the file (`whole`: all of it) and samples further in, cut anywhere. */
export function guessEncoding(head: Uint8Array, samples: readonly Uint8Array[], whole = false): Guess<EncodingName> {
  const mark = byteOrderMark(head);
  if (mark) return guess(mark.encoding, 1, { code: 'encoding.mark', facts: { encoding: mark.encoding } }, []);
  const pieces = [wholeLines(head, true, whole), ...samples.map((sample) => wholeLines(sample, false, false))];
  const special = pieces.reduce((sum, piece) => sum + countSpecial(piece), 0);
  if (special === 0) return guess('utf-8', 1, { code: 'encoding.ascii', facts: {} }, ['shift_jis']);
  if (pieces.every((piece) => isUtf8(piece))) {
    return guess('utf-8', 0.99, { code: 'encoding.utf-8', facts: { count: special } }, ['shift_jis', 'euc-jp']);
  }
  const telling = linesBeyondAscii(pieces);
  const ranked = (['shift_jis', 'euc-jp', 'windows-1252'] as const)
    .map((encoding) => ({ encoding, score: plausibility(telling, encoding) }))
    .sort((a, b) => b.score - a.score);
  const best = ranked[0]!;
  const others = ranked.slice(1).map(({ encoding }) => encoding);
  const code = best.encoding === 'windows-1252' ? 'encoding.western' : 'encoding.japanese';
  const example = exampleOf(telling, best.encoding);
  const evidence = { code, facts: { encoding: best.encoding, example } };
  return guess(best.encoding, Math.min(0.98, 0.5 + (best.score - ranked[1]!.score) / 2), evidence, [
    ...others,
    'utf-8',
  ]);
}

function guess(
  value: EncodingName,
  confidence: number,
  evidence: Evidence,
  alternatives: EncodingName[],
): Guess<EncodingName> {
  return { value, confidence: Math.max(0.3, confidence), evidence: [evidence], alternatives };
}

/** Cut at line ends, which no trail byte of CP932 or EUC-JP can be, so that no character is halved. */
function wholeLines(bytes: Uint8Array, fromStart: boolean, toEnd: boolean): Uint8Array {
  const first = fromStart ? 0 : bytes.findIndex(isLineEnd) + 1;
  const last = toEnd ? bytes.length : bytes.findLastIndex(isLineEnd) + 1;
  if (last > first) return bytes.subarray(first, last);
  // A single endless line: its edges may be half characters.
  const inner = bytes.subarray(fromStart ? 0 : bytes.findIndex((byte) => byte < 0x40));
  return inner.subarray(0, inner.findLastIndex((byte) => byte < 0x40) + 1);
}

function isLineEnd(byte: number): boolean {
  return byte === 0x0a || byte === 0x0d;
}

/** Only lines with bytes beyond ASCII tell encodings apart; some tens of kilobytes of them are enough. */
function linesBeyondAscii(pieces: readonly Uint8Array[]): Uint8Array[] {
  const lines: Uint8Array[] = [];
  let length = 0;
  for (const piece of pieces) {
    for (let start = 0, end = 0; start < piece.length && length < 60_000; start = end) {
      const at = piece.indexOf(0x0a, start);
      end = at < 0 ? piece.length : at + 1;
      const line = piece.subarray(start, end);
      if (!line.some((byte) => byte >= 0x80)) continue;
      lines.push(line);
      length += line.length;
    }
  }
  return [Buffer.concat(lines)];
}

function countSpecial(bytes: Uint8Array): number {
  let count = 0;
  for (const byte of bytes) if (byte >= 0x80) count++;
  return count;
}

/** 1 for text that reads as Japanese (or Western) throughout, below 0 for what cannot be. */
function plausibility(pieces: readonly Uint8Array[], encoding: 'shift_jis' | 'euc-jp' | 'windows-1252'): number {
  const decoder = decoderFor(encoding, false);
  const text = pieces.map((piece) => decoder.decode(piece)).join('\n');
  const broken = count(text, /\ufffd/g);
  const special = count(text, /[^\0-\x7f]/gu);
  if (special === 0) return -1;
  if (encoding === 'windows-1252') {
    // Undefined bytes come out as control characters; a letter, a degree sign or a micro sign is likely.
    const likely = count(text, /[À-ÖØ-öø-ÿ°µ²³±ºª€§]/g);
    return (0.6 * likely - 2 * count(text, /[\x80-\x9f]/g)) / special - Math.min(1, broken);
  }
  const japanese = count(text, /[ぁ-んァ-ヶー一-鿿々、-】！-～①-⑳Ⅰ-Ⅹ㈱㎜㎝㎏℃Ωμ°±×÷○△□◎●▲■→←↑↓]/g);
  const halfKana = (text.match(/[｡-ﾟ]{2,}/g) ?? []).join('').length;
  const loneKana = count(text, /(?<![｡-ﾟ])[｡-ﾟ](?![｡-ﾟ])/g);
  const ownUse = count(text, /[\ue000-\uf8ff]/g);
  // `Messgerät` read as CP932: a lone rare ideograph between Latin letters.
  const betweenLatin = count(text, /[A-Za-z][一-鿿](?![ぁ-んァ-ヶー一-鿿])/g);
  return (japanese + 0.6 * halfKana - loneKana - ownUse - 1.5 * betweenLatin - 10 * broken) / special;
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}

/** A few words that show how the text reads. */
function exampleOf(pieces: readonly Uint8Array[], encoding: EncodingName): string {
  const text = pieces.map((piece) => decoderFor(encoding, false).decode(piece)).join('\n');
  return /[^\s,;|"]*[^\0-\x7f][^\s,;|"]*/u.exec(text)?.[0].slice(0, 12) ?? '';
}
