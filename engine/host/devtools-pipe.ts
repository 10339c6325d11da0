// A browser started without a window and driven through two pipes: Chrome's DevTools protocol, one JSON
// message ended by a zero byte each. No port is opened and no address can be reached.

import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';

export interface BrowserSession {
  /** Sends a command and resolves with its result; rejects when the browser refuses it or dies. */
  send(method: string, parameters?: Record<string, unknown>, sessionId?: string): Promise<Record<string, unknown>>;
  /** Ends the browser and removes its profile. */
  close(): Promise<void>;
}

const flags = [
  '--headless=new',
  '--remote-debugging-pipe',
  '--no-first-run',
  '--no-default-browser-check',
  '--disable-gpu',
  '--disable-extensions',
  '--disable-sync',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-default-apps',
  '--disable-crash-reporter',
  '--disable-features=Translate,OptimizationHints,MediaRouter',
  '--metrics-recording-only',
  '--mute-audio',
  '--password-store=basic',
  '--use-mock-keychain',
  // No name resolves: the page has nothing to fetch, and now cannot.
  '--host-resolver-rules=MAP * ~NOTFOUND',
];

/** Starts the browser with a profile of its own, removed on `close`. */
export function startBrowser(executable: string): BrowserSession {
  const profile = mkdtempSync(join(tmpdir(), 'taskloom-print-'));
  // Chromium refuses its sandbox to root; the page it shows here is our own and fetches nothing.
  const sandbox = process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const child = spawn(executable, [...flags, ...sandbox, `--user-data-dir=${profile}`, 'about:blank'], {
    stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'],
    windowsHide: true,
  });
  const waiting = new Map<
    number,
    { resolve: (value: Record<string, unknown>) => void; reject: (error: Error) => void }
  >();
  let complaint = '';
  child.stderr!.setEncoding('utf8').on('data', (text: string) => (complaint = (complaint + text).slice(-2000)));
  const ended = new Promise<void>((resolve) => {
    const end = (reason: string): void => {
      for (const { reject } of waiting.values()) reject(new Error(reason));
      waiting.clear();
      resolve();
    };
    child.once('error', (error) => end(error.message));
    child.once('exit', (code) => end(`exit ${String(code)} ${complaint.trim().split('\n').at(-1) ?? ''}`.trim()));
  });
  receive(child.stdio[4] as Readable, (message) => {
    const call = waiting.get(message['id'] as number);
    waiting.delete(message['id'] as number);
    const error = message['error'] as { message?: string } | undefined;
    if (error) call?.reject(new Error(error.message ?? 'unknown'));
    else call?.resolve((message['result'] ?? {}) as Record<string, unknown>);
  });
  const commands = child.stdio[3] as Writable;
  commands.on('error', () => {}); // a dying browser is told by its exit
  let calls = 0;
  return {
    send: (method, params = {}, sessionId) =>
      new Promise((resolve, reject) => {
        if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) {
          reject(new Error(`the browser has ended ${complaint.trim().split('\n').at(-1) ?? ''}`.trim()));
          return;
        }
        const id = ++calls;
        waiting.set(id, { resolve, reject });
        commands.write(`${JSON.stringify({ id, method, params, ...(sessionId ? { sessionId } : {}) })}\0`);
      }),
    close: async () => {
      commands.write(`${JSON.stringify({ id: ++calls, method: 'Browser.close' })}\0`);
      await ends(child, ended);
      rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    },
  };
}

/** Waits for a polite end, then insists. */
async function ends(child: ChildProcess, ended: Promise<void>): Promise<void> {
  if (child.pid === undefined) return;
  const insist = setTimeout(() => child.kill('SIGKILL'), 3000);
  await ended;
  clearTimeout(insist);
}

function receive(pipe: Readable, take: (message: Record<string, unknown>) => void): void {
  let parts: Buffer[] = [];
  pipe.on('error', () => {});
  pipe.on('data', (chunk: Buffer) => {
    let from = 0;
    for (let at = chunk.indexOf(0); at >= 0; at = chunk.indexOf(0, from)) {
      const message = Buffer.concat([...parts, chunk.subarray(from, at)]).toString('utf8');
      parts = [];
      from = at + 1;
      take(JSON.parse(message) as Record<string, unknown>);
    }
    if (from < chunk.length) parts.push(chunk.subarray(from));
  });
}
