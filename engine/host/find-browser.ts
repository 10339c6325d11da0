// An installed browser of the Chromium family: it prints reports where there is no Electron.

import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';
import { Refusal } from '../contract/errors.ts';

const names = [
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
  'chrome',
  'microsoft-edge-stable',
  'microsoft-edge',
  'msedge',
  'brave-browser',
  'brave',
  'vivaldi-stable',
  'vivaldi',
];

/** Below each of the folders that programs are installed in. */
const onWindows = [
  'Google/Chrome/Application/chrome.exe',
  'Microsoft/Edge/Application/msedge.exe',
  'Chromium/Application/chrome.exe',
  'BraveSoftware/Brave-Browser/Application/brave.exe',
  'Vivaldi/Application/vivaldi.exe',
];

const onMac = [
  'Google Chrome.app/Contents/MacOS/Google Chrome',
  'Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  'Chromium.app/Contents/MacOS/Chromium',
  'Brave Browser.app/Contents/MacOS/Brave Browser',
  'Vivaldi.app/Contents/MacOS/Vivaldi',
];

/**
 * The browser's executable: `TASKLOOM_BROWSER` where it is set, otherwise the first one found.
 *
 * @throws Refusal `pdf.no-browser`, naming what was looked for
 */
export function findBrowser(
  environment: NodeJS.ProcessEnv = process.env,
  platform: NodeJS.Platform = process.platform,
): string {
  const wished = environment['TASKLOOM_BROWSER'];
  if (wished) {
    const found = (isAbsolute(wished) ? [wished] : onPath([wished], environment)).find(runs);
    if (found === undefined) throw new Refusal('pdf.no-browser', { searched: wished });
    return found;
  }
  const found = candidates(environment, platform).find(runs);
  if (found === undefined) throw new Refusal('pdf.no-browser', { searched: 'Chrome, Edge, Chromium, Brave, Vivaldi' });
  return found;
}

function candidates(environment: NodeJS.ProcessEnv, platform: NodeJS.Platform): string[] {
  if (platform === 'win32') {
    const roots = ['ProgramFiles', 'ProgramFiles(x86)', 'LOCALAPPDATA']
      .map((name) => environment[name])
      .filter((root) => root !== undefined);
    return onWindows.flatMap((file) => roots.map((root) => join(root, file)));
  }
  const inApplications = ['/Applications', join(environment['HOME'] ?? '', 'Applications')].flatMap((root) =>
    onMac.map((file) => join(root, file)),
  );
  return [...(platform === 'darwin' ? inApplications : []), ...onPath(names, environment)];
}

function onPath(files: readonly string[], environment: NodeJS.ProcessEnv): string[] {
  const folders = (environment['PATH'] ?? '').split(delimiter).filter(Boolean);
  return files.flatMap((file) => folders.map((folder) => join(folder, file)));
}

function runs(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
