// The engine as a child process of the loopback host: started, started again when it dies, and spoken
// to over numbered ports. What was asked of a dead engine is answered with `engine.died`.

import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { log } from '../base/log.ts';
import { timestamp } from '../base/clock.ts';
import { Refusal } from '../contract/errors.ts';
import type { Failure, RefusalCode } from '../contract/errors.ts';
import type { FromEngine, ToEngine } from '../contract/shell.ts';
import { relayEnvironment } from '../contract/wire.ts';
import type { EngineMessage, PageMessage, RelayFromEngine, RelayToEngine } from '../contract/wire.ts';
import type { Port } from '../rpc/port.ts';

export interface EngineProcessOptions {
  /** The bundled (or source) `engine/main.ts`. */
  readonly entry: string;
  readonly environment: Readonly<Record<string, string>>;
  /** An open file for what it and its native libraries print; standard error when left out. */
  readonly output?: number;
}

export interface EngineProcess {
  /** A port to the engine that outlives it. */
  connect(trusted: boolean): Port;
  /** Process id of the engine at work, for tests. */
  pid(): number | undefined;
  close(): Promise<void>;
}

interface Page {
  readonly trusted: boolean;
  readonly waiting: Set<number>;
  deliver: (message: EngineMessage) => void;
}

/** Deaths in a row before its store was open: then starting it again helps nobody. */
const deathsAllowed = 3;

/** Resolves when the engine serves. @throws Refusal when it cannot start */
export async function startEngineProcess({
  entry,
  environment,
  output = 2,
}: EngineProcessOptions): Promise<EngineProcess> {
  const pages = new Map<number, Page>();
  let numbers = 0;
  let child: ChildProcess;
  let unsent: RelayToEngine[] = [];
  let ready = false;
  let closing = false;
  let deaths = 0;
  /** Why there is no engine any more and none will be started. */
  let over: Failure | null = null;

  const send = (message: RelayToEngine | ToEngine): void => {
    if (child.connected) child.send(message, () => {}); // a dying engine; its end is handled by `exit`
  };
  const relay = (message: RelayToEngine): void => {
    if (ready) send(message);
    else unsent.push(message);
  };

  function start(recovered: boolean, settled: (failure: Failure | null) => void): void {
    let refused: Failure | null = null;
    const variables = { ...process.env, ...environment, [relayEnvironment.recovered]: recovered ? '1' : '' };
    // Standard output belongs to whoever started the host; the engine's log goes to standard error.
    child = fork(entry, [], { env: variables, stdio: ['ignore', output, output, 'ipc'] });
    child.on('message', (raw) => {
      const message = raw as RelayFromEngine | FromEngine;
      if (message.kind === 'message') deliver(message.port, message.message as EngineMessage);
      else if (message.kind === 'refused') refused = message.failure;
      else if (message.kind === 'ready') {
        begin(recovered);
        settled(null);
      }
    });
    child.once('exit', (code, signal) => {
      const wasReady = ready;
      ready = false;
      if (closing) return;
      log(`the engine ended (${signal ?? code})`);
      deaths = wasReady ? 0 : deaths + 1;
      failWaiting();
      over = refused ?? (deaths >= deathsAllowed ? { code: 'engine.gave-up', facts: {} } : null);
      if (over === null) start(true, settled);
      else settled(over);
    });
  }

  function begin(recovered: boolean): void {
    ready = true;
    for (const [port, { trusted }] of pages) send({ kind: 'open', port, trusted });
    const messages = unsent;
    unsent = [];
    for (const message of messages) if (message.kind === 'message') send(message);
    if (!recovered) return;
    for (const page of pages.values())
      page.deliver({ kind: 'event', event: 'engine.restarted', value: { at: timestamp() } });
  }

  function deliver(port: number, message: EngineMessage): void {
    const page = pages.get(port);
    if (message.kind === 'reply') page?.waiting.delete(message.id);
    page?.deliver(message);
  }

  function failWaiting(): void {
    // What the next engine was to be asked counts as asked: an answer has been given.
    unsent = [];
    for (const page of pages.values()) {
      for (const id of page.waiting)
        page.deliver({ kind: 'reply', id, reply: { ok: false, failure: { code: 'engine.died', facts: {} } } });
      page.waiting.clear();
    }
  }

  const failure = await new Promise<Failure | null>((resolve) => start(false, resolve));
  if (failure !== null) throw new Refusal(failure.code as RefusalCode, failure.facts as never);

  return {
    connect(trusted) {
      const port = ++numbers;
      const closed: (() => void)[] = [];
      const page: Page = { trusted, waiting: new Set(), deliver: () => {} };
      pages.set(port, page);
      if (ready) send({ kind: 'open', port, trusted });
      return {
        send(raw) {
          const message = raw as PageMessage;
          if (over !== null) {
            if (message?.kind === 'call')
              page.deliver({ kind: 'reply', id: message.id, reply: { ok: false, failure: over } });
            return;
          }
          if (message?.kind === 'call' && typeof message.id === 'number') page.waiting.add(message.id);
          relay({ kind: 'message', port, message });
        },
        onMessage: (handler) => (page.deliver = handler),
        onClose: (handler) => void closed.push(handler),
        close() {
          if (!pages.delete(port)) return;
          if (ready) send({ kind: 'close', port });
          for (const handler of closed) handler();
        },
      };
    },
    pid: () => child.pid,
    async close() {
      closing = true;
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = new Promise((resolve) => child.once('exit', resolve));
      send({ kind: 'quit' });
      const late = setTimeout(() => child.kill('SIGKILL'), 10_000);
      await ended;
      clearTimeout(late);
    },
  };
}
