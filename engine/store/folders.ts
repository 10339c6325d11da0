// What lies in a data folder beside `taskloom.db`: `files/` the user's files and `artifacts/` the
// bytes of runs, both named by content; `cache/`, which may be emptied at any time; `outputs/` made
// for the user; `uploads/` on their way in; `logs/`; `reserve` (1 MB) is room kept for a full drive.

import { join } from 'node:path';

export interface Folders {
  readonly data: string;
  readonly files: string;
  readonly artifacts: string;
  readonly cache: string;
  readonly outputs: string;
  readonly uploads: string;
  readonly logs: string;
}

export function foldersOf(data: string): Folders {
  return {
    data,
    files: join(data, 'files'),
    artifacts: join(data, 'artifacts'),
    cache: join(data, 'cache'),
    outputs: join(data, 'outputs'),
    uploads: join(data, 'uploads'),
    logs: join(data, 'logs'),
  };
}
