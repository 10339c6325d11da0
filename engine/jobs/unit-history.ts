// Epochs of a run that trains several networks one after another: numbered through, tasks in the project's order.

import type { EpochRecord, WeightNote } from '../contract/runs.ts';
import type { Task } from '../contract/tasks.ts';

export interface UnitHistory {
  placed(record: EpochRecord): EpochRecord;
  placedNote(note: WeightNote): WeightNote;
}

/**
 * @param tasks of the project, in order
 * @param own those of this network
 * @param before epochs that the networks before it took
 */
export function unitHistory(tasks: readonly Task[], own: readonly Task[], before: number): UnitHistory {
  const places = tasks.map(({ id }) => own.findIndex((task) => task.id === id));
  const alone = before === 0 && own.length === tasks.length;
  const spread = <T, N>(values: readonly T[], none: N): (T | N)[] =>
    places.map((place) => (place < 0 ? none : values[place]!));
  return {
    placed: (record) =>
      alone
        ? record
        : {
            ...record,
            epoch: record.epoch + before,
            trainLoss: spread(record.trainLoss, null),
            validationLoss: spread(record.validationLoss, null),
            validationMetric: spread(record.validationMetric, null),
            weights: spread(record.weights, 0),
            ...(record.contributions ? { contributions: spread(record.contributions, 0) } : {}),
          },
    placedNote: (note) => (alone ? note : { ...note, epoch: note.epoch + before }),
  };
}
