import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { contentPath, hashBytes } from '../base/files.ts';
import { Refusal } from '../contract/errors.ts';
import type { JobStore } from '../jobs/job-store.ts';
import { contentFiles } from './artifacts.ts';
import { evenlySpaced } from './epochs.ts';
import { openStore } from './open.ts';
import type { Store } from './open.ts';
import { document, epoch, note, result, summary } from './testing/records.ts';

let folder: string;
let store: Store;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'taskloom-store-'));
  store = openStore(folder);
});
afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true, force: true });
});

function reopen(): void {
  store.close();
  store = openStore(folder);
}

const withExcluded = (...exclude: string[]) => document({ inputs: { exclude } });
const refusal = (code: string) => expect.objectContaining({ name: 'Refusal', code }) as Error;

test('settings are what was set, over the initial ones, after reopening too', () => {
  expect(store.settings.read()).toEqual({ language: null, theme: 'system', device: 'auto' });
  store.settings.write({ language: 'ja', theme: 'dark', device: 'cpu' });
  reopen();
  expect(store.settings.read()).toEqual({ language: 'ja', theme: 'dark', device: 'cpu' });
});

test('a project whose name is taken gets a number; renaming to a taken name is refused', () => {
  const first = store.projects.create('研削', null);
  store.projects.create('研削', null);
  const third = store.projects.create('研削', null);
  expect(store.projects.list().map((project) => project.name)).toEqual(['研削 (3)', '研削 (2)', '研削']);
  expect(() => store.projects.rename(third, '研削')).toThrow(refusal('project.name-taken'));
  store.projects.rename(first, '研削');
  expect(store.projects.name(first)).toBe('研削');
});

test('a removed project leaves the list and its name, and comes back under a free one', () => {
  const id = store.projects.create('溶接', document());
  store.projects.remove(id);
  expect(store.projects.list()).toEqual([]);
  expect(() => store.revisions.read(id)).toThrow(refusal('project.missing'));
  store.projects.create('溶接', null);
  store.projects.restore(id);
  expect(store.revisions.read(id)).toMatchObject({ name: '溶接 (2)', document: document() });
});

test('undo and redo go back and forth over every edit, down to the empty project', () => {
  const id = store.projects.create('研削', null);
  for (const column of ['a', 'b', 'c']) store.revisions.edit(id, null, withExcluded(column));
  const undone = [1, 2, 3].map(() => store.revisions.undo(id).document?.inputs.exclude ?? null);
  expect(undone).toEqual([['b'], ['a'], null]);
  expect(store.revisions.undo(id)).toMatchObject({ document: null, canUndo: false, canRedo: true });
  const redone = [1, 2, 3].map(() => store.revisions.redo(id).document?.inputs.exclude ?? null);
  expect(redone).toEqual([['a'], ['b'], ['c']]);
  expect(store.revisions.redo(id)).toMatchObject({ canUndo: true, canRedo: false });
});

test('an edit after undo drops what was undone', () => {
  const id = store.projects.create('研削', withExcluded());
  store.revisions.edit(id, null, withExcluded('a'));
  store.revisions.undo(id);
  expect(store.revisions.edit(id, null, withExcluded('b'))).toMatchObject({ canRedo: false });
  expect(store.revisions.undo(id).document).toEqual(withExcluded());
});

test('an edit made on a revision that is no longer shown is refused, even after undo made room for its number', () => {
  const id = store.projects.create('研削', withExcluded());
  const stale = store.revisions.edit(id, null, withExcluded('a')).revision;
  store.revisions.undo(id);
  store.revisions.edit(id, null, withExcluded('b'));
  expect(() => store.revisions.edit(id, stale, withExcluded('c'))).toThrow(refusal('project.changed'));
  expect(store.revisions.read(id).document).toEqual(withExcluded('b'));
});

test('of very many edits the last 200 are kept', () => {
  const id = store.projects.create('研削', withExcluded());
  for (let i = 0; i < 250; i++) store.revisions.edit(id, null, withExcluded(String(i)));
  let steps = 0;
  while (store.revisions.read(id).canUndo) {
    store.revisions.undo(id);
    steps++;
  }
  expect(steps).toBe(199);
  expect(store.revisions.read(id).document).toEqual(withExcluded('50'));
});

