// What a run was trained with, in words: all of it, or what is not the same in every run beside it.

import type { Language } from '../../engine/contract/language.ts';
import type { Recipe } from '../../engine/contract/recipes.ts';
import type { RunSummary } from '../../engine/contract/runs.ts';
import type { TaskNames } from '../../engine/contract/task-names.ts';
import { runWords } from '../text/runs.ts';
import { differingKeys } from './comparing.ts';
import { recipeSettings, settingWords } from './recipe-names.ts';
import type { Choices } from './recipe-names.ts';

/** The axes and the size of model are in a run's name already. */
const named = ['sharing', 'weighting', 'schedule', 'search', 'capacity'];

interface Words {
  readonly choices: Choices;
  readonly language: Language;
  readonly nameOfTask: TaskNames;
}

export function allSettings(
  recipe: Recipe,
  { choices, language, nameOfTask }: Words,
): { name: string; value: string }[] {
  return Object.entries(recipeSettings(recipe)).map(([key, value]) =>
    settingWords(key, value, recipe, choices, language, nameOfTask),
  );
}

/**
 * For each run what it has and another does not; of baselines the columns alone, which they read as well.
 */
export function differingSettings(recipes: readonly RunSummary[], words: Words): (run: RunSummary) => string[] {
  const differing = differingKeys(recipes.map((run) => recipeSettings(run.recipe))).filter(
    (key) => !named.includes(key),
  );
  // Trained again without a column is another model, whatever else is the same.
  const excluded = [...new Set(recipes.flatMap((run) => run.excluded ?? []))].filter((column) =>
    recipes.some((run) => !run.excluded?.includes(column)),
  );
  return (run) => {
    const own = excluded.filter((column) => run.excluded?.includes(column));
    const without =
      own.length === 0 ? [] : [runWords[words.language].without(own.join(words.language === 'ja' ? '、' : ', '))];
    if (run.kind !== 'recipe') return without;
    const { recipe } = run;
    const settings = recipeSettings(recipe);
    const told = differing.flatMap((key) => {
      const value = settings[key];
      if (value === undefined) return [];
      const said = settingWords(key, value, recipe, words.choices, words.language, words.nameOfTask);
      return [`${said.name}: ${said.value}`];
    });
    return [...told, ...without];
  };
}
