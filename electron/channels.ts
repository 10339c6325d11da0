// What preload script and main process say to each other: every channel with what it carries.

import type { Reply } from '../engine/contract/client.ts';
import type { Language } from '../engine/contract/language.ts';

/** Asked by the preload script, answered by the main process. */
export interface Questions {
  /** A save dialog, then the engine copies the file of this token. True = saved, false = changed her mind. */
  'shell.save-file': { readonly ask: { readonly token: string; readonly name: string }; readonly reply: Reply };
}

/** Told by the preload script. */
export interface Notices {
  /** The page is there and wants a port to the engine. */
  'shell.connect': null;
  /** The language the page speaks: menu and dialogs follow. */
  'shell.language': Language;
}

/** Sent to the preload script with one port: the engine's. The first one, and a new one after each restart. */
export const enginePort = 'shell.engine-port';
