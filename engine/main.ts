// The engine's own process, started by Electron (`utilityProcess`) or by the loopback host (`fork`).
// Opens the store, serves pages on the ports it is given, goes on with what a dead engine left.

import './base/without-maglev.ts';
import { log } from './base/log.ts';
import { toFailure } from './contract/errors.ts';
import type { Failure } from './contract/errors.ts';
import { shellEnvironment } from './contract/shell.ts';
import type { ToEngine } from './contract/shell.ts';
import { relayEnvironment } from './contract/wire.ts';
import type { RelayToEngine } from './contract/wire.ts';
import { openEngine } from './host/engine.ts';
import type { Engine } from './host/engine.ts';
import { findParent, relayedPorts } from './host/parent.ts';
import type { Parent } from './host/parent.ts';
import { printerOf } from './host/printer.ts';
import { saveFile } from './host/save-file.ts';
import { trainingWatch } from './host/training-watch.ts';

const parent = findParent();
if (parent === null) {
  log('The engine is started by TaskLoom itself; on its own it has nobody to work for.');
  process.exit(1);
}
start(parent);

function start(parent: Parent): void {
  // A promise that nobody waits for is a bug: it is logged, and the work of others goes on.
  process.on('unhandledRejection', (reason) => log('an error that nobody handled', reason));
  // Ctrl+C in a terminal reaches the whole group; the parent decides and says `quit`.
  process.on('SIGINT', () => {});
  const printer = printerOf(parent);
  let engine: Engine;
  try {
    engine = openEngine({
      dataFolder: required(shellEnvironment.dataFolder),
      app: {
        version: process.env[shellEnvironment.version] ?? '',
        host: parent.kind,
        recovered: process.env[relayEnvironment.recovered] === '1',
      },
      printPdf: printer.print,
      onEvent: trainingWatch((active) => parent.send({ kind: 'training', active })),
      ...optional('samplesFolder', process.env[relayEnvironment.samplesFolder]),
    });
  } catch (error) {
    log('the engine cannot start', error);
    parent.send({ kind: 'refused', failure: toFailure(error) });
    process.exitCode = 1;
    // Electron's port keeps the process alive otherwise; the message has left by then.
    setTimeout(() => process.exit(1), 200);
    return;
  }

  const relay = relayedPorts(parent, (port, trusted) => engine.server.serve(port, { trusted }));
  const quit = (): void => void engine.close().finally(() => process.exit(0));
  parent.onGone(quit);
  process.once('SIGTERM', quit);
  parent.onMessage((message, ports) => {
    switch (message.kind) {
      case 'connect':
        // In Electron the preload script stands between page and port and keeps paths to itself.
        for (const port of ports) engine.server.serve(port, { trusted: true });
        return;
      case 'save-file':
        parent.send({ kind: 'saved', id: message.id, failure: save(engine, message) });
        return;
      case 'printed':
        printer.answer(message.id, message.failure);
        return;
      case 'quit':
        quit();
        return;
      default:
        relay(message satisfies RelayToEngine);
    }
  });
  engine.jobs.resumeInterrupted();
  parent.send({ kind: 'ready' });
}

function save(engine: Engine, { token, path }: Extract<ToEngine, { kind: 'save-file' }>): Failure | null {
  try {
    const failure = saveFile(engine.store.tokens.find(token).path, path);
    if (failure !== null) log('saving a file failed', failure.code);
    return failure;
  } catch (error) {
    log('saving a file failed', error);
    return toFailure(error);
  }
}

function required(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set`);
  return value;
}

function optional<K extends string>(key: K, value: string | undefined): { [P in K]?: string } {
  return value ? ({ [key]: value } as { [P in K]?: string }) : {};
}