test('import settings are remembered by kind of file', () => {
  expect(store.importSettings.find('plc|;')).toBeNull();
  store.importSettings.remember('plc|;', { encoding: 'shift_jis', headerLine: 8 });
  store.importSettings.remember('plc|;', { encoding: 'shift_jis', headerLine: 9 });
  expect(store.importSettings.find('plc|;')).toEqual({ encoding: 'shift_jis', headerLine: 9 });
});

test('the store is what jobs need of one', () => {
  const jobStore: JobStore = store.jobs;
  expect(jobStore.unfinishedRuns()).toEqual([]);
});

test('a run comes back as it was queued and changed, and the list of projects counts it', () => {
  const id = store.projects.create('研削', document());
  store.jobs.insertRun({ summary: summary('r1', id), document: document() });
  store.jobs.updateRun('r1', { state: 'running', startedAt: 2000 });
  const changed = store.jobs.updateRun('r1', { state: 'completed', endedAt: 3000, epochs: 60, result });
  expect(changed).toEqual(
    summary('r1', id, { state: 'completed', startedAt: 2000, endedAt: 3000, epochs: 60, result }),
  );
  reopen();
  expect(store.jobs.readRun('r1')).toEqual({ summary: changed, document: document() });
  expect(store.projects.list()[0]).toMatchObject({ runs: 1, lastRunState: 'completed', tasks: ['粗さ', '焼け'] });
});

test('the list of projects tells the state of the run at work, not of those that wait behind it', () => {
  const id = store.projects.create('研削', document());
  for (const run of ['r1', 'r2', 'r3']) store.jobs.insertRun({ summary: summary(run, id), document: document() });
  expect(store.projects.list()[0]).toMatchObject({ lastRunState: 'waiting' });
  store.jobs.updateRun('r1', { state: 'completed' });
  store.jobs.updateRun('r2', { state: 'paused' });
  expect(store.projects.list()[0]).toMatchObject({ lastRunState: 'paused' });
  store.jobs.updateRun('r2', { state: 'cancelled' });
  store.jobs.updateRun('r3', { state: 'failed' });
  expect(store.projects.list()[0]).toMatchObject({ lastRunState: 'failed' });
});

test('a failure can be set and cleared; an update without changes is none', () => {
  const id = store.projects.create('研削', document());
  store.jobs.insertRun({ summary: summary('r1', id), document: document() });
  const failure = { code: 'bug', facts: { detail: 'x' } };
  expect(store.jobs.updateRun('r1', { failure }).failure).toEqual(failure);
  expect(store.jobs.updateRun('r1', {}).failure).toEqual(failure);
  expect(store.jobs.updateRun('r1', { failure: null }).failure).toBeNull();
  expect(() => store.jobs.updateRun('nobody', { state: 'failed' })).toThrow(refusal('run.missing'));
});

test('unfinished runs of all projects come in queue order, those of removed projects not', () => {
  const [one, two] = [store.projects.create('一', document()), store.projects.create('二', document())];
  const states = ['waiting', 'completed', 'paused', 'running', 'interrupted', 'failed'] as const;
  states.forEach((state, i) =>
    store.jobs.insertRun({ summary: summary(`r${i}`, i % 2 === 0 ? one : two, { state }), document: document() }),
  );
  expect(store.jobs.unfinishedRuns().map((run) => run.summary.id)).toEqual(['r0', 'r2', 'r3', 'r4']);
  store.projects.remove(two);
  expect(store.jobs.unfinishedRuns().map((run) => run.summary.id)).toEqual(['r0', 'r2', 'r4']);
});

test('a resumed run rewrites the epochs it had lost, and their notes', () => {
  const id = store.projects.create('研削', document());
  store.jobs.insertRun({ summary: summary('r1', id), document: document() });
  store.jobs.appendEpochs('r1', [epoch(1), epoch(2)], [note(2)]);
  store.jobs.appendEpochs('r1', [epoch(3)], [note(3)]);
  store.jobs.appendEpochs('r1', [epoch(2, 7)], []);
  expect(store.jobs.readEpochs('r1')).toEqual({ epochs: [epoch(1), epoch(2, 7)], notes: [] });
});

