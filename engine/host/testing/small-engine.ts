// An engine's process that Node can run from source (the whole engine imports tfjs, which it cannot):
// the real store, server, relay and file handlers, and a call that never ends.

import { fileHandlers } from '../../handlers/files.ts';
import type { Context } from '../../handlers/context.ts';
import type { Handlers } from '../../contract/commands.ts';
import { toFailure } from '../../contract/errors.ts';
import { shellEnvironment } from '../../contract/shell.ts';
import { relayEnvironment } from '../../contract/wire.ts';
import type { RelayToEngine } from '../../contract/wire.ts';
import { createServer } from '../../rpc/server.ts';
import { openStore } from '../../store/open.ts';
import type { Store } from '../../store/open.ts';
import { findParent, relayedPorts } from '../parent.ts';

const parent = findParent()!;
const store = await openOrRefuse();

const handlers = {
  ...fileHandlers({ store } as Context),
  'settings.get': async () => store.settings.read(),
  'settings.set': async (settings) => store.settings.write(settings),
  'app.info': async () => ({
    version: process.env[shellEnvironment.version]!,
    host: 'loopback',
    dataFolder: store.folders.data,
    machine: String(process.pid),
    recovered: process.env[relayEnvironment.recovered] === '1',
  }),
  /** Never answered: what a page waits for while the engine dies. */
  'data.health': () => new Promise<never>(() => {}),
  /** Kills itself as a crash in native code would. */
  'device.list': () => {
    process.kill(process.pid, 'SIGKILL');
    return new Promise<never>(() => {});
  },
} satisfies Partial<Handlers>;

async function openOrRefuse(): Promise<Store> {
  try {
    return openStore(process.env[shellEnvironment.dataFolder]!, { wait: 1000 });
  } catch (error) {
    parent.send({ kind: 'refused', failure: toFailure(error) });
    await new Promise((resolve) => setTimeout(resolve, 100));
    process.exit(1);
  }
}

const server = createServer(handlers as unknown as Handlers);
const relay = relayedPorts(parent, (port, trusted) => server.serve(port, { trusted }));
parent.onMessage((message) => {
  if (message.kind === 'quit') {
    store.close();
    process.exit(0);
  }
  relay(message as RelayToEngine);
});
parent.onGone(() => process.exit(0));
parent.send({ kind: 'ready' });
