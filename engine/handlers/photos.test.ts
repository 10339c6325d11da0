// Photos from the drop to the error gallery, over a real message channel as the window sees it.

import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MessageChannel } from 'node:worker_threads';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createClient } from '../contract/client.ts';
import type { Client } from '../contract/client.ts';
import { withCorrection } from '../contract/corrections.ts';
import { mostProblems } from '../contract/images.ts';
import { bridgeOver } from '../rpc/bridge.ts';
import { nodePort } from '../rpc/port.ts';
import { createServer } from '../rpc/server.ts';
import { createHandlers } from './index.ts';
import { photoClasses, writePhotos } from './testing/photo-folder.ts';
import { openWorkplace } from './testing/workplace.ts';
import type { Workplace } from './testing/workplace.ts';

let here: Workplace;
let client: Client;
let folder: string;
let ports: MessageChannel;

beforeEach(async () => {
  here = openWorkplace();
  folder = mkdtempSync(join(tmpdir(), 'taskloom-photos-'));
  await writePhotos(join(folder, '部品'), 8);
  ports = new MessageChannel();
  createServer(createHandlers(here.context)).serve(nodePort(ports.port1), { trusted: true });
  const unused = () => Promise.reject(new Error('not used here'));
  const files = { takeFiles: unused, takeFolder: unused, cancelTaking: () => {}, saveFile: unused };
  client = createClient({ ...bridgeOver(nodePort(ports.port2)), ...files });
});
afterEach(async () => {
  ports.port1.close();
  await here.close();
  rmSync(folder, { recursive: true, force: true });
});

const take = async (path: string) => (await client.call('file.take', { paths: [path], folders: true }))[0]!;

async function imported(path: string): Promise<string> {
  const { id } = await client.call('project.create', { name: '写真', sample: null });
  const { token } = await take(path);
  await client.call('data.import-images', { projectId: id, tokens: [token], manifest: null, path: null, id: null });
  return id;
}

const everything = { filter: {}, order: 'name', offset: 0, limit: 200 } as const;

test('a folder is a token only where photos are meant; a table is never read from it', async () => {
  const path = join(folder, '部品');
  await expect(client.call('file.take', { paths: [path] })).rejects.toMatchObject({ failure: { code: 'file.folder' } });
  const token = await take(path);
  expect(token).toMatchObject({ name: '部品', folder: true });
  await expect(client.call('data.preview', { tokens: [token.token], settings: null })).rejects.toMatchObject({
    failure: { code: 'file.folder' },
  });
});

test('the preview counts photos by folder, shows examples, and names what cannot be read', async () => {
  writeFileSync(join(folder, '部品', 'OK', '空.png'), '');
  writeFileSync(join(folder, '部品', 'Thumbs.db'), 'x');
  const { token } = await take(join(folder, '部品'));
  const preview = await client.call('images.preview', { tokens: [token], manifest: null, path: null });
  expect(preview.report).toMatchObject({
    images: 24,
    masks: 0,
    ignored: { system: 1 },
    classes: photoClasses.map((level) => ({ level, count: 8 })),
    problems: [{ path: 'OK/空.png', code: 'empty' }],
  });
  expect(preview.examples).toHaveLength(12);
  expect(new Set(preview.examples.map((one) => one.label))).toEqual(new Set(photoClasses));
  expect(preview.examples.every((one) => one.url.startsWith('data:image/jpeg;base64,'))).toBe(true);
  expect(preview.labels.map((label) => label.name)).toContain('class');
});