test('epochs and the checkpoint after them are there together, or neither is', () => {
  const id = store.projects.create('研削', document());
  store.jobs.insertRun({ summary: summary('r1', id), document: document() });
  const checkpoint = (...bytes: number[]) => ({ name: 'checkpoint', bytes: Uint8Array.of(...bytes) }) as const;
  store.jobs.saveEpochs('r1', [epoch(1)], [], checkpoint(1));
  store.jobs.saveEpochs('r1', [epoch(2), epoch(3)], [note(3)], checkpoint(3));
  // Two epochs of one number cannot be written: the checkpoint that came with them is not taken either.
  expect(() => store.jobs.saveEpochs('r1', [epoch(4), epoch(4)], [], checkpoint(4))).toThrow();
  expect(store.jobs.readEpochs('r1')).toEqual({ epochs: [epoch(1), epoch(2), epoch(3)], notes: [note(3)] });
  expect(store.jobs.readArtifact('r1', 'checkpoint')).toEqual(Uint8Array.of(3));
});

test('a thinned history has its first and last epoch and is evenly spaced', () => {
  const id = store.projects.create('研削', document());
  store.jobs.insertRun({ summary: summary('r1', id), document: document() });
  store.jobs.appendEpochs(
    'r1',
    Array.from({ length: 101 }, (_, i) => epoch(i + 1)),
    [note(50)],
  );
  // 101 epochs in 5: steps of 25.
  expect(store.jobs.readThinned('r1', 5).epochs.map((record) => record.epoch)).toEqual([1, 26, 51, 76, 101]);
  expect(store.jobs.readThinned('r1', 500).epochs).toHaveLength(101);
  expect(store.jobs.readThinned('r1', 5).notes).toEqual([note(50)]);
});

test.each([
  [0, 2],
  [1, 2],
  [2, 2],
  [3, 2],
  [1000, 7],
])('%i points in %i: no index twice, none outside', (count, limit) => {
  const indices = evenlySpaced(count, limit);
  expect(new Set(indices).size).toBe(Math.min(count, limit));
  expect(indices.every((index) => index >= 0 && index < count)).toBe(true);
});

test('artifacts are replaced in one step, the same bytes are kept once, and the old file goes', () => {
  const id = store.projects.create('研削', document());
  for (const run of ['r1', 'r2']) store.jobs.insertRun({ summary: summary(run, id), document: document() });
  const [first, second] = [Buffer.from('state of epoch 1'), Buffer.from('state of epoch 2')];
  store.jobs.saveArtifact('r1', 'checkpoint', first);
  store.jobs.saveArtifact('r2', 'checkpoint', first);
  expect(contentFiles(store.folders.artifacts)).toHaveLength(1);
  store.jobs.saveArtifact('r1', 'checkpoint', second);
  expect(Buffer.from(store.jobs.readArtifact('r1', 'checkpoint')!)).toEqual(second);
  expect(Buffer.from(store.jobs.readArtifact('r2', 'checkpoint')!)).toEqual(first);
  store.jobs.deleteArtifacts('r2', ['checkpoint']);
  expect(store.jobs.readArtifact('r2', 'checkpoint')).toBeNull();
  expect(contentFiles(store.folders.artifacts).map((file) => file.name)).toEqual([hashBytes(second)]);
  expect(store.jobs.readRun('r2').summary.id).toBe('r2');
});

test('bytes come back as a plain array: a slice of them is a copy with a buffer of its own', () => {
  const id = store.projects.create('研削', document());
  store.jobs.insertRun({ summary: summary('r1', id), document: document() });
  store.jobs.saveArtifact('r1', 'checkpoint', new Uint8Array(64));
  expect(store.jobs.readArtifact('r1', 'checkpoint')!.slice(8, 16).buffer.byteLength).toBe(8);
});

