// More data for a project, in the real window: files that do not fit together, the next month's file,
// another table, an engine that is killed while it imports, another name for a task, and undo of it all.

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

/** Parts `from` to `to`, one a row. */
function month(name: string, from: number, to: number): DroppedFile {
  const rows = Array.from({ length: to - from }, (_, i) => {
    const part = from + i;
    return `P${part},${(20 + (part % 7) * 0.31).toFixed(2)},${(3 + (part % 11) * 0.17).toFixed(2)},${part % 9 === 0 ? 'NG' : 'OK'}`;
  });
  return { name, bytes: Buffer.from(`品番,温度,圧力,外観判定\n${rows.join('\n')}\n`) };
}

const other: DroppedFile = { name: '別の表.csv', bytes: Buffer.from('品番,作業者\nP1,佐藤\nP2,鈴木\n') };

async function importNow(page: Page): Promise<void> {
  await page.getByRole('button', { name: '読み込む', exact: true }).click();
  await page.getByText('学習の前に、データの問題を見つけます').waitFor();
}

test('files that differ are named, one is left out; the next file goes below, another table is joined; undo goes back', async () => {
  const page = await program.open('ja-JP', 'light');
  await page.getByRole('heading', { name: 'データを置いてください' }).waitFor();
  await dropFiles(page, [month('8月.csv', 1, 101), other]);
  await page.getByText('別の表.csv の 2 列目は「作業者」ですが、8月.csv では「温度」です。').waitFor();
  // Two of a hundred parts have a worker: joining is offered with that count, and so are two data sets.
  await page.getByText('100 行のうち 2 行に相手があります。').waitFor();
  expect(await page.getByLabel('共通の列でつないで、1 つの表にする').isChecked()).toBe(true);
  expect(await page.getByRole('button', { name: '読み込む', exact: true }).isEnabled()).toBe(true);
  expect(await accessibilityFaults(page)).toEqual([]);
  // A stray reload asks first: what was dropped is imported nowhere yet.
  const question = page.waitForEvent('dialog');
  const reloading = page.reload({ timeout: 2000 }).catch(() => null);
  expect((await question).type()).toBe('beforeunload');
  await (await question).dismiss();
  await reloading;
  await page.getByRole('button', { name: '「別の表.csv」を外す' }).click();
  await importNow(page);
  await page.getByText('8月.csv · 100 行 × 4 列').waitFor();

  await dropFiles(page, [month('9月.csv', 101, 161)]);
  expect(await page.getByLabel('今の表の続きとして、行を追加する').isChecked()).toBe(true);
  await importNow(page);
  await page.getByText('8月.csv + 9月.csv · 160 行 × 4 列').waitFor();

  await dropFiles(page, [other]);
  expect(await page.getByLabel('今の表に、共通の列でつなぐ').isChecked()).toBe(true);
  expect(await page.getByLabel('品番', { exact: true }).isChecked()).toBe(true);
  await importNow(page);
  await page.getByText(/160 行 × 5 列/).waitFor();

  await page.keyboard.press('Alt+2');
  await page.getByRole('checkbox', { name: /^外観判定 / }).check();
  const name = page.getByLabel('表示名');
  await name.fill('外観');
  await page.keyboard.press('Tab');
  await page.getByRole('article', { name: '外観', exact: true }).waitFor();

  // Undo, one step after another, until nothing is left to undo: the data is gone, and its page says what to do.
  await page.locator('body').click({ position: { x: 700, y: 5 } });
  for (let steps = 0; steps < 12; steps++) {
    if (await page.getByRole('button', { name: /^元に戻す/ }).isDisabled()) break;
    await page.keyboard.press('Control+z');
    await page.waitForTimeout(400);
  }
  await page.getByRole('heading', { name: 'このプロジェクトのデータを置いてください' }).waitFor();
  expect(program.problems.splice(0)).toEqual([]);
  await page.context().close();
});

test('a column that cannot be predicted is refused in words and does not stay ticked', async () => {
  const page = await program.open('ja-JP', 'light');
  await page.getByRole('heading', { name: 'データを置いてください' }).waitFor();
  const rows = Array.from(
    { length: 120 },
    (_, i) => `${(20 + (i % 7) * 0.31).toFixed(2)},OK,${i % 9 === 0 ? '×' : '○'}`,
  );
  await dropFiles(page, [{ name: '良品だけ.csv', bytes: Buffer.from(`温度,外観判定,次工程\n${rows.join('\n')}\n`) }]);
  await importNow(page);
  await page.keyboard.press('Alt+2');
  const column = page.getByRole('checkbox', { name: /^外観判定 / });
  await column.click();
  await page.getByText('列「外観判定」は、値のある 120 行すべてが「OK」のため、予測を学習できません。').waitFor();
  await expect.poll(() => column.isChecked()).toBe(false);
  await page.getByRole('checkbox', { name: /^次工程 / }).check();
  const card = page.getByRole('article', { name: '次工程' });
  await card.waitFor();
  expect(await card.getByLabel('NG を表す値').locator('option:checked').innerText()).toBe('×');
  expect(program.problems.splice(0)).toEqual([]);
  await page.context().close();
});

test('an engine that is killed while it imports starts again, and the same file imports at the second press', async () => {
  const page = await program.open('ja-JP', 'light');
  await page.getByRole('heading', { name: 'データを置いてください' }).waitFor();
  await dropFiles(page, [month('大きな表.csv', 1, 300_001)]);
  const start = page.getByRole('button', { name: '読み込む', exact: true });
  await expect.poll(() => start.isEnabled(), { timeout: 30_000 }).toBe(true);
  await start.click();
  await page.getByText(/^読み込んでいます/).waitFor();
  process.kill(program.enginePid()!, 'SIGKILL');
  await page.getByText('計算エンジンが止まったため、立ち上げ直しました。').waitFor();
  await importNow(page);
  await page.getByText('大きな表.csv · 300,000 行 × 4 列').waitFor();
  expect(program.problems.splice(0)).toEqual([]);
  await page.context().close();
});
