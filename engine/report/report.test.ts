// The report says what the numbers say, in both languages, and fetches nothing.

import * as v from 'valibot';
import { expect, test } from 'vitest';
import { languages } from '../contract/language.ts';
import { ProjectDocument } from '../contract/project.ts';
import { figureText } from '../contract/text/metrics.ts';
import { reportFacts, reportFileName, type ReportFacts } from './facts.ts';
import { fontFaces, holdsAny } from './fonts.ts';
import { renderReport } from './render.ts';
import { conclusionSentences } from './sections/conclusion.ts';
import { exampleDocument, exampleSources } from './test-sources.ts';
import { writer } from './words.ts';

const facts = reportFacts(exampleSources());

/** The page without its fonts, whose letters of base64 may spell anything. */
function fontless(page: string): string {
  return page.replaceAll(/url\(data:font[^)]*\)/g, 'url(data:)');
}

/** The page's text without tags, styles and fonts. */
function textOf(page: string): string {
  return page
    .replace(/<style>[^]*?<\/style>/g, '')
    .replace(/<[^>]+>/g, ' ')
    .replaceAll('\u00a0', ' ')
    .replaceAll('&quot;', '"')
    .replace(/\s+/g, ' ');
}

test('the conclusion names rows, tasks, figures with intervals, verdicts, run and risk, from the numbers', () => {
  const [achieved, joined, advised] = conclusionSentences(facts, writer('ja'));
  const { metrics } = facts.subject.result.tasks['寸法']!;
  expect(achieved).toContain('8,000 行');
  expect(achieved).toContain(figureText('mae', metrics['mae']!.value, 'mm'));
  expect(achieved).toMatch(/見逃し率 [\d.]+ %（8 件中 \d 件、95 % 区間 [\d.]+–[\d.]+ %）/);
  const verdicts = Object.fromEntries(
    facts
      .joint!.result.comparisons.filter((one) => one.against === 'single-task')
      .map((one) => [one.taskId, one.verdict]),
  );
  expect(verdicts).toMatchObject({ 外観判定: 'unknown', 寸法: 'helps' });
  expect(joined).toMatch(/「寸法」(・「[^」]+」)*では効果があり/);
  expect(joined).toMatch(/「外観判定」では判断でき/);
  expect(advised).toContain(`実行 ${facts.subject.number}`);
  expect(advised).toContain('NG が 8 件では判断できません。あと約 50 件必要です');
});

test('both languages carry every figure of the recommended run and its intervals', () => {
  for (const language of languages) {
    const text = textOf(renderReport(facts, language));
    for (const task of facts.document.tasks) {
      for (const [metric, figure] of Object.entries(facts.subject.result.tasks[task.id]!.metrics)) {
        if (figure.value !== null) expect(text).toContain(figureText(metric, figure.value).replace(/ .*/, ''));
      }
    }
    for (const group of facts.groups) for (const run of group.members) expect(text).toContain(run.id);
    expect(text).toContain(facts.snapshot!.tableHash);
  }
});

