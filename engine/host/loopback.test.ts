import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { logTo } from '../base/log.ts';
import type { CallFailed, Reply } from '../contract/client.ts';
import type { FileToken } from '../contract/views.ts';
import { startLoopback } from './loopback.ts';
import type { Loopback } from './loopback.ts';
import { openPage } from './testing/browser.ts';
import type { Page } from './testing/browser.ts';

const folder = mkdtempSync(join(tmpdir(), 'taskloom-loopback-'));
const rendererFolder = join(folder, 'renderer');
const engineEntry = join(import.meta.dirname, 'testing', 'small-engine.ts');
const dataFolder = join(folder, 'data');
let loopback: Loopback;
const pages: Page[] = [];

beforeAll(async () => {
  logTo(null, { quiet: true });
  mkdirSync(join(rendererFolder, 'assets'), { recursive: true });
  writeFileSync(join(rendererFolder, 'index.html'), '<!doctype html><title>TaskLoom</title>');
  writeFileSync(join(rendererFolder, 'assets', 'main.js'), 'export {};');
  writeFileSync(join(folder, 'secret.txt'), 'not for the page');
  loopback = await startLoopback({ dataFolder, rendererFolder, version: '1.2.3', engineEntry });
});
afterEach(() => pages.splice(0).forEach((page) => page.close()));
afterAll(async () => {
  await loopback.close();
  rmSync(folder, { recursive: true, force: true });
});

async function page(): Promise<Page> {
  const opened = await openPage(loopback.newUrl());
  pages.push(opened);
  return opened;
}

/** A raw request: `fetch` would not let a Host header or an odd path through. */
async function raw(path: string, headers: Record<string, string>, method = 'GET'): Promise<number> {
  const { hostname, port } = new URL(loopback.url);
  const sent = request({ hostname, port, path, method, headers });
  sent.end();
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  response.resume();
  return response.statusCode!;
}

test('the address works once; after that only its cookie opens the page', async () => {
  const url = loopback.newUrl();
  expect(new URL(url).hostname).toBe('127.0.0.1');
  const first = await fetch(url, { redirect: 'manual' });
  expect(first.status).toBe(303);
  expect(first.headers.get('set-cookie')).toMatch(/; HttpOnly; SameSite=Strict; Path=\/$/);
  expect(first.headers.get('location')).toBe('/'); // the token does not stay in the address
  expect((await fetch(url, { redirect: 'manual' })).status).toBe(403);
  const cookie = first.headers.get('set-cookie')!.split(';')[0]!;
  expect(await (await fetch(new URL('/', url), { headers: { cookie } })).text()).toContain('<title>TaskLoom</title>');
  expect((await fetch(new URL('/', url))).status).toBe(403);
});

test('every answer forbids inline scripts, foreign content and framing by others', async () => {
  const { fetch: get } = await page();
  for (const path of ['/', '/assets/main.js', '/nothing', '/download/none']) {
    const { headers } = await get(path);
    const policy = headers.get('content-security-policy')!;
    expect(policy).toContain("default-src 'self'");
    expect(/script-src ([^;]*)/.exec(policy)![1]).toBe("'self'");
    expect(policy).not.toMatch(/https?:|\*/);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  }
  expect((await get('/assets/main.js')).headers.get('content-type')).toBe('text/javascript; charset=utf-8');
});

test.each([
  '/../secret.txt',
  '/..%2fsecret.txt',
  '/%2e%2e/secret.txt',
  '/assets/..%2f..%2fsecret.txt',
  '/..%5csecret.txt',
  '/%00',
  '/%',
])('nothing outside the window is served: %s', async (path) => {
  const { cookie } = await page();
  expect(await raw(path, { host: new URL(loopback.url).host, cookie })).toBe(404);
});

test('a page of another site gets nothing, whatever it knows', async () => {
  const { cookie, origin } = await page();
  const host = new URL(origin).host;
  expect(await raw('/', { host: 'evil.test', cookie })).toBe(403); // its name was rebound to 127.0.0.1
  expect(await raw('/', { host, cookie, origin: 'http://evil.test' })).toBe(403);
  expect(await raw('/', { host, cookie, origin: 'null' })).toBe(403);
  expect(await raw('/upload', { host, cookie }, 'POST')).toBe(403); // a form sends no Origin that is ours
  expect(await raw('/', { host, cookie })).toBe(200);
});

