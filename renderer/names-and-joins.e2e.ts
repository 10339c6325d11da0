// Decisions that used to be closed: tables dropped together are joined or stand side by side, a finding is accepted
// in one data set alone, and a task with results gets another name on every page, all of it undone again.

import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { accessibilityFaults, dropFiles, startTestWindow } from '../build/test-window.ts';
import type { DroppedFile, TestWindow } from '../build/test-window.ts';

let program: TestWindow;

beforeAll(async () => {
  program = await startTestWindow();
}, 300_000);

afterAll(async () => {
  await program?.close();
});

const parts = 80;
const table = (name: string, head: string, row: (part: number) => string, count = parts): DroppedFile => ({
  name,
  bytes: Buffer.from(`${head}\n${Array.from({ length: count }, (_, i) => row(i + 1)).join('\n')}\n`),
});
const measured = table(
  '測定.csv',
  '品番,温度,圧力,寸法',
  (i) =>
    `P${i},${(20 + (i % 7) * 0.31).toFixed(2)},${(3 + (i % 11) * 0.17).toFixed(2)},${(10 + (i % 7) * 0.1).toFixed(2)}`,
);
// Every tenth part was not inspected.
const inspected = table('検査.csv', '品番,検査員,外観', (i) =>
  i % 10 === 0 ? `Q${i},佐藤,OK` : `P${i},鈴木,${i % 3 === 0 ? 'NG' : 'OK'}`,
);

const importButton = (page: Page) => page.getByRole('button', { name: '読み込む', exact: true });

test('two tables dropped together are joined by the column that fits; what is lost is counted, and undone in one step', async () => {
  const page = await program.open('ja-JP', 'light');
  await page.getByRole('heading', { name: 'データを置いてください' }).waitFor();
  await dropFiles(page, [inspected, measured]);
  const keys = page.getByRole('group', { name: /をつなぐ列$/ });
  await keys.getByText('80 行のうち 72 行に相手があります。').waitFor();
  expect(await keys.getByLabel('品番').isChecked()).toBe(true);
  expect(await accessibilityFaults(page)).toEqual([]);
  // Without a key nothing can be imported; the same one again is counted again.
  await keys.getByLabel('品番').uncheck();
  await page.getByText('つなぐ列を選んでください。').waitFor();
  expect(await importButton(page).isDisabled()).toBe(true);
  await keys.getByLabel('品番').check();
  await page.getByLabel('元になる表').selectOption({ label: '測定.csv · 80 行' });
  await page.getByRole('group', { name: '「検査.csv」をつなぐ列' }).getByText('80 行のうち 72 行').waitFor();
  await page.getByLabel('相手がない行の扱い').selectOption('inner');
  await page.getByText('相手がない 8 行は除かれます。').waitFor();
  await importButton(page).click();
  await page.getByText(/72 行 × 6 列/).waitFor();
  await page.getByRole('button', { name: /^元に戻す/ }).click();
  await page.getByRole('heading', { name: 'このプロジェクトのデータを置いてください' }).waitFor();
  expect(program.problems.splice(0)).toEqual([]);
  await page.context().close();
}, 120_000);

test('as data sets of their own each has its findings, and one that is accepted stays open in the other', async () => {
  const page = await program.open('ja-JP', 'dark');
  await page.getByRole('heading', { name: 'データを置いてください' }).waitFor();
  await dropFiles(page, [measured, inspected]);
  await page.getByLabel('別々のデータとして読み込む（行どうしはつながない）').check();
  await page.getByRole('button', { name: '検査.csv', exact: true }).click();
  await page
    .getByRole('columnheader', { name: /検査員/ })
    .first()
    .waitFor();
  await importButton(page).click();
  const sets = page.getByRole('button', { name: '検査 80', exact: true });
  await sets.waitFor();
  // Both tables number their parts, which says nothing about a part.
  const finding = page.getByRole('listitem').filter({ hasText: '「品番」' });
  await finding.getByRole('button', { name: 'このまま使う' }).click();
  await page.getByText(/このまま使うと決めた項目 1 件/).waitFor();
  await sets.click();
  await finding.getByRole('button', { name: 'このまま使う' }).waitFor();
  expect(await page.getByText(/このまま使うと決めた項目/).count()).toBe(0);
  expect(program.problems.splice(0)).toEqual([]);
  await page.context().close();
}, 120_000);

test('a task with results is called otherwise on every page and in the report, and by its old name after undo', async () => {
  const page = await program.open('ja-JP', 'light');
  await page.getByRole('heading', { name: 'データを置いてください' }).waitFor();
  await dropFiles(page, [measured]);
  await importButton(page).click();
  await page.getByText('学習の前に、データの問題を見つけます').waitFor();
  await page.keyboard.press('Alt+2');
  await page.getByRole('checkbox', { name: /^寸法 / }).check();
  await page.getByRole('article', { name: '寸法', exact: true }).waitFor();
  await page.keyboard.press('Alt+3');
  await page.getByText('くわしい設定').click();
  await page.getByLabel(/エポック/).fill('2');
  await page.keyboard.press('Tab');
  await page.getByRole('button', { name: '学習を始める' }).click();
  // Baselines end first: a report of them alone would not be drawn anew.
  await page.getByRole('button', { name: 'もう一度学習する' }).waitFor({ timeout: 120_000 });
  await page.keyboard.press('Alt+2');
  const name = page.getByLabel('表示名');
  await name.fill('外径の寸法');
  await page.keyboard.press('Tab');
  await page.getByRole('article', { name: '外径の寸法' }).waitFor();
  await page.keyboard.press('Alt+4');
  await page.getByText('外径の寸法').first().waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.keyboard.press('Alt+5');
  await page.frameLocator('iframe').getByText('外径の寸法').first().waitFor({ state: 'attached', timeout: 90_000 });
  await page.keyboard.press('Alt+2');
  await page.keyboard.press('Control+z');
  await page.getByRole('article', { name: '寸法', exact: true }).waitFor();
  await page.keyboard.press('Alt+4');
  expect(await page.getByText('外径の寸法').count()).toBe(0);
  expect(program.problems.splice(0)).toEqual([]);
  await page.context().close();
}, 180_000);
