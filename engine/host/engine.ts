// The engine put together: store, jobs, handlers, server. Every way in starts here.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { trimCache } from '../base/cache.ts';
import { log, logTo } from '../base/log.ts';
import type { EventName, Events } from '../contract/events.ts';
import { createHandlers } from '../handlers/index.ts';
import type { Context } from '../handlers/context.ts';
import { toldProgress } from '../handlers/told-progress.ts';
import { createJobs } from '../jobs/create.ts';
import type { Settings } from '../contract/views.ts';
import type { Jobs } from '../jobs/jobs.ts';
import { createServer } from '../rpc/server.ts';
import type { Server } from '../rpc/server.ts';
import { isReference } from '../store/content.ts';
import { openStore } from '../store/open.ts';
import type { Store } from '../store/open.ts';

export interface EngineOptions {
  readonly dataFolder: string;
  readonly app: Context['app'];
  readonly printPdf: Context['printPdf'];
  readonly samplesFolder?: string;
  /** What to train on, whatever the settings say. */
  readonly device?: Settings['device'];
  /** Hears every event, besides the pages. */
  readonly onEvent?: <E extends EventName>(event: E, value: Events[E]) => void;
  /** Standard error belongs to the caller: the log goes to its file alone. */
  readonly quiet?: boolean;
}

export interface Engine {
  readonly store: Store;
  readonly jobs: Jobs;
  readonly context: Context;
  readonly server: Server;
  /** Saves a checkpoint of what is running and closes the store. */
  close(): Promise<void>;
}

/** @throws Refusal `store.in-use`, `store.newer`, `store.damaged` */
export function openEngine(options: EngineOptions): Engine {
  const store = openStore(options.dataFolder);
  logTo(join(store.folders.logs, 'engine.log'), { quiet: options.quiet ?? false });
  log(`engine ${options.app.version} on ${options.app.host}${options.app.recovered ? ', after a crash' : ''}`);
  const listeners: ((event: EventName, value: never) => void)[] = [];
  const emit = <E extends EventName>(event: E, value: Events[E]): void => {
    for (const listener of listeners) listener(event, value as never);
  };
  const jobs = createJobs({
    store: store.jobs,
    emit,
    cacheFolder: store.folders.cache,
    resolveFile: (reference) => (isReference(reference) ? store.userFiles.path(reference) : reference),
    device: () => options.device ?? store.settings.read().device,
  });
  const samplesFolder = options.samplesFolder ?? findSamples();
  const told = toldProgress();
  listeners.push(told.hear);
  const context: Context = { store, jobs, emit, told, app: options.app, samplesFolder, printPdf: options.printPdf };
  void trimCache(store.folders.cache).then((bytes) => {
    if (bytes > 0) log(`cache trimmed by ${bytes} bytes`);
  });
  const server = createServer(createHandlers(context));
  listeners.push((event, value) => server.emit(event, value));
  if (options.onEvent) listeners.push(options.onEvent);
  return {
    store,
    jobs,
    context,
    server,
    close: async () => {
      await jobs.close();
      store.close();
    },
  };
}

/** The samples lie in `assets/samples`, some folders above the source or the bundle. */
function findSamples(): string {
  const candidates = ['..', '../..', '../../..'].map((up) => join(import.meta.dirname, up, 'assets', 'samples'));
  return candidates.find((folder) => existsSync(folder)) ?? candidates[0]!;
}
