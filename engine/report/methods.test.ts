// What methods show stands in the report, in both languages, and only where a run has it.

import { expect, test } from 'vitest';
import { languages } from '../contract/language.ts';
import { reportFacts } from './facts.ts';
import { adviceSection } from './sections/advice.ts';
import { budgetSection } from './sections/budget.ts';
import { methodSection } from './sections/methods.ts';
import { weightSection } from './sections/weights.ts';
import { methodSources } from './test-methods.ts';
import { exampleSources } from './test-sources.ts';
import { renderReport } from './render.ts';
import { writer } from './words.ts';

const full = reportFacts(methodSources());
const plain = reportFacts(exampleSources());
const textOf = (part: '' | { text: string }): string => (part === '' ? '' : part.text);

test.each(languages)('each method is pictured once, with a title of its own (%s)', (language) => {
  const text = textOf(methodSection(full, writer(language)));
  const titles = [...text.matchAll(/<svg[^>]*>\n<title>([^<]*)<\/title>/g)].map(([, title]) => title);
  // Groups, shared parts, gates, lineage, schedule, conflict gauge.
  expect(titles).toHaveLength(6);
  expect(new Set(titles).size).toBe(6);
  expect(text).not.toMatch(/undefined|NaN|\[object/);
});

test('every trained way is answered: why its weights and what it cost', () => {
  const text = textOf(methodSection(full, writer('ja')));
  expect(text.match(/なぜこの重みか/g)).toHaveLength(7);
  expect(text).toContain('1 バッチを平均 2.02 グループに分け');
  expect(text).toContain('8 通りの設定を 12 回に分けて学習し');
  expect(text).toContain('均等な重みの 2.0 倍');
});

test('advice stands with its evidence and the map it rests on; without a map there is no table of pairs', () => {
  const text = textOf(adviceSection(full, writer('ja')));
  expect(text).toContain('自分の更新の +62 %');
  expect(text).toContain('480 回の更新、37 秒');
  const without = textOf(adviceSection(plain, writer('ja')));
  expect(without).toContain('別々のモデルと比べて、3 件のうち');
  expect(without).not.toContain('<svg');
  expect(without).not.toContain('<table');
});

test('the budget is drawn from measured trainings, what lies between labelled as estimated, and left out without gates', () => {
  const text = textOf(budgetSection(full, writer('ja')));
  expect(text).toContain('破線と帯: 推定');
  // Asked for 60 %, reached 187,000 of 318,000 operations: the budget lies between two measured trainings.
  expect(text).toMatch(/予算 60 %: 推定/);
  expect(text).toContain('予算 60.0 % に対して計算上 58.7 % です。');
  expect(budgetSection(plain, writer('ja'))).toBe('');
});

test('the weight picture has the contributions where they were kept', () => {
  expect(textOf(weightSection(full, writer('ja')))).toContain('共有部分への寄与');
  expect(textOf(weightSection(plain, writer('ja')))).not.toContain('共有部分への寄与');
});

test.each(languages)('the whole report with every method is one page of sound markup (%s)', (language) => {
  const page = renderReport(full, language).replaceAll(/url\(data:font[^)]*\)/g, '');
  expect(page).not.toMatch(/undefined|NaN|Infinity|\[object/);
  expect(page.match(/<section/g)!.length).toBe(page.match(/<\/section>/g)!.length);
});
