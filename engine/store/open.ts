// The store: everything the program remembers. The only place with SQL.

import { lstatSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { timestamp } from '../base/clock.ts';
import { makeFolder } from '../base/files.ts';
import { log } from '../base/log.ts';
import type { EpochRecord, WeightNote } from '../contract/runs.ts';
import { affinityTable } from './affinity.ts';
import { readArchive } from './archive-read.ts';
import { writeArchive } from './archive-write.ts';
import { artifactsTable } from './artifacts.ts';
import { userFiles } from './content.ts';
import { openDatabase } from './database.ts';
import { decisionsTable } from './decisions.ts';
import { epochsTable } from './epochs.ts';
import { filesTable } from './files.ts';
import { foldersOf } from './folders.ts';
import { importSettingsTable } from './import-settings.ts';
import { projectsTable } from './projects.ts';
import { reportsTable } from './reports.ts';
import { reserveIn } from './reserve.ts';
import { revisionsTable } from './revisions.ts';
import { runsTable } from './runs.ts';
import { settingsTable } from './settings.ts';
import { snapshotsTable } from './snapshots.ts';

/** A removed project can be brought back, and a file made for the user be saved, for this long. */
const day = 24 * 60 * 60 * 1000;

/** Removes what was taken in or made before this moment. What another program holds on to stays until the next start. */
function sweepOld(folder: string, before: number): void {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    try {
      if (lstatSync(path).mtimeMs < before) rmSync(path, { recursive: true, force: true });
    } catch (error) {
      log(`${name} in ${folder} could not be removed`, error);
    }
  }
}

/** Bytes of a run under a name. */
interface Named {
  readonly name: string;
  readonly bytes: Uint8Array;
}

export type Store = ReturnType<typeof openStore>;

/**
 * Opens (or makes) the store of a data folder and brings it to the newest schema.
 *
 * @throws Refusal `folder.unwritable`, `store.in-use` while another process has it, `store.newer`, `store.damaged`
 */
export function openStore(folder: string, options: { wait?: number } = {}) {
  const folders = foldersOf(folder);
  for (const path of Object.values(folders)) makeFolder(path);
  const database = openDatabase(join(folder, 'taskloom.db'), options.wait);
  const projects = projectsTable(database);
  const revisions = revisionsTable(database);
  const runs = runsTable(database);
  const artifacts = artifactsTable(database, folders.artifacts);
  const epochs = epochsTable(database);
  const files = userFiles(folders.files);

  const tokens = filesTable(database);
  const reserve = reserveIn(folder);

  const yesterday = timestamp() - day;
  // A run outlives the revision it was started with: its data must, too.
  if (projects.purgeRemoved(yesterday) > 0) files.sweep((hash) => revisions.mentions(hash) || runs.runsMention(hash));
  artifacts.sweepArtifacts();
  // A page may hold the tokens of yesterday's files; older ones name nothing any more.
  sweepOld(folders.uploads, yesterday);
  sweepOld(folders.outputs, yesterday);
  tokens.forget(yesterday);

  return {
    folders,
    settings: settingsTable(database),
    projects,
    revisions,
    importSettings: importSettingsTable(database),
    /** What `engine/jobs` needs of a store. */
    jobs: {
      ...snapshotsTable(database),
      ...runs,
      ...epochs,
      ...artifacts,
      saveEpochs: (
        runId: string,
        records: readonly EpochRecord[],
        notes: readonly WeightNote[],
        checkpoint: Named,
      ): void =>
        artifacts.saveArtifact(runId, checkpoint.name, checkpoint.bytes, () =>
          epochs.appendEpochs(runId, records, notes),
        ),
      updateRun: (...change: Parameters<typeof runs.updateRun>) => reserve.write(() => runs.updateRun(...change)),
    },
    decisions: decisionsTable(database),
    reports: reportsTable(database),
    affinity: affinityTable(database),
    tokens,
    userFiles: files,
    archives: { write: writeArchive.bind(null, database, folders), read: readArchive.bind(null, database, folders) },
    close: (): void => void database.close(),
  };
}
