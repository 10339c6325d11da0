// The built window on the loopback host in a real browser, for tests: one host, contexts as wanted, and
// everything that must never happen (errors in the page, requests that leave the computer) kept in a list.

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import type { Page } from 'playwright-core';
import { findBrowser } from './browsers.ts';
import { buildStale } from './build.ts';
import { fromRoot } from './paths.ts';
import { startLoopback } from '../engine/host/loopback.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export interface TestWindow {
  /** What went wrong in any page so far; a test empties it. */
  readonly problems: string[];
  enginePid(): number | undefined;
  /** Lets one more page in, e.g. one without a browser that prepares what a test looks at. */
  newUrl(): string;
  open(locale: string, colorScheme: 'light' | 'dark', viewport?: { width: number; height: number }): Promise<Page>;
  close(): Promise<void>;
}

export async function startTestWindow(): Promise<TestWindow> {
  await buildStale(['engine', 'renderer']);
  const folder = mkdtempSync(join(tmpdir(), 'taskloom-window-'));
  const host = await startLoopback({
    dataFolder: folder,
    rendererFolder: fromRoot('dist', 'renderer'),
    engineEntry: fromRoot('dist', 'engine', 'main.mjs'),
    samplesFolder: fromRoot('assets', 'samples'),
    version: '0.1.0',
  });
  const browser = await chromium.launch({
    executablePath: findBrowser()!,
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });
  const problems: string[] = [];
  return {
    problems,
    enginePid: host.enginePid,
    newUrl: host.newUrl,
    async open(locale, colorScheme, viewport = { width: 1280, height: 800 }) {
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
    },
    async close() {
      await browser.close();
      await host.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Serious faults for people who use a keyboard or a screen reader, or see little. */
export async function accessibilityFaults(page: Page): Promise<string[]> {
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

export interface DroppedFile {
  readonly name: string;
  readonly bytes: Buffer;
}

/** Drops files on the window as a person does with the mouse. */
export async function dropFiles(page: Page, files: readonly DroppedFile[]): Promise<void> {
  const transfer = await page.evaluateHandle(
    (list) => {
      const data = new DataTransfer();
      for (const { name, text } of list)
        data.items.add(
          new File([Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))], name, { type: 'text/csv' }),
        );
      return data;
    },
    files.map(({ name, bytes }) => ({ name, text: bytes.toString('base64') })),
  );
  for (const type of ['dragenter', 'dragover', 'drop'])
    await page.dispatchEvent('main', type, { dataTransfer: transfer });
}
