// What the networks of a document are given to read besides the frozen rows: only runs that read the same are compared.

import type { ProjectDocument } from '../contract/project.ts';

/** Equal for documents whose networks read the same columns, know the same ahead and up to now, look back equally far and are of one kind. */
export function whatIsRead({ inputs, data, tasks }: Pick<ProjectDocument, 'inputs' | 'data' | 'tasks'>): string {
  const ahead = data.map(({ calendar, ahead: columns, past, network = 'linear' }) => [
    calendar ?? null,
    columns ?? [],
    past ?? [],
    network,
  ]);
  const lookbacks = tasks.map((task) => (task.kind === 'forecast' ? (task.lookback ?? null) : null));
  return JSON.stringify([inputs, ahead, lookbacks]);
}
