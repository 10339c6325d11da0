// What methods show, in the real window on real trainings: the advice, the compute budget, the reasons and
// pictures of each run, weights as a table, trainings that follow from them, and the affinity map.

import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { accessibilityFaults, startTestWindow } from '../build/test-window.ts';
import type { TestWindow } from '../build/test-window.ts';
import type { Input } from '../engine/contract/commands.ts';
import type { RunSummary } from '../engine/contract/runs.ts';
import { openPage } from '../engine/host/testing/browser.ts';
import type { Page as Prepared } from '../engine/host/testing/browser.ts';

const epochs = 4;
const recipes: Input<'training.start'>['recipes'] = [
  { sharing: 'single-task' },
  {},
  { sharing: 'interrogate', budget: { flopsOfSeparate: 0.7 } },
  { weighting: 'fixed', search: 'population', members: 3 },
  { schedule: 'task-groups' },
];
let program: TestWindow;
let prepared: Prepared;
let projectId: string;

const runs = (): Promise<RunSummary[]> => prepared.client.call('run.list', { projectId });

beforeAll(async () => {
  program = await startTestWindow();
  prepared = await openPage(program.newUrl());
  const { call } = prepared.client;
  ({ id: projectId } = await call('project.create', { name: '負荷の予測', sample: 'energy-efficiency' }));
  await call('training.start', { projectId, recipes, seeds: [1], budget: { epochs } });
  while ((await runs()).some((run) => !['completed', 'failed'].includes(run.state)))
    await new Promise((resolve) => setTimeout(resolve, 500));
}, 420_000);

afterAll(async () => {
  prepared?.close();
  await program?.close();
});

test('advice, budget, reasons, pictures and tables of real trainings; what follows from them is queued', async () => {
  expect((await runs()).map((run) => run.state)).not.toContain('failed');
  const page = await program.open('ja-JP', 'light', { width: 1280, height: 900 });
  await page.getByText('負荷の予測').first().click();
  await page.getByRole('heading', { name: /^(比較|報告書)$/ }).waitFor();
  await page.keyboard.press('Alt+4');
  const advice = page.getByRole('region', { name: 'まとめるか、分けるか' });
  await advice.getByText(/別々のモデルと比べて、タスク 2 件のうち/).waitFor();

  // At the ends of the slider stands a measured training, between them an estimate with its band.
  const slider = page.getByRole('slider', { name: '計算量の予算' });
  await slider.focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  const budget = page.getByRole('region', { name: '計算量の予算' });
  await budget.getByText(/^\d+ %: 推定 Δm [^(]+\(.+ … .+\)/).waitFor();
  await page.keyboard.press('Home');
  await budget.getByText(/^\d+ %: 実測 Δm/).waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);

  await page.getByRole('button', { name: /^共通設備と専用治具/ }).click();
  const detail = page.getByRole('dialog');
  await detail.getByRole('tab', { name: '学習方法' }).click();
  await detail.getByText(/計算量は別々のモデルの \d+ % で/).waitFor();
  await detail.getByRole('img', { name: /チャネルごとの専用と共通/ }).waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);

  await detail.getByRole('tab', { name: '学習の経過' }).click();
  const downloading = page.waitForEvent('download');
  await detail.getByRole('button', { name: '重みをCSVで保存' }).click();
  const table = readFileSync(await (await downloading).path(), 'utf8')
    .trimEnd()
    .split('\r\n');
  expect(table[0]).toMatch(/^\ufeffエポック,重み（割合 0〜1）: /);
  expect(table).toHaveLength(1 + epochs);
  await page.keyboard.press('Escape');

  await page.getByRole('button', { name: /重みの自動探索/ }).click();
  await detail.getByRole('tab', { name: '学習方法' }).click();
  await detail
    .getByText(/3 通りの設定を/)
    .first()
    .waitFor();
  await detail.getByRole('button', { name: 'この重みで大きいモデルを学習' }).click();
  await page.getByText(/大きいモデル.*学習の順番に加えました/).waitFor();
  const large = (await runs()).find((run) => run.recipe.capacity === 'large')!;
  expect(large.recipe).toMatchObject({ weighting: 'fixed', search: 'none' });
  expect(Object.values(large.recipe['weights'] as Record<string, number>).reduce((a, b) => a + b)).toBeCloseTo(1, 6);
  await prepared.client.call('run.control', { runId: large.id, action: 'cancel' });
  expect(program.problems.splice(0)).toEqual([]);
  await page.context().close();
}, 180_000);

test('the affinity is checked, stopped, checked again, and advice by pair follows on both pages', async () => {
  const page = await program.open('en-US', 'dark', { width: 1280, height: 900 });
  await page.getByText('負荷の予測').first().click();
  await page.getByRole('heading', { name: /^(Compare|Report)$/ }).waitFor();
  await page.keyboard.press('Alt+3');
  await page.getByRole('button', { name: 'Train again' }).click();
  const panel = page.getByRole('region', { name: 'Affinity of the tasks' });
  await panel.getByRole('button', { name: /^Check the affinity/ }).click();
  await panel.getByRole('progressbar').waitFor();
  await panel.getByRole('button', { name: 'Stop' }).click();
  // Stopped: nothing was kept, and it can be started again.
  await panel.getByRole('button', { name: /^Check the affinity/ }).click();
  await panel.getByRole('button', { name: 'Check again' }).waitFor({ timeout: 150_000 });
  await panel.getByRole('img', { name: /How tasks affect each other/ }).waitFor();
  expect(await panel.getByRole('listitem').filter({ hasText: 'Heating load + Cooling load' }).count()).toBe(1);
  expect(await accessibilityFaults(page)).toEqual([]);

  // The size of model is a choice of its own, and part of the name.
  await page.getByLabel('Choose myself').check();
  await page.getByLabel('Size of model').selectOption('Large model');
  await page.getByRole('button', { name: 'Add this combination' }).click();
  await page.getByText('Equal weights + large model').waitFor();
  // So is trying all sizes; it stays with the project, and is taken back by the same box.
  await page.getByRole('checkbox', { name: /^Also try small and large models/ }).check();
  await page.getByText('A model for each task + small model').waitFor();
  await page.keyboard.press('Alt+2');
  await page.keyboard.press('Alt+3');
  await page.getByRole('button', { name: 'Train again' }).click();
  const sizes = page.getByRole('checkbox', { name: /^Also try small and large models/ });
  expect(await sizes.isChecked()).toBe(true);
  // It is a decision like any other: undone and done again.
  await page.getByRole('button', { name: /^Undo/ }).click();
  await expect.poll(() => sizes.isChecked()).toBe(false);
  await page.getByRole('button', { name: /^Redo/ }).click();
  await expect.poll(() => sizes.isChecked()).toBe(true);
  await sizes.uncheck();

  await page.keyboard.press('Alt+4');
  await page.getByText('Advice by pair').click();
  await page
    .getByText(/Training ".+" (helps|hurts|hardly affects)|too short to tell/)
    .first()
    .waitFor();
  expect(program.problems.splice(0)).toEqual([]);
  await page.context().close();
}, 240_000);
