// Data in order of time, in the real window: a CP932 file of hours with a gap and a repeated hour is dropped, the hint
// is accepted, two columns are forecast, and the result is told as better or worse than last week, up to the PDF.

import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { accessibilityFaults, dropFiles, startTestWindow } from '../build/test-window.ts';
import type { TestWindow } from '../build/test-window.ts';
import { createRng } from '../engine/base/rng.ts';
import { openPage } from '../engine/host/testing/browser.ts';
import type { Page as Prepared } from '../engine/host/testing/browser.ts';

let program: TestWindow;
let prepared: Prepared;

beforeAll(async () => {
  program = await startTestWindow();
  prepared = await openPage(program.newUrl());
}, 300_000);

afterAll(async () => {
  prepared?.close();
  await program?.close();
});

const hour = 3_600_000;
/** 日時,負荷[kW],油温[℃] in CP932, which Node cannot write. */
const header = Buffer.from('93fa8e9e2c958989d75b6b575d2c96fb89b75b818e5d', 'hex');

/** 60 days of hours: a day's and a week's shape with noise; 3 hours are missing, one stands twice. */
function hours(): Buffer {
  const rng = createRng(4);
  const lines: string[] = [];
  for (let i = 0; i < 60 * 24; i++) {
    const [atDay, weekday] = [i % 24, Math.floor(i / 24) % 7];
    const load = 50 + 20 * Math.sin((2 * Math.PI * (atDay - 6)) / 24) - (weekday > 4 ? 15 : 0) + 2 * rng.normal();
    const oil = 40 + 0.2 * load + 0.5 * rng.normal();
    const moment = new Date(Date.UTC(2026, 3, 6) + i * hour)
      .toISOString()
      .slice(0, 16)
      .replace('T', ' ')
      .replaceAll('-', '/');
    const line = `${moment},${load.toFixed(2)},${oil.toFixed(2)}`;
    if (i >= 500 && i < 503) continue;
    lines.push(line);
    if (i === 700) lines.push(line);
  }
  return Buffer.concat([header, Buffer.from(`\n${lines.join('\n')}\n`)]);
}

const settled = (page: Page): Promise<void> =>
  expect.poll(() => page.getByText('数えています').count(), { timeout: 20_000 }).toBe(0);

test('from a dropped file of hours to a report that says how much better than last week', async () => {
  const page = await program.open('ja-JP', 'light', { width: 1280, height: 900 });
  await page.getByRole('heading', { name: 'データを置いてください' }).waitFor();
  await dropFiles(page, [{ name: '負荷.csv', bytes: hours() }]);
  await page.getByRole('button', { name: '読み込む', exact: true }).click();

  // The hint, one click, and what was found in words.
  await page.getByText('行が 1 時間ごとに並んでいます').waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.getByRole('button', { name: '時系列として使う' }).click();
  await page.getByText('3 行ぶんの時刻が抜けています（例: 2026/04/26 20:00）').waitFor();
  await page.getByText('1 か所で重なっています（例: 2026/05/05 04:00）').waitFor();
  await page.getByRole('definition').filter({ hasText: '2026/04/06 00:00 – 2026/06/04 23:00' }).waitFor();
  await page.getByLabel('暦を入力に使う').selectOption('japan');
  await page.getByLabel('抜けた時刻の値').selectOption('line');
  await page.getByText('6 個の値を、選んだ方法で補いました').waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);

  // How far another column is known is one choice of three, taken back by undo.
  await page.getByText('予測に使うほかの列').click();
  const oil = page.getByRole('combobox', { name: /^油温/ });
  await oil.selectOption('先の値も分かる');
  await page.getByText('1 列を使用').waitFor();
  await oil.selectOption('実績まで分かる');
  await expect.poll(() => oil.inputValue()).toBe('past');
  await page.keyboard.press('Control+z');
  await expect.poll(() => oil.inputValue()).toBe('ahead');
  await oil.selectOption('実績まで分かる');
  await expect.poll(() => oil.inputValue()).toBe('past');
  expect(await accessibilityFaults(page)).toEqual([]);

  // Two columns ticked are two forecasts, and one task at the press of a button; undo takes it apart again.
  await page.keyboard.press('Alt+2');
  await page.getByRole('checkbox', { name: /^負荷 / }).check();
  await page.getByText('24 行先（1 日先）までを予測します').waitFor();
  await page.getByRole('checkbox', { name: /^油温 / }).check();
  await page.getByRole('article', { name: '油温' }).waitFor();
  await page.getByRole('article', { name: '負荷' }).getByText('予測する列').click();
  await page
    .getByRole('article', { name: '負荷' })
    .getByRole('button', { name: 'この時系列の予測を1つのタスクにまとめる' })
    .click();
  await expect.poll(() => page.getByRole('article', { name: '油温' }).count()).toBe(0);
  await page.getByText('日時の順にだけ分けられます').waitFor();
  await settled(page);
  expect(await page.getByRole('radio', { name: /^無作為/ }).count()).toBe(0);
  await page.getByLabel('分ける量').selectOption('counts');
  await page.getByLabel('テスト用の行数').waitFor();
  await settled(page);
  expect(await accessibilityFaults(page)).toEqual([]);

  const { call } = prepared.client;
  const projectId = (await call('project.list', null))[0]!.id;
  const recipes = [{ sharing: 'single-task' }, {}];
  await call('training.start', { projectId, recipes, seeds: [1], budget: { epochs: 2 } });
  const runs = () => call('run.list', { projectId });
  await expect
    .poll(async () => (await runs()).every((run) => run.result !== null || run.failure !== null), {
      timeout: 180_000,
      interval: 500,
    })
    .toBe(true);
  expect((await runs()).flatMap((run) => (run.failure ? [run.failure] : []))).toEqual([]);

  await page.keyboard.press('Alt+4');
  await page.getByRole('button', { name: /^先週と同じ/ }).waitFor();
  await page.getByRole('button', { name: /^最良の単純予測/ }).waitFor();
  await page.getByRole('button', { name: /^通常の学習/ }).click();
  const detail = page.getByRole('dialog');
  await detail.getByText(/先週の同じ時刻(より \d+(\.\d+)? % (良い|悪い)|との差は確認できません)/).waitFor();
  await detail.getByText(/80 % 区間に入った実績は/).waitFor();
  await detail.getByRole('img', { name: /予測と実績/ }).waitFor();
  await detail.getByRole('img', { name: /時刻ごとの誤差/ }).waitFor();
  const day = detail.getByRole('button', { name: /の予測を見る$/ }).first();
  await day.click();
  expect(await day.getAttribute('aria-pressed')).toBe('true');
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.keyboard.press('Escape');

  const { html } = await call('report.html', { projectId, language: 'ja' });
  expect(html).toMatch(/<h2>時系列の予測<\/h2>/);
  expect(html).toMatch(/先週の同じ時刻/);
  expect(html).toMatch(/1 時間ごと/);
  expect(html).toContain('予測する列の過去の値、実績まで分かる列「油温」の過去の値、暦だけです。');
  await page.keyboard.press('Alt+5');
  const downloading = page.waitForEvent('download', { timeout: 90_000 });
  await page.getByRole('button', { name: 'PDFを作る' }).click();
  expect(
    readFileSync(await (await downloading).path())
      .subarray(0, 5)
      .toString(),
  ).toBe('%PDF-');
  expect(program.problems.splice(0)).toEqual([]);
  await page.context().close();
}, 420_000);

