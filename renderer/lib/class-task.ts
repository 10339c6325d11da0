// What the task is called that tells photos apart by their folders: `class` is a column's name in a project file, and no
// word of a factory.

import type { Language, Words } from '../../engine/contract/language.ts';
import type { Task } from '../../engine/contract/tasks.ts';

const judged: Words = { ja: '写真の判定', en: 'Photo judgement' };
const sorted: Words = { ja: '写真の種類', en: 'Kind of photo' };

/**
 * Null for other tasks, and where a task is called so already.
 *
 * @param labels columns that are known of photos
 * @param taken names of the other tasks
 */
export function classTaskName(
  { target, kind }: Task,
  labels: ReadonlySet<string>,
  taken: readonly string[],
  language: Language,
): string | null {
  if (target !== 'class' || !labels.has(target)) return null;
  const name = (kind === 'binary' ? judged : sorted)[language];
  return taken.includes(name) ? null : name;
}