test('a model that was altered on disk is refused', () => {
  const id = store.projects.create('研削', document());
  store.jobs.insertRun({ summary: summary('r1', id), document: document() });
  store.jobs.saveArtifact('r1', 'model', Buffer.from('weights'));
  writeFileSync(contentPath(store.folders.artifacts, hashBytes('weights')), 'weighty');
  expect(() => store.jobs.readArtifact('r1', 'model')).toThrow(refusal('store.file-damaged'));
});

test('opening sweeps files of artifacts that a crash left unnamed', () => {
  const lost = contentPath(store.folders.artifacts, hashBytes('lost'));
  const id = store.projects.create('研削', document());
  store.jobs.insertRun({ summary: summary('r1', id), document: document() });
  store.jobs.saveArtifact('r1', 'model', Buffer.from('lost'));
  store.jobs.deleteArtifacts('r1', ['model']);
  store.jobs.saveArtifact('r1', 'model', Buffer.from('kept'));
  writeFileSync(lost, 'lost');
  reopen();
  expect(existsSync(lost)).toBe(false);
  expect(Buffer.from(store.jobs.readArtifact('r1', 'model')!).toString()).toBe('kept');
});

test("a user's file is kept once under her name for it, and found by its reference", async () => {
  const path = join(folder, '検査 8月.csv');
  writeFileSync(path, 'a,b\n1,2\n');
  const reference = await store.userFiles.take(path);
  expect(reference).toBe(`sha256:${hashBytes('a,b\n1,2\n')}`);
  expect(await store.userFiles.take(path, 'other.csv')).toBe(reference);
  rmSync(path);
  expect(store.userFiles.path(reference).endsWith('検査 8月.csv')).toBe(true);
  expect(readFileSync(store.userFiles.path(reference), 'utf8')).toBe('a,b\n1,2\n');
  for (const wrong of ['sha256:00', `sha256:${'0'.repeat(64)}`, 'sha256:../../etc/passwd', '/etc/passwd']) {
    expect(() => store.userFiles.path(wrong)).toThrow(refusal('file.missing'));
  }
});

test('a cancelled copy leaves nothing behind', async () => {
  const path = join(folder, 'big.csv');
  writeFileSync(path, Buffer.alloc(1 << 20));
  await expect(store.userFiles.take(path, 'big.csv', AbortSignal.abort())).rejects.toMatchObject({
    name: 'AbortError',
  });
  expect(contentFiles(store.folders.files)).toEqual([]);
});

test('a token names a file; a folder or a lost file is refused in words', () => {
  const path = join(folder, 'a.csv');
  writeFileSync(path, 'a');
  const token = store.tokens.add(path);
  expect(token).toMatchObject({ name: 'a.csv', bytes: 1 });
  expect(store.tokens.find(token.token)).toEqual({ path, name: 'a.csv', bytes: 1 });
  rmSync(path);
  expect(() => store.tokens.find(token.token)).toThrow(new Refusal('file.missing', { name: 'a.csv' }));
  expect(() => store.tokens.add(folder)).toThrow(refusal('file.folder'));
  expect(() => store.tokens.find('no such token')).toThrow(refusal('file.missing'));
});

test('decisions pile up and the run shows the last one', () => {
  const id = store.projects.create('研削', document());
  store.jobs.insertRun({ summary: summary('r1', id), document: document() });
  store.decisions.add('r1', 'candidate', '佐藤', '誤差が小さい');
  store.decisions.add('r1', 'adopted', '鈴木', '現場で確認');
  expect(store.decisions.list('r1').map(({ decision, by, reason }) => [decision, by, reason])).toEqual([
    ['candidate', '佐藤', '誤差が小さい'],
    ['adopted', '鈴木', '現場で確認'],
  ]);
  expect(store.jobs.readRun('r1').summary.decision).toBe('adopted');
});

test('a second store on the same folder is refused in words while the first is open', () => {
  expect(() => openStore(folder, { wait: 0 })).toThrow(
    new Refusal('store.in-use', { path: join(folder, 'taskloom.db') }),
  );
});