test('what comes after the newest rows is forecast for a new file, as a picture and row by row', async () => {
  const page = await program.open('ja-JP', 'light', { width: 1280, height: 720 });
  await page.getByText('負荷').first().click();
  await page.getByRole('heading', { name: /^(比較|報告書)$/ }).waitFor();
  await page.keyboard.press('Alt+6');
  await page.getByText('最後の行の続きを予測します。').waitFor();
  await dropFiles(page, [{ name: '負荷_6月.csv', bytes: hours() }]);
  const understood = page.getByRole('region', { name: '読み取った内容' });
  await understood.getByText('1,438 行 · 3 列 · CP932(Shift_JIS)').waitFor();
  await page.getByRole('button', { name: '予測する', exact: true }).click();
  await page.getByRole('heading', { name: '予測の結果' }).waitFor();
  await page.getByRole('img', { name: /^負荷: 予測$/ }).waitFor();
  await page.getByLabel('表示する予測').selectOption({ label: '負荷 油温' });
  await page.getByRole('img', { name: /^油温: 予測$/ }).waitFor();
  const rows = page.getByRole('region', { name: '先の予測' }).locator('tbody tr');
  // The file ends with 2026/06/04 23:00; a day of hours follows.
  await expect.poll(() => rows.count()).toBe(24);
  await rows.nth(1).getByText('2026/06/05 01:00').waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);
  expect(program.problems.splice(0)).toEqual([]);
  await page.context().close();
}, 120_000);

test('a further table is a data set of its own: its health, its tasks, its split, and it goes again with undo', async () => {
  const page = await program.open('en-US', 'dark', { width: 1280, height: 900 });
  await page.getByText('負荷').first().click();
  await page.getByRole('heading', { name: /^(Compare|Report)$/ }).waitFor();
  await page.keyboard.press('Alt+1');
  const parts = Array.from({ length: 120 }, (_, i) => `P${i},${20 + (i % 7)},${i % 9 === 0 ? 'NG' : 'OK'}`);
  await dropFiles(page, [{ name: 'parts.csv', bytes: Buffer.from(`part,temperature,judged\n${parts.join('\n')}\n`) }]);
  await page.getByLabel(/data set of its own/).check();
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await page.getByRole('button', { name: /^parts 120/ }).waitFor();
  expect(await page.getByRole('button', { name: /^parts 120/ }).getAttribute('aria-pressed')).toBe('true');
  await page.getByLabel('Name of the data set').fill('inspection');
  await page.keyboard.press('Tab');
  await page.getByRole('button', { name: /^inspection 120/ }).waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);

  await page.keyboard.press('Alt+2');
  await page.getByRole('checkbox', { name: /^judged / }).check();
  await page.getByRole('heading', { name: 'How “inspection” is divided' }).waitFor();
  await page.getByRole('heading', { name: 'How “main” is divided' }).waitFor();
  const { call } = prepared.client;
  const projectId = (await call('project.list', null))[0]!.id;
  const { document } = await call('project.open', { projectId });
  expect(document!.tasks.map((task) => [task.data, task.kind])).toEqual([
    ['main', 'forecast'],
    ['inspection', 'binary'],
  ]);
  expect(document!.split).toMatchObject({ kind: 'time' });

  await page.keyboard.press('Alt+1');
  await page.getByRole('button', { name: 'Remove this data set' }).click();
  const question = page.getByRole('dialog');
  await question.getByText('Its tasks go with it: judged').waitFor();
  await question.getByRole('button', { name: 'Remove this data set' }).click();
  await expect.poll(() => page.getByRole('button', { name: /^inspection 120/ }).count()).toBe(0);
  await page.getByRole('button', { name: /^Undo/ }).first().click();
  await page.getByRole('button', { name: /^inspection 120/ }).waitFor();
  expect(program.problems.splice(0)).toEqual([]);
  await page.context().close();
}, 180_000);
