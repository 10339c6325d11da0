// The way to the engine: the preload's bridge in Electron, a WebSocket on the loopback host.

import { createClient } from '../../engine/contract/client.ts';
import type { Bridge, Client } from '../../engine/contract/client.ts';
import { loopbackBridge } from './loopback-bridge.ts';

declare global {
  interface Window {
    /** Put there by Electron's preload script: exactly a `Bridge`. */
    readonly taskloom?: Bridge;
  }
}

export interface Engine {
  readonly client: Client;
  readonly bridge: Bridge;
}

export function connect(window: Window): Engine {
  const bridge = window.taskloom ?? loopbackBridge(window.location.origin);
  return { client: createClient(bridge), bridge };
}
