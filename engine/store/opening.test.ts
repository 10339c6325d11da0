import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { timestamp } from '../base/clock.ts';
import { document, epoch, summary } from './testing/records.ts';
import { openStore } from './open.ts';
import type { Store } from './open.ts';

let folder: string;
let store: Store;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'taskloom-opening-'));
  store = openStore(folder);
});
afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Opened again after the database was changed as time would have. */
function reopenAfter(change: string): void {
  store.close();
  const database = new Sqlite(join(folder, 'taskloom.db'));
  database.exec(change);
  database.close();
  store = openStore(folder);
}

async function reference(content: string): Promise<string> {
  const path = join(folder, `${content}.csv`);
  writeFileSync(path, content);
  return store.userFiles.take(path);
}

const reading = (file: string) => document({ data: [{ id: 'main', files: [file] }] });

test('when a removed project is forgotten its files go; files of other runs stay though no revision names them', async () => {
  const [gone, kept, shown] = [await reference('gone'), await reference('kept'), await reference('shown')];
  const removed = store.projects.create('removed', reading(gone));
  store.projects.remove(removed);
  const project = store.projects.create('研削', reading(shown));
  // Trained with a file that was replaced since, so long ago that undo does not reach it any more.
  store.jobs.insertRun({ summary: summary('old', project), document: reading(kept) });
  const half = join(store.folders.files, 'half-written.part');
  writeFileSync(half, 'a copy that a power cut ended');
  reopenAfter('update project set deleted_at = 1 where deleted_at is not null');
  expect(() => store.userFiles.path(gone)).toThrow();
  expect(existsSync(store.userFiles.path(kept))).toBe(true);
  expect(existsSync(store.userFiles.path(shown))).toBe(true);
  expect(existsSync(half)).toBe(false);
});

test('what was made for the user two days ago is gone with its token, today is not', () => {
  const [old, fresh] = ['old', 'fresh'].map((name) => join(store.folders.outputs, name)) as [string, string];
  for (const place of [old, fresh]) {
    mkdirSync(place);
    writeFileSync(join(place, 'report.pdf'), '%PDF');
  }
  const tokens = [old, fresh].map((place) => store.tokens.add(join(place, 'report.pdf')).token) as [string, string];
  const twoDaysAgo = new Date(timestamp() - 2 * 24 * 60 * 60 * 1000);
  utimesSync(old, twoDaysAgo, twoDaysAgo);
  reopenAfter(`update file set made_at = ${twoDaysAgo.getTime()} where token = '${tokens[0]}'`);
  expect(readdirSync(store.folders.outputs)).toEqual(['fresh']);
  expect(() => store.tokens.find(tokens[0])).toThrow();
  expect(store.tokens.find(tokens[1]).name).toBe('report.pdf');
});

test('a link that leads nowhere does not keep the store from opening', () => {
  symlinkSync(join(folder, 'nowhere'), join(store.folders.uploads, 'lost'));
  store.close();
  store = openStore(folder);
  expect(store.projects.list()).toEqual([]);
});

test('deaths of engines over a run are counted as long as no epoch comes in between', () => {
  const project = store.projects.create('研削', document());
  store.jobs.insertRun({ summary: summary('r1', project), document: document() });
  store.jobs.insertRun({ summary: summary('r2', project), document: document() });
  expect([1, 2].map(() => store.jobs.noteDeath('r1'))).toEqual([1, 2]);
  store.jobs.appendEpochs('r1', [epoch(1)], []);
  expect([1, 2, 3].map(() => store.jobs.noteDeath('r1'))).toEqual([1, 2, 3]);
  expect(store.jobs.noteDeath('r2')).toBe(1);
});
