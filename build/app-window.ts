// Opens an address in a window of its own: a Chromium-family browser in app mode with its own
// profile, or the default browser.

import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { basename } from 'node:path';
import { findBrowser } from './browsers.ts';
import { browserProfile } from './user-folders.ts';

export interface AppWindow {
  /** What opens it, for the line on the terminal. */
  readonly name: string;
  /** Resolves when the window was closed by the user; never for the default browser. Rejects when nothing could be opened. */
  readonly closed: Promise<void>;
  close(): void;
}

/** A browser that ends this soon only handed the address to one that was running. */
const handedOverWithin = 4000;

export function openAppWindow(address: string): AppWindow {
  const browser = findBrowser();
  if (browser === null) return openDefaultBrowser(address);
  const child = spawn(browser, browserArguments(address), { stdio: 'ignore' });
  const opened = performance.now();
  const closed = new Promise<void>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => {
      const early = performance.now() - opened < handedOverWithin;
      if (early && code !== 0) reject(new Error(`the browser ended with status ${code}`));
      else if (!early) resolve();
    });
  });
  return { name: `an app window of ${browserName(browser)}`, closed, close: () => end(child) };
}

function browserArguments(address: string): string[] {
  const asRoot = process.platform === 'linux' && process.getuid?.() === 0;
  return [
    `--app=${address}`,
    `--user-data-dir=${browserProfile()}`,
    '--window-size=1280,860',
    '--no-first-run',
    '--no-default-browser-check',
    '--disable-sync',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-features=Translate',
    // Chromium's sandbox refuses to run as root; the second hides the bar that says so.
    ...(asRoot ? ['--no-sandbox', '--test-type'] : []),
  ];
}

function openDefaultBrowser(address: string): AppWindow {
  const [command, args] = defaultOpener(address);
  const child = spawn(command, args, { stdio: 'ignore' });
  const closed = new Promise<void>((_resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => {
      if (code !== 0) reject(new Error('no browser could be opened'));
    });
  });
  return { name: 'the default browser', closed, close: () => {} };
}

function defaultOpener(address: string): [string, string[]] {
  if (process.platform === 'win32') return ['rundll32', ['url.dll,FileProtocolHandler', address]];
  if (process.platform === 'darwin') return ['open', [address]];
  return ['xdg-open', [address]];
}

function browserName(path: string): string {
  const file = basename(path, '.exe').toLowerCase();
  const names = {
    edge: 'Microsoft Edge',
    chrome: 'Google Chrome',
    chromium: 'Chromium',
    brave: 'Brave',
    vivaldi: 'Vivaldi',
  };
  const known = Object.entries(names).find(([part]) => file.includes(part));
  return known?.[1] ?? basename(path);
}

function end(child: ChildProcess): void {
  if (child.exitCode === null) child.kill();
}
