// How photos are read and varied, in the real window: what the photos propose, a choice, undo, in both languages.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { accessibilityFaults, startTestWindow } from '../build/test-window.ts';
import type { TestWindow } from '../build/test-window.ts';
import { writePhotos } from '../engine/handlers/testing/photo-folder.ts';

let program: TestWindow;
let folder: string;

beforeAll(async () => {
  program = await startTestWindow();
  folder = mkdtempSync(join(tmpdir(), 'taskloom-photo-settings-'));
  await writePhotos(join(folder, '部品の写真'), 12);
}, 300_000);

afterAll(async () => {
  await program?.close();
  rmSync(folder, { recursive: true, force: true });
});

test('what is chosen from the photos stands beside every choice; a choice is made, named and undone', async () => {
  const page = await program.open('ja-JP', 'light');
  await page.getByRole('heading', { name: 'データを置いてください' }).waitFor();
  await page.locator('input[webkitdirectory]').first().setInputFiles(join(folder, '部品の写真'));
  await page.getByRole('button', { name: '写真 36 枚を取り込む' }).click();
  await page.getByText('部品の写真 · 36 行').waitFor();
  await page.keyboard.press('Alt+2');
  await page.getByRole('checkbox', { name: /写真の種類/ }).check();
  await page.getByRole('article', { name: '写真の種類', exact: true }).waitFor();

  const panel = page.locator('details', { hasText: '写真の読み方と変化のつけ方' });
  await panel.getByText('すべて写真から自動で決めます').waitFor();
  await panel.locator('summary').click();
  const mirror = panel.getByLabel('左右を入れ替える');
  await expect
    .poll(() => mirror.locator('option').first().textContent(), { timeout: 60_000 })
    .toMatch(/^自動（(しない|する)）$/);
  expect(await panel.getByLabel('長い辺の画素数').locator('option').first().textContent()).toMatch(
    /^自動（\d+ 画素）$/,
  );
  expect(await panel.getByLabel('2 枚を混ぜる（mixup）').locator('option').first().textContent()).toBe(
    '自動（しない）',
  );
  expect(await accessibilityFaults(page)).toEqual([]);

  await mirror.selectOption({ label: 'しない' });
  await panel.getByLabel('2 枚を混ぜる（mixup）').selectOption({ label: '強さ 0.2' });
  await panel.getByText('指定: 左右を入れ替える、2 枚を混ぜる（mixup）').waitFor();
  await panel.locator('summary').focus();
  await page.keyboard.press('Control+z');
  await panel.getByText('指定: 左右を入れ替える', { exact: true }).waitFor();
  expect(await mirror.inputValue()).toBe('false');
  await panel.getByRole('button', { name: 'すべて自動に戻す' }).click();
  await panel.getByText('すべて写真から自動で決めます').waitFor();
  expect(await mirror.inputValue()).toBe('');
  expect(program.problems.splice(0)).toEqual([]);
  await page.context().close();
}, 300_000);

test('in English, and what was chosen is still there after a reload', async () => {
  const page = await program.open('en-US', 'dark');
  await page
    .getByRole('button', { name: /部品の写真/ })
    .first()
    .click();
  await page.getByRole('navigation', { name: 'Steps' }).waitFor();
  await page.keyboard.press('Alt+2');
  const panel = page.locator('details', { hasText: 'How photos are read and varied' });
  await panel.locator('summary').click();
  await panel.getByLabel('Longer side in pixels').selectOption({ label: '48 pixels' });
  await panel.getByText('chosen: Longer side in pixels').waitFor();
  await page.reload();
  await panel.getByText('chosen: Longer side in pixels').waitFor();
  await panel.locator('summary').click();
  expect(await panel.getByLabel('Longer side in pixels').inputValue()).toBe('48');
  expect(await accessibilityFaults(page)).toEqual([]);
  expect(program.problems.splice(0)).toEqual([]);
  await page.context().close();
}, 300_000);
