// What travels between a page and the engine: four kinds of message, over a message port or (as JSON
// text) a WebSocket. And how a parent that cannot transfer ports relays them.

import type { Reply } from './client.ts';
import type { Failure } from './errors.ts';

/** From a page. */
export type PageMessage =
  | { readonly kind: 'call'; readonly id: number; readonly command: string; readonly input: unknown }
  /** The call of this id is to stop; its reply is then a `cancelled` failure. */
  | { readonly kind: 'cancel'; readonly id: number };

/** To a page. Every call gets exactly one reply, unless its port closes first. */
export type EngineMessage =
  | { readonly kind: 'reply'; readonly id: number; readonly reply: Reply }
  | { readonly kind: 'event'; readonly event: string; readonly value: unknown };

/** To the engine's process from the loopback host, which numbers its pages (Electron: see `shell.ts`). */
export type RelayToEngine =
  /** `trusted` ports may send host-only commands. */
  | { readonly kind: 'open'; readonly port: number; readonly trusted: boolean }
  | { readonly kind: 'message'; readonly port: number; readonly message: unknown }
  | { readonly kind: 'close'; readonly port: number };

export type RelayFromEngine =
  | { readonly kind: 'message'; readonly port: number; readonly message: unknown }
  /** The store could not be opened; the engine ends after this. */
  | { readonly kind: 'refused'; readonly failure: Failure };

/** Environment variables that only the loopback host sets; the others are in `shell.ts`. */
export const relayEnvironment = {
  samplesFolder: 'TASKLOOM_SAMPLES_FOLDER',
  /** Set when the engine before this one died. */
  recovered: 'TASKLOOM_RECOVERED',
} as const;
