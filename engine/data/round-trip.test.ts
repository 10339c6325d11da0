// Random tables written in every combination of separator, encoding, quoting and line end, and read back.

import { expect, test } from 'vitest';
import { createRng, type Rng } from '../base/rng.ts';
import { delimiters, encodings, type EncodingName } from '../contract/import.ts';
import { encode } from '../fixtures/encode.ts';
import { read, withFiles } from '../fixtures/read.ts';

interface Random {
  readonly header: readonly string[];
  readonly rows: readonly (readonly (string | number | null)[])[];
}

const japanese = ['良品', '不良, 再検', '㈱髙橋①', '引用"符', '改\n行', 'ソ表能', '縦|棒;と\tタブ', '温度 高'];
const western = ['gut', 'schlecht, neu', 'Prüfung', 'quote"d', 'line\nbreak', 'a|b;c\td', '20 °C', 'x'];

function randomTable(rng: Rng, words: readonly string[]): Random {
  const columns = 2 + rng.integer(5);
  const header = Array.from({ length: columns }, (_, index) => `${words[0]!}${index}`);
  const rows = Array.from({ length: 20 + rng.integer(60) }, () =>
    header.map((_, index) => {
      if (rng.next() < 0.1) return null;
      return index % 2 === 0
        ? Math.round((rng.next() - 0.5) * 10 ** rng.integer(9)) / 1000
        : words[rng.integer(words.length)]!;
    }),
  );
  return { header, rows };
}

function write({ header, rows }: Random, delimiter: string, always: boolean, decimal: string, lineEnd: string): string {
  const quoted = (text: string): string =>
    always || /[",;|\t\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  const cell = (value: string | number | null): string =>
    value === null ? '' : quoted(typeof value === 'number' ? value.toFixed(4).replace('.', decimal) : value);
  return [header.map(quoted), ...rows.map((row) => row.map(cell))].map((row) => row.join(delimiter) + lineEnd).join('');
}

const marks: Partial<Record<EncodingName, number[]>> = {
  'utf-8': [0xef, 0xbb, 0xbf],
  'utf-16le': [0xff, 0xfe],
  'utf-16be': [0xfe, 0xff],
};

function bytesOf(text: string, encoding: EncodingName, marked: boolean): Uint8Array {
  const mark = marked || encoding.startsWith('utf-16') ? (marks[encoding] ?? []) : [];
  return Buffer.concat([Buffer.from(mark), encode(text, encoding)]);
}

const combinations = encodings.flatMap((encoding) =>
  delimiters.flatMap((delimiter) => [true, false].map((always) => ({ encoding, delimiter, always }))),
);

test.each(combinations)(
  'what is written in $encoding with "$delimiter" (all quoted: $always) is read back',
  async ({ encoding, delimiter, always }) => {
    const rng = createRng(1).fork(`${encoding}${delimiter}${always}`);
    const words =
      encoding === 'windows-1252'
        ? western
        : encoding === 'euc-jp'
          ? japanese.filter((word) => !/[㈱髙①]/.test(word))
          : japanese;
    for (const lineEnd of ['\r\n', '\n', '\r']) {
      const table = randomTable(rng, words);
      const decimal = delimiter === ';' ? ',' : '.';
      const bytes = bytesOf(write(table, delimiter, always, decimal, lineEnd), encoding, rng.next() < 0.5);
      const { table: result, report } = await withFiles({ 'a.csv': bytes }, (path) => read(path('a.csv')));
      expect(report.files[0]!.encoding).toBe(encoding);
      expect(result.columns.map((column) => column.name)).toEqual(table.header);
      const kept = table.rows.filter((row) => row.some((value) => value !== null));
      const values = kept.map((_, row) =>
        result.columns.map((column) =>
          'codes' in column
            ? (column.levels[column.codes[row]!] ?? null)
            : Number.isNaN(column.values[row]!)
              ? null
              : column.values[row]!,
        ),
      );
      expect(values).toEqual(
        kept.map((row) => row.map((value) => (typeof value === 'number' ? Number(value.toFixed(4)) : value))),
      );
    }
  },
);
