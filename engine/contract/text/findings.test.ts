// Every check speaks both languages, from facts as the checks give them.

import { expect, test } from 'vitest';
import { checks, type FindingFacts } from '../checks.ts';
import type { Finding } from '../health.ts';
import { sayFinding, sayFix } from './findings.ts';
import { number, percent } from './phrases.ts';

const leak: FindingFacts['leak'] = {
  task: '外観',
  tasks: ['外観'],
  column: '手直し',
  form: 'implies',
  score: 1,
  examined: 8000,
  level: '有',
  class: 'NG',
  hits: 46,
  outOf: 46,
};

/** One finding a check; a check without an example here does not compile. */
const examples: { readonly [C in keyof FindingFacts]: FindingFacts[C] } = {
  'few-rows': { rows: 30, needed: 200 },
  'missing-values': { column: '温度', missing: 400, rows: 1000 },
  'empty-column': { column: '予備', rows: 1000 },
  constant: { column: '工場', value: '第一' },
  'dominant-level': { column: '機種', level: 'A', count: 998, rows: 1000, others: 2 },
  'duplicate-columns': { columns: ['温度2'], kept: '温度', rows: 1000 },
  identifier: { column: '連番', form: 'serial', first: '1', last: '1000', distinct: 1000 },
  'many-levels': { column: '型番', distinct: 90, rows: 500 },
  'unused-text': { column: '備考', distinct: 700, example: '目視で確認' },
  outliers: { column: '電流', unit: 'A', count: 1, lower: 6, upper: 14, furthest: 900 },
  'impossible-values': { column: '温度', unit: '℃', count: 3, example: 9999, reason: 'placeholder' },
  'unit-mix': { column: '圧力', unit: 'kPa', factor: 1000, count: 160, rows: 8000, typical: 50, jump: 50_000 },
  'duplicate-rows': { exact: 3, near: 2, rows: 1000 },
  'conflicting-labels': { task: '外観', rows: 8, groups: 2, labelled: 1000, error: 0.003 },
  groups: { column: 'ロット', distinct: 100, rows: 8000, by: 'name' },
  'told-groups': { column: '日時', group: 'ロット', groups: 40 },
  'time-order': { column: '日時', first: '2026/08/01', last: '2026/08/22' },
  'sorted-by-target': { task: '外観', runs: 2, expected: 400 },
  'target-drift': { task: '寸法', along: '日時', from: 10.01, to: 10.35, form: 'mean', unit: 'mm' },
  'beyond-training': {
    test: 29,
    testRows: 441,
    validation: 3,
    validationRows: 330,
    columns: 4,
    inputs: 56,
    column: '油温',
    unit: '℃',
    form: 'number',
    low: 44.1,
    high: 57.9,
    from: 35.3,
    to: 42,
    word: '',
  },
  'target-absent': { task: '外観', column: '外観判定' },
  'single-class': { task: '外観', level: 'OK', rows: 1000 },
  'missing-labels': { task: '外観', missing: 800, rows: 1000, labelled: 200 },
  'few-defects': { task: '外観', level: 'NG', count: 41, inTest: 8, bound: 0.3123, boundOfAll: 0.0705, needed: 295 },
  imbalance: { task: '外観', smallest: 'NG', count: 300, largest: 'OK', largestCount: 9700, rows: 10_000 },
  leak,
  'strong-column': { ...leak, form: 'rule', score: 0.985, level: '', class: '', hits: 0, outOf: 0 },
  'targets-related': { task: '故障', others: ['過熱', '摩耗'] },
  'image-duplicates': { copies: 1, groups: 1, across: 1, first: 'a.jpg', second: 'b.jpg' },
  'image-near-duplicates': { pairs: 2, across: 1, first: 'a.jpg', second: 'b.jpg', agreement: 0.997 },
  'image-look-alikes': { task: '外観', pairs: 1, first: 'a.jpg', firstLabel: 'OK', second: 'b.jpg', secondLabel: 'NG' },
  'image-parts': { column: 'part', parts: 20, photos: 60, example: 'A001' },
  'image-giveaway': { task: '外観', property: 'format', value: 'png', class: 'NG', hits: 40, outOf: 40, score: 0 },
  'image-blur': { count: 3, photos: 400, example: 'a.jpg', sharpness: 4.2, typical: 310 },
  'image-exposure': { dark: 2, bright: 1, photos: 400, example: 'a.jpg' },
  'image-few': { task: '外観', class: '打痕', count: 6, needed: 50 },
  'series-gaps': { count: 12, rows: 8760, breaks: 1, example: '2026/08/01 03:00:00' },
  'series-duplicates': { count: 2, example: '2026/08/01 03:00:00' },
  'series-clock': { typical: 5_400_000 },
  'series-daylight': { repeated: 2, skipped: 1 },
  'series-stuck': {
    column: '電流',
    series: '',
    length: 40,
    value: 0.5,
    from: '2026/08/01',
    to: '2026/08/02',
    stretches: 2,
  },
  'series-too-short': { task: '電力', rows: 500, lookback: 336, horizon: 96, origins: 69, needed: 388 },
  'series-coarse': { column: '品質', every: 8, form: 'held' },
  'series-shift': {
    task: '電力',
    column: '油温',
    series: '二号機',
    others: 1,
    unit: '℃',
    from: 17.1,
    to: 6.2,
    deviations: 1.3,
  },
};

