// The typed client over any bridge: the preload's in Electron, a WebSocket on the loopback host.

import type { Command, Input, Output } from './commands.ts';
import type { Failure } from './errors.ts';
import type { EventName, Listen } from './events.ts';
import type { FileToken } from './views.ts';

/** Failures are values across a bridge, because exceptions are altered on the way. */
export type Reply = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly failure: Failure };

/** A file of a folder, with its path below the folder, '/' between. */
export interface FolderFile {
  readonly file: File;
  readonly path: string;
}

/** A folder of photos, dropped or chosen. */
export interface ChosenFolder {
  readonly name: string;
  /** Where it lies: the folder itself, or one of its files with its path from the folder's own name on. */
  readonly at: { readonly file: File; readonly inside: string };
  /** All files of it; asked for only where they must be sent. */
  readonly files: () => Promise<readonly FolderFile[]>;
}

/** The whole bridge between the page and everything else. Never rejects. */
export interface Bridge {
  call(command: string, input: unknown, callId: number): Promise<Reply>;
  /** Asks the engine to abort the call of this id; its reply is then a `cancelled` failure. */
  cancel(callId: number): void;
  listen(event: string, handler: (value: unknown) => void): () => void;
  /** Dropped or chosen files become tokens: by path in Electron, by upload on the loopback host. */
  takeFiles(files: readonly File[], progress: (share: number) => void): Promise<Reply>;
  /** The same for a whole folder, which becomes one token. */
  takeFolder(folder: ChosenFolder, progress: (share: number) => void): Promise<Reply>;
  /** Ends what is being sent; its reply is then a `cancelled` failure. */
  cancelTaking(): void;
  /** Saves a file the engine made: a save dialog in Electron, a download on the loopback host. False = the user changed her mind. */
  saveFile(file: FileToken): Promise<Reply>;
}

/** A failure the engine reported, as an exception of the caller's. */
export class CallFailed extends Error {
  override readonly name = 'CallFailed';
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(failure.code);
    this.failure = failure;
  }
}

export interface Client {
  call<C extends Command>(command: C, input: Input<C>, signal?: AbortSignal): Promise<Output<C>>;
  readonly listen: Listen;
  takeFiles(files: readonly File[], progress?: (share: number) => void): Promise<FileToken[]>;
  takeFolder(folder: ChosenFolder, progress?: (share: number) => void): Promise<FileToken>;
  cancelTaking(): void;
  saveFile(file: FileToken): Promise<boolean>;
}

export function createClient(bridge: Bridge): Client {
  let calls = 0;
  const unwrap = (reply: Reply): unknown => {
    if (reply.ok) return reply.value;
    throw new CallFailed(reply.failure);
  };
  return {
    async call(command, input, signal) {
      const callId = ++calls;
      const abort = (): void => bridge.cancel(callId);
      signal?.addEventListener('abort', abort, { once: true });
      try {
        return unwrap(await bridge.call(command, input, callId)) as never;
      } finally {
        signal?.removeEventListener('abort', abort);
      }
    },
    listen: (event: EventName, handler: (value: never) => void) =>
      bridge.listen(event, handler as (value: unknown) => void),
    takeFiles: async (files, progress = () => {}) => unwrap(await bridge.takeFiles(files, progress)) as FileToken[],
    takeFolder: async (folder, progress = () => {}) => unwrap(await bridge.takeFolder(folder, progress)) as FileToken,
    cancelTaking: () => bridge.cancelTaking(),
    saveFile: async (file) => unwrap(await bridge.saveFile(file)) as boolean,
  };
}
