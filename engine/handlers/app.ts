// The program itself: version, settings, devices.

import { cpus, totalmem } from 'node:os';
import type { Handlers } from '../contract/commands.ts';
import { listDevices } from '../runtime/index.ts';
import type { Context } from './context.ts';

export function appHandlers(context: Context) {
  const { store } = context;
  return {
    'app.info': async () => appInfo(context),
    'settings.get': async () => store.settings.read(),
    'settings.set': async (settings) => store.settings.write(settings),
    'device.list': async () =>
      (await listDevices()).map(({ device, available, reason }) => ({ id: device, available, detail: reason })),
  } satisfies Partial<Handlers>;
}

export function appInfo({ app, store }: Context) {
  return { ...app, dataFolder: store.folders.data, machine: machineName() };
}

/** Processor and memory of this PC, as the report names them. */
function machineName(): string {
  const processors = cpus();
  const model = processors[0]?.model.trim() ?? process.arch;
  return `${model} x ${processors.length}, ${Math.round(totalmem() / 2 ** 30)} GB`;
}
