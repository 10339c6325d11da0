// Epochs that wait for the checkpoint after them: both are written in one transaction. A checkpoint follows every
// epoch, in a search every few.

import type { EpochRecord, WeightNote } from '../contract/runs.ts';

export interface UnsavedEpochs {
  add(record: EpochRecord, notes: readonly WeightNote[]): void;
  /** All that wait; none does afterwards. */
  take(): { readonly records: readonly EpochRecord[]; readonly notes: readonly WeightNote[] };
}

export function unsavedEpochs(): UnsavedEpochs {
  let waiting: { readonly record: EpochRecord; readonly notes: readonly WeightNote[] }[] = [];
  return {
    add(record, notes) {
      // The next member of a search begins anew: its epochs replace those of the same number and after, as in the store.
      waiting = [...waiting.filter((one) => one.record.epoch < record.epoch), { record, notes }];
    },
    take() {
      const taken = waiting;
      waiting = [];
      return { records: taken.map(({ record }) => record), notes: taken.flatMap(({ notes }) => notes) };
    },
  };
}
