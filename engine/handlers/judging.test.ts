// Judging new data through the contract: which run judges, what was understood, pages, the saved file.

import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createRng } from '../base/rng.ts';
import type { ProjectView } from '../contract/views.ts';
import { plainRecipe, separateRecipe } from '../contract/yardsticks.ts';
import { judgingRun } from './judging-runs.ts';
import { nameOf } from './report-sources.ts';
import { openWorkplace } from './testing/workplace.ts';
import type { Workplace } from './testing/workplace.ts';

const refusal = (code: string) => expect.objectContaining({ code }) as Error;

let here: Workplace;
let project: ProjectView;
let runs: string[];

function parts(count: number, seed: number): string[] {
  const rng = createRng(seed);
  return Array.from({ length: count }, () => {
    const heat = rng.normal();
    return `${heat.toFixed(3)},${rng.normal().toFixed(3)},${heat > 0.5 ? '×' : '○'}`;
  });
}
const head = '温度,圧力,判定';

beforeAll(async () => {
  here = openWorkplace();
  project = await here.call('project.create', { name: '検査', sample: null });
  const tokens = [await here.file('学習.csv', [head, ...parts(160, 1)].join('\n'))];
  const { project: imported } = await here.call('data.import', { projectId: project.id, tokens, settings: null });
  const task = await here.call('task.propose', { projectId: project.id, column: '判定' });
  const document = { ...imported.document!, tasks: [{ ...task, name: '外観' }] };
  project = await here.call('project.edit', { projectId: project.id, revision: imported.revision, document });
  const started = await here.call('training.start', {
    projectId: project.id,
    recipes: [separateRecipe, plainRecipe],
    seeds: [1],
    budget: { epochs: 3 },
  });
  await here.context.jobs.idle();
  runs = started.filter(({ kind }) => kind === 'recipe').map(({ id }) => id);
}, 60_000);
afterAll(() => here.close());

const asked = async (name: string, lines: readonly string[], runId = runs.at(-1)!) => ({
  runId,
  data: [{ tokens: [await here.file(name, [head, ...lines].join('\n'))] }],
});

test('the adopted run judges; before there is one that which the comparison recommends', async () => {
  const listed = async () => here.call('judging.runs', { projectId: project.id });
  const before = await listed();
  expect(before.map(({ runId }) => runId)).toEqual(runs);
  expect(before.filter(({ chosenAs }) => chosenAs !== null).map(({ chosenAs }) => chosenAs)).toEqual(
    runs.length === 1 ? [expect.stringMatching(/best|only/)] : ['best'],
  );
  await here.call('run.decide', { runId: runs[0]!, decision: 'adopted', by: '田中', reason: '' });
  expect((await listed()).map(({ chosenAs }) => chosenAs)).toEqual(runs.map((_, i) => (i === 0 ? 'adopted' : null)));
  // The command line names one by its id, the beginning of it, or its name in either language.
  const chosen = (wanted: string | null): string => judgingRun(here.context, project.id, wanted);
  expect(chosen(null)).toBe(runs[0]);
  for (const runId of runs) expect(chosen(runId.slice(0, 8))).toBe(runId);
  const all = here.context.store.jobs.listRuns(project.id);
  for (const name of Object.values(
    nameOf(
      all.find(({ id }) => id === runs[0])!,
      all,
    ),
  ))
    expect(runs).toContain(chosen(name));
  expect(() => chosen('ない')).toThrow(refusal('judging.unknown-run'));
});

test('a preview says what was understood and what stands in the way, and keeps nothing', async () => {
  const question = await asked('明日.csv', parts(30, 2));
  const preview = await here.call('judging.preview', question);
  expect(preview.sources[0]).toMatchObject({ source: 'main', kind: 'rows', files: ['明日.csv'], rows: 30 });
  expect(preview.sources[0]!.columns.map(({ name, use }) => [name, use])).toEqual([
    ['温度', 'input'],
    ['圧力', 'input'],
    ['判定', 'label'],
  ]);
  expect(preview.sources[0]!.tasks).toEqual([{ taskId: '判定', labelled: 30 }]);
  expect(preview.problems).toEqual([]);
});

test('a result is paged, filtered and saved for Excel; nothing in it is a formula', async () => {
  const lines = parts(30, 2);
  lines[4] = '9.9,=1+1,';
  const judging = await here.call('judging.start', await asked('明日.csv', lines));
  const { judgingId, sources } = judging;
  expect(here.heard.some(({ event }) => event === 'judging.progress')).toBe(true);
  expect(judging.notes.map(({ code, column }) => `${code} ${column}`)).toEqual(
    expect.arrayContaining(['unreadable-cells 圧力', 'outside-range 温度', 'newly-empty 圧力']),
  );
  const { columns, tasks } = sources[0]!;
  expect(columns.map(({ role }) => role)).toEqual(['own', 'own', 'own', 'verdict', 'ng-probability', 'remarks']);
  expect(tasks[0]!.classes.map(({ label }) => label)).toEqual(['○', '×']);
  const page = async (filter: Parameters<typeof here.call<'judging.rows'>>[1]['filter'], offset = 0, limit = 200) =>
    here.call('judging.rows', { judgingId, source: 'main', filter, language: 'ja', offset, limit });
  const all = await page({ kind: 'all' }, 28, 10);
  expect([all.total, all.rows.map(({ row }) => row)]).toEqual([30, [28, 29]]);
  const bad = await page({ kind: 'class', taskId: '判定', label: '×' });
  expect(bad.total).toBe(tasks[0]!.classes[1]!.count);
  expect(bad.rows.every(({ cells }) => cells[3] === '×')).toBe(true);
  const remarked = await page({ kind: 'remarked' });
  expect(remarked.rows.find(({ row }) => row === 4)!.cells.at(-1)).toContain('温度 9.9 は学習の最大');

  const { token, name } = await here.call('judging.csv', { judgingId, source: 'main', language: 'ja' });
  expect(name).toMatch(/^検査_main_judged_\d{8}\.csv$/);
  const { path } = await here.call('file.locate', { token });
  const written = readFileSync(path, 'utf8').trimEnd().split('\r\n');
  expect(written[0]).toBe('\ufeff温度,圧力,判定,外観 判定,外観 NG の確率,注意');
  expect(written).toHaveLength(31);
  expect(written[5]).toMatch(/^9\.9,'=1\+1,,/);
  await expect(
    here.call('judging.rows', {
      judgingId: 'x',
      source: 'main',
      filter: { kind: 'all' },
      language: 'ja',
      offset: 0,
      limit: 1,
    }),
  ).rejects.toThrow(refusal('judging.gone'));
});

test('runs that did not keep what their data looked like ask the data', async () => {
  const { store } = here.context;
  const question = await asked('明日.csv', parts(12, 3));
  const before = await here.call('judging.start', question);
  store.jobs.deleteArtifacts(question.runId, ['reading']);
  const again = await here.call('judging.start', question);
  expect({ ...again.sources[0]!.tasks[0]!, result: null }).toEqual({ ...before.sources[0]!.tasks[0]!, result: null });
});

test('a run whose model was deleted judges no more', async () => {
  for (const runId of runs) await here.call('run.delete-weights', { runId });
  expect(await here.call('judging.runs', { projectId: project.id })).toEqual([]);
  await expect(here.call('judging.start', await asked('明日.csv', parts(5, 4)))).rejects.toThrow(
    refusal('run.no-model'),
  );
});
