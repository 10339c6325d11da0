// A recipe in words, made only from how its choices describe themselves: no method is named here.

import * as v from 'valibot';
import type { Language } from '../../engine/contract/language.ts';
import { axes, Recipe } from '../../engine/contract/recipes.ts';
import type { About, Axis } from '../../engine/contract/recipes.ts';
import { withCapacity } from '../../engine/contract/text/capacities.ts';

export type Choices = readonly {
  readonly axis: Axis;
  readonly choices: readonly About[];
}[];

const usual = v.parse(Recipe, {});

/** How the choice of this axis describes itself; absent for a recipe of a newer release. */
export function aboutOf(recipe: Recipe, axis: Axis, choices: Choices): About | undefined {
  return choices.find((entry) => entry.axis === axis)?.choices.find((about) => about.id === recipe[axis]);
}

/** The user's own name, or the plain names of the choices that are not the usual ones; as the report says it. */
export function recipeName(recipe: Recipe, choices: Choices, language: Language): string {
  if (recipe.name) return recipe.name;
  // Equal weights are worth a word where nothing else says how tasks are shared or weighed.
  const isPlain = recipe.sharing === usual.sharing && recipe.search === usual.search;
  const named = axes.filter((axis) => recipe[axis] !== usual[axis] || (axis === 'weighting' && isPlain));
  const name = named.map((axis) => aboutOf(recipe, axis, choices)?.name[language] ?? String(recipe[axis])).join(' + ');
  return withCapacity(name, recipe.capacity, language);
}

/** A name without what stands in brackets at its end (the published name), for tables and charts. */
export function withoutBrackets(name: string): string {
  // Half-width or full-width brackets.
  return name.replace(/\s*[(\uff08][^()\uff08\uff09]*[)\uff09]$/, '');
}

/** Every setting of a recipe by its key, choices included: what two runs can differ in. */
export function recipeSettings(recipe: Recipe): Record<string, string> {
  const entries = Object.entries(recipe).filter(([key]) => key !== 'name');
  return Object.fromEntries(
    entries.map(([key, value]) => [key, typeof value === 'object' ? JSON.stringify(value) : String(value)]),
  );
}

/** The name of a setting's key, and of its value where it is a choice. */
export function settingWords(
  key: string,
  value: string,
  recipe: Recipe,
  choices: Choices,
  language: Language,
): { name: string; value: string } {
  for (const axis of axes) {
    const about = aboutOf(recipe, axis, choices);
    if (key === axis) return { name: key, value: about?.name[language] ?? value };
    const setting = about?.settings.find((one) => one.key === key);
    if (!setting) continue;
    const option = setting.kind === 'choice' ? setting.options.find((one) => one.id === value) : undefined;
    return {
      name: setting.name[language],
      value: option?.name[language] ?? value,
    };
  }
  return { name: key, value };
}
