import { expect, test } from 'vitest';
import { safeFileName } from './file-names.ts';

test.each([
  ['検査データ 8月.csv', '検査データ 8月.csv'],
  ['../../etc/passwd', '__.._etc_passwd'],
  ['a\\b:c?.xlsx', 'a_b_c_.xlsx'],
  ['..', '_'],
  ['', '_'],
  ['CON.csv', '_CON.csv'],
  ['report. ', 'report'],
  ['line\nbreak\u0000.csv', 'line_break_.csv'],
])('%j is kept as %s', (name, expected) => {
  expect(safeFileName(name)).toBe(expected);
});

test('a very long name is cut but keeps its extension', () => {
  const name = safeFileName(`${'長'.repeat(300)}.csv`);
  expect([...name]).toHaveLength(120);
  expect(name.endsWith('.csv')).toBe(true);
});
