import { expect, test } from 'vitest';
import { createRng } from '../base/rng.ts';
import { encodings } from '../contract/import.ts';
import { encode } from '../fixtures/encode.ts';
import { Utf8Converter, WrongEncoding } from './decode.ts';
import { guessEncoding } from './encoding.ts';

const text = '㈱①髙Ⅲ㎝ソ表能,温度[℃]\r\n良品,20.5\n';

function converted(bytes: Uint8Array, cuts: readonly number[], converter: Utf8Converter): string {
  const bounds = [0, ...cuts, bytes.length];
  const pieces = bounds
    .slice(1)
    .map((end, index) => Buffer.from(converter.convert(bytes.subarray(bounds[index], end))));
  return Buffer.concat([...pieces, converter.end()]).toString('utf8');
}

test.each(encodings.filter((encoding) => encoding !== 'windows-1252' && encoding !== 'euc-jp'))(
  '%s: a character may straddle any border between chunks',
  (encoding) => {
    const bytes = encode(text, encoding);
    for (let first = 0; first <= bytes.length; first++) {
      for (let second = first; second <= Math.min(bytes.length, first + 4); second++) {
        expect(converted(bytes, [first, second], new Utf8Converter(encoding, true))).toBe(text);
      }
    }
  },
);

test('strict UTF-8 objects to exactly what is no UTF-8, however it is cut', () => {
  const rng = createRng(3);
  const strict = new TextDecoder('utf-8', { fatal: true });
  const whole = Buffer.from('温度ab©𠮷野\u00e9z'.repeat(4), 'utf8');
  let invalid = 0;
  for (let trial = 0; trial < 3000; trial++) {
    const bytes = Uint8Array.from(whole.subarray(0, 4 + rng.integer(whole.length - 4)));
    if (rng.next() < 0.7) bytes[rng.integer(bytes.length)] = rng.integer(256);
    let valid = true;
    try {
      strict.decode(bytes);
    } catch {
      valid = false;
      invalid++;
    }
    const cuts = [rng.integer(bytes.length + 1), rng.integer(bytes.length + 1), rng.integer(bytes.length + 1)].sort(
      (a, b) => a - b,
    );
    const run = (): string => converted(bytes, cuts, new Utf8Converter('utf-8', true));
    if (valid) expect(run).not.toThrow();
    else expect(run, `${[...bytes]} cut at ${cuts}`).toThrow(WrongEncoding);
  }
  expect(invalid).toBeGreaterThan(500);
});

test.each([
  ['温度,判定\n20,良\n', 'shift_jis', 'shift_jis'],
  ['ﾛｯﾄ,ﾊﾝﾃｲ\n1,ﾘﾖｳ\n', 'shift_jis', 'shift_jis'],
  ['㈱①髙Ⅲ㎝\n', 'shift_jis', 'shift_jis'],
  ['℃\n20\n', 'shift_jis', 'shift_jis'],
  ['温度の測定結果,判定\n20,良品\n', 'euc-jp', 'euc-jp'],
  ['Temperatur [°C];Prüfung\n20;größer\n', 'windows-1252', 'windows-1252'],
  ['Messgerät;µm;m²\n1;2;3\n', 'windows-1252', 'windows-1252'],
  ['[°C]\n20\n', 'windows-1252', 'windows-1252'],
  ['温度\n20\n', 'utf-8', 'utf-8'],
] as const)('%j written in %s is taken for it', (written, encoding, expected) => {
  expect(guessEncoding(encode(written, encoding), []).value).toBe(expected);
});
