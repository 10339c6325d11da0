// What a signature should know of forecasts, and that figures beside each other are of one seed.

import { expect, test } from 'vitest';
import { methodCost } from '../contract/text/method-cost.ts';
import type { ForecastDetail } from '../contract/series.ts';
import { reportFacts } from './facts.ts';
import { risksOf } from './risks.ts';
import { exampleSources } from './test-sources.ts';
import { writer } from './words.ts';

const sources = exampleSources();
const facts = reportFacts(sources);
const [taskId, judged] = Object.entries(facts.subject.result.tasks)[1]!;

/** The report's run with one task that is a forecast with an 80 % interval. */
function forecasting(value: number, low: number, high: number): typeof facts.subject {
  const forecast = { interval: 0.8 } as ForecastDetail;
  const tasks = { [taskId]: { ...judged, forecast, metrics: { coverage: { value, low, high } } } };
  return { ...facts.subject, result: { ...facts.subject.result, tasks, comparisons: [] } };
}

test('an interval shown to hold fewer values than it promises is a risk; one that may still keep its word is not', () => {
  const told = (run: typeof facts.subject, language: 'ja' | 'en'): string =>
    risksOf(facts, run, writer(language))
      .map((risk) => risk.text)
      .join('\n');
  const narrow = forecasting(0.61, 0.55, 0.67);
  expect(told(narrow, 'en')).toContain('only 61 % of the actual values lie in its 80 % interval');
  expect(told(narrow, 'ja')).toContain('80 % 区間に入った実績が 61 % にとどまり');
  for (const fine of [forecasting(0.61, 0.4, 0.82), forecasting(0.79, 0.77, 0.795), forecasting(0.95, 0.93, 0.97)])
    expect(told(fine, 'en')).not.toContain('interval');
});

test('a model that rejects nearly every good part says so before anything else', () => {
  const rate = (events: number, outOf: number) => ({ value: events / outOf, low: 0, high: 1, events, outOf });
  const metrics = { missRate: rate(0, 29), overkillRate: rate(436, 447) };
  const tasks = { [taskId]: { ...judged, metrics, threshold: { value: 0.007, rule: 'cost' as const } } };
  const run = { ...facts.subject, result: { ...facts.subject.result, tasks } };
  const document = { ...facts.document, tasks: facts.document.tasks.filter((task) => task.id === taskId) };
  const [first, second] = risksOf({ ...facts, document }, run, writer('ja'));
  expect(first!.text).toContain('OK の 97.5 % も NG と判定しており、選別の役に立ちません');
  expect(second!.text).toContain('テスト用の NG が 29 件のため');
});

test('a task that is not shown to be predicted at all is a risk, one that is shown to be, or cannot be told, is not', () => {
  const told = (verdict: 'helps' | 'hurts' | 'no-difference' | 'unknown', language: 'ja' | 'en'): string => {
    const comparisons = facts.subject.result.comparisons
      .filter((one) => one.against === 'constant' && one.taskId === taskId)
      .map((one) => ({ ...one, verdict }));
    expect(comparisons).toHaveLength(1);
    const run = { ...facts.subject, result: { ...facts.subject.result, comparisons } };
    return risksOf(facts, run, writer(language))
      .map((risk) => risk.text)
      .join('\n');
  };
  expect(told('no-difference', 'en')).toContain(
    `"${taskId}" is not shown to be predicted better than by always giving the same answer`,
  );
  expect(told('no-difference', 'ja')).toContain(`「${taskId}」は、何もしない予測より良いとは言えません`);
  expect(told('hurts', 'ja')).toContain(`「${taskId}」は、何もしない予測に劣ります`);
  for (const fine of ['helps', 'unknown'] as const) expect(told(fine, 'en')).not.toContain('the same answer');
});

test('a run of forecasts alone makes forecasts, and judges no parts', () => {
  const { result } = forecasting(0.8, 0.7, 0.9);
  const cost = { result, equal: null, twins: null };
  expect(methodCost(cost, 'en')[1]).toMatch(/^One forecast takes/);
  expect(methodCost(cost, 'ja')[1]).toMatch(/^予測は 1 回/);
  expect(methodCost({ ...cost, result: facts.subject.result }, 'en')[1]).toMatch(/^Judging a part takes/);
});

test('of several seeds the one of the run to adopt stands beside it: its verdicts were made against that one', () => {
  // A second and a third training of each recipe, with the same figures.
  const recipes = sources.runs.filter((run) => run.kind === 'recipe');
  const repeated = [2, 3].flatMap((seed) =>
    recipes.map((run) => ({ ...run, id: `${run.id}-${seed}`, seed, result: { ...run.result!, seed } })),
  );
  const nameOf = (run: (typeof sources.runs)[number]): ReturnType<typeof sources.nameOf> =>
    sources.nameOf({ ...run, id: run.id.replace(/-\d$/, '') });
  const again = reportFacts({ ...sources, runs: [...sources.runs, ...repeated], nameOf });
  const shown = again.groups.map((group) => group.shown).filter((run) => run.kind !== 'constant');
  expect(shown.length).toBeGreaterThan(1);
  expect(new Set(shown.map((run) => run.seed))).toEqual(new Set([again.subject.seed]));
});
