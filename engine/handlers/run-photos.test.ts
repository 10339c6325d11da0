// Photos of a finished run: a short training, its confusion matrix as pictures, and what decided.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { logTo } from '../base/log.ts';
import { withCorrection } from '../contract/corrections.ts';
import { plainRecipe } from '../contract/yardsticks.ts';
import { writePhotos } from './testing/photo-folder.ts';
import { openWorkplace } from './testing/workplace.ts';
import type { Workplace } from './testing/workplace.ts';

let here: Workplace;
let folder: string;
let projectId: string;
let runId: string;

beforeAll(async () => {
  logTo(null, { quiet: true });
  here = openWorkplace();
  folder = mkdtempSync(join(tmpdir(), 'taskloom-photos-'));
  await writePhotos(folder, 24);
  const { id } = await here.call('project.create', { name: '写真', sample: null });
  projectId = id;
  const [token] = await here.call('file.take', { paths: [folder], folders: true });
  const tokens = [token!.token];
  await here.call('data.import-images', { projectId, tokens, manifest: null, path: null, id: null });
  const task = await here.call('task.propose', { projectId, column: 'class' });
  const { document, revision } = await here.call('project.open', { projectId });
  await here.call('project.edit', { projectId, revision, document: { ...document!, tasks: [task] } });
  const runs = await here.call('training.start', {
    projectId,
    recipes: [plainRecipe],
    seeds: [1],
    budget: { epochs: 12 },
  });
  await here.context.jobs.idle();
  runId = runs.find((run) => run.kind === 'recipe')!.id;
}, 120_000);

afterAll(async () => {
  await here.close();
  rmSync(folder, { recursive: true, force: true });
});

const examples = (cell: { actual: number; judged: number } | null) =>
  here.call('run.examples', { runId, taskId: 'class', cell, offset: 0, limit: 200 });

test('every cell of the confusion matrix has as many photos as it counts, and all together are the test rows', async () => {
  const { state, result } = await here.call('run.get', { runId });
  expect(state).toBe('completed');
  const { labels, counts } = result!.tasks.class!.confusion!;
  for (const [actual, row] of counts.entries()) {
    for (const [judged, count] of row.entries()) {
      const { total, items } = await examples({ actual, judged });
      expect(total).toBe(count);
      expect(items.every((item) => item.actual === labels[actual] && item.judged === labels[judged])).toBe(true);
      // The folder says what a photo is: its name begins with the class.
      expect(items.every((item) => item.name.startsWith(`${labels[actual]}/`))).toBe(true);
    }
  }
  expect((await examples(null)).total).toBe(counts.flat().reduce((a, b) => a + b, 0));
});

test('the costliest answers come first, and their cost follows from the probability of what is true', async () => {
  const { items } = await examples(null);
  const regrets = items.map((item) => item.regret);
  expect(regrets).toEqual([...regrets].sort((a, b) => b - a));
  for (const item of items.filter((one) => one.actual === one.judged))
    expect(item.regret).toBeCloseTo(-Math.log(item.probability!), 5);
  // Judged otherwise, what is true got less than what was judged.
  for (const item of items.filter((one) => one.actual !== one.judged))
    expect(item.regret).toBeGreaterThanOrEqual(-Math.log(item.probability!));
});

test('a heat map is a coarse picture of shares: of nearly no good part, of most others', async () => {
  const { items } = await examples(null);
  const asked = items.map(({ source, row }) => here.call('run.heat-map', { runId, taskId: 'class', source, row }));
  const maps = await Promise.all(asked);
  for (const [i, map] of maps.entries()) {
    expect(map!.values).toHaveLength(map!.height * map!.width);
    expect(map!.values.every((value) => value >= 0 && value <= 1)).toBe(true);
    expect(map!.about).toBe(items[i]!.judged);
    expect(map!.frame).toEqual([0, 0, 1, 1]);
  }
  const shareShown = (isGood: boolean): number => {
    const own = maps.filter((_, i) => (items[i]!.actual === 'OK') === isGood);
    return own.filter((map) => map!.values.some((value) => value > 0)).length / own.length;
  };
  // The scale is set so that 99 % of good validation photos show nothing.
  expect(shareShown(true)).toBeLessThan(shareShown(false));
});

test('a label put right after the run is told beside its photo; the run stays what it was', async () => {
  const before = (await examples(null)).items[0]!;
  expect(before.corrected).toBeNull();
  const { document, revision } = await here.call('project.open', { projectId });
  const place = { source: before.source, row: before.row, column: 'class' };
  await here.call('project.edit', { projectId, revision, document: withCorrection(document!, place, '保留') });
  expect((await examples(null)).items[0]).toEqual({ ...before, corrected: '保留' });
  await here.call('project.undo', { projectId });
  expect((await examples(null)).items[0]).toEqual(before);
});

test('a photo that the run knows nothing of, and a run that is not there, are told in words', async () => {
  await expect(here.call('run.heat-map', { runId, taskId: 'class', source: 'nowhere', row: 0 })).rejects.toMatchObject({
    code: 'project.no-data-set',
  });
  expect(await here.call('run.heat-map', { runId, taskId: 'class', source: 'main', row: 10_000 })).toBeNull();
  const queued = await here.call('run.list', { projectId });
  expect(queued.some((run) => run.id === runId)).toBe(true);
});

test('the report shows what photos were used and the worst of them, embedded', async () => {
  const { html } = await here.call('report.html', { projectId, language: 'ja' });
  expect(html).toContain('使った写真');
  expect(html).toContain('OK 24、打痕 24、筋 24');
  const wrong = (await examples(null)).items.filter((item) => item.actual !== item.judged);
  const shown = [...html.matchAll(/<figure class="photo">/g)].length;
  expect(shown).toBe(Math.min(8, wrong.length));
  for (const item of wrong.slice(0, 8)) expect(html).toContain(item.name);
  // Everything is inside: nothing to fetch.
  expect([...html.matchAll(/<img src="([^"]{5})/g)].every(([, start]) => start === 'data:')).toBe(true);
});
