// The bridge of the loopback host: calls and events over one WebSocket that reconnects by itself,
// files streamed by POST /upload, results fetched by GET /download.

import type { Bridge, Reply } from '../../engine/contract/client.ts';
import type { FileToken } from '../../engine/contract/views.ts';
import { sending, uploadAll, uploadFolder } from './uploads.ts';

type Message = { kind: 'reply'; id: number; reply: Reply } | { kind: 'event'; event: string; value: unknown };

/** Sent to listeners of the page itself, beside the engine's events: whether the engine can be reached. */
export const connectionEvent = 'page.connection';

const retryMilliseconds = 600;

/** Opens at once and stays open; calls made while there is no connection wait for it. */
export function loopbackBridge(origin: string): Bridge {
  const waiting = new Map<number, (reply: Reply) => void>();
  const listeners = new Map<string, Set<(value: unknown) => void>>();
  const unsent: string[] = [];
  let socket: WebSocket;

  const emit = (event: string, value: unknown): void => {
    for (const handler of listeners.get(event) ?? []) handler(value);
  };

  const open = (): void => {
    socket = new WebSocket(`${origin.replace(/^http/, 'ws')}/rpc`);
    socket.onopen = () => {
      emit(connectionEvent, true);
      for (const text of unsent.splice(0)) socket.send(text);
    };
    socket.onmessage = (message: MessageEvent<string>) => receive(JSON.parse(message.data) as Message);
    socket.onclose = () => {
      emit(connectionEvent, false);
      // An answer to what was sent will never come: the caller hears so instead of waiting for ever. What has not been
      // sent is not sent later either: it would be done although the caller was told otherwise.
      unsent.length = 0;
      for (const [id, resolve] of waiting) {
        waiting.delete(id);
        resolve({ ok: false, failure: { code: 'engine.died', facts: {} } });
      }
      setTimeout(open, retryMilliseconds);
    };
  };

  const receive = (message: Message): void => {
    if (message.kind === 'event') {
      emit(message.event, message.value);
      return;
    }
    const resolve = waiting.get(message.id);
    waiting.delete(message.id);
    resolve?.(message.reply);
  };

  const send = (message: unknown): void => {
    const text = JSON.stringify(message);
    if (socket.readyState === WebSocket.OPEN) socket.send(text);
    else unsent.push(text);
  };

  const uploads = abortable();
  open();

  return {
    call: (command, input, id) =>
      new Promise((resolve) => {
        waiting.set(id, resolve);
        send({ kind: 'call', id, command, input });
      }),
    cancel: (id) => send({ kind: 'cancel', id }),
    listen(event, handler) {
      const handlers = listeners.get(event) ?? new Set();
      listeners.set(event, handlers.add(handler));
      return () => handlers.delete(handler);
    },
    takeFiles: (files, progress) => sending(uploads.begin(), (signal) => uploadAll(origin, files, progress, signal)),
    takeFolder: (folder, progress) =>
      sending(uploads.begin(), (signal) => uploadFolder(origin, folder, progress, signal)),
    cancelTaking: () => uploads.abort(),
    saveFile: (file) => Promise.resolve(download(origin, file)),
  };
}

/** What is being sent, to end it: one thing after another. */
function abortable(): { begin(): AbortSignal; abort(): void } {
  let current = new AbortController();
  return {
    begin: () => {
      current = new AbortController();
      return current.signal;
    },
    abort: () => current.abort(),
  };
}

function download(origin: string, file: FileToken): Reply {
  const link = document.createElement('a');
  link.href = `${origin}/download/${encodeURIComponent(file.token)}`;
  link.download = file.name;
  link.click();
  return { ok: true, value: true };
}
