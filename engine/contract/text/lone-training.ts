// What the usual training is called where there is one task: nothing is shared and nothing is weighed, so its name
// speaks of neither.

import type { Language, Words } from '../language.ts';
import type { Recipe } from '../recipes.ts';
import type { RunSummary } from '../runs.ts';
import { isPlain } from '../yardsticks.ts';
import { withCapacity } from './capacities.ts';

const name: Words = { ja: '通常の学習', en: 'Usual training' };

/** Null where there are several tasks, or the recipe chooses something that matters to one, too. */
export function loneTrainingName(recipe: Recipe, taskCount: number, language: Language): string | null {
  return taskCount === 1 && isPlain(recipe) ? withCapacity(name[language], recipe.capacity, language) : null;
}

/** How many tasks a run trained; before it has a result, how many it is to train. */
export function taskCountOf({ result }: Pick<RunSummary, 'result'>, before: number): number {
  return result === null ? before : Object.keys(result.tasks).length;
}
