// `npm start`: builds what is stale, then opens the program: in Electron where its program file can
// be had, otherwise on the loopback host in a browser. `-- --browser` chooses the browser,
// `-- --no-window` only prints the address.

import { spawn } from 'node:child_process';
import { openLoopback } from './start-loopback.ts';
import { buildStale } from './build.ts';
import { findElectron } from './electron-binary.ts';
import { fromRoot } from './paths.ts';

/** Electron that ends this soon with an error did not start at all. */
const startedAfter = 8000;

export async function main(args: string[]): Promise<number> {
  const say = (line: string): void => void process.stderr.write(`${line}\n`);
  const window = !args.includes('--no-window') && hasDisplay();
  const wantsElectron = window && !args.includes('--browser');
  // Looked for while the build runs.
  const looking = wantsElectron ? findElectron(say) : Promise.resolve({ path: null, reason: '' });
  await buildStale(undefined, say);
  const electron = await looking;
  if (electron.path === null)
    return openLoopback({
      window,
      reason: electron.reason === '' ? '' : `Electron is not here and ${electron.reason}`,
    });

  say('TaskLoom opens in Electron.');
  if (await runElectron(electron.path)) return 0;
  return openLoopback({ window, reason: 'Electron could not start' });
}

/** A screen to open a window on. Windows and macOS always have one. */
function hasDisplay(): boolean {
  if (process.platform === 'win32' || process.platform === 'darwin') return true;
  return Boolean(process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY']);
}

/** Runs the program in Electron until it ends; false when it never came up. */
function runElectron(path: string): Promise<boolean> {
  const { ELECTRON_RUN_AS_NODE: _asNode, ...environment } = process.env;
  // Chromium's sandbox refuses to run as root.
  const options = process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const started = performance.now();
  const child = spawn(path, [...options, fromRoot()], { stdio: ['ignore', 'inherit', 'inherit'], env: environment });
  process.on('SIGINT', () => {}); // It hears Ctrl+C too, and ends by itself.
  process.on('SIGTERM', () => void child.kill());
  return new Promise((resolve) => {
    child.once('error', () => resolve(false));
    child.once('exit', (code) => resolve(code === 0 || code === null || performance.now() - started > startedAfter));
  });
}
