// Twenty thousand photos in the real window: listed, scrolled, filtered, with few elements and little memory.

import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CDPSession, Locator } from 'playwright-core';
import { startTestWindow } from '../build/test-window.ts';
import type { TestWindow } from '../build/test-window.ts';
import { createRng } from '../engine/base/rng.ts';
import { packFolder } from '../engine/data/images/index.ts';

const count = 20_000;
const megabyte = 2 ** 20;
/** What the window may hold with all of them listed. */
const mostMegabytes = 400;

let program: TestWindow;
let folder: string;

beforeAll(async () => {
  program = await startTestWindow();
  folder = mkdtempSync(join(tmpdir(), 'taskloom-many-'));
  const rng = createRng(9);
  const kinds = ['OK', 'NG'];
  for (const kind of kinds) mkdirSync(join(folder, 'photos', kind), { recursive: true });
  for (let i = 0; i < count; i++)
    writeFileSync(
      join(folder, 'photos', kinds[i % 2]!, `part_${String(i).padStart(5, '0')}.bmp`),
      bitmap(() => Math.floor(rng.next() * 256)),
    );
  await packFolder([join(folder, 'photos')], join(folder, '写真 2 万枚.zip'));
}, 600_000);

afterAll(async () => {
  await program?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** 16 x 16 pixels of 24 bits: the plainest of formats, so that making 20,000 takes no time. */
function bitmap(level: () => number): Buffer {
  const side = 16;
  const bytes = Buffer.alloc(54 + side * side * 3);
  bytes.write('BM', 'latin1');
  bytes.writeUInt32LE(bytes.length, 2);
  bytes.writeUInt32LE(54, 10);
  bytes.writeUInt32LE(40, 14);
  bytes.writeInt32LE(side, 18);
  bytes.writeInt32LE(side, 22);
  bytes.writeUInt16LE(1, 26);
  bytes.writeUInt16LE(24, 28);
  for (let at = 54; at < bytes.length; at += 3) bytes.fill(level(), at, at + 3);
  return bytes;
}

/** Megabytes of the page's process as the system counts them, and of its JavaScript heap. */
async function memory(session: CDPSession, pids: readonly number[]): Promise<{ resident: number; heap: number }> {
  await session.send('HeapProfiler.collectGarbage');
  const { metrics } = await session.send('Performance.getMetrics');
  const heap = metrics.find((one) => one.name === 'JSHeapUsedSize')!.value / megabyte;
  const residents = pids.map(
    (pid) => Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1]) / 1024,
  );
  // One of them is the page; an empty one may stand ready for the next.
  return { resident: Math.max(...residents), heap };
}

interface Scrolled {
  /** Milliseconds from frame to frame. */
  readonly median: number;
  readonly p95: number;
  /** Tiles that existed at most. */
  readonly tiles: number;
}

/** Scrolls from the top by `pixels` a frame, or in 600 frames to the end. */
function scroll(gallery: Locator, pixels: number | null): Promise<Scrolled> {
  return gallery.evaluate(async (grid, step) => {
    const frames: number[] = [];
    let tiles = 0;
    const by = step ?? (grid.scrollHeight - grid.clientHeight) / 600;
    const frameTime = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));
    let before = await frameTime();
    for (let frame = 0; frame <= 600; frame++) {
      grid.scrollTop = by * frame;
      const now = await frameTime();
      frames.push(now - before);
      before = now;
      tiles = Math.max(tiles, grid.querySelectorAll('[role=option]').length);
    }
    frames.sort((a, b) => a - b);
    return { median: frames[frames.length >> 1]!, p95: frames[Math.floor(frames.length * 0.95)]!, tiles };
  }, pixels);
}

test.runIf(process.platform === 'linux')(
  '20,000 photos are scrolled from end to end in a small window',
  async () => {
    const page = await program.open('ja-JP', 'light');
    const session = await page.context().newCDPSession(page);
    await session.send('Performance.enable');
    await page.getByRole('heading', { name: 'データを置いてください' }).waitFor();
    await page.locator('input[accept*=".zip"][accept*=".png"]').first().setInputFiles(join(folder, '写真 2 万枚.zip'));
    const importNow = page.getByRole('button', { name: '写真 20,000 枚を取り込む' });
    await importNow.waitFor({ timeout: 300_000 });
    await importNow.click();
    await page.getByText(/20,000 行/).waitFor({ timeout: 300_000 });
    await page.getByRole('tab', { name: /^写真/ }).click();
    const gallery = page.getByRole('listbox', { name: '写真の一覧' });
    await expect.poll(() => gallery.locator('img').count(), { timeout: 60_000 }).toBeGreaterThan(8);

    const browser = await page.context().browser()!.newBrowserCDPSession();
    const { processInfo } = await browser.send('SystemInfo.getProcessInfo');
    const pids = processInfo.filter((one) => one.type === 'renderer').map((one) => one.id);
    const start = await memory(session, pids);
    const slow = await scroll(gallery, 40);
    const fast = await scroll(gallery, null);
    // NG stands before OK: the last photo is the last of the even numbers.
    await gallery
      .getByRole('option', { name: /part_19998\.bmp/ })
      .locator('img')
      .waitFor();
    const end = await memory(session, pids);
    const told = ({ median, p95 }: Scrolled): string => `${median.toFixed(1)} ms a frame, p95 ${p95.toFixed(1)} ms`;
    process.stdout.write(
      `20,000 photos: ${start.resident.toFixed(0)} MB, after scrolling ${end.resident.toFixed(0)} MB ` +
        `(heap ${end.heap.toFixed(0)} MB); by the wheel ${told(slow)}; from end to end ${told(fast)}; ${fast.tiles} tiles\n`,
    );
    expect(Math.max(slow.tiles, fast.tiles)).toBeLessThan(150);
    expect(end.resident).toBeLessThan(mostMegabytes);
    expect(end.heap).toBeLessThan(mostMegabytes / 2);

    await page.getByRole('combobox', { name: /^写真の種類/ }).selectOption('NG');
    await page.getByText('10,000 枚', { exact: true }).waitFor();
    await page.getByRole('searchbox', { name: 'ファイル名で探す' }).fill('part_0777');
    // Every second photo is NG: 07771, 07773, 07775, 07777, 07779.
    await page.getByText('5 枚', { exact: true }).waitFor();
    expect(program.problems.splice(0)).toEqual([]);
    await page.context().close();
  },
  900_000,
);
