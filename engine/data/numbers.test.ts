import { expect, test } from 'vitest';
import { createRng } from '../base/rng.ts';
import { isIdentifierNumber, numberFromBytes, numberFromText, numberWithUnit } from './numbers.ts';

const point = 0x2e;
const fromBytes = (text: string, decimal = point): number =>
  numberFromBytes(Buffer.from(text, 'latin1'), 0, text.length, decimal);

test('numbers from bytes are the doubles nearest to what is written, bit for bit', () => {
  const rng = createRng(7);
  const view = new DataView(new ArrayBuffer(8));
  for (let i = 0; i < 20_000; i++) {
    view.setUint32(0, rng.integer(4294967296));
    view.setUint32(4, rng.integer(4294967296));
    const any = view.getFloat64(0);
    if (!Number.isFinite(any)) continue;
    const moderate = (rng.next() - 0.5) * 10 ** rng.integer(12);
    for (const text of [
      String(any),
      any.toExponential(rng.integer(18)),
      String(moderate),
      moderate.toFixed(rng.integer(20)),
      moderate.toPrecision(17),
    ]) {
      expect(fromBytes(text), text).toBe(Number(text));
    }
  }
});

test('the comma takes the place of the point only where it was chosen', () => {
  expect(fromBytes('12,5', 0x2c)).toBe(12.5);
  expect(fromBytes('1,234567890123456789', 0x2c)).toBe(Number('1.234567890123456789'));
  expect(fromBytes('12,5')).toBeNaN();
});

test.each([
  '',
  '-',
  '+',
  '.',
  'e5',
  '1e',
  '1e+',
  '1.2.3',
  '0x10',
  '1 2',
  '1e400',
  'Infinity',
  'NaN',
  '1e12345',
  '--1',
  '1-',
  '１',
])('%j is no plain number', (text) => {
  expect(fromBytes(text)).toBeNaN();
});

test('thousands count only in groups of three', () => {
  const style = { decimal: '.', thousands: ',' } as const;
  expect([
    numberFromText('1,234,567.8', style),
    numberFromText('-12,345', style),
    numberFromText('123', style),
  ]).toEqual([1234567.8, -12345, 123]);
  for (const text of ['1,23', '1234,567', '1,2345', ',123', '1,,234'])
    expect(numberFromText(text, style), text).toBeNaN();
  expect(numberFromText('1.234,5', { decimal: ',', thousands: '.' })).toBe(1234.5);
  expect(numberFromText("12'345.5", { decimal: '.', thousands: "'" })).toBe(12345.5);
  expect(numberFromText('12\u00a0345,5', { decimal: ',', thousands: ' ' })).toBe(12345.5);
});

test('a minus may stand behind, and a triangle for it', () => {
  const style = { decimal: '.', thousands: ',' } as const;
  expect(['1,234.5-', '▲12', '△ 0.5', '−3'].map((text) => numberFromText(text, style))).toEqual([
    -1234.5, -12, -0.5, -3,
  ]);
  for (const text of ['--', '-5-', '5--', '-']) expect(numberFromText(text, style), text).toBeNaN();
});

test('a unit may follow a value, letters before it or a date do not make one', () => {
  const style = { decimal: '.', thousands: '' } as const;
  expect(numberWithUnit('-12.5 mm', style)).toEqual({ value: -12.5, unit: 'mm' });
  expect(numberWithUnit('９８．５％', style)).toEqual({ value: 98.5, unit: '%' });
  for (const text of ['M14860', '2026年8月', '5', '1.2.3 mm']) expect(numberWithUnit(text, style), text).toBeNull();
});

test('leading zeros and sixteen digits make a name', () => {
  expect(['007', '00', '1234567890123456'].every(isIdentifierNumber)).toBe(true);
  expect(['0', '0.5', '7', '-0.25', '123456789012345', '1e10'].some(isIdentifierNumber)).toBe(false);
});