test('a list among the pictures gives its columns as labels; one that does not fit is told, and the photos stay', async () => {
  const names = photoClasses.flatMap((kind) => Array.from({ length: 8 }, (_, i) => `${kind}/${kind}_${i + 1}.png`));
  const rows = names.map((name, i) => `${name},${i % 3},S${i % 2}`);
  writeFileSync(join(folder, '部品', '判定.csv'), `ファイル,欠点数,設備\n${rows.join('\n')}\n`);
  mkdirSync(join(folder, '部品', 'その他'));
  writeFileSync(join(folder, '部品', 'その他', '無関係.csv'), 'a,b\n1,2\n3,4\n');
  const { token } = await take(join(folder, '部品'));
  const ask = (name: string, path: string | null) =>
    client.call('images.preview', { tokens: [token], manifest: { from: 'inside', name }, path });
  expect((await ask('判定.csv', null)).report.tables).toEqual(['その他/無関係.csv', '判定.csv']);
  const fits = await ask('判定.csv', 'ファイル');
  expect(fits).toMatchObject({ listFailure: null, listColumns: ['ファイル', '欠点数', '設備'] });
  expect(fits.labels.map((label) => label.name)).toEqual(expect.arrayContaining(['class', '欠点数', '設備']));
  const foreign = await ask('その他/無関係.csv', null);
  expect(foreign.listFailure).toMatchObject({ code: 'images.no-path-column' });
  expect(foreign).toMatchObject({ report: { images: 24 }, listColumns: ['a', 'b'] });
  await expect(ask('なくなった.csv', null)).rejects.toMatchObject({ failure: { code: 'images.list-gone' } });

  const { id } = await client.call('project.create', { name: '写真', sample: null });
  const { data } = await client.call('data.import-images', {
    projectId: id,
    tokens: [token],
    manifest: { from: 'inside', name: '判定.csv' },
    path: null,
    id: null,
  });
  expect(data).toMatchObject({ rows: 24, fileNames: ['部品', '判定.csv'], images: { pathColumn: 'ファイル' } });
  // The original may go: the project has its own copy.
  rmSync(folder, { recursive: true });
  const [one] = await client.call('images.pictures', { projectId: id, source: 'main', rows: [3], side: 512 });
  expect(one!.url).toMatch(/^data:image\/png;base64,/);
});

test('importing is one undoable edit with progress; a second folder becomes a further data set', async () => {
  const id = await imported(join(folder, '部品'));
  expect(here.heard.some(({ event }) => event === 'import.progress')).toBe(true);
  const { token } = await take(join(folder, '部品', 'OK'));
  const added = await client.call('data.import-images', {
    projectId: id,
    tokens: [token],
    manifest: null,
    path: null,
    id: '良品',
  });
  expect(added.data.sources!.map(({ id: name, kind, rows }) => [name, kind, rows])).toEqual([
    ['main', 'images', 24],
    ['良品', 'images', 8],
  ]);
  expect((await client.call('data.view', { projectId: id, source: '良品' }))!.rows).toBe(8);
  expect((await client.call('project.undo', { projectId: id })).document!.data).toHaveLength(1);
  await expect(client.call('data.view', { projectId: id, source: '良品' })).rejects.toMatchObject({
    failure: { code: 'project.no-data-set' },
  });
  expect((await client.call('project.undo', { projectId: id })).document).toBeNull();
});

test('a cancelled import changes nothing', async () => {
  const { id } = await client.call('project.create', { name: '写真', sample: null });
  const { token } = await take(join(folder, '部品'));
  const abort = new AbortController();
  const input = { projectId: id, tokens: [token], manifest: null, path: null, id: null };
  const work = client.call('data.import-images', input, abort.signal);
  abort.abort();
  await expect(work).rejects.toMatchObject({ failure: { code: 'cancelled' } });
  expect((await client.call('project.open', { projectId: id })).document).toBeNull();
});

test('photos are listed by label, words of the path and order, a page at a time', async () => {
  const id = await imported(join(folder, '部品'));
  const list = (asked: object) =>
    client.call('images.list', { projectId: id, source: 'main', ...everything, ...asked });
  expect((await list({})).total).toBe(24);
  const dents = await list({ filter: { column: 'class', value: '打痕' }, offset: 5, limit: 2 });
  expect(dents.total).toBe(8);
  expect(dents.items.map((item) => item.labels.class)).toEqual(['打痕', '打痕']);
  expect((await list({ filter: { text: 'ok_1' } })).items.map((item) => item.name)).toEqual(['OK/OK_1.png']);
  // Dents make a photo darker, streaks make it brighter: that is how they are drawn.
  const byLight = (await list({ order: 'brightness' })).items.map((item) => item.labels.class);
  expect(byLight.indexOf('打痕')).toBeLessThan(byLight.indexOf('筋'));
});

