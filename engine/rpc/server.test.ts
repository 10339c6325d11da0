import { once } from 'node:events';
import { MessageChannel } from 'node:worker_threads';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeAll, expect, test } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { logTo } from '../base/log.ts';
import { CallFailed, createClient } from '../contract/client.ts';
import type { Client } from '../contract/client.ts';
import type { Handlers } from '../contract/commands.ts';
import { Refusal } from '../contract/errors.ts';
import type { Failure } from '../contract/errors.ts';
import { bridgeOver } from './bridge.ts';
import type { PortBridge } from './bridge.ts';
import { electronPort, nodePort, socketPort } from './port.ts';
import type { Port } from './port.ts';
import { createServer } from './server.ts';

const heard: string[] = [];

const handlers = {
  'settings.get': () => Promise.resolve({ language: 'ja', theme: 'dark', device: 'cpu' }),
  'settings.set': (settings: unknown) => Promise.resolve(settings),
  'project.open': ({ projectId }: { projectId: string }) =>
    Promise.reject(new Refusal('project.missing', { id: projectId })),
  'project.list': () => Promise.reject(new Error('the disk is on fire\n  at secret/path.ts')),
  'file.take': () => Promise.resolve([]),
  'recipe.list': () => Promise.resolve([{ axis: 'sharing', choices: [() => 'not data'] }]),
  /** Waits for its signal, as an import does between two blocks. */
  'data.health': (_: unknown, signal: AbortSignal) =>
    new Promise((_resolve, reject) => {
      heard.push('waiting');
      signal.addEventListener('abort', () => {
        heard.push('aborted');
        reject(signal.reason as Error);
      });
    }),
} as unknown as Handlers;

const ends: (() => unknown)[] = [];
beforeAll(() => logTo(null, { quiet: true }));
afterEach(async () => {
  heard.length = 0;
  for (const end of ends.splice(0)) await end();
});

interface Connection {
  readonly client: Client;
  readonly bridge: PortBridge;
  readonly page: Port;
  readonly server: ReturnType<typeof createServer>;
}

function connection(page: Port, engine: Port, trusted: boolean): Connection {
  const server = createServer(handlers);
  server.serve(engine, { trusted });
  const bridge = bridgeOver(page);
  ends.push(() => page.close());
  const none = {
    takeFiles: () => Promise.reject(new Error('unused')),
    takeFolder: () => Promise.reject(new Error('unused')),
    cancelTaking: () => {},
    saveFile: () => Promise.reject(new Error('unused')),
  };
  return { client: createClient({ ...bridge, ...none }), bridge, page, server };
}

const ways: Record<string, (trusted?: boolean) => Promise<Connection>> = {
  'a message channel': async (trusted = false) => {
    const { port1, port2 } = new MessageChannel();
    return connection(nodePort(port1), nodePort(port2), trusted);
  },
  'a WebSocket': async (trusted = false) => {
    const listening = new WebSocketServer({ port: 0, host: '127.0.0.1' });
    await once(listening, 'listening');
    ends.push(() => listening.close());
    const socket = new WebSocket(`ws://127.0.0.1:${(listening.address() as AddressInfo).port}`);
    const [[engineSide]] = (await Promise.all([once(listening, 'connection'), once(socket, 'open')])) as unknown as [
      [WebSocket],
    ];
    return connection(socketPort(socket), socketPort(engineSide), trusted);
  },
};

async function failureOf(call: Promise<unknown>): Promise<Failure> {
  const error = await call.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof CallFailed)) throw new Error('the call did not fail');
  return error.failure;
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5));
}

test.each(Object.keys(ways))('%s carries calls, answers and events', async (way) => {
  const { client, server } = await ways[way]!();
  expect(await client.call('settings.get', null)).toEqual({ language: 'ja', theme: 'dark', device: 'cpu' });
  const restarted = new Promise((resolve) => client.listen('engine.restarted', resolve));
  server.emit('engine.restarted', { at: 12 });
  expect(await restarted).toEqual({ at: 12 });
});