test.each<[string, (page: Page) => Record<string, string>]>([
  ['without the cookie', ({ origin }) => ({ origin })],
  ['from another site', ({ cookie }) => ({ cookie, origin: 'http://evil.test' })],
  ['without an origin', ({ cookie }) => ({ cookie })],
])('a socket %s is refused', async (_, headersOf) => {
  const opened = await page();
  const socket = new WebSocket(`${opened.origin.replace('http', 'ws')}/rpc`, { headers: headersOf(opened) });
  const [error] = (await once(socket, 'error')) as [Error];
  expect(error.message).toContain('403');
});

test('a page may not send what only the host may', async () => {
  const { client } = await page();
  for (const call of [
    client.call('file.take', { paths: ['/etc/passwd'] }),
    client.call('file.locate', { token: 'x' }),
  ]) {
    await expect(call).rejects.toMatchObject({ failure: { code: 'call.not-allowed' } });
  }
});

test('a file goes up as a stream and comes down the same, under its own name', async () => {
  const { fetch: send, client } = await page();
  const bytes = new Uint8Array(5 << 20).map((_, i) => i * 7);
  const name = '検査 "8月" (最終).csv';
  const reply = (await (
    await send('/upload', { method: 'POST', body: bytes, headers: { 'x-file-name': encodeURIComponent(name) } })
  ).json()) as Reply;
  if (!reply.ok) throw new Error(reply.failure.code);
  const token = reply.value as FileToken;
  expect(token).toMatchObject({ name: '検査 _8月_ (最終).csv', bytes: bytes.length }); // " may not stand in a Windows file name
  expect(JSON.stringify(token)).not.toContain(dataFolder);
  const down = await send(`/download/${token.token}`);
  expect(down.headers.get('content-disposition')).toContain(
    `filename*=UTF-8''${encodeURIComponent('検査 _8月_ ')}%28${encodeURIComponent('最終')}%29.csv`,
  );
  const digest = (data: Uint8Array): string => createHash('sha256').update(data).digest('hex');
  expect(digest(new Uint8Array(await down.arrayBuffer()))).toBe(digest(bytes));
  expect((await send('/download/nobody')).status).toBe(404);
  expect(await client.call('settings.get', null)).toMatchObject({ theme: 'system' });
});

test.each(['../../escape.csv', '..\\..\\escape.csv', '/etc/passwd', '%'])(
  'an upload named %s stays in its folder',
  async (name) => {
    const { fetch: send } = await page();
    const reply = (await (
      await send('/upload', {
        method: 'PUT',
        body: 'x',
        headers: { 'x-file-name': name.includes('%') ? name : encodeURIComponent(name) },
      })
    ).json()) as Reply;
    expect(reply.ok).toBe(true);
    expect(readdirSync(folder).sort()).toEqual(['data', 'renderer', 'secret.txt']);
    expect((reply as { value: FileToken }).value.name).not.toMatch(/[/\\]/);
  },
);

test('the engine dies under a call: the call fails in words, the page hears it, and the next call works', async () => {
  const { client } = await page();
  const before = await client.call('app.info', null);
  await client.call('settings.set', { language: 'ja', theme: 'dark', device: 'cpu' });
  const restarted = new Promise((resolve) => client.listen('engine.restarted', resolve));
  const waiting = client.call('data.health', { projectId: 'p' }).catch((error: CallFailed) => error.failure.code);
  process.kill(loopback.enginePid()!, 'SIGKILL');
  expect(await waiting).toBe('engine.died');
  // Asked while there is no engine: answered by the next one.
  expect(await client.call('settings.get', null)).toEqual({ language: 'ja', theme: 'dark', device: 'cpu' });
  await restarted;
  const after = await client.call('app.info', null);
  expect(after.recovered).toBe(true);
  expect(after.machine).not.toBe(before.machine); // another process
});

test('an engine that kills itself is started again as often as needed', async () => {
  const { client } = await page();
  for (let times = 0; times < 3; times++) {
    await expect(client.call('device.list', null)).rejects.toMatchObject({ failure: { code: 'engine.died' } });
    expect(await client.call('settings.get', null)).toMatchObject({ theme: 'dark' });
  }
});

test('two pages have calls of their own, even under the same number', async () => {
  const [one, other] = [await page(), await page()];
  const [a, b] = await Promise.all([one.client.call('app.info', null), other.client.call('settings.get', null)]);
  expect(a.version).toBe('1.2.3');
  expect(b).toMatchObject({ device: 'cpu' });
});

