// Jobs on the real store, importer and executor in a folder of their own, with the files that a test writes.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore, type Store } from '../../store/open.ts';
import { createJobs } from '../create.ts';
import type { Emit, Jobs } from '../jobs.ts';

export interface Workbench {
  readonly store: Store;
  readonly jobs: Jobs;
  /** A second engine on the same store, as after a restart. */
  again(): Jobs;
  /** Where the files of the test lie. */
  readonly folder: string;
  write(file: string, text: string): void;
  read(file: string): string;
  close(): Promise<void>;
}

/** On the CPU; projects name their files as they are written here. Close it after the test. */
export function openWorkbench(emit: Emit = () => {}): Workbench {
  const folder = mkdtempSync(join(tmpdir(), 'taskloom-jobs-'));
  const store = openStore(join(folder, 'store'));
  const open = (): Jobs =>
    createJobs({
      store: store.jobs,
      emit,
      cacheFolder: join(folder, 'cache'),
      resolveFile: (reference) => join(folder, reference),
      device: () => 'cpu',
    });
  const jobs = open();
  return {
    store,
    jobs,
    again: open,
    folder,
    write: (file, text) => writeFileSync(join(folder, file), text),
    read: (file) => readFileSync(join(folder, file), 'utf8'),
    close: async () => {
      await jobs.close();
      store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