test.each(Object.keys(ways))(
  'over %s a refusal arrives with its facts, and a bug with its message but no stack',
  async (way) => {
    const { client } = await ways[way]!();
    expect(await failureOf(client.call('project.open', { projectId: 'p' }))).toEqual({
      code: 'project.missing',
      facts: { id: 'p' },
    });
    const bug = await failureOf(client.call('project.list', null));
    expect(bug.code).toBe('bug');
    expect(JSON.stringify(bug)).not.toContain('server.test.ts');
  },
);

test.each(Object.keys(ways))('over %s a cancelled call ends as cancelled', async (way) => {
  const { client } = await ways[way]!();
  const controller = new AbortController();
  const call = failureOf(client.call('data.health', { projectId: 'p' }, controller.signal));
  await until(() => heard.includes('waiting'));
  controller.abort();
  expect(await call).toEqual({ code: 'cancelled', facts: {} });
});

test.each(Object.keys(ways))('when %s closes, what it was waiting for is aborted', async (way) => {
  const { client, page } = await ways[way]!();
  const call = failureOf(client.call('data.health', { projectId: 'p' }));
  await until(() => heard.includes('waiting'));
  page.close();
  await until(() => heard.includes('aborted'));
  expect((await call).code).toBe('engine.died');
});

test('a call that does not fit the schema is a failure that names the place', async () => {
  const { client } = await ways['a message channel']!();
  const failure = await failureOf(
    client.call('settings.set', { language: 'fr', theme: 'dark', device: 'cpu' } as never),
  );
  expect(failure).toMatchObject({ code: 'call.invalid', facts: { command: 'settings.set', path: 'language' } });
});

test('names that every object has are no commands', async () => {
  const { client } = await ways['a message channel']!();
  for (const name of ['toString', '__proto__', 'constructor', 'no.such']) {
    expect((await failureOf(client.call(name as never, null as never))).code).toBe('call.unknown');
  }
});

test('a page may not send host-only commands; the host may', async () => {
  const page = await ways['a message channel']!(false);
  expect((await failureOf(page.client.call('file.take', { paths: ['/etc/passwd'] }))).code).toBe('call.not-allowed');
  const host = await ways['a message channel']!(true);
  expect(await host.client.call('file.take', { paths: ['/etc/passwd'] })).toEqual([]);
});

test('messages that are no calls are passed over, and the next call is answered', async () => {
  const { client, page } = await ways['a message channel']!();
  for (const rubbish of [null, 7, 'call', { kind: 'call' }, { kind: 'reply', id: 1 }, [], { kind: 'cancel', id: 99 }])
    page.send(rubbish);
  expect(await client.call('settings.get', null)).toMatchObject({ language: 'ja' });
});

test('an answer that cannot be copied is told as a failure, not lost', async () => {
  const { client } = await ways['a message channel']!();
  expect((await failureOf(client.call('recipe.list', null))).code).toBe('bug');
});

test('a socket that sends no JSON is closed, and the server goes on', async () => {
  const { client, page } = await ways['a WebSocket']!();
  await client.call('settings.get', null);
  const closed = new Promise<void>((resolve) => page.onClose(resolve));
  page.send(undefined); // `JSON.stringify(undefined)` is no JSON
  await closed;
  const again = await ways['a WebSocket']!();
  expect(await again.client.call('settings.get', null)).toMatchObject({ theme: 'dark' });
});

test("Electron's ports hand over an event, and the message is taken out of it", () => {
  const listeners: Record<string, (event: unknown) => void> = {};
  const sent: unknown[] = [];
  const port = electronPort({
    postMessage: (message) => sent.push(message),
    on: (event: string, listener: (event: never) => void) => (listeners[event] = listener as never),
    start: () => sent.push('started'),
    close: () => sent.push('closed'),
  });
  const received: unknown[] = [];
  port.onMessage((message) => received.push(message));
  listeners['message']!({ data: { kind: 'cancel', id: 1 }, ports: [] });
  port.send('x');
  port.close();
  expect(received).toEqual([{ kind: 'cancel', id: 1 }]);
  expect(sent).toEqual(['started', 'x', 'closed']);
});
