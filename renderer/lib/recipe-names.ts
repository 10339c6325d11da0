// A recipe in words, made only from how its choices describe themselves: no method is named here.

import * as v from 'valibot';
import type { Language } from '../../engine/contract/language.ts';
import { axes, Recipe } from '../../engine/contract/recipes.ts';
import type { About, Axis, Capacity, Setting } from '../../engine/contract/recipes.ts';
import type { ComputeBudget } from '../../engine/contract/methods.ts';
import { capacityTexts, withCapacity } from '../../engine/contract/text/capacities.ts';
import { loneTrainingName } from '../../engine/contract/text/lone-training.ts';
import { budgetWords } from '../text/budget.ts';
import { methodWords } from '../text/methods.ts';
import { trainWords } from '../text/train.ts';
import { budgetText } from './budget-text.ts';

export type Choices = readonly {
  readonly axis: Axis;
  readonly choices: readonly About[];
}[];

const usual = v.parse(Recipe, {});

/** How the choice of this axis describes itself; absent for a recipe of a newer release. */
export function aboutOf(recipe: Recipe, axis: Axis, choices: Choices): About | undefined {
  return choices.find((entry) => entry.axis === axis)?.choices.find((about) => about.id === recipe[axis]);
}

/**
 * The user's own name, or the plain names of the choices that are not the usual ones; as the report says it.
 *
 * @param taskCount how many tasks it trains
 */
export function recipeName(recipe: Recipe, taskCount: number, choices: Choices, language: Language): string {
  const own = recipe.name ?? loneTrainingName(recipe, taskCount, language);
  if (own) return own;
  // Equal weights are worth a word where nothing else says how tasks are shared or weighed.
  const isPlain = recipe.sharing === usual.sharing && recipe.search === usual.search;
  // A search over weights stands for the weights: they are what it looks for.
  const isSearched = aboutOf(recipe, 'search', choices)?.findsWeights ?? false;
  const named = axes.filter((axis) =>
    axis === 'weighting' ? !isSearched && (recipe[axis] !== usual[axis] || isPlain) : recipe[axis] !== usual[axis],
  );
  const name = named.map((axis) => aboutOf(recipe, axis, choices)?.name[language] ?? String(recipe[axis])).join(' + ');
  return withCapacity(name, recipe.capacity, language);
}

/** A name without what stands in brackets at the end of its parts (published names), for tables and charts. */
export function withoutBrackets(name: string): string {
  // Half-width or full-width brackets.
  return name.replace(/\s*[(\uff08][^()\uff08\uff09]*[)\uff09](?= \+ |$)/g, '');
}

/** Every setting of a recipe by its key, choices included: what two runs can differ in. */
export function recipeSettings(recipe: Recipe): Record<string, string> {
  const entries = Object.entries(recipe).filter(([key]) => key !== 'name');
  return Object.fromEntries(
    entries.map(([key, value]) => [key, typeof value === 'object' ? JSON.stringify(value) : String(value)]),
  );
}

/** The name of a setting's key and its value in words; no id of a choice, a task list or a budget stays as it is kept. */
export function settingWords(
  key: string,
  value: string,
  recipe: Recipe,
  choices: Choices,
  language: Language,
  taskNameOf: (id: string) => string = (id) => id,
): { name: string; value: string } {
  if (key === 'capacity')
    return { name: methodWords[language].capacity, value: capacityTexts[value as Capacity]?.[language] ?? value };
  for (const axis of axes) {
    const about = aboutOf(recipe, axis, choices);
    if (key === axis) return { name: trainWords[language].axes[axis], value: about?.name[language] ?? value };
    // Where two choices call a setting the same, the recipe says whose it is: `weighting.gamma`.
    const setting = about?.settings.find((one) => one.key === key || `${axis}.${one.key}` === key);
    if (setting) return { name: setting.name[language], value: valueWords(setting, value, language, taskNameOf) };
  }
  return { name: key, value };
}

function valueWords(setting: Setting, value: string, language: Language, taskNameOf: (id: string) => string): string {
  if (setting.kind === 'number') return value;
  if (setting.kind === 'choice') return setting.options.find((one) => one.id === value)?.name[language] ?? value;
  const numbers = Object.entries(JSON.parse(value) as Record<string, number>);
  if (setting.kind === 'per-task')
    return numbers.map(([task, number]) => `${taskNameOf(task)} ${Number(number.toPrecision(3))}`).join(', ');
  return numbers
    .map(([kind, number]) => {
      const name = budgetWords[language].kinds[kind as ComputeBudget['kind']] ?? kind;
      return `${name} ${budgetText(kind as ComputeBudget['kind'], number)}`;
    })
    .join(', ');
}
