// The first ten minutes of a quality engineer (product.md, section 5) against the real engine on the
// loopback host: drop, preview, health, tasks, split, train, compare, report; in Japanese by keyboard
// where she would use it, then the same project in English and dark. Nothing may leave this computer.

import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fromRoot } from '../build/paths.ts';
import { accessibilityFaults, dropFiles, startTestWindow } from '../build/test-window.ts';
import type { TestWindow } from '../build/test-window.ts';

const table = readFileSync(fromRoot('assets', 'samples', 'energy-efficiency', 'ENB2012.csv'));
let program: TestWindow;

beforeAll(async () => {
  program = await startTestWindow();
}, 300_000);

afterAll(async () => {
  await program?.close();
});

async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow).toBeLessThanOrEqual(0);
}

/** Moves with Tab until the element has the focus, as someone without a mouse does. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
  for (let steps = 0; steps < 120; steps++) {
    const focused = await page.evaluate(() => {
      const element = document.activeElement;
      if (!(element instanceof HTMLElement) || !element.matches('button, a, input, select, summary, [role=tab]'))
        return '';
      return element.getAttribute('aria-label') ?? element.innerText;
    });
    if (name.test(focused)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`${name} cannot be reached with Tab`);
}

test('from a dropped file to a report, in Japanese', { timeout: 420_000 }, async () => {
  const page = await program.open('ja-JP', 'light');
  await page.getByRole('heading', { name: 'データを置いてください' }).waitFor();
  await page.getByText('このアプリは通信しません').first().waitFor();
  await page.getByText('見本で試す').waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);

  // Drop, and see how the file is read; nothing is imported yet.
  await dropFiles(page, [{ name: '検査(最終)_修正版2.csv', bytes: table }]);
  await page.getByRole('heading', { name: '読み取り方の確認' }).waitFor();
  await page.getByRole('button', { name: /^区切り/ }).waitFor();
  expect(await page.getByRole('columnheader').count()).toBe(10);
  await tabTo(page, /文字コード/);
  await page.keyboard.press('Enter');
  await page.getByText('こう読み取った理由').waitFor();
  await page.keyboard.press('Escape');
  expect(await accessibilityFaults(page)).toEqual([]);
  await tabTo(page, /^読み込む$/);
  await page.keyboard.press('Enter');

  // Health: counts, a reason for each finding, accept one as it is, undo brings it back.
  await page.getByText('学習の前に、データの問題を見つけます').waitFor();
  await page.getByRole('button', { name: /\d+ ?問題なし/ }).waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.getByRole('tab', { name: /^列/ }).click();
  await page.getByRole('rowheader', { name: 'X1' }).waitFor();
  await page.getByRole('tab', { name: /^行/ }).click();
  await page.getByText('768').first().waitFor();

  // Two targets, ticked with the keyboard; they leave the inputs at once; undo takes the last one back.
  await page.keyboard.press('Alt+2');
  await page.getByRole('heading', { name: '何を予測したいですか?' }).waitFor();
  for (const target of ['Y1', 'Y2']) {
    await page.getByRole('checkbox', { name: new RegExp(`^${target} `) }).focus();
    await page.keyboard.press('Space');
    await page.getByRole('article', { name: target }).waitFor();
  }
  await page.locator('body').click({ position: { x: 700, y: 5 } });
  await page.keyboard.press('Control+z');
  await expect.poll(() => page.getByRole('article', { name: 'Y2' }).count()).toBe(0);
  await page.keyboard.press('Control+Shift+Z');
  await page.getByRole('article', { name: 'Y2' }).waitFor();
  await page.getByText('入力 8 列').waitFor();

  // The split: rows of all three parts add up.
  await page.getByRole('rowheader', { name: '行', exact: true }).waitFor();
  const counts = await page
    .locator('tr', { has: page.getByRole('rowheader', { name: '行', exact: true }) })
    .getByRole('cell')
    .allInnerTexts();
  expect(counts.map(Number).reduce((sum, count) => sum + count, 0)).toBe(768);
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.getByRole('button', { name: '次へ: 学習' }).click();

  // Training: a plan with reasons and times; few epochs, so that the test is short.
  await page.getByText('おすすめの学習').waitFor();
  await page.getByRole('radio', { name: /両方で比べる/ }).check();
  await page.getByText('くわしい設定').click();
  await page.getByLabel(/最大エポック数/).fill('12');
  await page.keyboard.press('Tab');
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.getByRole('button', { name: '学習を始める' }).click();
  await page.getByRole('region', { name: '全体の進みぐあい' }).waitFor();
  await page.reload();
  await page.getByRole('heading', { name: /^学習/ }).first().waitFor();
  await page.getByRole('button', { name: 'もう一度学習する' }).waitFor({ timeout: 240_000 });
  await page.getByText('損失（予測のずれ）の推移').waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);

  // Comparison: joint models, twins and baselines as rows; a verdict for each task; a run in full.
  await page.getByRole('button', { name: '結果を比べる' }).click();
  await page.getByRole('heading', { name: 'まとめて学習した効果' }).waitFor();
  await page.getByRole('heading', { name: '成績と計算の負担' }).waitFor();
  const rows = await page.getByRole('region', { name: '学習の一覧' }).getByRole('row').count();
  expect(rows).toBeGreaterThanOrEqual(6); // heading, two joint models, twin, two baselines
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.getByRole('button', { name: '自動バランス' }).first().click();
  await page.getByRole('tab', { name: '採用の判断' }).click();
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.getByRole('radio', { name: '採用候補' }).check();
  await page.getByLabel('決めた人').fill('品質管理課 田中');
  await page.getByLabel('理由').fill('試験的に使うため');
  await page.getByRole('button', { name: '記録する' }).click();
  await page.getByRole('cell', { name: '採用候補' }).waitFor();

  // The report is shown as it will be printed.
  await page.keyboard.press('Alt+5');
  await page.frameLocator('iframe').getByText('Y1').first().waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);
  const download = page.waitForEvent('download', { timeout: 90_000 });
  await page.getByRole('button', { name: 'PDFを作る' }).click();
  const pdf = await download;
  expect(pdf.suggestedFilename()).toMatch(/\.pdf$/);
  expect(
    readFileSync(await pdf.path())
      .subarray(0, 5)
      .toString(),
  ).toBe('%PDF-');
  expect(program.problems.splice(0)).toEqual([]);
  await page.context().close();
});

test('the same project in English, dark, and on a narrow screen', { timeout: 180_000 }, async () => {
  const page = await program.open('en-US', 'dark', { width: 360, height: 780 });
  await page.getByRole('button', { name: 'English' }).click();
  await page.getByRole('heading', { name: 'Drop your data here' }).waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);
  await expectNoSidewaysScroll(page);
  await page.getByRole('button', { name: /^検査/ }).click();
  await page.getByRole('navigation', { name: 'Steps' }).waitFor();
  for (const [key, heading] of [
    ['1', 'Data'],
    ['2', 'What do you want to predict?'],
    ['3', 'Training'],
    ['4', 'Compare'],
    ['5', 'Report'],
    ['6', 'Judge new data'],
  ] as const) {
    await page.keyboard.press(`Alt+${key}`);
    await page.getByRole('heading', { name: heading, exact: true }).waitFor();
    await expect.poll(() => page.locator('.wait .line').count(), { timeout: 30_000 }).toBe(0); // nothing is awaited
    await expectNoSidewaysScroll(page);
    expect(await accessibilityFaults(page), `faults on ${heading}`).toEqual([]);
  }
  await page.keyboard.press('Control+,');
  await page.getByRole('heading', { name: 'Settings' }).waitFor();
  await page.locator('main').getByText('This program never uses the network').waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);
  expect(await page.locator('main').innerText()).not.toMatch(/[\u3040-\u30ff]/);
  expect(program.problems.splice(0)).toEqual([]);
  await page.context().close();
});
