// The browser and the programs that the scripts use: for the app window, browser tests and pictures.

import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { Refusal } from '../engine/contract/errors.ts';
import { findBrowser as browserForPrinting } from '../engine/host/find-browser.ts';

/** The installed Chromium-family browser that prints reports too (`TASKLOOM_BROWSER` overrides), or null. */
export function findBrowser(): string | null {
  try {
    return browserForPrinting();
  } catch (error) {
    if (error instanceof Refusal) return null;
    throw error;
  }
}

/** A program of this name on the search path, or null. */
export function findProgram(name: string, environment: NodeJS.ProcessEnv = process.env): string | null {
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
