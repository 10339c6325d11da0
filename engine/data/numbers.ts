// Numbers as people and loggers write them: from bytes without making a string where the spelling is
// plain, from text where it is not (thousands marks, full-width digits, a unit behind the value).
//
// Both give the double nearest to the written decimal (IEEE 754 round to nearest), or NaN.

import { foldWidth } from './width.ts';

export interface NumberStyle {
  readonly decimal: '.' | ',';
  readonly thousands: '' | ',' | '.' | ' ' | "'";
}

const exactPowers = Float64Array.from({ length: 23 }, (_, i) => Number(`1e${i}`));
const largestExact = 9007199254740991;
/** No number is written longer: 1e308 in full has 309 digits. */
const longest = 400;

/**
 * The number in `bytes[start, end)`, NaN unless it is written plainly: sign, digits, decimal mark, exponent.
 * Up to 2^53 and 10^±22 both factors are exact doubles, so one operation rounds correctly (Clinger 1990);
 * anything longer goes through the text.
 */
export function numberFromBytes(bytes: Uint8Array, start: number, end: number, decimalByte: number): number {
  if (end - start > longest) return NaN;
  let at = start;
  const sign = bytes[at]!;
  if (sign === 0x2d || sign === 0x2b) at++;
  let mantissa = 0;
  let digits = 0;
  let fraction = 0;
  let seenMark = false;
  for (; at < end; at++) {
    const byte = bytes[at]!;
    if (byte >= 0x30 && byte <= 0x39) {
      mantissa = mantissa * 10 + (byte - 0x30);
      digits++;
      if (seenMark) fraction++;
    } else if (byte === decimalByte && !seenMark) seenMark = true;
    else break;
  }
  if (digits === 0) return NaN;
  let exponent = 0;
  if (at < end) {
    exponent = exponentFromBytes(bytes, at, end);
    if (exponent !== exponent) return NaN;
  }
  const power = exponent - fraction;
  if (mantissa > largestExact || power > 22 || power < -22) return slowNumber(bytes, start, end);
  const value = power < 0 ? mantissa / exactPowers[-power]! : mantissa * exactPowers[power]!;
  return sign === 0x2d ? -value : value;
}

/** The digits after e or E, to the very end; NaN if anything else stands there. */
function exponentFromBytes(bytes: Uint8Array, start: number, end: number): number {
  if ((bytes[start]! | 0x20) !== 0x65) return NaN;
  let at = start + 1;
  const sign = bytes[at];
  if (sign === 0x2d || sign === 0x2b) at++;
  if (at >= end || end - at > 4) return NaN;
  let value = 0;
  for (; at < end; at++) {
    const byte = bytes[at]!;
    if (byte < 0x30 || byte > 0x39) return NaN;
    value = value * 10 + (byte - 0x30);
  }
  return sign === 0x2d ? -value : value;
}

/** The spelling is known to be plain, so Number() can only fail by overflow. */
function slowNumber(bytes: Uint8Array, start: number, end: number): number {
  const value = Number(String.fromCharCode(...bytes.subarray(start, end)).replace(',', '.'));
  return Number.isFinite(value) ? value : NaN;
}

const plain = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,4})?$/;

/** The number that a cell's text stands for, or NaN. No unit may follow; see `numberWithUnit`. */
export function numberFromText(text: string, style: NumberStyle): number {
  if (text.length > longest) return NaN;
  let folded = foldWidth(text);
  if (folded.startsWith('▲') || folded.startsWith('△')) folded = `-${folded.slice(1).trimStart()}`;
  // Some ledgers write the minus behind: 12-.
  else if (folded.endsWith('-') && /^\d/.test(folded)) folded = `-${folded.slice(0, -1)}`;
  const ungrouped = withoutThousands(folded, style);
  if (ungrouped === null) return NaN;
  const pointed = style.decimal === ',' ? ungrouped.replace(',', '.') : ungrouped;
  if (!plain.test(pointed)) return NaN;
  const value = Number(pointed);
  return Number.isFinite(value) ? value : NaN;
}

/** Splits `12.5 mm` into 12.5 and `mm`; null unless a number stands first and something short follows. */
export function numberWithUnit(text: string, style: NumberStyle): { value: number; unit: string } | null {
  if (text.length > longest) return null;
  const match = /^([+\-▲△]?[\d.,' ]*\d(?:[eE][+-]?\d+)?)\s*([^\d\s][^\d]{0,11}\d?)$/u.exec(foldWidth(text));
  if (match === null) return null;
  const value = numberFromText(match[1]!, style);
  return Number.isNaN(value) ? null : { value, unit: match[2]!.trim() };
}

/** `1,234,567.8` without its marks; null where the groups are not of three digits. */
function withoutThousands(text: string, { thousands, decimal }: NumberStyle): string | null {
  if (thousands === '' || !text.includes(thousands)) return text;
  const [whole, ...rest] = text.split(decimal);
  const groups = whole!.split(thousands);
  const well = /^[+-]?\d{1,3}$/.test(groups[0]!) && groups.slice(1).every((group) => /^\d{3}$/.test(group));
  return well ? [groups.join(''), ...rest].join(decimal) : null;
}

/** Written like a number, yet a name: a leading zero, or more digits than a double holds. */
export function isIdentifierNumber(text: string): boolean {
  return /^[+-]?0\d/.test(text) || /^[+-]?\d{16,}$/.test(text);
}
