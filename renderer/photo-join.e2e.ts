// Photos with a table of sensors beside them, in the real window: which column names the photo is guessed, shown with what
// it comes to, changed to one that names none and back, and the table is joined; a table of several machines in order of
// time is told machine by machine.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { accessibilityFaults, dropFiles, startTestWindow } from '../build/test-window.ts';
import type { TestWindow } from '../build/test-window.ts';
import { createRng } from '../engine/base/rng.ts';
import { photoClasses, writePhotos } from '../engine/handlers/testing/photo-folder.ts';
import { openPage } from '../engine/host/testing/browser.ts';
import type { Page as Prepared } from '../engine/host/testing/browser.ts';

let program: TestWindow;
let prepared: Prepared;
let folder: string;

beforeAll(async () => {
  program = await startTestWindow();
  prepared = await openPage(program.newUrl());
  folder = mkdtempSync(join(tmpdir(), 'taskloom-photo-join-'));
  await writePhotos(join(folder, '部品の写真'), 10);
}, 300_000);

afterAll(async () => {
  prepared?.close();
  await program?.close();
  rmSync(folder, { recursive: true, force: true });
});

test('a table dropped on photos is joined by the column with their file names, guessed or chosen', async () => {
  const page = await program.open('ja-JP', 'light');
  await page.getByRole('heading', { name: 'データを置いてください' }).waitFor();
  await page.locator('input[webkitdirectory]').first().setInputFiles(join(folder, '部品の写真'));
  await page.getByRole('button', { name: '写真 30 枚を取り込む' }).click();
  await page.getByText('部品の写真 · 30 行').waitFor();
  const names = photoClasses.flatMap((kind) => Array.from({ length: 10 }, (_, i) => `${kind}_${i + 1}`));
  // Two photos have no row.
  const rows = names.slice(2).map((name, i) => `S-${1000 + i},${name}.png,${(20 + i / 7).toFixed(2)}`);
  await dropFiles(page, [{ name: 'センサー.csv', bytes: Buffer.from(`通番,撮影,温度\n${rows.join('\n')}\n`) }]);
  const column = page.getByLabel('写真のファイル名が入っている列');
  await column.waitFor();
  expect(await column.inputValue()).toBe('撮影');
  await page.getByText('表に行のない写真: 2 枚').waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);
  const importButton = page.getByRole('button', { name: '読み込む', exact: true });
  await column.selectOption('通番');
  await page.getByText('この列の値（例: S-1000）は、どの写真のファイル名').waitFor();
  expect(await importButton.isDisabled()).toBe(true);
  await column.selectOption('撮影');
  await importButton.click();
  await page.getByText(/部品の写真 \+ つないだ表 1 件 · 30 行/).waitFor();
  await page.getByRole('tab', { name: /^列/ }).click();
  await page.getByText('温度', { exact: true }).first().waitFor();
  expect(await page.getByText('撮影', { exact: true }).count()).toBe(0);
  expect(program.problems.splice(0)).toEqual([]);
  await page.context().close();
}, 120_000);

/** Machines at levels that have nothing to do with each other, one below the other. */
function machines(): Buffer {
  const rng = createRng(9);
  const rows = [1, 1000].flatMap((level, machine) =>
    Array.from({ length: 24 * 40 }, (_, hour) => {
      const moment = new Date(Date.UTC(2026, 3, 6) + hour * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');
      const load = level * (10 + 3 * Math.sin((2 * Math.PI * hour) / 24) + 0.3 * rng.normal());
      return `${moment},M${machine + 1},${load.toPrecision(6)}`;
    }),
  );
  return Buffer.from(`time,machine,load\n${rows.join('\n')}\n`);
}

test('machines in one table are forecast and told one by one, with the average that is told beside them', async () => {
  const page = await program.open('en-US', 'dark', { width: 1280, height: 900 });
  await page
    .getByText('New project')
    .or(page.getByRole('heading', { name: 'Drop your data here' }))
    .first()
    .waitFor();
  await dropFiles(page, [{ name: 'machines.csv', bytes: machines() }]);
  const replace = page.getByText('Replace the data with it');
  await page.getByRole('button', { name: 'Import', exact: true }).waitFor();
  if ((await replace.count()) > 0) await replace.click();
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await page.getByRole('button', { name: 'Use as a time series' }).click();
  await page.getByRole('definition').filter({ hasText: /^2$/ }).waitFor();
  await page.keyboard.press('Alt+2');
  await page.getByRole('checkbox', { name: /^load / }).check();
  await page
    .getByText(/rows ahead/i)
    .first()
    .waitFor();
  const { call } = prepared.client;
  const projectId = (await call('project.list', null)).find(({ name }) => name === 'machines')!.id;
  await expect.poll(async () => (await call('project.open', { projectId })).document?.tasks.length ?? 0).toBe(1);
  await call('training.start', { projectId, recipes: [{}], seeds: [1], budget: { epochs: 2 } });
  await expect
    .poll(async () => (await call('run.list', { projectId })).every(({ result }) => result !== null), {
      timeout: 120_000,
    })
    .toBe(true);
  await page.keyboard.press('Alt+4');
  await page
    .getByRole('button', { name: /^Usual training/ })
    .first()
    .click();
  const detail = page.getByRole('dialog');
  await detail.getByText(/^Means over 2 series, each counted once/).waitFor();
  const table = detail
    .getByRole('table')
    .filter({ has: page.getByRole('columnheader', { name: 'Series', exact: true }) });
  expect((await table.getByRole('rowheader').allInnerTexts()).toSorted()).toEqual(['M1', 'M2']);
  await detail.getByRole('img', { name: /M[12] \/ load: forecast and actual/ }).waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);
  expect(program.problems.splice(0)).toEqual([]);
  await page.context().close();
}, 240_000);
