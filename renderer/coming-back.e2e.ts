// Going away from a training and coming back, in the real window; and the keyboard alone: whatever has the
// focus is seen, has a ring, and is not hidden behind the bar at the foot.

import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { accessibilityFaults, startTestWindow } from '../build/test-window.ts';
import type { TestWindow } from '../build/test-window.ts';

let program: TestWindow;

beforeAll(async () => {
  program = await startTestWindow();
}, 300_000);

afterAll(async () => {
  await program?.close();
});

const share = async (page: Page): Promise<number> =>
  Number.parseInt(await page.getByRole('region', { name: '全体の進みぐあい' }).locator('.share').innerText());

test('a paused training shows how far it is after going away and after a reload', { timeout: 400_000 }, async () => {
  const page = await program.open('ja-JP', 'light');
  await page.getByRole('button', { name: /^建物のエネルギー負荷/ }).click();
  await page.getByRole('heading', { name: 'データ', exact: true }).waitFor();
  await page.keyboard.press('Alt+3');
  // The plan times a few steps on this PC, which takes its time beside other work.
  await page.getByText('おすすめの学習').waitFor({ timeout: 120_000 });
  await page.getByRole('button', { name: '学習を始める' }).click();
  await page.getByRole('region', { name: '全体の進みぐあい' }).waitFor();
  await expect.poll(() => share(page), { timeout: 120_000 }).toBeGreaterThan(1);
  await page.getByRole('button', { name: '一時停止' }).click();
  await page.getByRole('button', { name: '再開' }).waitFor();

  // One's own projects stand above the samples, with what goes on in them.
  await page.getByRole('button', { name: /^TaskLoom/ }).click();
  const own = page.getByRole('button', { name: /^建物のエネルギー負荷.*一時停止/s });
  await own.waitFor();
  const top = async (name: string): Promise<number> =>
    (await page.getByRole('heading', { name, exact: true }).boundingBox())!.y;
  expect(await top('プロジェクト')).toBeLessThan(await top('見本で試す'));
  expect(await accessibilityFaults(page)).toEqual([]);

  await own.click();
  await page.getByRole('heading', { name: '学習中' }).waitFor();
  expect(await share(page)).toBeGreaterThan(1);
  await page.reload();
  await page.getByRole('button', { name: '再開' }).waitFor();
  expect(await share(page)).toBeGreaterThan(1);

  // Before anything is cancelled each button says what it does; Escape does nothing and gives the focus back.
  const cancel = page.getByRole('button', { name: '取消', exact: true });
  await cancel.click();
  await page.getByRole('button', { name: 'この学習を取り消す' }).waitFor();
  expect(await page.getByRole('button', { name: '学習を続ける' }).count()).toBe(1);
  await page.keyboard.press('Escape');
  await expect.poll(() => cancel.evaluate((button) => button === document.activeElement)).toBe(true);
  await cancel.click();
  await page.getByRole('button', { name: 'すべて取り消す' }).click();
  await page.getByRole('button', { name: 'もう一度学習する' }).waitFor({ timeout: 30_000 });
  expect(program.problems.splice(0)).toEqual([]);
  await page.context().close();
});

/** What has the focus and is not fully to be seen, or has no ring; null where nothing has it. */
const focusFault = (page: Page): Promise<string | null> =>
  page.evaluate(() => {
    const element = document.activeElement;
    if (!(element instanceof HTMLElement) || element === document.body) return null;
    const { left, top, width, height } = element.getBoundingClientRect();
    const there = document.elementFromPoint(left + width / 2, top + height / 2);
    const seen = there !== null && (element.contains(there) || there.contains(element));
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element);
    const ringed = (outlineStyle !== 'none' && Number.parseFloat(outlineWidth) > 0) || boxShadow !== 'none';
    const name = element.getAttribute('aria-label') ?? element.innerText;
    return `${seen && ringed ? 'fine' : seen ? 'no ring' : 'hidden'}: ${element.tagName} ${name.slice(0, 40)}`;
  });

test('with the keyboard alone every field of a low window is reached and seen', { timeout: 120_000 }, async () => {
  const page = await program.open('ja-JP', 'light', { width: 1280, height: 600 });
  await page.getByRole('button', { name: /^フライス盤の故障モード/ }).click();
  await page.getByRole('heading', { name: 'データ', exact: true }).waitFor();
  for (const [key, heading, least] of [
    ['1', 'データ', 20],
    ['2', '何を予測したいですか?', 40],
  ] as const) {
    await page.keyboard.press(`Alt+${key}`);
    await page.getByRole('heading', { name: heading, exact: true }).waitFor();
    await expect.poll(() => page.locator('.wait .line').count(), { timeout: 60_000 }).toBe(0);
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    const faults: string[] = [];
    let reached = 0;
    for (let steps = 0; steps < 200; steps++) {
      await page.keyboard.press('Tab');
      const fault = await focusFault(page);
      if (fault === null && reached > 0) break;
      if (fault !== null) reached++;
      if (fault !== null && !fault.startsWith('fine')) faults.push(fault);
    }
    expect(faults, heading).toEqual([]);
    expect(reached, heading).toBeGreaterThan(least);
  }
  expect(program.problems.splice(0)).toEqual([]);
  await page.context().close();
});
