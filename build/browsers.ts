// Finds an installed Chromium-family browser: for the app window, browser tests and printing.

import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

const linuxNames = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
  'microsoft-edge-stable',
  'brave-browser',
  'vivaldi',
];
const macNames = ['Google Chrome', 'Microsoft Edge', 'Chromium', 'Brave Browser', 'Vivaldi'];
const windowsPaths = [
  ['Microsoft', 'Edge', 'Application', 'msedge.exe'],
  ['Google', 'Chrome', 'Application', 'chrome.exe'],
  ['Chromium', 'Application', 'chrome.exe'],
  ['BraveSoftware', 'Brave-Browser', 'Application', 'brave.exe'],
  ['Vivaldi', 'Application', 'vivaldi.exe'],
];

type Environment = Readonly<Record<string, string | undefined>>;

/** Where a browser may lie on this system, the likeliest first. `CHROME_PATH` goes before all. */
export function browserCandidates(platform: NodeJS.Platform, environment: Environment): string[] {
  const chosen = environment['CHROME_PATH'];
  const first = chosen === undefined || chosen === '' ? [] : [chosen];
  if (platform === 'win32') {
    const folders = ['ProgramFiles(x86)', 'ProgramFiles', 'LocalAppData'].flatMap((name) => environment[name] ?? []);
    return [...first, ...windowsPaths.flatMap((parts) => folders.map((folder) => join(folder, ...parts)))];
  }
  if (platform === 'darwin')
    return [...first, ...macNames.map((name) => `/Applications/${name}.app/Contents/MacOS/${name}`)];
  const folders = (environment['PATH'] ?? '').split(delimiter).filter(Boolean);
  return [...first, ...linuxNames.flatMap((name) => folders.map((folder) => join(folder, name)))];
}

/** The first candidate that can be run, or null. */
export function findBrowser(
  platform: NodeJS.Platform = process.platform,
  environment: Environment = process.env,
): string | null {
  return browserCandidates(platform, environment).find(isProgram) ?? null;
}

/** A program of this name on the search path, or null. */
export function findProgram(name: string, environment: Environment = process.env): string | null {
  const folders = (environment['PATH'] ?? environment['Path'] ?? '').split(delimiter).filter(Boolean);
  const names = process.platform === 'win32' ? [`${name}.exe`, `${name}.cmd`] : [name];
  return folders.flatMap((folder) => names.map((file) => join(folder, file))).find(isProgram) ?? null;
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
