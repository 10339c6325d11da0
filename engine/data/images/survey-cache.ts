// What was found out about pictures, kept by the hash of their bytes in one file that only grows: a line a
// picture. A cancelled or killed import continues where it was; a picture under another name is known.

import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { markUsed } from '../../base/cache.ts';
import { makeFolder } from '../../base/files.ts';
import type { ImageProblemCode } from '../../contract/images.ts';
import type { Survey } from './survey.ts';

export type Surveyed = { readonly survey: Survey } | { readonly code: ImageProblemCode; readonly detail: string };

/** Counts up whenever a survey measures something else. */
const version = 1;
const linesKept = 200;

export interface SurveyCache {
  get(hash: string): Surveyed | undefined;
  add(hash: string, surveyed: Surveyed): void;
  /** Writes what is still held back. */
  flush(): void;
}

export function openSurveyCache(folder: string): SurveyCache {
  makeFolder(folder);
  const path = join(folder, `surveys-${version}.jsonl`);
  const known = new Map<string, Surveyed>();
  if (existsSync(path)) for (const line of readFileSync(path, 'utf8').split('\n')) takeLine(line, known);
  markUsed(path);
  let waiting: string[] = [];
  const flush = (): void => {
    // A line break first: the last line may be half a line, from a power cut.
    if (waiting.length > 0) appendFileSync(path, `\n${waiting.join('\n')}`);
    waiting = [];
  };
  return {
    get: (hash) => known.get(hash),
    add: (hash, surveyed) => {
      known.set(hash, surveyed);
      waiting.push(JSON.stringify([hash, surveyed]));
      if (waiting.length >= linesKept) flush();
    },
    flush,
  };
}

function takeLine(line: string, into: Map<string, Surveyed>): void {
  if (line === '') return;
  try {
    const [hash, surveyed] = JSON.parse(line) as [string, Surveyed];
    into.set(hash, surveyed);
  } catch {
    // Half a line: that picture is looked at again.
  }
}