test('a label put right is shown in the list, learned from, and taken back by undo; rows keep their numbers', async () => {
  const id = await imported(join(folder, '部品'));
  const open = await client.call('project.open', { projectId: id });
  const place = { source: 'main', row: 2, column: 'class' };
  const without = { ...open.document!, data: [{ ...open.document!.data[0]!, withoutRows: [0, 1] }] };
  await client.call('project.edit', {
    projectId: id,
    revision: open.revision,
    document: withCorrection(without, place, '筋'),
  });
  const list = (filter: object) => client.call('images.list', { projectId: id, source: 'main', ...everything, filter });
  const marked = await list({ marked: true });
  expect(marked).toMatchObject({ total: 1, items: [{ row: 2, labels: { class: '筋' }, marked: ['class'] }] });
  expect((await list({})).total).toBe(22);
  const view = await client.call('data.view', { projectId: id });
  const profile = view!.columns.find((column) => column.name === 'class');
  // Rows 0 to 7 are OK parts: two left out, one put right.
  expect(profile).toMatchObject({
    levels: expect.arrayContaining([
      { level: '筋', count: 9 },
      { level: 'OK', count: 5 },
    ]),
  });
  const named = await client.call('data.rows', { projectId: id, offset: 0, limit: 0, rows: [1, 2], source: 'main' });
  expect(named.rows.map(({ cells }) => cells.slice(0, 2))).toEqual([['OK/OK_3.png', '筋']]);
  // The folder by its own name: where the program keeps its copy is nobody's business.
  expect(named.rows.map(({ file }) => file)).toEqual(view!.fileNames);
  const [removed, kept] = await client.call('images.pictures', {
    projectId: id,
    source: 'main',
    rows: [1, 2],
    side: 32,
  });
  expect(removed).toEqual({ row: 1, url: null });
  expect(kept!.url).not.toBeNull();
  await client.call('project.undo', { projectId: id });
  expect((await list({ marked: true })).total).toBe(0);
});

test('the list of problems is shown up to a thousand and written whole', async () => {
  const empty = mostProblems + 5;
  for (let i = 0; i < empty; i++) writeFileSync(join(folder, '部品', 'OK', `空 ${i}.png`), '');
  const projectId = await imported(join(folder, '部品'));
  const { sourceId, images } = (await client.call('data.view', { projectId }))!;
  expect([images!.problems.length, images!.problemCount]).toEqual([mostProblems, empty]);
  const { token } = await client.call('images.problems-csv', { projectId, source: sourceId, language: 'ja' });
  const { path } = await here.call('file.locate', { token });
  const lines = readFileSync(path, 'utf8').trimEnd().split('\r\n').slice(1);
  expect(new Set(lines.map((line) => line.split(',')[0])).size).toBe(empty);
}, 60_000);

test('the sample of photos opens with its photos and their labels', async () => {
  const { id } = await client.call('project.create', { name: '', sample: 'plates' });
  const view = await client.call('data.view', { projectId: id });
  expect(view!.images!.images).toBe(view!.rows);
  expect(view!.images!.problemCount).toBe(0);
  const { items } = await client.call('images.list', {
    projectId: id,
    source: view!.sourceId,
    ...everything,
    limit: 3,
  });
  const rows = items.map((item) => item.row);
  const pictures = await client.call('images.pictures', { projectId: id, source: view!.sourceId, rows, side: 64 });
  expect(pictures.every((one) => one.url !== null)).toBe(true);
});

