// What methods show stands in the report, in both languages, and only where a run has it.

import { expect, test } from 'vitest';
import { languages } from '../contract/language.ts';
import type { Recipe } from '../contract/recipes.ts';
import { reportFacts } from './facts.ts';
import { adviceSection } from './sections/advice.ts';
import { budgetSection } from './sections/budget.ts';
import { methodSection } from './sections/methods.ts';
import { computeSection } from './sections/compute.ts';
import { comparedRuns, summary } from './sections/summary.ts';
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
  expect(without).toContain('別々のモデルと比べて、タスク 3 件のうち');
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

test('models of another size stay out of the first table and the picture of all tasks, and the report says so', () => {
  const sources = exampleSources();
  const small = sources.runs.slice(0, 2).map((run) => {
    const recipe = { ...run.recipe, capacity: 'small' } as Recipe;
    // Far ahead of its own separate models: it would lead a mixed ranking.
    const deltaM = run.recipe.sharing === 'single-task' ? null : -50;
    return { ...run, id: `${run.id}-small`, recipe, result: { ...run.result!, recipe, deltaM } };
  });
  const nameOf: typeof sources.nameOf = (run) =>
    run.id.endsWith('-small') ? { ja: '小さい方', en: 'Small one' } : sources.nameOf(run);
  const mixed = reportFacts({ ...sources, nameOf, runs: [...small, ...sources.runs] });
  const alone = reportFacts(sources);
  expect(comparedRuns(mixed).map((run) => run.id)).toEqual(comparedRuns(alone).map((run) => run.id));
  expect(mixed.joint!.id).toBe(alone.joint!.id);
  const text = textOf(summary(mixed, writer('ja')));
  expect(text).toContain('大きさの違うモデルの学習が 2 件あります（小さいモデル）');
  expect(textOf(summary(alone, writer('ja')))).not.toContain('大きさの違う');
  const compute = textOf(computeSection(mixed, writer('ja')));
  expect(compute.replaceAll(/<svg[^]*?<\/svg>/g, '')).toContain('小さい方');
  for (const [picture] of compute.matchAll(/<svg[^]*?<\/svg>/g)) expect(picture).not.toContain('小さい方');
  // The two sizes stand side by side in a table of their own, and only where there are two.
  expect(compute).toMatch(/モデルの大きさごとの Δm[^]*−50\.0/);
  expect(textOf(computeSection(alone, writer('ja')))).not.toContain('モデルの大きさごと');
});

test('the ratio of a cost is told against the newest training with equal weights', () => {
  const sources = methodSources();
  const equal = sources.runs.find((run) => run.id === 'run-9a02')!;
  const again = { ...equal, id: 'run-again', result: { ...equal.result!, trainSeconds: 21 } };
  const nameOf: typeof sources.nameOf = (run) => sources.nameOf(run.id === again.id ? equal : run);
  const newest = reportFacts({ ...sources, nameOf, runs: [...sources.runs, again] });
  // 84 s of the task groups against 21 s; the earlier training took 42.5 s.
  expect(textOf(methodSection(newest, writer('ja')))).toContain('均等な重みの 4.0 倍');
});
