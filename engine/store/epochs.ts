// What happened epoch by epoch, and the notable changes of task weights.

import type { Database } from 'better-sqlite3';
import type { EpochRecord, WeightNote } from '../contract/runs.ts';

export interface History {
  readonly epochs: EpochRecord[];
  readonly notes: WeightNote[];
}

export function epochsTable(database: Database) {
  const dropEpochs = database.prepare('delete from epoch where run_id = ? and epoch >= ?');
  const dropNotes = database.prepare('delete from weight_note where run_id = ? and epoch >= ?');
  const insertEpoch = database.prepare('insert into epoch (run_id, epoch, record) values (?, ?, ?)');
  const insertNote = database.prepare('insert into weight_note (run_id, epoch, record) values (?, ?, ?)');
  const numbers = database.prepare<[string], { epoch: number }>(
    'select epoch from epoch where run_id = ? order by epoch',
  );
  const epochs = database.prepare<[string], { record: string }>(
    'select record from epoch where run_id = ? order by epoch',
  );
  const oneEpoch = database.prepare<[string, number], { record: string }>(
    'select record from epoch where run_id = ? and epoch = ?',
  );
  const notes = database.prepare<[string], { record: string }>(
    'select record from weight_note where run_id = ? order by epoch, position',
  );

  const readNotes = (runId: string): WeightNote[] =>
    notes.all(runId).map((row) => JSON.parse(row.record) as WeightNote);

  return {
    /** Epochs of a run from the first of `records` on are replaced: a resumed run rewrites what it lost. */
    appendEpochs(runId: string, records: readonly EpochRecord[], changes: readonly WeightNote[]): void {
      database.transaction(() => {
        const from = records[0]?.epoch;
        if (from !== undefined) {
          dropEpochs.run(runId, from);
          dropNotes.run(runId, from);
        }
        for (const record of records) insertEpoch.run(runId, record.epoch, JSON.stringify(record));
        for (const note of changes) insertNote.run(runId, note.epoch, JSON.stringify(note));
      })();
    },
    readEpochs(runId: string): { epochs: EpochRecord[]; notes: WeightNote[] } {
      return { epochs: epochs.all(runId).map((row) => JSON.parse(row.record) as EpochRecord), notes: readNotes(runId) };
    },
    /** At most `limit` epochs, evenly spaced, first and last included; all notes. */
    readThinned(runId: string, limit: number): History {
      const all = numbers.all(runId).map((row) => row.epoch);
      const wanted = evenlySpaced(all.length, limit).map((index) => all[index]!);
      return {
        epochs: wanted.map((epoch) => JSON.parse(oneEpoch.get(runId, epoch)!.record) as EpochRecord),
        notes: readNotes(runId),
      };
    },
  };
}

/** At most `limit` indices (at least 2) of 0…count-1, evenly spaced, first and last included. */
export function evenlySpaced(count: number, limit: number): number[] {
  if (count <= limit) return Array.from({ length: count }, (_, index) => index);
  return Array.from({ length: limit }, (_, index) => Math.round((index * (count - 1)) / (limit - 1)));
}
