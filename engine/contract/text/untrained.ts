// What is said of a run that was ended before all of its networks had learned anything.

import type { Language, Words } from '../language.ts';

/** A short mark beside such a run. */
export const untrainedTag: Words = { ja: '学習していないタスクあり', en: 'not all tasks trained' };

/** A whole sentence. `tasks` are their names, at least one. */
export function untrainedText(tasks: readonly string[], language: Language): string {
  if (language === 'ja') {
    const names = tasks.map((name) => `「${name}」`).join('');
    return `${names}は、最初のエポックが終わる前に終了したため、まだ学習していません。このタスクの数値は予測の良し悪しを表しません。`;
  }
  const names = tasks.map((name) => `"${name}"`);
  const all = names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
  const [were, their] = tasks.length === 1 ? ['was', 'its'] : ['were', 'their'];
  return `${all} ${were} not trained: the run was ended before ${their} first epoch was over, so ${their} figures say nothing.`;
}
