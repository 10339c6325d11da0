// The exported CSV holds all of the picture: read again from its text alone, the same picture comes out.

import { expect, test } from 'vitest';
import { languages, type Language } from '../contract/language.ts';
import type { WeightNote } from '../contract/runs.ts';
import { weightCsv, weightCsvColumns } from '../contract/weight-csv.ts';
import { weightHistoryOf } from './gallery/method-numbers.ts';
import { themes, weightHistory, type WeightHistoryData } from './index.ts';

/** Rows of cells; quotes as RFC 4180 has them. */
function cells(text: string): string[][] {
  const rows: string[][] = [[]];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)) {
    rows.at(-1)!.push(quoted !== undefined ? quoted.replaceAll('""', '"') : plain!);
    if (end === '\r\n') rows.push([]);
  }
  return rows.slice(0, -1);
}

/** What the picture is drawn from, read from the file alone. */
function read(csv: string, language: Language): WeightHistoryData {
  const [header, ...rows] = cells(csv.replace('\ufeff', '')) as [string[], ...string[][]];
  const title = weightCsvColumns;
  const columns = (prefix: string): number[] => header.flatMap((name, i) => (name.startsWith(prefix) ? [i] : []));
  const [weights, contributions] = [columns(title.weight[language]), columns(title.contribution[language])];
  const numbers = header.indexOf(title.numbers[language]);
  const notes: { epoch: number }[] = [];
  for (const row of rows)
    for (const number of row[numbers]!.split(' ').filter(Boolean))
      notes[Number(number) - 1] = { epoch: Number(row[0]) };
  const best = rows.find((row) => row[header.indexOf(title.kept[language])] === '1');
  return {
    history: {
      tasks: weights.map((i) => header[i]!.slice(title.weight[language].length)),
      epochs: rows.map((row) => Number(row[0])),
      weights: rows.map((row) => weights.map((i) => Number(row[i]))),
      contributions: contributions.length > 0 ? rows.map((row) => contributions.map((i) => Number(row[i]))) : [],
    },
    notes,
    bestEpoch: best ? Number(best[0]) : null,
  };
}

const note = (epoch: number, taskId: string): WeightNote => ({
  epoch,
  taskId,
  change: 'raised',
  from: 0.2,
  to: 0.4,
  reason: 'loss-larger',
});

test.each(languages)('the picture drawn from the %s file alone is the picture that was on the screen', (language) => {
  const tasks = ['外観, "判定"', '=寸法', '次工程\n不良'];
  const notes = [note(40, tasks[1]!), note(17, tasks[0]!), note(40, tasks[2]!)];
  const frame = { width: 640, height: 380, theme: themes.light, language };
  for (const history of [weightHistoryOf(tasks), { ...weightHistoryOf(tasks), contributions: [] }])
    for (const bestEpoch of [42, null]) {
      const csv = weightCsv(history, notes, bestEpoch, language);
      expect(weightHistory(read(csv, language), frame)).toBe(weightHistory({ history, notes, bestEpoch }, frame));
    }
});

test('the file opens in a spreadsheet: byte-order mark, one row an epoch, every row as wide as the header', () => {
  const history = weightHistoryOf(['A', 'B', 'C']);
  const csv = weightCsv(history, [note(2, 'A')], 42, 'ja');
  expect(csv.startsWith('\ufeffエポック,重み')).toBe(true);
  const rows = cells(csv.slice(1));
  expect(rows).toHaveLength(1 + history.epochs.length);
  expect(new Set(rows.map((row) => row.length))).toEqual(new Set([1 + 3 + 3 + 3]));
});
