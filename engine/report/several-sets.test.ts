// A report of several data sets: each with its own files and rows, each task with its own test rows.

import { expect, test } from 'vitest';
import { costByDataSet } from '../contract/text/cost-by-data-set.ts';
import type { DataView } from '../contract/views.ts';
import { isSeparate } from '../contract/yardsticks.ts';
import { reportFacts } from './facts.ts';
import { renderReport } from './render.ts';
import { conclusionSentences } from './sections/conclusion.ts';
import { exampleSources } from './test-sources.ts';
import { writer } from './words.ts';

const sources = exampleSources();
const whole = sources.data!;
const table: DataView = {
  ...whole,
  sourceId: 'lines',
  rows: 17_420,
  fileNames: ['lines.csv'],
  report: {
    ...whole.report,
    files: [{ file: 'lines.csv', rows: 17_420, encoding: 'utf-8', bytes: 2_600_000 }],
  },
};
const photos: DataView = {
  ...whole,
  sourceId: 'pictures',
  rows: 300,
  fileNames: ['pictures'],
  report: { ...whole.report, files: [] },
  images: {
    images: 300,
    masks: 0,
    ignored: {},
    problems: [],
    problemCount: 0,
    classes: [],
    sizes: null,
    formats: {},
    bits: 8,
    pathColumn: null,
    tables: [],
    seconds: 1,
  },
};
const several = {
  ...sources,
  // All together, as the rows of all data sets are read: names of both, files of the tables alone.
  data: {
    ...whole,
    rows: 17_720,
    fileNames: ['pictures', 'lines.csv'],
    report: table.report,
  },
  sets: [photos, table].map((view) => ({ view, split: null })),
};

test('files are listed by data set: photos have no rows of a table that is beside them', () => {
  const page = renderReport(reportFacts(several), 'en');
  const rows = /Files read[^]*?<tbody>([^]*?)<\/tbody>/.exec(page)![1]!;
  const cells = [...rows.matchAll(/<tr>([^]*?)<\/tr>/g)].map((row) =>
    [...row[1]!.matchAll(/<td[^>]*>([^]*?)<\/td>/g)].map((cell) => cell[1]!.trim()),
  );
  expect(cells).toEqual([
    ['pictures', 'pictures', '300 photos', '–', '–', '–'],
    ['lines', 'lines.csv', '17,420', 'UTF-8', '2.6 MB', '–'],
  ]);
});

test('the list of photos and the tables joined to them stand among the files, each with the beginning of its hash', () => {
  const file = (name: string, rows: number) => ({ file: name, rows, encoding: 'utf-8' as const, bytes: 52_000 });
  const [list, joined] = ['1', '2'].map((digit) => digit.repeat(64));
  const view: DataView = {
    ...photos,
    fileNames: ['pictures', 'labels.csv'],
    report: { ...photos.report, files: [file('labels.csv', 1800), file('sensors.csv', 1750)] },
  };
  const source = {
    id: 'pictures',
    files: [],
    images: [`sha256:${'0'.repeat(64)}`],
    manifest: `sha256:${list}`,
    join: [{ files: [`sha256:${joined}`], keys: [], photo: 'file', kind: 'left' as const }],
  };
  const facts = reportFacts({ ...sources, data: view, sets: [{ view, split: null }] });
  const page = renderReport({ ...facts, document: { ...facts.document, data: [source] } }, 'ja');
  const rows = /読み込んだファイル[^]*?<tbody>([^]*?)<\/tbody>/.exec(page)![1]!;
  const cells = [...rows.matchAll(/<tr>([^]*?)<\/tr>/g)].map((row) =>
    [...row[1]!.matchAll(/<td[^>]*>([^]*?)<\/td>/g)].map((cell) => cell[1]!.trim()),
  );
  expect(cells).toEqual([
    ['pictures', '300 枚', '–', '–', '–'],
    ['labels.csv', '1,800', 'UTF-8', '52.0 kB', '1'.repeat(16)],
    ['sensors.csv', '1,750', 'UTF-8', '52.0 kB', '2'.repeat(16)],
  ]);
});

test('test rows are told once where tasks share them, and task by task where they do not', () => {
  const [same] = conclusionSentences(reportFacts(sources), writer('en'));
  expect(same).toContain('on 1,600 test rows kept apart from training');
  const runs = sources.runs.map((run) => {
    const [first, ...rest] = Object.entries(run.result!.tasks);
    const tasks = Object.fromEntries([[first![0], { ...first![1], n: 60 }], ...rest]);
    return { ...run, result: { ...run.result!, tasks } };
  });
  const facts = reportFacts({ ...several, runs });
  const [english] = conclusionSentences(facts, writer('en'));
  expect(english).toContain('From 2 data sets (17,720 rows in all)');
  expect(english).toContain('on test data kept apart from training, "外観判定" (60 test rows) has');
  expect(english).toContain('"寸法" (1,600 test rows) has');
  expect(conclusionSentences(facts, writer('ja'))[0]).toContain('「外観判定」（テスト用のデータ 60 行）は');
});

test('cells that a data set has no column for are not missing ones', () => {
  const column = whole.columns[0]!;
  const own = (missing: number): DataView['columns'] => [{ ...column, missing }];
  const facts = reportFacts({
    ...several,
    // As all rows together are read: the rows of each data set are empty in the columns of the other.
    data: { ...several.data, columns: [...own(17_423), ...own(302)] },
    sets: [
      { view: { ...photos, columns: own(3) }, split: null },
      { view: { ...table, columns: own(2) }, split: null },
    ],
  });
  expect(renderReport(facts, 'en')).toContain('There are 2 data sets with 17,720 rows and 2 columns in all;');
  expect(renderReport(facts, 'en')).toContain(' 5 values are missing.');
  expect(renderReport(facts, 'ja')).toContain('欠測は 5 箇所です。');
});

test('two tables of one workbook are told apart by their sheets, and no encoding is claimed that nobody guessed', () => {
  const book = { file: '実績.xlsx', encoding: 'utf-8', bytes: 91_000 } as const;
  const files = [
    { ...book, rows: 1500, sheet: 'めっき工程' },
    { ...book, rows: 116, sheet: '素材ロット' },
  ];
  const view = { ...whole, fileNames: ['実績.xlsx'], report: { ...whole.report, files } };
  const page = renderReport(reportFacts({ ...sources, data: view, sets: [] }), 'ja');
  const rows = /読み込んだファイル[^]*?<tbody>([^]*?)<\/tbody>/.exec(page)![1]!;
  expect(rows).toContain('実績.xlsx（シート「めっき工程」）');
  expect(rows).toContain('実績.xlsx（シート「素材ロット」）');
  expect(rows).not.toContain('UTF-8');
});

test('where separate models are apart by data set it is said what one part costs', () => {
  const runs = sources.runs.map((run) =>
    run.kind === 'recipe' && isSeparate(run.recipe)
      ? { ...run, result: { ...run.result!, apartByData: true as const } }
      : run,
  );
  for (const language of ['ja', 'en'] as const) {
    expect(renderReport(reportFacts({ ...several, runs }), language)).toContain(costByDataSet[language]);
    expect(renderReport(reportFacts(several), language)).not.toContain(costByDataSet[language]);
  }
});