test('a second host on the same folder is refused in words', async () => {
  const second = startLoopback({ dataFolder, rendererFolder, version: '', engineEntry });
  await expect(second).rejects.toMatchObject({ name: 'Refusal', code: 'store.in-use' });
});

test('a folder goes up file by file and becomes one token, with its folders as they were', async () => {
  const { fetch: send } = await page();
  const reply = async (path: string, method: string, name: string, body?: string): Promise<Reply> => {
    const headers = { 'x-file-name': encodeURIComponent(name) };
    return (await (await send(path, { method, headers, ...(body === undefined ? {} : { body }) })).json()) as Reply;
  };
  const begun = await reply('/upload/folder', 'POST', '写真 8月');
  const { id } = (begun as { value: { id: string } }).value;
  const address = `/upload/folder/${id}`;
  const names = Array.from({ length: 300 }, (_, i) => `キズ/深さ ${i % 3}/部品_${i}.png`);
  const sent = await Promise.all(names.map((name) => reply(address, 'PUT', name, `bytes of ${name}`)));
  expect(sent.every((one) => one.ok)).toBe(true);

  const hostile = [
    '../escape.png',
    'a/../../../escape.png',
    '/etc/escape.png',
    'C:/escape.png',
    '..\\escape.png',
    'a//b.png',
    'a/./b.png',
    'a\u0000.png',
    '',
    `${'d/'.repeat(40)}deep.png`,
  ];
  for (const name of hostile)
    expect(await reply(address, 'PUT', name, 'x')).toMatchObject({ ok: false, failure: { code: 'upload.bad-path' } });
  // Sent twice, a file is not overwritten.
  expect(await reply(address, 'PUT', names[0]!, 'other')).toMatchObject({ failure: { code: 'upload.failed' } });

  const closed = (await reply(address, 'POST', '')) as { value: FileToken };
  expect(closed.value).toMatchObject({ name: '写真 8月', folder: true });
  expect(JSON.stringify(closed)).not.toContain(dataFolder);
  const root = join(dataFolder, 'uploads', id, '写真 8月');
  const kept = readdirSync(root, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
  expect(kept).toHaveLength(names.length);
  expect(readFileSync(join(root, names[7]!), 'utf8')).toBe(`bytes of ${names[7]}`);
  expect(readdirSync(folder).sort()).toEqual(
    readdirSync(folder)
      .filter((name) => !name.includes('escape'))
      .sort(),
  );
  // Closed is closed: nothing more goes in, and nobody else's folder is open.
  expect(await reply(address, 'PUT', 'late.png', 'x')).toMatchObject({ ok: false });
  expect(await reply('/upload/folder/..%2f..', 'PUT', 'a.png', 'x')).toMatchObject({ ok: false });
});

test('a folder that is given up leaves nothing behind', async () => {
  const { fetch: send } = await page();
  const headers = { 'x-file-name': 'photos' };
  const begun = (await (await send('/upload/folder', { method: 'POST', headers })).json()) as { value: { id: string } };
  const address = `/upload/folder/${begun.value.id}`;
  await send(address, { method: 'PUT', body: 'x', headers: { 'x-file-name': 'a.png' } });
  expect(readdirSync(join(dataFolder, 'uploads'))).toContain(begun.value.id);
  await send(address, { method: 'DELETE' });
  expect(readdirSync(join(dataFolder, 'uploads'))).not.toContain(begun.value.id);
});

test('a file that cannot be kept is refused in words once the browser has sent it, however large it is', async () => {
  const { fetch: send } = await page();
  const uploads = join(dataFolder, 'uploads');
  rmSync(uploads, { recursive: true, force: true });
  writeFileSync(uploads, 'a file where the folder should be');
  const headers = { 'x-file-name': encodeURIComponent('検査.csv') };
  try {
    const body = new Uint8Array(8 << 20); // far more than the sockets between browser and host hold
    const reply = (await (await send('/upload', { method: 'POST', headers, body })).json()) as Reply;
    expect(reply).toEqual({ ok: false, failure: { code: 'upload.failed', facts: { name: '検査.csv' } } });
    const folderReply = (await (await send('/upload/folder', { method: 'POST', headers })).json()) as Reply;
    expect(folderReply).toMatchObject({ ok: false, failure: { code: 'upload.failed' } });
  } finally {
    rmSync(uploads);
    mkdirSync(uploads);
  }
});
