import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createRng } from '../base/rng.ts';
import { contentFiles } from './artifacts.ts';
import { openStore } from './open.ts';
import type { Store } from './open.ts';
import { document, epoch, note, result, summary } from './testing/records.ts';

let folder: string;
let here: Store;
let there: Store;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'taskloom-archive-'));
  here = openStore(join(folder, 'here'));
  there = openStore(join(folder, 'there'));
});
afterEach(() => {
  here.close();
  there.close();
  rmSync(folder, { recursive: true, force: true });
});

const archive = (): string => join(folder, '研削.taskloom');
const refused = expect.objectContaining({ code: 'project.not-an-archive' }) as Error;

/** A project with data, undo history, a finished and an unfinished run, decisions and a report. */
async function makeProject(store: Store): Promise<string> {
  const csv = join(folder, '加工条件.csv');
  writeFileSync(csv, 'a,b\n1,2\n');
  const reference = await store.userFiles.take(csv);
  const withData = document({ data: [{ id: 'main', files: [reference], names: ['加工条件.csv'] }] });
  const id = store.projects.create('研削', null);
  store.revisions.edit(id, null, withData);
  store.revisions.edit(id, null, { ...withData, inputs: { exclude: ['a'] } });
  store.revisions.undo(id);
  store.jobs.insertSnapshot({
    id: 'snapshot-1',
    projectId: id,
    tableHash: 't',
    partsHash: 'p',
    rows: 1,
    fileNames: ['加工条件.csv'],
    split: { split: withData.split, parts: [], tasks: [], leftOut: 0, notes: [] },
    createdAt: 1,
  });
  store.jobs.insertRun({
    summary: summary(`${id}-done`, id, { snapshotId: 'snapshot-1', state: 'completed', epochs: 2, result }),
    document: withData,
  });
  store.jobs.insertRun({
    summary: summary(`${id}-going`, id, { snapshotId: 'snapshot-1', state: 'running' }),
    document: withData,
  });
  store.jobs.appendEpochs(`${id}-done`, [epoch(1), epoch(2)], [note(2)]);
  store.jobs.saveArtifact(`${id}-done`, 'model', randomBytes(3 << 20));
  store.decisions.add(`${id}-done`, 'adopted', '佐藤', '現場で確認');
  store.reports.add(id, 'ja', [`${id}-done`], 'hash-of-the-pdf');
  return id;
}

/** More than one piece of an archive, and nothing that compresses. */
function randomBytes(length: number): Uint8Array {
  const rng = createRng(1);
  return Uint8Array.from({ length }, () => rng.integer(256));
}

function contentsOf(store: Store, id: string) {
  const runs = store.jobs.listRuns(id);
  return {
    revision: store.revisions.read(id),
    runs: runs.map((run) => ({
      ...store.jobs.readRun(run.id),
      history: store.jobs.readEpochs(run.id),
      decisions: store.decisions.list(run.id),
    })),
    model: store.jobs.readArtifact(runs[0]!.id, 'model'),
    snapshot: store.jobs.readSnapshot('snapshot-1'),
    reports: store.reports.list(id),
    data: readFileSync(store.userFiles.path(store.revisions.read(id).document!.data[0]!.files[0]!), 'utf8'),
    listed: store.projects.list().find((project) => project.id === id),
  };
}

test('a project opens on another PC as it was, with data, undo history, runs and models', async () => {
  const id = await makeProject(here);
  await here.archives.write(id, archive());
  expect(there.archives.read(archive(), there.projects.freeName)).toBe(id);

  const original = contentsOf(here, id);
  const travelled = contentsOf(there, id);
  // The only difference: a training that was going on does not start by itself on the other PC.
  expect(travelled.runs[1]!.summary.state).toBe('cancelled');
  travelled.runs[1]!.summary = { ...travelled.runs[1]!.summary, state: 'running' } as never;
  travelled.listed = { ...travelled.listed!, lastRunState: 'running' };
  expect(travelled).toEqual(original);
  expect(there.revisions.redo(id).document?.inputs.exclude).toEqual(['a']);
});

test('the archive is one file, and nothing else is left lying about', async () => {
  const id = await makeProject(here);
  await here.archives.write(id, archive());
  expect(statSync(archive()).size).toBeGreaterThan(3 << 20);
  expect(contentFiles(folder).filter((file) => file.name.endsWith('.part'))).toEqual([]);
});

