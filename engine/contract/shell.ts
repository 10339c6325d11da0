// What Electron's main process and the engine's process tell each other, besides the calls of the
// page, which go over a port of their own. Plain data; paths are allowed here, no page sees them.

import type { Failure } from './errors.ts';

/** From the shell to the engine (`process.parentPort` 'message', `event.data`). */
export type ToEngine =
  /** With one port in `event.ports`: a page speaks over it, as it would over the WebSocket. */
  | { readonly kind: 'connect' }
  /** Copy the file of this token to a path that the user chose; answered by `saved`. */
  | { readonly kind: 'save-file'; readonly id: number; readonly token: string; readonly path: string }
  /** The answer to `print-pdf`; `failure` is null when the file is there. */
  | { readonly kind: 'printed'; readonly id: number; readonly failure: Failure | null }
  /** Finish the current epoch's checkpoint, close the store and end. */
  | { readonly kind: 'quit' };

/** From the engine to the shell. */
export type FromEngine =
  /** The store is open; pages may connect. */
  | { readonly kind: 'ready' }
  /** Whether a run is training: the shell asks before closing the window. Sent on every change. */
  | { readonly kind: 'training'; readonly active: boolean }
  /** Print a self-contained page to a PDF; answered by `printed`. */
  | { readonly kind: 'print-pdf'; readonly id: number; readonly html: string; readonly pdf: string }
  | { readonly kind: 'saved'; readonly id: number; readonly failure: Failure | null };

/** Where things are, given to the engine's process as environment variables. */
export const shellEnvironment = {
  /** Folder of the store, logs and imports. */
  dataFolder: 'TASKLOOM_DATA_FOLDER',
  /** The version of the program, for records. */
  version: 'TASKLOOM_VERSION',
} as const;
