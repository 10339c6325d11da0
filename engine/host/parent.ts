// The process that started the engine: Electron's main process, the loopback host, or none.

import type { Port } from '../rpc/port.ts';
import { electronPort } from '../rpc/port.ts';
import type { FromEngine, ToEngine } from '../contract/shell.ts';
import type { RelayFromEngine, RelayToEngine } from '../contract/wire.ts';

export interface Parent {
  readonly kind: 'electron' | 'loopback';
  send(message: FromEngine | RelayFromEngine): void;
  onMessage(handler: (message: ToEngine | RelayToEngine, ports: readonly Port[]) => void): void;
  /** The parent is gone: nobody is left to work for. */
  onGone(handler: () => void): void;
}

type EmitterPort = Parameters<typeof electronPort>[0];
/** What Electron puts on `process` in a utility process. */
interface ParentPort {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { data: unknown; ports: EmitterPort[] }) => void): void;
}

/** Null when this process was started by hand. */
export function findParent(): Parent | null {
  const parentPort = (process as { parentPort?: ParentPort }).parentPort;
  if (parentPort) {
    return {
      kind: 'electron',
      send: (message) => parentPort.postMessage(message),
      onMessage: (handler) =>
        parentPort.on('message', ({ data, ports }) =>
          handler(
            data as ToEngine,
            ports.map((port) => electronPort(port)),
          ),
        ),
      onGone: () => {}, // Electron ends its utility processes itself.
    };
  }
  if (!process.send) return null;
  return {
    kind: 'loopback',
    // The parent may be gone by now; the error then comes here and is of no use to anyone.
    send: (message) => void process.send!(message, undefined, undefined, () => {}),
    onMessage: (handler) => void process.on('message', (message) => handler(message as RelayToEngine, [])),
    onGone: (handler) => void process.on('disconnect', handler),
  };
}

/** Ports that a parent relays by number instead of transferring them. */
export function relayedPorts(
  parent: Pick<Parent, 'send'>,
  serve: (port: Port, trusted: boolean) => void,
): (message: RelayToEngine) => void {
  const ports = new Map<number, { message: (value: unknown) => void; close: () => void }>();
  return (message) => {
    if (message.kind !== 'open') {
      const port = ports.get(message.port);
      if (message.kind === 'message') port?.message(message.message);
      else {
        ports.delete(message.port);
        port?.close();
      }
      return;
    }
    const number = message.port;
    const listeners = { message: [] as ((value: unknown) => void)[], close: [] as (() => void)[] };
    ports.set(number, {
      message: (value) => listeners.message.forEach((listener) => listener(value)),
      close: () => listeners.close.forEach((listener) => listener()),
    });
    const port: Port = {
      send: (value) => parent.send({ kind: 'message', port: number, message: value }),
      onMessage: (listener) => void listeners.message.push(listener),
      onClose: (listener) => void listeners.close.push(listener),
      close: () => void ports.delete(number),
    };
    serve(port, message.trusted);
  };
}
