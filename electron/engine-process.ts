// The engine's process: forked, given a port for each page, started again when it dies. A handful of
// deaths within a minute is reported instead of tried for ever.

import { MessageChannelMain, utilityProcess } from 'electron';
import type { UtilityProcess, WebContents } from 'electron';
import { toFailure } from '../engine/contract/errors.ts';
import type { Failure } from '../engine/contract/errors.ts';
import { shellEnvironment } from '../engine/contract/shell.ts';
import type { FromEngine, ToEngine } from '../engine/contract/shell.ts';
import { relayEnvironment } from '../engine/contract/wire.ts';
import type { RelayFromEngine } from '../engine/contract/wire.ts';
import { enginePort } from './channels.ts';

const mostDeaths = 5;
const withinMilliseconds = 60_000;
const quitWithin = 5000;

type Refused = Extract<RelayFromEngine, { kind: 'refused' }>;

export interface EngineOptions {
  readonly modulePath: string;
  readonly dataFolder: string;
  readonly version: string;
  /** Prints the page at `html` to the file `pdf`. */
  readonly print: (html: string, pdf: string) => Promise<void>;
  /** It cannot start: its folder is in use, its store is from a newer release. Or it died too often. */
  readonly gaveUp: (failure: Failure) => void;
  /** Milliseconds since some moment; only differences count. */
  readonly now: () => number;
}

export interface Engine {
  /** True while a run is training: closing would interrupt it. */
  readonly training: boolean;
  /** Gives this page a port to the engine, now or when it is ready; again after every restart. */
  connect(contents: WebContents): void;
  /** Copies the file of a token to a path the user chose; null when it is there. */
  saveFile(token: string, path: string): Promise<Failure | null>;
  /** Lets it write its checkpoint and end; ended by force when it takes too long. */
  quit(): Promise<void>;
}

export function startEngine(options: EngineOptions): Engine {
  const pages = new Set<WebContents>();
  const saving = new Map<number, (failure: Failure | null) => void>();
  let deaths: number[] = [];
  let requests = 0;
  let ready = false;
  let training = false;
  let quitting = false;
  let refused: Failure | null = null;
  let child = fork(false);

  function fork(recovered: boolean): UtilityProcess {
    const env = {
      ...process.env,
      [shellEnvironment.dataFolder]: options.dataFolder,
      [shellEnvironment.version]: options.version,
      [relayEnvironment.recovered]: recovered ? '1' : '',
    };
    const started = utilityProcess.fork(options.modulePath, [], {
      serviceName: 'TaskLoom engine',
      stdio: 'inherit',
      env,
    });
    started.on('message', (message: FromEngine | Refused) => receive(message));
    started.on('exit', () => restart());
    return started;
  }

  function send(message: ToEngine): void {
    child.postMessage(message);
  }

  function receive(message: FromEngine | Refused): void {
    switch (message.kind) {
      case 'ready':
        ready = true;
        for (const page of pages) sendPort(page);
        return;
      case 'training':
        training = message.active;
        return;
      case 'saved':
        saving.get(message.id)?.(message.failure);
        saving.delete(message.id);
        return;
      case 'print-pdf':
        void printFor(message.id, message.html, message.pdf);
        return;
      case 'refused':
        refused = message.failure; // it ends after this
        return;
      default:
        message satisfies never;
    }
  }

  async function printFor(id: number, html: string, pdf: string): Promise<void> {
    const failure = await options.print(html, pdf).then(() => null, toFailure);
    send({ kind: 'printed', id, failure });
  }

  function sendPort(page: WebContents): void {
    const { port1, port2 } = new MessageChannelMain();
    child.postMessage({ kind: 'connect' } satisfies ToEngine, [port1]);
    page.postMessage(enginePort, null, [port2]);
  }

  function restart(): void {
    ready = false;
    training = false;
    for (const settle of saving.values()) settle({ code: 'engine.died', facts: {} });
    saving.clear();
    if (quitting) return;
    const now = options.now();
    deaths = [...deaths.filter((at) => now - at < withinMilliseconds), now];
    if (refused !== null) options.gaveUp(refused);
    else if (deaths.length >= mostDeaths) options.gaveUp({ code: 'engine.died', facts: {} });
    else child = fork(true);
  }

  return {
    get training() {
      return training;
    },
    connect(contents) {
      if (!pages.has(contents)) {
        pages.add(contents);
        contents.once('destroyed', () => pages.delete(contents));
      }
      if (ready) sendPort(contents);
    },
    saveFile(token, path) {
      const id = ++requests;
      return new Promise((resolve) => {
        saving.set(id, resolve);
        send({ kind: 'save-file', id, token, path });
      });
    },
    quit() {
      if (quitting || refused !== null) return Promise.resolve();
      quitting = true;
      return new Promise((resolve) => {
        const force = setTimeout(() => killNow(child), quitWithin);
        child.once('exit', () => {
          clearTimeout(force);
          resolve();
        });
        send({ kind: 'quit' });
      });
    },
  };
}

/** `child.kill()` asks as SIGTERM does, which an engine that hangs in native code never hears. What is stored survives. */
function killNow({ pid }: UtilityProcess): void {
  try {
    if (pid !== undefined) process.kill(pid, 'SIGKILL');
  } catch {
    return; // It ended by itself just now.
  }
}
