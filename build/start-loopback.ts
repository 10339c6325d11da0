// The loopback host in this process, with a browser window on it. Ends when the window is closed or
// at Ctrl+C, after the engine has written its checkpoint.

import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { say } from '../engine/contract/errors.ts';
import type { Failure } from '../engine/contract/errors.ts';
import type { Loopback, LoopbackOptions } from '../engine/host/loopback.ts';
import { openAppWindow } from './app-window.ts';
import type { AppWindow } from './app-window.ts';
import { fromRoot } from './paths.ts';
import { dataFolder } from './user-folders.ts';

export interface LoopbackChoice {
  /** False: only print the address. */
  readonly window: boolean;
  /** Half a sentence: why not Electron; empty when nobody asked for it. */
  readonly reason: string;
  /** Hears of the host once it serves. */
  readonly serving?: (loopback: Loopback) => void;
}

export async function openLoopback(choice: LoopbackChoice): Promise<number> {
  const tell = (line: string): void => void process.stderr.write(`${line}\n`);
  const loopback = await startHost().catch((error: unknown) => tell(sentence(error)));
  if (!loopback) return 1;
  choice.serving?.(loopback);
  const window = choice.window ? openAppWindow(loopback.url) : null;
  const because = choice.reason === '' ? '' : `, because ${choice.reason}`;
  if (window === null) printAddress(loopback, tell);
  else tell(`TaskLoom opens in ${window.name}${because}. Ctrl+C ends it.`);
  await endOf(window, () => printAddress(loopback, tell));
  window?.close();
  await loopback.close();
  return 0;
}

async function startHost(): Promise<Loopback> {
  // The bundle: tfjs cannot be loaded from source, and the engine's process starts beside it.
  const bundle = pathToFileURL(fromRoot('dist', 'engine', 'loopback.mjs')).href;
  const { startLoopback } = (await import(bundle)) as {
    startLoopback: (options: LoopbackOptions) => Promise<Loopback>;
  };
  const { version } = JSON.parse(readFileSync(fromRoot('package.json'), 'utf8')) as { version: string };
  return startLoopback({
    dataFolder: dataFolder(),
    rendererFolder: fromRoot('dist', 'renderer'),
    version,
    quiet: true,
  });
}

function printAddress(loopback: Loopback, tell: (line: string) => void): void {
  tell(`Open this address in a browser on this computer (it works once; Ctrl+C ends TaskLoom):\n${loopback.newUrl()}`);
}

/** Resolves at Ctrl+C, at a request to end, or when the user closed the window. */
function endOf(window: AppWindow | null, withoutWindow: () => void): Promise<void> {
  return new Promise((resolve) => {
    process.once('SIGINT', () => resolve());
    process.once('SIGTERM', () => resolve());
    window?.closed.then(resolve, withoutWindow);
  });
}

/** The refusal in words; anything else is a bug and shown as one. */
function sentence(error: unknown): string {
  const language = Intl.DateTimeFormat().resolvedOptions().locale.startsWith('ja') ? 'ja' : 'en';
  if (!(error instanceof Error) || error.name !== 'Refusal') throw error;
  const { message, hint } = say(error as unknown as Failure, language);
  return `${message} ${hint}`;
}
