// One shape for every way a message can travel: a Node MessagePort, Electron's MessagePortMain, a WebSocket.

export interface Port {
  /** Sends plain data. After the other side has gone it does nothing. */
  send(message: unknown): void;
  onMessage(handler: (message: unknown) => void): void;
  onClose(handler: () => void): void;
  close(): void;
}

/** What Node's `MessagePort` and Electron's `MessagePortMain` have in common. */
interface EmitterPort {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (message: unknown) => void): unknown;
  on(event: 'close', listener: () => void): unknown;
  start(): void;
  close(): void;
}

/** A port of `node:worker_threads`: its listeners get the message itself. */
export function nodePort(port: EmitterPort): Port {
  return emitterPort(port, (message) => message);
}

/** A port of Electron's main or utility process: its listeners get an event that holds the message. */
export function electronPort(port: EmitterPort): Port {
  return emitterPort(port, (event) => (event as { data: unknown }).data);
}

function emitterPort(port: EmitterPort, dataOf: (event: unknown) => unknown): Port {
  return {
    send: (message) => port.postMessage(message),
    onMessage(handler) {
      port.on('message', (event) => handler(dataOf(event)));
      port.start();
    },
    onClose: (handler) => void port.on('close', handler),
    close: () => port.close(),
  };
}

/** What is needed of a `ws` WebSocket. */
interface Socket {
  readonly readyState: number;
  send(text: string): void;
  on(event: 'message', listener: (data: unknown, isBinary: boolean) => void): unknown;
  on(event: 'close', listener: () => void): unknown;
  on(event: 'error', listener: (error: Error) => void): unknown;
  close(code?: number): void;
}

const open = 1;
const badData = 1007;

/** A WebSocket that carries JSON text. Anything else ends the connection. */
export function socketPort(socket: Socket): Port {
  // A broken connection is followed by `close`; without a listener `error` would end the process.
  socket.on('error', () => {});
  return {
    send(message) {
      if (socket.readyState === open) socket.send(JSON.stringify(message));
    },
    onMessage(handler) {
      socket.on('message', (data, isBinary) => {
        const message = isBinary ? undefined : parse(String(data));
        if (message === undefined) socket.close(badData);
        else handler(message);
      });
    },
    onClose: (handler) => void socket.on('close', handler),
    close: () => socket.close(),
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