test('opened where it already is, it comes in beside the original with ids of its own', async () => {
  const id = await makeProject(here);
  await here.archives.write(id, archive());
  const copy = here.archives.read(archive(), here.projects.freeName);
  expect(copy).not.toBe(id);
  expect(
    here.projects
      .list()
      .map((project) => project.name)
      .sort(),
  ).toEqual(['研削', '研削 (2)']);
  expect(here.jobs.listRuns(copy)).toHaveLength(2);
  expect(here.jobs.listRuns(id).map((run) => run.id)).not.toEqual(here.jobs.listRuns(copy).map((run) => run.id));
  expect(here.reports.list(copy)[0]!.runs).toEqual([here.jobs.listRuns(copy)[0]!.id]);
  expect(here.jobs.readArtifact(here.jobs.listRuns(copy)[0]!.id, 'model')).toHaveLength(3 << 20);
});

test.each<[string, (path: string) => void]>([
  ['a spreadsheet under its name', (path) => writeFileSync(path, 'a,b\n1,2\n')],
  ['half of one', (path) => writeFileSync(path, readFileSync(path).subarray(0, 1 << 20))],
  ['a database of another program', (path) => change(path, 'pragma application_id = 7')],
  [
    'one with an added trigger',
    (path) => change(path, 'create trigger t after insert on run begin delete from project; end'),
  ],
  [
    'one whose model was altered',
    (path) => change(path, "update content set piece = zeroblob(10) where area = 'artifacts' and place = 1"),
  ],
  [
    'one with a file that is not what its name says',
    (path) => change(path, `update content set hash = '${'a'.repeat(64)}' where area = 'files'`),
  ],
  [
    'one that would read a file of this PC, or of a server',
    (path) => change(path, `update run set document = replace(document, 'sha256:', '//server/share/')`),
  ],
  ['one whose document is none', (path) => change(path, `update project_revision set document = '{"data":7}'`)],
  ['one that would write elsewhere', (path) => change(path, "update content set area = '../..'")],
  ['one with a run of nobody', (path) => change(path, "update run set project_id = 'x'")],
  [
    'one with two projects',
    (path) => change(path, "insert into project (id, name, created_at, changed_at) values ('x', 'x', 1, 1)"),
  ],
])('%s is refused, and the store stays as it was', async (_, spoil) => {
  const id = await makeProject(here);
  await here.archives.write(id, archive());
  spoil(archive());
  expect(() => there.archives.read(archive(), there.projects.freeName)).toThrow(refused);
  expect(there.projects.list()).toEqual([]);
  expect(contentFiles(there.folders.uploads)).toEqual([]);
  expect(there.projects.create('研削', null)).toBeTruthy();
});

const withoutDeaths = 'alter table run drop column deaths; alter table run drop column death_epochs;';

test.each([
  ['affinity maps', `${withoutDeaths} drop table affinity; pragma user_version = 1`],
  ['counts of deaths', `${withoutDeaths} pragma user_version = 2`],
])('an archive of the release before there were %s is brought up to date and taken over', async (_, back) => {
  const id = await makeProject(here);
  await here.archives.write(id, archive());
  change(archive(), back);
  expect(there.archives.read(archive(), there.projects.freeName)).toBe(id);
  expect(there.revisions.read(id)).toEqual(here.revisions.read(id));
  expect(there.jobs.readRun(`${id}-done`)).toEqual(here.jobs.readRun(`${id}-done`));
  expect(there.jobs.readEpochs(`${id}-done`)).toEqual(here.jobs.readEpochs(`${id}-done`));
  expect(there.affinity.find(id, 'any')).toBeNull();
});

test('nothing trains because a stranger made an archive that says so', async () => {
  const id = await makeProject(here);
  await here.archives.write(id, archive());
  change(archive(), "update run set state = 'waiting'");
  there.archives.read(archive(), there.projects.freeName);
  expect(there.jobs.unfinishedRuns()).toEqual([]);
});

test('an archive of a newer release is refused as such', async () => {
  const id = await makeProject(here);
  await here.archives.write(id, archive());
  change(archive(), 'pragma user_version = 99');
  expect(() => there.archives.read(archive(), there.projects.freeName)).toThrow(
    expect.objectContaining({ code: 'store.newer' }) as Error,
  );
});

function change(path: string, sql: string): void {
  const database = new Sqlite(path);
  database.pragma('foreign_keys = OFF');
  database.exec(sql);
  database.close();
}
