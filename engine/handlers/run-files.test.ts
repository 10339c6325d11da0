// Tables saved from runs: weights over the epochs, and the comparison.

import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { epoch, note, result, summary } from '../store/testing/records.ts';
import { finishedRun } from './testing/finished-run.ts';
import { openWorkplace } from './testing/workplace.ts';
import type { Workplace } from './testing/workplace.ts';

let here: Workplace;
beforeEach(() => {
  here = openWorkplace();
});
afterEach(() => here.close());

const refusal = (code: string) => expect.objectContaining({ code }) as Error;

/** Forty parts with a roughness. */
async function projectWithTable(): Promise<string> {
  const { id } = await here.call('project.create', { name: '研削', sample: null });
  const rows = Array.from({ length: 40 }, (_, i) => `${i + 1},${(i % 7) / 7},${(i % 5) / 5}`);
  const tokens = [await here.file('machining.csv', `番号,送り,粗さ[µm]\n${rows.join('\n')}\n`)];
  await here.call('data.import', { projectId: id, tokens, settings: null });
  return id;
}

test('the weights of a run are saved as a table with its numbered changes, from its epochs where the result has none', async () => {
  const projectId = await finishedRun(here, await projectWithTable());
  const { jobs } = here.context.store;
  const weightHistory = {
    tasks: ['roughness', 'burn'],
    epochs: [1, 2],
    weights: [
      [0.5, 0.5],
      [0.3, 0.7],
    ],
    contributions: [],
  };
  jobs.insertRun({
    summary: summary('run-w', projectId, { state: 'completed', result: { ...result, bestEpoch: 2, weightHistory } }),
    document: jobs.readRun('run-1').document,
  });
  jobs.appendEpochs('run-w', [epoch(1), epoch(2)], [note(2)]);
  const { token, name } = await here.call('run.weights-csv', { runId: 'run-w', language: 'ja', notes: 'notable' });
  const lines = readFileSync((await here.call('file.locate', { token })).path, 'utf8')
    .trimEnd()
    .split('\r\n');
  expect(name).toBe('研削_run-w_weights.csv');
  expect(lines).toHaveLength(3);
  expect(lines[2]).toMatch(/^2,0\.3,0\.7,1,1,2 エポック目: 「burn」の重みを/);

  jobs.insertRun({
    summary: summary('run-old', projectId, { state: 'completed', result: { ...result, bestEpoch: 2 } }),
    document: jobs.readRun('run-1').document,
  });
  jobs.appendEpochs('run-old', [epoch(1), epoch(2)], []);
  const old = await here.call('run.weights-csv', { runId: 'run-old', language: 'ja', notes: 'all' });
  const rows = readFileSync((await here.call('file.locate', { token: old.token })).path, 'utf8').trimEnd();
  expect(
    rows
      .split('\r\n')
      .slice(1)
      .map((row) => row.split(',')[0]),
  ).toEqual(['1', '2']);

  jobs.insertRun({ summary: summary('run-live', projectId, {}), document: jobs.readRun('run-1').document });
  await expect(here.call('run.weights-csv', { runId: 'run-live', language: 'ja', notes: 'all' })).rejects.toThrow(
    refusal('run.unfinished'),
  );
});

test('the comparison as CSV opens in Excel: byte-order mark, one row a run, no formulas', async () => {
  const projectId = await finishedRun(here, await projectWithTable());
  const named = { ...result, tasks: { '=1+1': result.tasks['roughness']! } };
  here.context.store.jobs.insertRun({
    summary: summary('run-2', projectId, {
      state: 'completed',
      recipe: { ...result.recipe, name: '=HYPERLINK("x")' },
      result: named,
    }),
    document: here.context.store.jobs.readRun('run-1').document,
  });
  const { token } = await here.call('report.csv', { projectId, language: 'ja' });
  const text = readFileSync((await here.call('file.locate', { token })).path, 'utf8');
  const lines = text.slice(1).trimEnd().split('\r\n');
  expect(text.charCodeAt(0)).toBe(0xfeff);
  expect(lines).toHaveLength(3);
  expect(lines[0]).toContain('Δm');
  expect(
    lines
      .join(',')
      .split(',')
      .filter((cell) => /^"?[=+@]/.test(cell)),
  ).toEqual([]);
  expect(lines[1]).toContain('0.12,0.1,0.15');
});

test('a task that is called otherwise after it was trained has that name in every file, and the old one after undo', async () => {
  const projectId = await finishedRun(here, await projectWithTable());
  const { jobs } = here.context.store;
  jobs.appendEpochs('run-1', [epoch(1), epoch(2)], [{ ...note(2), taskId: 'roughness' }]);
  const { document, revision } = await here.call('project.open', { projectId });
  const { tasks } = jobs.readRun('run-1').document;
  await here.call('project.edit', { projectId, revision, document: { ...document!, tasks } });
  const called = async (name: string): Promise<void> => {
    const open = await here.call('project.open', { projectId });
    const named = open.document!.tasks.map((task) => ({ ...task, name }));
    await here.call('project.edit', {
      projectId,
      revision: open.revision,
      document: { ...open.document!, tasks: named },
    });
  };
  const texts = async (): Promise<string[]> => {
    const files = [
      await here.call('report.csv', { projectId, language: 'ja' }),
      await here.call('run.weights-csv', { runId: 'run-1', language: 'ja', notes: 'all' }),
    ];
    const paths = await Promise.all(files.map(({ token }) => here.call('file.locate', { token })));
    const { html } = await here.call('report.html', { projectId, language: 'ja' });
    return [...paths.map(({ path }) => readFileSync(path, 'utf8')), html];
  };
  for (const text of await texts()) expect(text).toContain('roughness');
  await called('表面の粗さ');
  for (const text of await texts()) {
    expect(text).toContain('表面の粗さ');
    expect(text).not.toContain('roughness');
  }
  // What is saved is as it was.
  expect((await here.call('run.get', { runId: 'run-1' })).result).toEqual(result);
  await expect(
    here.call('run.decide', { runId: 'run-1', decision: 'adopted', by: '佐藤', reason: '' }),
  ).rejects.toMatchObject({ code: 'run.below-floor', facts: { task: '表面の粗さ' } });
  await here.call('project.undo', { projectId });
  for (const text of await texts()) expect(text).toContain('roughness');
});
