// The loopback host: the window in a browser. Serves the built renderer on 127.0.0.1, takes and gives
// files, and relays the page's WebSocket to the engine's process. It never asks anything of the outside.

import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { existsSync, openSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { join } from 'node:path';
import { WebSocketServer } from 'ws';
import { log, logTo } from '../base/log.ts';
import { shellEnvironment } from '../contract/shell.ts';
import { relayEnvironment } from '../contract/wire.ts';
import { bridgeOver } from '../rpc/bridge.ts';
import { socketPort } from '../rpc/port.ts';
import { startEngineProcess } from './engine-process.ts';
import { createFolderUploads } from './folder-uploads.ts';
import { createGuard } from './guard.ts';
import { fileFor, sendFile } from './static-files.ts';
import { receiveUpload, sendDownload } from './transfers.ts';

export interface LoopbackOptions {
  readonly dataFolder: string;
  /** The built window. */
  readonly rendererFolder: string;
  readonly version: string;
  /** 0 or left out: any free port. */
  readonly port?: number;
  /** The engine's entry; the one beside this file when left out. */
  readonly engineEntry?: string;
  readonly samplesFolder?: string;
  /** Standard error is for people: log lines, and what the engine prints, go to files alone. */
  readonly quiet?: boolean;
}

export interface Loopback {
  /** Lets one browser in, once. */
  readonly url: string;
  /** Another such address, for another browser. */
  newUrl(): string;
  /** Process id of the engine at work. */
  enginePid(): number | undefined;
  close(): Promise<void>;
}

/** The largest message of a page: a document that leaves out millions of rows. */
const largestMessage = 64 * 1024 * 1024;

const noEntry = `<!doctype html><html lang="ja"><meta charset="utf-8"><title>TaskLoom</title>
<p>このアドレスは一度しか使えません。TaskLoom をもう一度起動してください。</p>
<p lang="en">This address works only once. Please start TaskLoom again.</p></html>`;

/** @throws Refusal when the engine cannot start (its folder is in use, its store is from a newer release) */
export async function startLoopback(options: LoopbackOptions): Promise<Loopback> {
  const logs = join(options.dataFolder, 'logs');
  if (options.quiet) logTo(join(logs, 'host.log'), { quiet: true });
  const engine = await startEngineProcess({
    ...(options.quiet ? { output: openSync(join(logs, 'engine-output.log'), 'w') } : {}),
    entry: options.engineEntry ?? besideThisFile(),
    environment: {
      [shellEnvironment.dataFolder]: options.dataFolder,
      [shellEnvironment.version]: options.version,
      ...(options.samplesFolder ? { [relayEnvironment.samplesFolder]: options.samplesFolder } : {}),
    },
  });
  // A file of some gigabytes from a slow stick takes longer than the five minutes Node allows.
  const http = createServer({ requestTimeout: 0 });
  await new Promise<void>((resolve, reject) => {
    http.once('error', reject);
    http.listen(options.port ?? 0, '127.0.0.1', resolve);
  }).catch(async (error: unknown) => {
    await engine.close();
    throw error;
  });
  const guard = createGuard((http.address() as AddressInfo).port);
  const sockets = new WebSocketServer({ noServer: true, maxPayload: largestMessage, perMessageDeflate: false });
  const uploads = join(options.dataFolder, 'uploads');
  const hostBridge = bridgeOver(engine.connect(true));
  let asked = 0;
  const ask = (command: string, input: unknown) => hostBridge.call(command, input, ++asked);
  const folders = createFolderUploads(uploads, ask);

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    for (const [name, value] of Object.entries(guard.headers)) response.setHeader(name, value);
    const { pathname } = new URL(request.url ?? '/', 'http://127.0.0.1');
    if (request.method === 'GET' && pathname === '/' && guard.admit(request, response)) {
      response.writeHead(303, { location: '/' }).end();
      return;
    }
    const writes = request.method !== 'GET';
    if (!guard.allows(request, { writes })) {
      response.writeHead(403, { 'content-type': 'text/html; charset=utf-8' }).end(noEntry);
      return;
    }
    if (writes) {
      if (pathname === '/upload' && (request.method === 'POST' || request.method === 'PUT'))
        return receiveUpload(request, response, uploads, ask);
      if (await folders.answer(request, response, pathname)) return;
      response.writeHead(405).end();
      return;
    }
    if (pathname.startsWith('/download/')) return sendDownload(response, pathname.slice('/download/'.length), ask);
    const file = fileFor(options.rendererFolder, pathname);
    if (file !== null) return sendFile(response, file);
    response.writeHead(404).end();
  }

  http.on('request', (request, response) => {
    answer(request, response).catch((error: unknown) => {
      log(`${request.method} ${request.url} failed`, error);
      if (response.headersSent) response.destroy();
      else response.writeHead(500).end();
    });
  });
  http.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => {}); // a page that goes away while it connects
    if (request.url !== '/rpc' || !guard.allows(request, { writes: true })) {
      socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
      return;
    }
    sockets.handleUpgrade(request, socket, head, (webSocket) => {
      const page = socketPort(webSocket);
      const port = engine.connect(false);
      port.onMessage((message) => page.send(message));
      page.onMessage((message) => port.send(message));
      page.onClose(() => port.close());
    });
  });

  return {
    url: guard.newAddress(),
    newUrl: guard.newAddress,
    enginePid: engine.pid,
    async close() {
      for (const client of sockets.clients) client.terminate();
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
      await engine.close();
    },
  };
}

/** `main.mjs` beside the bundle, or `main.ts` above the source. */
function besideThisFile(): string {
  const bundled = join(import.meta.dirname, 'main.mjs');
  return existsSync(bundled) ? bundled : join(import.meta.dirname, '..', 'main.ts');
}

/** Started directly: `node engine/host/loopback.ts DATA_FOLDER RENDERER_FOLDER [PORT]`. Prints the address. */
if (import.meta.main && process.argv.length >= 4) {
  const [dataFolder, rendererFolder, port] = process.argv.slice(2);
  const loopback = await startLoopback({
    dataFolder: dataFolder!,
    rendererFolder: rendererFolder!,
    version: '',
    port: Number(port ?? 0),
  });
  process.stdout.write(`${loopback.url}\n`);
  process.once('SIGINT', () => void loopback.close().then(() => process.exit(0)));
}
