// Names that tell recipes of one comparison apart: where two would be called the same, each also says the
// settings in which they differ, in the words of the settings themselves.

import type { Language } from '../contract/language.ts';
import type { ComputeBudget } from '../contract/methods.ts';
import { axes } from '../contract/recipes.ts';
import type { Recipe, Setting } from '../contract/recipes.ts';
import { budgetAsked } from '../contract/text/budgets.ts';
import { describeRecipes, recipeName } from './recipe.ts';

/** The recipe's name among those it is listed with, itself included; all of them train as many tasks. */
export function tellingName(recipe: Recipe, among: readonly Recipe[], taskCount: number, language: Language): string {
  const name = recipeName(recipe, taskCount, language);
  const alike = [recipe, ...among.filter((one) => recipeName(one, taskCount, language) === name)];
  const keys = [...new Set(alike.flatMap((one) => Object.keys(one)))];
  const told = keys
    .filter((key) => key !== 'name' && recipe[key] !== undefined)
    .filter((key) => new Set(alike.map((one) => JSON.stringify(one[key]))).size > 1)
    .map((key) => settingText(recipe, key, language));
  return told.length === 0 ? name : `${name}: ${told.join(', ')}`;
}

/** `gamma 0.01`, or the chosen option alone; what is no setting (another choice, a size) as it stands in the recipe. */
function settingText(recipe: Recipe, key: string, language: Language): string {
  const value = recipe[key];
  const setting = settingOf(recipe, key);
  if (!setting) return String(value);
  if (setting.kind === 'choice')
    return setting.options.find((option) => option.id === value)?.name[language] ?? String(value);
  if (typeof value !== 'object') return `${setting.name[language]} ${String(value)}`;
  if (setting.kind === 'budget') {
    const [[kind, number]] = Object.entries(value) as [[ComputeBudget['kind'], number]];
    return `${setting.name[language]} ${budgetAsked({ kind, value: number }, language)}`;
  }
  const parts = Object.entries(value).map(([part, number]) => `${part} ${String(number)}`);
  return `${setting.name[language]} ${parts.join(' / ')}`;
}

function settingOf(recipe: Recipe, key: string): Setting | undefined {
  const described = describeRecipes();
  for (const axis of axes) {
    const about = described.find((one) => one.axis === axis)?.abouts.find((one) => one.id === recipe[axis]);
    const found = about?.settings.find((one) => one.key === key || `${axis}.${one.key}` === key);
    if (found) return found;
  }
  return undefined;
}
