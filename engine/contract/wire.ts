// What travels between processes. Page and engine exchange four kinds of message; the process that
// owns the window (Electron's main process, or the loopback host) and the engine's process a few more.

import type { Reply } from './client.ts';
import type { Failure } from './errors.ts';

/** From a page, over a message port or a WebSocket (there as JSON text). */
export type PageMessage =
  | { readonly kind: 'call'; readonly id: number; readonly command: string; readonly input: unknown }
  /** The call of this id is to stop; its reply is then a `cancelled` failure. */
  | { readonly kind: 'cancel'; readonly id: number };

/** To a page. Every call gets exactly one reply, unless its port closes first. */
export type EngineMessage =
  | { readonly kind: 'reply'; readonly id: number; readonly reply: Reply }
  | { readonly kind: 'event'; readonly event: string; readonly value: unknown };

/**
 * How the engine's process is started: `main.mjs --data DIR --samples DIR --host electron|loopback
 * --version X [--prints]`. With `--prints` reports are printed by the parent (see `print`), otherwise
 * by an installed browser.
 */
export const engineFlags = ['data', 'samples', 'host', 'version'] as const;

/** To the engine's process, by `process.parentPort` (Electron) or `process.send` (any other parent). */
export type ParentMessage =
  /** Electron: a message port is transferred with it. `trusted` ports may send host-only commands. */
  | { readonly kind: 'port'; readonly trusted: boolean }
  /** Parents that cannot transfer ports number them instead and relay their messages. */
  | { readonly kind: 'open'; readonly port: number; readonly trusted: boolean }
  | { readonly kind: 'message'; readonly port: number; readonly message: unknown }
  | { readonly kind: 'close'; readonly port: number }
  /** The answer to `print`; null = done. */
  | { readonly kind: 'printed'; readonly id: number; readonly failure: Failure | null }
  /** Save a checkpoint and end. */
  | { readonly kind: 'quit' };

/** From the engine's process to its parent. */
export type EngineProcessMessage =
  /** The store is open and calls are served. */
  | { readonly kind: 'ready' }
  /** It cannot start; it ends after this. */
  | { readonly kind: 'refused'; readonly failure: Failure }
  | { readonly kind: 'message'; readonly port: number; readonly message: unknown }
  /** Print this HTML file to this PDF file. */
  | { readonly kind: 'print'; readonly id: number; readonly htmlPath: string; readonly pdfPath: string };
