// The page's bridge over the engine's port. Calls made before there is a port wait for it; calls
// that are open when the engine dies are answered; commands that carry paths are refused.

import { hostOnlyCommands } from '../engine/contract/commands.ts';
import type { Bridge, Reply } from '../engine/contract/client.ts';
import { languages } from '../engine/contract/language.ts';
import type { Language } from '../engine/contract/language.ts';
import type { FileToken } from '../engine/contract/views.ts';
import type { EngineMessage, PageMessage } from '../engine/contract/wire.ts';

/** What is needed of a MessagePort. */
export interface EnginePort {
  postMessage(message: PageMessage): void;
  onmessage: ((event: { readonly data: unknown }) => void) | null;
  close(): void;
}

export interface PageServices {
  readonly pathOf: (file: File) => string;
  readonly save: (file: FileToken) => Promise<Reply>;
  /** Told the language that the page's settings name. */
  readonly speaks: (language: Language) => void;
  readonly now: () => number;
}

/** Told to listeners in the page when the way to the engine opens or closes, as on the loopback host. */
const connectionEvent = 'page.connection';

export function createPageBridge(services: PageServices): {
  readonly bridge: Bridge;
  readonly connect: (port: EnginePort) => void;
} {
  const waiting = new Map<number, { readonly settle: (reply: Reply) => void; readonly command: string }>();
  const listeners = new Map<string, Set<(value: unknown) => void>>();
  const unsent: PageMessage[] = [];
  let port: EnginePort | null = null;
  // The page's own calls count up from 1; ours count down, so that they never meet.
  let ownCalls = 0;

  const emit = (event: string, value: unknown): void => {
    for (const handler of listeners.get(event) ?? []) handler(value);
  };

  const send = (message: PageMessage): void => {
    if (port === null) unsent.push(message);
    else port.postMessage(message);
  };

  const receive = (message: EngineMessage): void => {
    if (message.kind === 'event') {
      emit(message.event, message.value);
      return;
    }
    const call = waiting.get(message.id);
    waiting.delete(message.id);
    if (call?.command.startsWith('settings.') && message.reply.ok) tellLanguage(message.reply.value);
    call?.settle(message.reply);
  };

  const tellLanguage = (settings: unknown): void => {
    const { language } = settings as { language?: unknown };
    const known = languages.find((one) => one === language);
    if (known !== undefined) services.speaks(known);
  };

  const callEngine = (command: string, input: unknown, id: number): Promise<Reply> =>
    new Promise((settle) => {
      waiting.set(id, { settle, command });
      send({ kind: 'call', id, command, input });
    });

  const connect = (next: EnginePort): void => {
    const restarted = port !== null;
    port?.close();
    port = next;
    next.onmessage = (event) => receive(event.data as EngineMessage);
    // What the engine that died had been asked will never be answered.
    if (restarted) abandon(waiting);
    for (const message of unsent.splice(0)) next.postMessage(message);
    emit(connectionEvent, true);
    if (restarted) emit('engine.restarted', { at: services.now() });
  };

  const bridge: Bridge = {
    call(command, input, callId) {
      if ((hostOnlyCommands as readonly string[]).includes(command)) return refuse(command);
      return callEngine(command, input, callId);
    },
    cancel: (callId) => send({ kind: 'cancel', id: callId }),
    listen(event, handler) {
      const handlers = listeners.get(event) ?? new Set();
      listeners.set(event, handlers.add(handler));
      return () => void handlers.delete(handler);
    },
    async takeFiles(files, progress) {
      const paths = files.map(services.pathOf).filter((path) => path !== '');
      if (paths.length < files.length)
        return { ok: false, failure: { code: 'file.missing', facts: { name: nameWithout(files, services) } } };
      const reply = await callEngine('file.take', { paths }, --ownCalls);
      progress(1);
      return reply;
    },
    async takeFolder({ name, at }, progress) {
      const path = folderOf(services.pathOf(at.file), at.inside);
      if (path === '') return { ok: false, failure: { code: 'file.missing', facts: { name } } };
      const reply = await callEngine('file.take', { paths: [path], folders: true }, --ownCalls);
      progress(1);
      return reply.ok ? { ok: true, value: (reply.value as FileToken[])[0] } : reply;
    },
    // Nothing is sent here: the engine reads the folder where it lies.
    cancelTaking: () => {},
    saveFile: (file) => services.save(file),
  };
  return { bridge, connect };
}

/** The folder's own path, from that of one of its files and how deep this lies in it (`folder/sub/a.png`). */
function folderOf(path: string, inside: string): string {
  const below = inside.split('/').length - 1;
  const parts = path.split(/(?<=[\\/])/);
  return below <= 0 || parts.length <= below
    ? path
    : parts
        .slice(0, parts.length - below)
        .join('')
        .replace(/[\\/]$/, '');
}

function abandon(waiting: Map<number, { readonly settle: (reply: Reply) => void }>): void {
  const calls = [...waiting.values()];
  waiting.clear();
  for (const call of calls) call.settle({ ok: false, failure: { code: 'engine.died', facts: {} } });
}

function refuse(command: string): Promise<Reply> {
  return Promise.resolve({ ok: false, failure: { code: 'call.not-allowed', facts: { command } } });
}

/** The first file that is not on this disk: made by a script, or dragged out of another program. */
function nameWithout(files: readonly File[], services: PageServices): string {
  return files.find((file) => services.pathOf(file) === '')?.name ?? '';
}
