// Finds Electron's program file. The npm package comes without it; Electron's own install script
// fetches it, which is tried only where its host answers quickly.

import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fromRoot } from './paths.ts';

const packageFolder = fromRoot('node_modules', 'electron');
const answerWithin = 1500;
const downloadWithin = 10 * 60_000;

export interface Found {
  /** Null when it cannot be had. */
  readonly path: string | null;
  /** Half a sentence: why not. */
  readonly reason: string;
}

/** The installed program file, without any attempt to fetch it. */
export function installedElectron(environment: NodeJS.ProcessEnv = process.env): string | null {
  const folder = environment['ELECTRON_OVERRIDE_DIST_PATH'] ?? join(packageFolder, 'dist');
  const named = join(packageFolder, 'path.txt');
  const names = [
    ...(existsSync(named) ? [readFileSync(named, 'utf8').trim()] : []),
    ...(programNames[process.platform] ?? ['electron']),
  ];
  return names.map((name) => join(folder, name)).find((path) => existsSync(path)) ?? null;
}

const programNames: Partial<Record<NodeJS.Platform, string[]>> = {
  win32: ['electron.exe'],
  darwin: ['Electron.app/Contents/MacOS/Electron'],
};

/** The installed program file, fetched first where that is possible. Never throws, never hangs. */
export async function findElectron(say: (line: string) => void): Promise<Found> {
  const installed = installedElectron();
  if (installed !== null) return { path: installed, reason: '' };
  if (process.env['ELECTRON_SKIP_BINARY_DOWNLOAD']) return { path: null, reason: 'its download is switched off' };
  const host = new URL(
    process.env['ELECTRON_MIRROR'] ?? process.env['npm_config_electron_mirror'] ?? 'https://github.com/',
  ).origin;
  if (!(await answers(host))) return { path: null, reason: `${new URL(host).host} cannot be reached to fetch it` };
  say('Fetching Electron (about 120 MB, once) ...');
  await runInstallScript();
  const fetched = installedElectron();
  return { path: fetched, reason: fetched === null ? 'fetching it failed' : '' };
}

async function answers(host: string): Promise<boolean> {
  try {
    await fetch(host, { method: 'HEAD', redirect: 'manual', signal: AbortSignal.timeout(answerWithin) });
    return true;
  } catch {
    return false;
  }
}

function runInstallScript(): Promise<void> {
  const child = spawn(process.execPath, [join(packageFolder, 'install.js')], {
    stdio: 'ignore',
    timeout: downloadWithin,
  });
  return new Promise((resolve) => {
    child.once('error', () => resolve());
    child.once('close', () => resolve());
  });
}
