// The window without a mouse: everything can be reached by Tab, is named, shows its focus, and lets go of it; what is
// typed quickly stays; a training that is started from below the fold is seen.

import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { startTestWindow } from '../build/test-window.ts';
import type { TestWindow } from '../build/test-window.ts';

let program: TestWindow;

beforeAll(async () => {
  program = await startTestWindow();
}, 240_000);

afterAll(() => program?.close());

/** One stop of the Tab key. */
interface Stop {
  readonly name: string;
  readonly fault: string | null;
}

/** What has the focus, and what is wrong with it; null where nothing has it. */
async function stopOf(page: Page): Promise<Stop | null> {
  return page.evaluate(() => {
    const element = document.activeElement;
    if (!element || element === document.body) return null;
    const labels = 'labels' in element ? [...((element.labels as NodeListOf<HTMLElement> | null) ?? [])] : [];
    const words = [
      element.getAttribute('aria-label'),
      element.getAttribute('title'),
      (element as HTMLElement).innerText,
    ];
    const name = [...words, ...labels.map((label) => label.innerText)].find((one) => one?.trim())?.trim() ?? '';
    const shows = (one: Element): boolean => {
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(one);
      return (outlineStyle !== 'none' && parseFloat(outlineWidth) > 0) || boxShadow !== 'none';
    };
    const { top, bottom, left, right } = element.getBoundingClientRect();
    const isSeen = bottom > 0 && top < innerHeight && right > 0 && left < innerWidth;
    const isNamed = name !== '' || element.getAttribute('aria-labelledby') !== null;
    const isShown = shows(element) || labels.some(shows);
    const fault = !isNamed ? 'no name' : !isShown ? 'no visible focus' : !isSeen ? 'outside the window' : null;
    return { name: `${element.tagName.toLowerCase()} ${name.replace(/\s+/g, ' ').slice(0, 40)}`, fault };
  });
}

/** Tabs once around the page; a page that never lets go of the focus ends at `most`. */
async function around(page: Page, most = 250): Promise<Stop[]> {
  const stops: Stop[] = [];
  await page.locator('main').focus();
  for (let rounds = 0; rounds < 2 && stops.length < most;) {
    await page.keyboard.press('Tab');
    const stop = await stopOf(page);
    if (stop === null) rounds += 1;
    else stops.push(stop);
  }
  expect(stops.length).toBeLessThan(most);
  return stops;
}

test('every page can be gone round with Tab, in both languages; what is typed quickly stays; a start is seen', async () => {
  const page = await program.open('ja-JP', 'light', { width: 1280, height: 720 });
  const faultsAt = async (where: string): Promise<string[]> =>
    (await around(page)).flatMap(({ name, fault }) => (fault === null ? [] : [`${where}: ${name}: ${fault}`]));
  await page.getByRole('heading', { name: 'データを置いてください' }).waitFor();
  expect(await faultsAt('start')).toEqual([]);
  await page
    .getByRole('button', { name: /フライス盤の故障モード/ })
    .first()
    .click();
  await page.getByText('学習の前に、データの問題を見つけます').waitFor();

  // Both costs are typed before the first has come back from the engine.
  await page.keyboard.press('Alt+2');
  const card = page.getByRole('article').filter({ hasText: 'OK / NG を判定する' }).first();
  await card.getByText('重要度・合格ライン・誤りの費用').click();
  await card.getByLabel('1件あたりの費用: 見逃し').fill('300');
  await card.getByLabel('1件あたりの費用: 過検出').fill('10');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Alt+1');
  await page.keyboard.press('Alt+2');
  await card.getByText('重要度・合格ライン・誤りの費用').click();
  await expect.poll(() => card.getByLabel('1件あたりの費用: 過検出').inputValue()).toBe('10');
  expect(await card.getByLabel('1件あたりの費用: 見逃し').inputValue()).toBe('300');
  expect(await faultsAt('tasks')).toEqual([]);

  await page.keyboard.press('Alt+3');
  await page.getByText('くわしい設定').click();
  await page.getByLabel(/最大エポック数/).fill('12');
  await page.getByRole('radio', { name: /まとめて学習/ }).check();
  expect(await faultsAt('plan')).toEqual([]);
  await page.getByRole('button', { name: '相性を調べる（約1分）' }).scrollIntoViewIfNeeded();
  const start = page.getByRole('button', { name: '学習を始める' });
  await expect.poll(() => start.isEnabled(), { timeout: 60_000 }).toBe(true);
  await start.focus();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: '学習中' }).waitFor();
  const begun = (): Promise<string> =>
    page.evaluate(() => `${document.activeElement?.id} at ${document.querySelector('main')!.scrollTop}`);
  await expect.poll(begun).toBe('main at 0');

  // A question takes the focus, keeps it, and gives it back.
  await page.getByRole('button', { name: '取消', exact: true }).focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog');
  await dialog.waitFor();
  for (let i = 0; i < 6; i++) {
    await page.keyboard.press('Tab');
    expect(await dialog.evaluate((element) => element.contains(document.activeElement))).toBe(true);
  }
  await page.keyboard.press('Escape');
  await expect.poll(() => page.evaluate(() => document.activeElement?.textContent?.trim())).toBe('取消');

  await page.getByRole('button', { name: 'もう一度学習する' }).waitFor({ timeout: 240_000 });
  await page.getByRole('button', { name: 'English' }).click();
  for (const [key, where] of [
    ['Alt+1', 'data'],
    ['Alt+3', 'training'],
    ['Alt+4', 'compare'],
    ['Alt+5', 'report'],
    ['Alt+6', 'judging'],
  ] as const) {
    await page.keyboard.press(key);
    await page.waitForLoadState('networkidle');
    expect(await faultsAt(where)).toEqual([]);
  }
  await page.getByRole('button', { name: 'Settings' }).click();
  expect(await faultsAt('settings')).toEqual([]);
  expect(program.problems).toEqual([]);
}, 420_000);
