// Which networks a run trained one after another, read off its records: data with nothing in common to share get a
// network each, whose epochs are numbered on. For the page each is told by itself, from its own epoch 1.

import type { RunHistory } from './facts.ts';

/** @returns one history a network, tasks and epochs its own; the history itself where there is one network only */
export function networksOf(records: RunHistory): RunHistory[] {
  const networks: { own: Set<number>; first: number; last: number }[] = [];
  records.epochs.forEach(({ trainLoss, validationLoss }, i) => {
    const own = records.tasks.flatMap((_, k) =>
      (trainLoss[k] ?? null) !== null || (validationLoss[k] ?? null) !== null ? [k] : [],
    );
    const current = networks.at(-1);
    // Tasks may end early within a network; tasks of another one alone begin a new one.
    if (current && (own.length === 0 || own.some((k) => current.own.has(k)))) {
      own.forEach((k) => current.own.add(k));
      current.last = i;
    } else networks.push({ own: new Set(own), first: i, last: i });
  });
  return networks.length < 2 ? [records] : networks.map((network) => alone(records, network));
}

function alone(
  records: RunHistory,
  { own, first, last }: { own: Set<number>; first: number; last: number },
): RunHistory {
  const of = <T>(values: readonly T[]): T[] => values.filter((_, k) => own.has(k));
  const tasks = of(records.tasks);
  const before = records.epochs[first]!.epoch - 1;
  return {
    tasks,
    epochs: records.epochs.slice(first, last + 1).map((record) => ({
      ...record,
      epoch: record.epoch - before,
      trainLoss: of(record.trainLoss),
      validationLoss: of(record.validationLoss),
      validationMetric: of(record.validationMetric),
      weights: of(record.weights),
      ...(record.contributions ? { contributions: of(record.contributions) } : {}),
    })),
    notes: records.notes
      .filter((note) => tasks.includes(note.taskId))
      .map((note) => ({ ...note, epoch: note.epoch - before })),
  };
}
