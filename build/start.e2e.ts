// Starting as a user does: `npm start` without a display, `npm run dev`'s host, an address that works once.

import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { findBrowser } from './browsers.ts';
import { buildStale } from './build.ts';
import { fromRoot } from './paths.ts';

const folder = mkdtempSync(join(tmpdir(), 'taskloom-start-'));
const started: ChildProcess[] = [];
let browser: Browser;

beforeAll(async () => {
  await buildStale();
  browser = await chromium.launch({
    executablePath: findBrowser()!,
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });
});

afterEach(async () => {
  for (const child of started.splice(0)) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    child.kill('SIGKILL');
    await once(child, 'exit');
  }
});

afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** The program as `npm start` runs it, on a machine without a display. */
async function start(): Promise<{ child: ChildProcess; address: string; said: () => string }> {
  const { DISPLAY: _x, WAYLAND_DISPLAY: _wayland, ...environment } = process.env;
  const child = spawn(process.execPath, [fromRoot('build', 'run.mjs'), 'start', '--no-window'], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...environment, TASKLOOM_DATA_FOLDER: folder },
  });
  started.push(child);
  let text = '';
  const address = await new Promise<string>((resolve, reject) => {
    child.stderr!.on('data', (bytes: Buffer) => {
      text += String(bytes);
      const found = /http:\/\/127\.0\.0\.1:\d+\/\?token=\w+/.exec(text);
      if (found) resolve(found[0]);
    });
    child.once('exit', () => reject(new Error(`ended early: ${text}`)));
  });
  return { child, address, said: () => text };
}

test('without a display the address is printed, opens the program once, and Ctrl+C ends it cleanly', async () => {
  const { child, address, said } = await start();
  const page = await browser.newPage();
  const errors: string[] = [];
  const outside: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
  page.on('request', (request) => {
    if (!/^(http:\/\/127\.0\.0\.1:|data:|blob:)/.test(request.url())) outside.push(request.url());
  });
  await page.goto(address);
  // The samples come from the engine: page, socket, engine and store work together.
  await page
    .getByText(/エネルギー負荷|Energy demand/)
    .first()
    .waitFor();
  expect(errors).toEqual([]);
  expect(outside).toEqual([]);

  const stranger = await browser.newContext();
  const second = await (await stranger.newPage()).goto(address);
  expect(second!.status()).toBe(403);
  await stranger.close();

  child.kill('SIGINT');
  const [status] = (await once(child, 'exit')) as [number | null];
  expect(status).toBe(0);
  expect(said()).not.toMatch(/^\s+at /m); // no stack trace
});

test('a second start with the same folder is refused in words', async () => {
  await start();
  const refusal = await start().then(
    () => '',
    (error: unknown) => String(error),
  );
  expect(refusal).toMatch(/TaskLoom/);
  expect(refusal).not.toMatch(/\n\s+at /);
});
