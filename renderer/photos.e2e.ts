// Photos in the real window: a folder is chosen, read, imported, trained on; a cell of the confusion matrix shows its
// photos, one is looked at closely, its label is put right and taken back.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { accessibilityFaults, startTestWindow } from '../build/test-window.ts';
import type { TestWindow } from '../build/test-window.ts';
import { writePhotos } from '../engine/handlers/testing/photo-folder.ts';

let program: TestWindow;
let folder: string;

beforeAll(async () => {
  program = await startTestWindow();
  folder = mkdtempSync(join(tmpdir(), 'taskloom-photos-'));
  await writePhotos(join(folder, '部品の写真'), 30);
  writeFileSync(join(folder, '部品の写真', 'OK', '途中で切れた.png'), Buffer.from([0x89, 0x50, 0x4e, 0x47]));
}, 300_000);

afterAll(async () => {
  await program?.close();
  rmSync(folder, { recursive: true, force: true });
});

async function chooseFolder(page: Page, path: string): Promise<void> {
  await page.locator('input[webkitdirectory]').first().setInputFiles(path);
  await page.getByRole('heading', { name: '写真の例' }).waitFor();
}

test('a folder of photos becomes a trained model whose errors can be looked at and whose labels can be put right', async () => {
  const page = await program.open('ja-JP', 'light');
  await page.getByRole('heading', { name: 'データを置いてください' }).waitFor();
  await chooseFolder(page, join(folder, '部品の写真'));
  await page.getByText('写真 90 枚').first().waitFor();
  await page.getByText('OK/途中で切れた.png').waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.getByRole('button', { name: '写真 90 枚を取り込む' }).click();
  await page.getByText('部品の写真 · 90 行').waitFor();

  await page.getByRole('tab', { name: /^写真/ }).click();
  const gallery = page.getByRole('listbox', { name: '写真の一覧' });
  await gallery.getByRole('option').nth(1).waitFor();
  await expect.poll(() => gallery.locator('img').count()).toBeGreaterThan(8);
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.getByRole('combobox', { name: /^写真の種類/ }).selectOption('打痕');
  await page.getByText('30 枚', { exact: true }).waitFor();

  await page.keyboard.press('Alt+2');
  await page.getByRole('checkbox', { name: /写真の種類/ }).check();
  await page.getByRole('article', { name: '写真の種類', exact: true }).waitFor();
  await page.getByRole('button', { name: '次へ: 学習' }).click();
  await startShortTraining(page);

  await page.keyboard.press('Alt+4');
  await page.getByRole('button', { name: '通常の学習' }).first().click();
  const dialog = page.getByRole('dialog').first();
  const behind = dialog.getByRole('listbox', { name: '判定の内訳にある写真' });
  await behind.getByRole('option').first().waitFor();
  const all = await behind.getByRole('option').count();
  const cell = dialog.locator('g[data-row="0"]').filter({ hasText: /[1-9]/ }).first();
  await cell.click();
  await expect.poll(() => behind.getByRole('option').count()).toBeLessThan(all);
  for (const said of await behind.getByRole('option').allTextContents()) expect(said).toContain('実際 OK');

  await behind.focus();
  await page.keyboard.press('Enter');
  const viewer = page.getByRole('dialog').last();
  await viewer.getByText('1 /').waitFor();
  await viewer.locator('img').first().waitFor();
  await page.keyboard.press('h');
  await viewer.getByText(/効いた場所: |特に効いた場所はありません/).waitFor();
  await page.keyboard.press('c');
  await expect.poll(() => viewer.locator('figure').count()).toBe(2);
  expect(await accessibilityFaults(page)).toEqual([]);

  await viewer.getByLabel('「写真の種類」のラベル').selectOption('打痕');
  await page.getByText(/を「打痕」に直しました/).waitFor();
  await page.keyboard.press('Control+z');
  await expect.poll(() => viewer.getByLabel('「写真の種類」のラベル').inputValue()).toBe('as-written');
  await page.keyboard.press('Escape');
  await behind.waitFor();
  expect(program.problems.splice(0)).toEqual([]);
  await page.context().close();
}, 300_000);

test('new photos are judged, shown with what was judged of them, and opened one after another', async () => {
  await writePhotos(join(folder, '明日の写真'), 4, 9);
  const page = await program.open('ja-JP', 'light', { width: 1024, height: 700 });
  await page
    .getByRole('button', { name: /^部品の写真/ })
    .first()
    .click();
  await page.getByRole('navigation', { name: '作業の流れ' }).waitFor();
  await page.keyboard.press('Alt+6');
  await page.getByRole('heading', { name: '判定するファイルを置いてください' }).waitFor();
  await page.locator('main input[webkitdirectory]').first().setInputFiles(join(folder, '明日の写真'));
  await page.getByRole('region', { name: '読み取った内容' }).getByText('写真 12 枚').waitFor();
  await page.getByRole('button', { name: '判定する', exact: true }).click();
  const grid = page.getByRole('listbox', { name: '写真と判定' });
  await expect.poll(() => grid.locator('img').count()).toBe(12);
  // Twelve rows, one a photo; the folders say what is true, so it is measured.
  await expect.poll(() => page.getByRole('region', { name: '写真ごとの判定' }).locator('tbody tr').count()).toBe(12);
  await page
    .getByRole('row', { name: /^正解率/ })
    .getByText(/\/ 12 件/)
    .waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);
  await grid.focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog');
  await dialog.getByText('1 / 12').waitFor();
  const first = await dialog.locator('img').getAttribute('src');
  await page.keyboard.press('ArrowRight');
  await dialog.getByText('2 / 12').waitFor();
  await expect.poll(() => dialog.locator('img').getAttribute('src')).not.toBe(first);
  await page.keyboard.press('Escape');
  await expect.poll(() => dialog.count()).toBe(0);
  expect(program.problems.splice(0)).toEqual([]);
  await page.context().close();
}, 120_000);

async function startShortTraining(page: Page): Promise<void> {
  await page.getByRole('heading', { name: '行う学習' }).waitFor({ timeout: 60_000 });
  await page.getByText('くわしい設定').click();
  await page.getByLabel(/最大エポック数/).fill('6');
  await page.keyboard.press('Tab');
  await page.getByRole('button', { name: '学習を始める' }).click();
  await page.getByRole('button', { name: 'もう一度学習する' }).waitFor({ timeout: 240_000 });
}
