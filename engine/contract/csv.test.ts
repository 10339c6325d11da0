import { expect, test } from 'vitest';
import { csvText } from './csv.ts';

test('cells with commas, quotes or line ends are quoted; nothing becomes a formula; numbers keep every digit', () => {
  expect(
    csvText([
      ['a,b', 'say "no"', 'two\nlines'],
      ['=1+1', '-x', '@y'],
      [-0.1, 0.1 + 0.2, null],
    ]),
  ).toBe('\ufeff"a,b","say ""no""","two\nlines"\r\n\'=1+1,\'-x,\'@y\r\n-0.1,0.30000000000000004,\r\n');
});
