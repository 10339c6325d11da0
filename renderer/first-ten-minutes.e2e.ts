// The first ten minutes of a quality engineer (product.md, section 5) against the real engine on the
// loopback host: drop, preview, health, tasks, split, train, compare, report; in Japanese by keyboard
// where she would use it, then the same project in English and dark. Nothing may leave this computer.

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findBrowser } from '../build/browsers.ts';
import { buildStale } from '../build/build.ts';
import { fromRoot } from '../build/paths.ts';
import { startLoopback } from '../engine/host/loopback.ts';
import type { Loopback } from '../engine/host/loopback.ts';

const folder = mkdtempSync(join(tmpdir(), 'taskloom-window-'));
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const table = readFileSync(fromRoot('assets', 'samples', 'energy-efficiency', 'ENB2012.csv'));
const problems: string[] = [];
let host: Loopback;
let browser: Browser;

beforeAll(async () => {
  await buildStale(['engine', 'renderer']);
  host = await startLoopback({
    dataFolder: folder,
    rendererFolder: fromRoot('dist', 'renderer'),
    engineEntry: fromRoot('dist', 'engine', 'main.mjs'),
    samplesFolder: fromRoot('assets', 'samples'),
    version: '0.1.0',
  });
  browser = await chromium.launch({
    executablePath: findBrowser()!,
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });
}, 300_000);

afterAll(async () => {
  await browser?.close();
  await host?.close();
  rmSync(folder, { recursive: true, force: true });
});

async function openWindow(
  locale: string,
  colorScheme: 'light' | 'dark',
  viewport = { width: 1280, height: 800 },
): Promise<Page> {
  const context = await browser.newContext({
    locale,
    colorScheme,
    viewport,
    bypassCSP: false,
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
  page.on('request', (request) => {
    if (!/^(https?:\/\/127\.0\.0\.1:|wss?:\/\/127\.0\.0\.1:|data:|blob:|about:)/.test(request.url()))
      problems.push(`left this computer: ${request.url()}`);
  });
  await page.goto(host.newUrl());
  return page;
}

/** Serious faults for people who use a keyboard or a screen reader, or see little. */
async function accessibilityFaults(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  return page.evaluate(async () => {
    const { axe } = window as unknown as {
      axe: {
        run: (
          context: unknown,
          options: unknown,
        ) => Promise<{ violations: { id: string; nodes: { target: string[]; failureSummary: string }[] }[] }>;
      };
    };
    const { violations } = await axe.run(
      { exclude: [['iframe']] },
      { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'] },
    );
    return violations.flatMap((one) =>
      one.nodes
        .slice(0, 3)
        .map((node) => `${one.id}: ${node.target.join(' ')} ${node.failureSummary.split('\n')[1] ?? ''}`),
    );
  });
}

async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow).toBeLessThanOrEqual(0);
}

/** Drops a file on the window as a person does with the mouse. */
async function dropFile(page: Page, name: string, bytes: Buffer): Promise<void> {
  const transfer = await page.evaluateHandle(
    ({ text, name }) => {
      const data = new DataTransfer();
      data.items.add(
        new File([Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))], name, { type: 'text/csv' }),
      );
      return data;
    },
    { text: bytes.toString('base64'), name },
  );
  for (const type of ['dragenter', 'dragover', 'drop'])
    await page.dispatchEvent('main', type, { dataTransfer: transfer });
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
  const page = await openWindow('ja-JP', 'light');
  await page.getByRole('heading', { name: 'データを置いてください' }).waitFor();
  await page.getByText('このアプリは通信しません').first().waitFor();
  await page.getByText('見本で試す（2分）').waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);

  // Drop, and see how the file is read; nothing is imported yet.
  await dropFile(page, '検査(最終)_修正版2.csv', table);
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
  expect(problems.splice(0)).toEqual([]);
  await page.context().close();
});

test('the same project in English, dark, and on a narrow screen', { timeout: 180_000 }, async () => {
  const page = await openWindow('en-US', 'dark', { width: 360, height: 780 });
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
  expect(problems.splice(0)).toEqual([]);
  await page.context().close();
});
