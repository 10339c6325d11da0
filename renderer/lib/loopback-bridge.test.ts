// The bridge against a real WebSocket server that goes away and comes back, as the host does.

import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterAll, expect, test, vi } from 'vitest';
import { WebSocketServer } from 'ws';
import { loopbackBridge } from './loopback-bridge.ts';

/** Answers every call with its command, and keeps what it was asked. */
async function host(port: number, asked: string[]): Promise<WebSocketServer> {
  const server = new WebSocketServer({ port, host: '127.0.0.1' });
  server.on('connection', (socket) =>
    socket.on('message', (text: Buffer) => {
      const { id, command } = JSON.parse(text.toString()) as { id: number; command: string };
      asked.push(command);
      socket.send(JSON.stringify({ kind: 'reply', id, reply: { ok: true, value: command } }));
    }),
  );
  await once(server, 'listening');
  return server;
}

const ended: WebSocketServer[] = [];
async function end(server: WebSocketServer): Promise<void> {
  for (const client of server.clients) client.terminate();
  await new Promise((resolve) => server.close(resolve));
}

afterAll(async () => {
  // The bridge connects for ever; from here on to nothing.
  vi.stubGlobal('WebSocket', class {});
  for (const server of ended) await end(server);
});

test('what was refused while the host was away is not done when it is back', async () => {
  const asked: string[] = [];
  const first = await host(0, asked);
  const { port } = first.address() as AddressInfo;
  const bridge = loopbackBridge(`http://127.0.0.1:${port}`);
  const connections: boolean[] = [];
  bridge.listen('page.connection', (value) => connections.push(value === true));
  expect(await bridge.call('project.list', null, 1)).toEqual({ ok: true, value: 'project.list' });

  await end(first);
  await expect.poll(() => connections.at(-1)).toBe(false);
  const refused = await bridge.call('training.start', {}, 2);
  expect(refused).toEqual({ ok: false, failure: { code: 'engine.died', facts: {} } });

  ended.push(await host(port, asked));
  await expect.poll(() => connections.at(-1), { timeout: 5000 }).toBe(true);
  expect(await bridge.call('run.list', {}, 3)).toEqual({ ok: true, value: 'run.list' });
  expect(asked).toEqual(['project.list', 'run.list']);
});
