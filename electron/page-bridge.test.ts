// The bridge over a real message channel, with an engine's end that answers by hand.

import { MessageChannel } from 'node:worker_threads';
import type { MessagePort as NodePort } from 'node:worker_threads';
import { afterEach, expect, test } from 'vitest';
import type { Reply } from '../engine/contract/client.ts';
import type { PageMessage } from '../engine/contract/wire.ts';
import { createPageBridge } from './page-bridge.ts';
import type { EnginePort } from './page-bridge.ts';

const ports: NodePort[] = [];
afterEach(() => ports.splice(0).forEach((port) => port.close()));

function newPage() {
  const spoken: string[] = [];
  const page = createPageBridge({
    pathOf: (file) => (file.name.startsWith('made-up') ? '' : `C:\\data\\${file.name}`),
    save: () => Promise.resolve({ ok: true, value: true }),
    speaks: (language) => void spoken.push(language),
    now: () => 17,
  });
  return { ...page, spoken };
}

/** An engine that answers each call with what `reply` says; null leaves it open. */
function engine(connect: (port: EnginePort) => void, reply: (message: PageMessage & { kind: 'call' }) => Reply | null) {
  const { port1, port2 } = new MessageChannel();
  ports.push(port1, port2);
  const heard: PageMessage[] = [];
  port2.on('message', (message: PageMessage) => {
    heard.push(message);
    const answer = message.kind === 'call' ? reply(message) : null;
    if (answer !== null) port2.postMessage({ kind: 'reply', id: (message as { id: number }).id, reply: answer });
  });
  connect(port1 as unknown as EnginePort);
  return { heard, port: port2 };
}

const echo = (message: PageMessage & { kind: 'call' }): Reply => ({ ok: true, value: message.input });

test('calls made before the engine is there are answered once it is', async () => {
  const page = newPage();
  const early = page.bridge.call('app.info', { early: true }, 1);
  engine(page.connect, echo);
  expect(await early).toEqual({ ok: true, value: { early: true } });
  expect(await page.bridge.call('app.info', 2, 2)).toEqual({ ok: true, value: 2 });
});

test('an open call is answered when the engine dies, and the page hears of the restart', async () => {
  const page = newPage();
  const restarts: unknown[] = [];
  page.bridge.listen('engine.restarted', (value) => restarts.push(value));
  engine(page.connect, () => null);
  const open = page.bridge.call('data.health', {}, 1);
  expect(restarts).toEqual([]);
  engine(page.connect, echo);
  expect(await open).toEqual({ ok: false, failure: { code: 'engine.died', facts: {} } });
  expect(restarts).toEqual([{ at: 17 }]);
  expect(await page.bridge.call('app.info', 'again', 2)).toEqual({ ok: true, value: 'again' });
});

test('a page cannot send a command that carries a path', async () => {
  const page = newPage();
  const { heard } = engine(page.connect, echo);
  expect(await page.bridge.call('file.take', { paths: ['/etc/passwd'] }, 1)).toEqual({
    ok: false,
    failure: { code: 'call.not-allowed', facts: { command: 'file.take' } },
  });
  expect(heard).toEqual([]);
});

test('dropped files reach the engine as paths; the page gets tokens and never sees a path', async () => {
  const page = newPage();
  const { heard } = engine(page.connect, () => ({ ok: true, value: [{ token: 't1', name: 'a.csv', bytes: 3 }] }));
  const reply = await page.bridge.takeFiles([new File(['x,y'], 'a.csv')], () => {});
  expect(heard[0]).toMatchObject({ command: 'file.take', input: { paths: ['C:\\data\\a.csv'] } });
  expect(JSON.stringify(reply)).not.toContain('C:');
});

test('a file that is not on this disk is refused by name', async () => {
  const page = newPage();
  const reply = await page.bridge.takeFiles([new File(['x'], 'a.csv'), new File(['x'], 'made-up.csv')], () => {});
  expect(reply).toEqual({ ok: false, failure: { code: 'file.missing', facts: { name: 'made-up.csv' } } });
});

test('cancelling reaches the engine, events reach the listeners until they stop listening', async () => {
  const page = newPage();
  const { heard, port } = engine(page.connect, echo);
  const seen: unknown[] = [];
  const stop = page.bridge.listen('run.progress', (value) => seen.push(value));
  page.bridge.cancel(9);
  port.postMessage({ kind: 'event', event: 'run.progress', value: 1 });
  await page.bridge.call('app.info', null, 1);
  stop();
  port.postMessage({ kind: 'event', event: 'run.progress', value: 2 });
  await page.bridge.call('app.info', null, 2);
  expect(heard[0]).toEqual({ kind: 'cancel', id: 9 });
  expect(seen).toEqual([1]);
});

test('the shell is told the language that the settings name', async () => {
  const page = newPage();
  engine(page.connect, echo);
  await page.bridge.call('settings.set', { language: 'en', theme: 'dark', device: 'cpu' }, 1);
  await page.bridge.call('settings.get', { language: null }, 2);
  expect(page.spoken).toEqual(['en']);
});

test.each([
  ['a dropped folder', 'C:\\data\\写真', '', 'C:\\data\\写真'],
  ['a file below a chosen folder', 'C:\\data\\写真\\OK\\a.png', '写真/OK/a.png', 'C:\\data\\写真'],
  ['a file in it, on a share', '\\\\server\\share\\写真\\a.png', '写真/a.png', '\\\\server\\share\\写真'],
  ['a file on another system', '/home/me/photos/sub/a.png', 'photos/sub/a.png', '/home/me/photos'],
])('%s is taken where it lies', async (_, path, inside, root) => {
  const page = createPageBridge({
    pathOf: () => path,
    save: () => Promise.resolve({ ok: true, value: true }),
    speaks: () => {},
    now: () => 17,
  });
  const { heard } = engine(page.connect, () => ({ ok: true, value: [{ token: 't', name: '写真', bytes: 0 }] }));
  const folder = { name: '写真', at: { file: new File([], 'a.png'), inside }, files: () => Promise.resolve([]) };
  expect(await page.bridge.takeFolder(folder, () => {})).toEqual({
    ok: true,
    value: { token: 't', name: '写真', bytes: 0 },
  });
  expect(heard[0]).toMatchObject({ command: 'file.take', input: { paths: [root], folders: true } });
});

test('a folder that is nowhere on the disk is refused in words', async () => {
  const { bridge } = newPage();
  const folder = { name: '写真', at: { file: new File([], 'made-up'), inside: '' }, files: () => Promise.resolve([]) };
  expect(await bridge.takeFolder(folder, () => {})).toEqual({
    ok: false,
    failure: { code: 'file.missing', facts: { name: '写真' } },
  });
});