test('the page fetches nothing: no address outside it, no script', () => {
  for (const language of languages) {
    const page = renderReport(facts, language);
    const addresses = fontless(page).match(/\b(?:https?|file|wss?):\/\/[^\s"'<)]*/g) ?? [];
    expect(addresses.filter((address) => address !== 'http://www.w3.org/2000/svg')).toEqual([]);
    expect(fontless(page).match(/\b(?:src|href)\s*=/g)).toBeNull();
    expect(page.match(/url\((?!data:)/g)).toBeNull();
    expect(/<script|NaN|Infinity|undefined|\[object/.exec(fontless(page))).toBeNull();
  }
});

test('names from files are written, never run', () => {
  const name = '<img src=x onerror=alert(1)>"\\';
  const sources = exampleSources();
  const page = renderReport(reportFacts({ ...sources, project: { ...sources.project, name } }), 'ja');
  expect(page.includes('<img')).toBe(false);
  expect(textOf(page)).toContain('&lt;img src=x onerror=alert(1)&gt;');
});

test('an English report of English data holds no Japanese letter', () => {
  const document = v.parse(ProjectDocument, {
    ...exampleDocument,
    name: 'Housing inspection',
    inputs: { exclude: [] },
    split: { kind: 'time', column: 'date' },
    tasks: [
      { id: 'appearance', target: 'appearance', kind: 'binary', positive: 'NG' },
      { id: 'size', target: 'size', kind: 'regression', unit: 'mm' },
    ],
  });
  const sources = exampleSources(document);
  const records = Object.fromEntries(
    Object.entries(sources.histories).map(([id, history]) => [
      id,
      { ...history, tasks: ['appearance', 'size'], notes: [] },
    ]),
  );
  const plain = { ...sources, histories: records, health: null, data: null };
  const text = textOf(renderReport(reportFacts(plain), 'en'));
  expect(text.match(/[\u3040-\u30ff\u4e00-\u9fff]/g)).toBeNull();
  expect(text).toContain('The test rows were used neither for training nor for settings');
});

test('a report without data view, health, split, snapshot and histories still stands', () => {
  const sources = { ...exampleSources(), data: null, health: null, split: null, snapshot: null, histories: {} };
  for (const language of languages) {
    const page = renderReport(reportFacts(sources), language);
    expect(/NaN|undefined/.exec(fontless(page))).toBeNull();
    expect(textOf(page)).toContain(language === 'ja' ? '結論' : 'Conclusion');
  }
});

test('one task alone, and separate models alone, are told as what they are', () => {
  const document = { ...exampleDocument, tasks: exampleDocument.tasks.slice(1, 2) };
  const alone = conclusionSentences(reportFacts(exampleSources(document)), writer('ja'));
  expect(alone[1]).toBe('タスクが 1 件のため、まとめて学習する効果の比較は行っていません。');
  const sources = exampleSources();
  const twins = { ...sources, runs: sources.runs.filter((run) => run.recipe.sharing === 'single-task') };
  expect(conclusionSentences(reportFacts(twins), writer('en'))[1]).toContain('No models trained for each task alone');
});

test('of one task alone the linear part is told, and beside its curves that they are without it', () => {
  const document = { ...exampleDocument, tasks: exampleDocument.tasks.slice(1, 2) };
  const { id } = document.tasks[0]!;
  const sources = exampleSources(document);
  const runs = sources.runs.map((run) => ({ ...run, result: run.result && { ...run.result, lines: { [id]: 0.4 } } }));
  const page = textOf(renderReport(reportFacts({ ...sources, runs }), 'ja'));
  expect(page).toContain('線形の部分');
  expect(page).toContain(`「${id}」 40 %`);
  expect(page).toContain('曲線はネットワークだけの損失です。');
  expect(textOf(renderReport(reportFacts(sources), 'ja'))).not.toMatch(/線形の部分|ネットワークだけ/);
});

test('what the rows are divided by is told among what is not read, and health in the words of the window', () => {
  const page = textOf(renderReport(reportFacts(exampleSources()), 'ja'));
  expect(page).toContain('分け方に使う列（ロット）も、入力に使っていません。');
  expect(page).toMatch(/×（直す）\d+ 件、△（確認）\d+ 件、○（問題なし）\d+ 件/);
  expect(page).toContain('各タスクの正解の列は、他のタスクの入力にも使っていません。');
  const alone = { ...exampleDocument, tasks: exampleDocument.tasks.slice(1, 2) };
  expect(textOf(renderReport(reportFacts(exampleSources(alone)), 'ja'))).not.toContain('他のタスク');
});

test('the best run is said to meet the pass lines only where there are any', () => {
  const bare = exampleDocument.tasks.map(({ floor: _floor, ...task }) => task) as typeof exampleDocument.tasks;
  const best = (document: typeof exampleDocument, language: 'ja' | 'en'): string => {
    const facts = reportFacts(exampleSources(document));
    return conclusionSentences(
      { ...facts, recommendation: { ...facts.recommendation, reason: 'best' } },
      writer(language),
    )[2]!;
  };
  expect(best(exampleDocument, 'ja')).toContain('合格ラインを満たす学習のうち');
  expect(best({ ...exampleDocument, tasks: bare }, 'ja')).toContain('（全タスクを通じた成績が最も良いため）');
  expect(best({ ...exampleDocument, tasks: bare }, 'en')).toContain('because it is the best over all tasks');
});

test('where no run reaches its floor none is recommended, and the report says why', () => {
  const tasks = exampleDocument.tasks.map((task) => (task.id === '寸法' ? { ...task, floor: 0.005 } : task));
  const strict = reportFacts(exampleSources({ ...exampleDocument, tasks }));
  expect(strict.recommendation).toEqual({ runId: null, reason: 'below-floor' });
  expect(conclusionSentences(strict, writer('ja'))[2]).toBe(
    '採用候補はありません。すべての学習が、いずれかのタスクの合格ラインに届きませんでした。',
  );
  expect(textOf(renderReport(strict, 'ja'))).toContain(
    '「寸法」は 0.00862 mm で、合格ライン（平均絶対誤差（MAE） 0.00500 mm 以下）に届きません',
  );
});

test('a run that was ended before all of its networks had learned says so among the runs, in both languages', () => {
  const sources = exampleSources();
  const runs = sources.runs.map((run, i) =>
    i === sources.runs.length - 1 ? { ...run, result: { ...run.result!, untrained: ['寸法'] } } : run,
  );
  const early = reportFacts({ ...sources, runs });
  expect(textOf(renderReport(early, 'ja'))).toContain('「寸法」は、最初のエポックが終わる前に終了したため');
  expect(textOf(renderReport(early, 'en'))).toContain(
    '"寸法" was not trained: the run was ended before its first epoch',
  );
  expect(textOf(renderReport(facts, 'ja'))).not.toContain('まだ学習していません');
});

test('a project without a finished run is refused in words', () => {
  const sources = exampleSources();
  const unfinished = sources.runs.map((run) => ({ ...run, state: 'failed' as const, result: null }));
  expect(() => reportFacts({ ...sources, runs: unfinished })).toThrow('report.no-runs');
});

test('the file is named after project, run and day, without letters that Windows refuses', () => {
  const named = (name: string): string => reportFileName({ ...facts, name } as ReportFacts);
  expect(named('外装部品 検査')).toBe('外装部品 検査_003_20260822.pdf');
  expect(named('A/B: 検査?')).toBe('A_B_ 検査__003_20260822.pdf');
  expect(named(' ')).toBe('TaskLoom_003_20260822.pdf');
});

test('only the pieces of the font that hold a letter of the page are embedded, in two weights', () => {
  expect(holdsAny('U+41-5a,U+3042', new Set([0x3042]))).toBe(true);
  expect(holdsAny('U+41-5a', new Set([0x3042]))).toBe(false);
  const faces = fontFaces('A');
  const pieces = (text: string): number => text.split('@font-face').length - 1;
  // Of 124 pieces in two weights each, few hold a Latin capital; Japanese letters bring their own.
  expect(pieces(faces)).toBeLessThan(10);
  expect(faces.match(/font-weight:700/g)).toHaveLength(pieces(faces) / 2);
  expect(pieces(fontFaces('Aあ検査'))).toBeGreaterThan(pieces(faces));
});

test('pictures of shares have their scale in percent, as their titles promise', () => {
  const sources = exampleSources();
  const runs = sources.runs.map((run) => {
    const tasks = Object.entries(run.result!.tasks).map(([id, result]) => [id, { ...result, mainMetric: 'missRate' }]);
    return {
      ...run,
      result: { ...run.result!, tasks: { ...run.result!.tasks, ...Object.fromEntries(tasks.slice(0, 1)) } },
    };
  });
  const page = renderReport(reportFacts({ ...sources, runs }), 'en');
  const pictures = [...page.matchAll(/<svg[^>]*>\n<title>Miss rate[^<]*\(%\)[^]*?<\/svg>/g)].map(([svg]) => svg);
  // One compares the runs, one sets them against what they cost.
  expect(pictures).toHaveLength(2);
  for (const svg of pictures) {
    const ticks = [...svg.matchAll(/text-anchor="(?:end|middle)">(\d[\d.]*)</g)].map(([, text]) => Number(text));
    // 8 NG among the test rows: a rate other than 0 is at least 12.5 %, on an axis of shares at most 1.
    expect(Math.max(...ticks)).toBeGreaterThan(10);
  }
});

test('the device is written as people write it, and memory is told only of what was trained', () => {
  const text = textOf(renderReport(facts, 'ja'));
  expect(text).toContain('演算装置 CPU');
  const page = renderReport(facts, 'en');
  const baseline = /<td>Always the same answer[^]*?<\/tr>/.exec(page.slice(page.indexOf('Peak memory')))![0];
  expect(textOf(baseline).trim().split(' ').at(-1)).toBe('–');
});