test('which column of a table names the photos is proposed with what each comes to, and the table joined by the one chosen', async () => {
  const id = await imported(join(folder, '部品'));
  const names = photoClasses.flatMap((kind) => Array.from({ length: 8 }, (_, i) => `${kind}_${i + 1}`));
  const path = join(folder, 'センサー.csv');
  // The last photo has no row; the lot repeats.
  const rows = names.slice(0, -1).map((name, i) => `S-${i},${name}.png,L${i % 2},${20 + i}`);
  writeFileSync(path, `通番,撮影ファイル,ロット,温度\n${rows.join('\n')}\n`);
  const { token } = await take(path);
  const asked = { projectId: id, source: 'main', tokens: [token], settings: null };
  const proposal = await client.call('images.propose-join', asked);
  expect(proposal).toMatchObject({ photos: names.length, guess: '撮影ファイル' });
  expect(proposal.columns.map(({ name, photos, repeated }) => [name, photos, repeated])).toEqual([
    ['通番', 0, 0],
    ['撮影ファイル', names.length - 1, 0],
    ['ロット', 0, 0],
    ['温度', 0, 0],
  ]);
  expect(proposal.columns[1]!.example).toBe(`${names[0]}.png`);
  const joined = { projectId: id, source: 'main', tokens: [token], settings: null, keys: [], kind: 'left' as const };
  const { data } = await client.call('data.join', { ...joined, photo: '撮影ファイル' });
  expect(data.rows).toBe(names.length);
  expect(data.columns.find(({ name }) => name === '温度')).toMatchObject({ kind: 'number', missing: 1 });
  expect(data.columns.some(({ name }) => name === '撮影ファイル')).toBe(false);
  expect(data.report.files).toMatchObject([{ file: 'センサー.csv', rows: names.length - 1 }]);
  await client.call('project.undo', { projectId: id });
  await expect(client.call('data.join', { ...joined, photo: 'ロット' })).rejects.toMatchObject({
    failure: { code: 'join.no-photo-matches', facts: { cells: ['L0', 'L1'] } },
  });
});

test('photos dropped beside a table of the same parts are offered its rows, take its place and keep what is predicted of it', async () => {
  const names = photoClasses.flatMap((kind) => Array.from({ length: 8 }, (_, i) => `${kind}_${i + 1}`));
  const path = join(folder, '先の表.csv');
  const rows = names.map((name, i) => `${name}.png,${20 + i},${i % 3 === 0 ? 'NG' : 'OK'}`);
  writeFileSync(path, `撮影ファイル,温度,判定\n${rows.join('\n')}\n`);
  const { id: projectId } = await client.call('project.create', { name: '先に表', sample: null });
  const table = await take(path);
  const { project } = await client.call('data.import', { projectId, tokens: [table.token], settings: null });
  const task = await client.call('task.propose', { projectId, column: '判定' });
  const document = { ...project.document!, tasks: [task] };
  await client.call('project.edit', { projectId, revision: project.revision, document });

  const { token } = await take(join(folder, '部品'));
  const asked = { tokens: [token], manifest: null, path: null };
  expect((await client.call('images.preview', asked)).join).toBeUndefined();
  const { join: offered } = await client.call('images.preview', { ...asked, beside: { projectId, source: 'main' } });
  expect(offered).toMatchObject({ photos: names.length, guess: '撮影ファイル' });

  const joined = { source: 'main', photo: '撮影ファイル' };
  const done = await client.call('data.import-images', { projectId, ...asked, id: null, joined });
  expect(done.project.document!.data.map(({ id, images }) => [id, images?.length])).toEqual([['main', 1]]);
  expect(done.project.document!.tasks).toEqual([task]);
  expect(done.data.columns.map(({ name }) => name)).toEqual(expect.arrayContaining(['image', '温度', '判定']));
  expect(done.data.rows).toBe(names.length);

  // What is no plain table any more is not offered again.
  const again = await client.call('images.preview', { ...asked, beside: { projectId, source: 'main' } });
  expect(again.join).toBeUndefined();
});
