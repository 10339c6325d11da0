// The calling side over a port: what tests, the loopback host and the command line use to talk to an engine.

import type { Reply } from '../contract/client.ts';
import type { EngineMessage } from '../contract/wire.ts';
import type { Port } from './port.ts';

export interface PortBridge {
  call(command: string, input: unknown, callId: number): Promise<Reply>;
  cancel(callId: number): void;
  listen(event: string, handler: (value: unknown) => void): () => void;
}

/** Calls that are open when the port closes are answered with `engine.died`. */
export function bridgeOver(port: Port): PortBridge {
  const waiting = new Map<number, (reply: Reply) => void>();
  const listeners = new Map<string, Set<(value: unknown) => void>>();
  port.onMessage((raw) => {
    const message = raw as EngineMessage;
    if (message.kind === 'event') {
      for (const handler of listeners.get(message.event) ?? []) handler(message.value);
      return;
    }
    waiting.get(message.id)?.(message.reply);
    waiting.delete(message.id);
  });
  port.onClose(() => {
    for (const resolve of waiting.values()) resolve({ ok: false, failure: { code: 'engine.died', facts: {} } });
    waiting.clear();
  });
  return {
    call: (command, input, id) =>
      new Promise((resolve) => {
        waiting.set(id, resolve);
        port.send({ kind: 'call', id, command, input });
      }),
    cancel: (id) => port.send({ kind: 'cancel', id }),
    listen(event, handler) {
      const handlers = listeners.get(event) ?? new Set();
      listeners.set(event, handlers.add(handler));
      return () => void handlers.delete(handler);
    },
  };
}
