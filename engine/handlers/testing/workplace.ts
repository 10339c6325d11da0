// An engine for the tests of handlers: real store, real jobs, the shipped samples, and every answer
// checked against the contract before a test sees it.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as v from 'valibot';
import { commands } from '../../contract/commands.ts';
import type { Command, Input, Output } from '../../contract/commands.ts';
import { events } from '../../contract/events.ts';
import type { EventName } from '../../contract/events.ts';
import { createJobs } from '../../jobs/create.ts';
import { isReference } from '../../store/content.ts';
import { openStore } from '../../store/open.ts';
import type { Context } from '../context.ts';
import { createHandlers } from '../index.ts';
import { toldProgress } from '../told-progress.ts';

export interface Workplace {
  readonly context: Context;
  /** Events in the order they came, each checked against the contract. */
  readonly heard: { readonly event: EventName; readonly value: unknown }[];
  /** Calls as the server does: input checked and filled, output checked. */
  call<C extends Command>(command: C, input: Input<C>, signal?: AbortSignal): Promise<Output<C>>;
  /** A file with this content, as a token. */
  file(name: string, content: string): Promise<string>;
  close(): Promise<void>;
}

export function openWorkplace(): Workplace {
  const folder = mkdtempSync(join(tmpdir(), 'taskloom-handlers-'));
  const store = openStore(join(folder, 'data'));
  const heard: Workplace['heard'] = [];
  const told = toldProgress();
  const emit: Context['emit'] = (event, value) => {
    v.parse(events[event] as v.GenericSchema, value);
    heard.push({ event, value });
    told.hear(event, value);
  };
  const jobs = createJobs({
    store: store.jobs,
    emit,
    cacheFolder: store.folders.cache,
    resolveFile: (reference) => (isReference(reference) ? store.userFiles.path(reference) : reference),
    device: () => 'cpu',
  });
  const context: Context = {
    store,
    jobs,
    emit,
    told,
    app: { version: '1.2.3', host: 'command-line', recovered: false },
    samplesFolder: join(import.meta.dirname, '../../../assets/samples'),
    printPdf: async (html, path) => writeFileSync(path, `%PDF of ${html.length} characters`),
  };
  const handlers = createHandlers(context);

  async function call<C extends Command>(
    command: C,
    input: Input<C>,
    signal = new AbortController().signal,
  ): Promise<Output<C>> {
    const checked = v.parse(commands[command].input as v.GenericSchema, input);
    const output = await (handlers[command] as (input: unknown, signal: AbortSignal) => Promise<unknown>)(
      checked,
      signal,
    );
    // What crosses a boundary is what JSON carries; a key more than the contract's would be a leak.
    const travelled = JSON.parse(JSON.stringify(output)) as unknown;
    if (command !== 'recipe.list') v.parse(commands[command].output as v.GenericSchema, travelled);
    return travelled as Output<C>;
  }

  return {
    context,
    heard,
    call,
    async file(name, content) {
      const path = join(folder, name);
      writeFileSync(path, content);
      return (await call('file.take', { paths: [path] }))[0]!.token;
    },
    async close() {
      await jobs.close();
      store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
