// A page's side of the loopback host without a browser: the cookie, the WebSocket, uploads.

import { once } from 'node:events';
import { WebSocket } from 'ws';
import { createClient } from '../../contract/client.ts';
import type { Client } from '../../contract/client.ts';
import { bridgeOver } from '../../rpc/bridge.ts';
import { socketPort } from '../../rpc/port.ts';

export interface Page {
  readonly origin: string;
  readonly cookie: string;
  readonly client: Client;
  /** A request as the page makes it. */
  fetch(path: string, init?: RequestInit): Promise<Response>;
  close(): void;
}

/** Opens an address as a browser does: exchanges its token for the cookie, then connects. */
export async function openPage(url: string): Promise<Page> {
  const { origin } = new URL(url);
  const entry = await fetch(url, { redirect: 'manual' });
  if (entry.status !== 303) throw new Error(`the address answered ${entry.status}`);
  const cookie = entry.headers.get('set-cookie')!.split(';')[0]!;
  const socket = new WebSocket(`${origin.replace('http', 'ws')}/rpc`, { headers: { cookie, origin } });
  await once(socket, 'open');
  const unused = () => Promise.reject(new Error('not used here'));
  return {
    origin,
    cookie,
    client: createClient({
      ...bridgeOver(socketPort(socket)),
      takeFiles: unused,
      takeFolder: unused,
      cancelTaking: () => {},
      saveFile: unused,
    }),
    fetch: (path, init = {}) =>
      fetch(origin + path, { ...init, headers: { cookie, origin, ...(init.headers as Record<string, string>) } }),
    close: () => socket.close(),
  };
}