function finding(check: keyof FindingFacts, severity: Finding['severity']): Finding {
  return {
    key: check,
    check,
    severity,
    columns: [],
    facts: severity === 'pass' ? {} : { ...examples[check] },
    rowCount: 0,
    rows: [],
  };
}

test.each(checks)('%s is said in both languages, with a reason and an answer to "why?"', (check) => {
  const ja = sayFinding(finding(check, 'warn'), 'ja');
  const en = sayFinding(finding(check, 'warn'), 'en');
  for (const text of [ja.title, ja.reason, ja.why]) expect(text).toMatch(/[ぁ-ん]/);
  // What stands in quotation marks is the user's own.
  for (const text of [en.title, en.reason, en.why]) expect(text.replace(/"[^"]*"/g, 'X')).toMatch(/^[^ぁ-ん]{10,}$/);
  for (const text of [ja.reason, ja.why]) expect(text).toMatch(/。$/);
  for (const text of [ja.title, ja.reason, en.title, en.reason]) expect(text).not.toMatch(/undefined|NaN|\[object/);
});

test.each(checks)('%s has a sentence for having passed, without needing facts', (check) => {
  expect(sayFinding(finding(check, 'pass'), 'ja').title).toMatch(/。$/);
  expect(sayFinding(finding(check, 'pass'), 'en').title).toMatch(/\.$/);
});

test('41 NG say what the test part can show and what all of them could', () => {
  const { title, reason } = sayFinding(finding('few-defects', 'fail'), 'ja');
  expect(title).toBe('「外観」: NG が 41 件しかありません');
  expect(reason).toContain('約 8 件をすべて見逃さずに判定できても、「見逃し率 31.3 % 以下」まで');
  expect(reason).toContain('41 件すべてを使っても 7.1 %');
});

test('a serial number is said as product people say it', () => {
  expect(sayFinding(finding('identifier', 'fail'), 'ja').title).toBe('「連番」は行の通し番号です');
});

test('a fix says what its button does', () => {
  expect(sayFix({ kind: 'exclude-column', columns: ['連番'] }, 'ja')).toBe('「連番」を入力から外す');
  expect(sayFix({ kind: 'remove-rows', data: 'main', rows: [4] }, 'en')).toBe('Remove this row');
  expect(
    sayFix(
      { kind: 'use-split', split: { kind: 'group', column: 'ロット', test: 0.2, validation: 0.15, seed: 1 } },
      'ja',
    ),
  ).toBe('「ロット」単位で分ける');
});

test.each([
  [0.071, '7.1 %'],
  [0.3123, '31 %'],
  [0.0012, '0.12 %'],
  [1, '100 %'],
  [0, '0 %'],
])('the share %f is printed as %s', (share, text) => expect(percent(share)).toBe(text));

test('a share short of all is never rounded up to all', () => {
  for (const share of [0.995, 0.9996, 0.99996, 0.999999]) expect(percent(share)).not.toBe('100 %');
});

test('numbers have comma thousands and four figures', () => {
  expect([number(12345), number(24.5563614), number(0.0312345), number(50230.2031)]).toEqual([
    '12,345',
    '24.56',
    '0.03123',
    '50,230.2',
  ]);
});
