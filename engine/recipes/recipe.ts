// A recipe checked against the tasks: every choice found, every setting in range, every default
// filled, senseless combinations refused in words. The result is plain data, kept with the run.

import { Refusal } from '../contract/errors.ts';
import type { Language } from '../contract/language.ts';
import { budgetKinds } from '../contract/methods.ts';
import type { ComputeBudget } from '../contract/methods.ts';
import { axes } from '../contract/recipes.ts';
import { withCapacity } from '../contract/text/capacities.ts';
import { loneTrainingName } from '../contract/text/lone-training.ts';
import type { About, Axis, Recipe, Setting } from '../contract/recipes.ts';
import type { Task } from '../contract/tasks.ts';
import { schedules } from './schedule/index.ts';
import type { Schedule } from './schedule/schedule.ts';
import { searches } from './search/index.ts';
import type { Search } from './search/search.ts';
import type { Settings } from './settings.ts';
import { sharings } from './sharing/index.ts';
import type { Sharing } from './sharing/sharing.ts';
import { weightings } from './weighting/index.ts';
import type { Weighting } from './weighting/weighting.ts';

/** One choice by id, every setting filled. */
export interface ResolvedChoice {
  readonly id: string;
  readonly settings: Settings;
}

export interface ResolvedRecipe extends Readonly<Record<Axis, ResolvedChoice>> {
  /** As the user wrote it. */
  readonly recipe: Recipe;
}

const choices: Readonly<Record<Axis, readonly { readonly about: About }[]>> = {
  sharing: sharings,
  weighting: weightings,
  schedule: schedules,
  search: searches,
};

/** True where finished networks are made smaller, so that what they cost is told against separate models. */
export function prunes({ sharing }: Recipe): boolean {
  return sharings.find(({ about }) => about.id === sharing)?.prune !== undefined;
}

/** Everything a form needs to draw the four choices. */
export function describeRecipes(): { axis: Axis; abouts: About[] }[] {
  const described = { ...choices, search: searches.map((one) => ({ about: { ...one.about, ...finding(one) } })) };
  return axes.map((axis) => ({ axis, abouts: described[axis].map((choice) => choice.about) }));
}

function finding(search: Search): Pick<About, 'findsWeights'> {
  return search.varies === 'weights' ? { findsWeights: true } : {};
}

export function resolveRecipe(recipe: Recipe, tasks: readonly Task[]): ResolvedRecipe {
  // A search over weights is a search over fixed ones; nobody has to say so twice.
  const searched = searches.find((search) => search.about.id === recipe.search)?.varies === 'weights';
  const isNeutral = weightings.find((weighting) => weighting.about.id === recipe.weighting)?.neutral;
  const weighting = searched && isNeutral ? weightings.find((one) => one.takesWeights)!.about.id : recipe.weighting;
  const chosen = Object.fromEntries(
    axes.map((axis) => [axis, find(axis, axis === 'weighting' ? weighting : recipe[axis])]),
  ) as Record<Axis, About>;
  refuseUnknownSettings(recipe, chosen);
  refuseSenseless(chosen, tasks);
  const resolve = (axis: Axis): ResolvedChoice => ({
    id: chosen[axis].id,
    settings: Object.fromEntries(
      chosen[axis].settings.map((setting) => [
        setting.key,
        valueOf(setting, givenFor(axis, setting, recipe, chosen), tasks),
      ]),
    ),
  });
  const resolved = {
    recipe,
    sharing: resolve('sharing'),
    weighting: resolve('weighting'),
    schedule: resolve('schedule'),
    search: resolve('search'),
  };
  sharingOf(resolved).refuse?.(resolved.sharing.settings, tasks.length);
  return resolved;
}

/**
 * A name for lists and reports: the user's own, or made from the choices that are not the usual ones.
 *
 * @param taskCount how many tasks it trains
 */
export function recipeName(recipe: Recipe, taskCount: number, language: Language): string {
  const own = recipe.name ?? loneTrainingName(recipe, taskCount, language);
  if (own) return own;
  const about = (axis: Axis): string => find(axis, recipe[axis]).name[language];
  const plain = find('sharing', recipe.sharing).id === 'hard';
  const neutral = weightings.find((one) => one.about.id === recipe.weighting)?.neutral;
  // A search over weights stands for the weights, equal or fixed: they are what it looks for.
  const searched = searches.find((one) => one.about.id === recipe.search)?.varies === 'weights';
  const isTold = !searched && (!neutral || plain);
  const parts = [...(plain ? [] : [about('sharing')]), ...(isTold ? [about('weighting')] : [])];
  if (recipe.schedule !== 'joint') parts.push(about('schedule'));
  if (recipe.search !== 'none') parts.push(about('search'));
  return withCapacity(parts.join(' + '), recipe.capacity, language);
}

/** How its weighting describes itself; undefined for one of a newer release. */
export function aboutWeighting(recipe: Recipe): About | undefined {
  return weightings.find(({ about }) => about.id === recipe.weighting)?.about;
}

export function sharingOf(recipe: ResolvedRecipe): Sharing {
  return sharings.find((sharing) => sharing.about.id === recipe.sharing.id)!;
}
export function weightingOf(recipe: ResolvedRecipe): Weighting {
  return weightings.find((weighting) => weighting.about.id === recipe.weighting.id)!;
}
export function scheduleOf(recipe: ResolvedRecipe): Schedule {
  return schedules.find((schedule) => schedule.about.id === recipe.schedule.id)!;
}
export function searchOf(recipe: ResolvedRecipe): Search {
  return searches.find((search) => search.about.id === recipe.search.id)!;
}

function find(axis: Axis, id: string): About {
  const found = choices[axis].find((choice) => choice.about.id === id);
  if (!found) {
    throw new Refusal('recipe.unknown-choice', {
      axis,
      value: id,
      known: choices[axis].map((choice) => choice.about.id).join(', '),
    });
  }
  return found.about;
}

function refuseUnknownSettings(recipe: Recipe, chosen: Record<Axis, About>): void {
  const keys = axes.flatMap((axis) => chosen[axis].settings.map(({ key }) => ({ key, full: `${axis}.${key}` })));
  const known = new Set<string>([...axes, 'capacity', ...keys.map(({ key }) => key)]);
  const accepted = new Set<string>([...known, 'name', ...keys.map(({ full }) => full)]);
  for (const key of Object.keys(recipe)) {
    if (!accepted.has(key)) throw new Refusal('recipe.unknown-setting', { key, known: [...known].join(', ') });
  }
}

/**
 * What the recipe says of one choice's setting. Two choices may have a setting of the same name: a bare `variant`
 * goes to each whose option it is, a bare `gamma` to both, and `"weighting.gamma"` to that one alone.
 */
function givenFor(axis: Axis, setting: Setting, recipe: Recipe, chosen: Record<Axis, About>): unknown {
  const own = recipe[`${axis}.${setting.key}`];
  if (own !== undefined) return own;
  const value = recipe[setting.key];
  const takes = (one: Setting): boolean => one.kind === 'choice' && one.options.some((option) => option.id === value);
  const isOthers = axes.some(
    (other) => other !== axis && chosen[other].settings.some((one) => one.key === setting.key && takes(one)),
  );
  return setting.kind === 'choice' && !takes(setting) && isOthers ? undefined : value;
}

function refuseSenseless(chosen: Record<Axis, About>, tasks: readonly Task[]): void {
  const at = <T extends { readonly about: About }>(list: readonly T[], axis: Axis): T =>
    list.find((choice) => choice.about.id === chosen[axis].id)!;
  const sharing = at(sharings, 'sharing');
  const weighting = at(weightings, 'weighting');
  const schedule = at(schedules, 'schedule');
  const search = at(searches, 'search');
  const combine = (one: { readonly about: About }, other: { readonly about: About }): never => {
    throw new Refusal('recipe.senseless', { one: one.about.name, other: other.about.name });
  };
  // Named by what was chosen: a search over weights brings its weighting along.
  if (sharing.independent && !weighting.neutral) combine(sharing, search.varies === 'weights' ? search : weighting);
  // Gradients by shared parameters, and affinities between tasks, need parameters that are shared.
  if (!sharing.shares && weighting.gram) combine(sharing, weighting);
  if (!sharing.shares && schedule.masks) combine(sharing, schedule);
  if (search.varies === 'weights' && !weighting.takesWeights) combine(search, weighting);
  if (search.varies === 'strength' && !sharing.strength) combine(search, sharing);
  // One task has nothing to be weighed against and nobody to share with.
  if (search.varies !== 'nothing' && tasks.length === 1) {
    throw new Refusal('recipe.needs-two-tasks', { choice: search.about.name });
  }
  search.refuse?.(tasks.length);
}

function valueOf(setting: Setting, given: unknown, tasks: readonly Task[]): Settings[string] {
  if (setting.kind === 'choice') {
    if (given === undefined) return setting.initial;
    if (setting.options.some((option) => option.id === given)) return given as string;
    throw new Refusal('recipe.bad-option', {
      key: setting.key,
      value: String(given),
      known: setting.options.map((option) => option.id).join(', '),
    });
  }
  if (setting.kind === 'budget') return given === undefined ? null : budgetIn(setting.key, given);
  if (setting.kind === 'number') return given === undefined ? setting.initial : numberIn(setting.key, given, setting);
  if (given === undefined) return null;
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    throw new Refusal('recipe.not-per-task', { key: setting.key, tasks: tasks.map((task) => task.id).join(', ') });
  }
  const byTask = given as Record<string, unknown>;
  const stranger = Object.keys(byTask).find((id) => !tasks.some((task) => task.id === id));
  if (stranger !== undefined)
    throw new Refusal('recipe.unknown-task', {
      key: setting.key,
      task: stranger,
      tasks: tasks.map((task) => task.id).join(', '),
    });
  const numbers = tasks.map((task) =>
    byTask[task.id] === undefined ? setting.initial : numberIn(`${setting.key}.${task.id}`, byTask[task.id], setting),
  );
  if (setting.relative && numbers.every((value) => value === 0))
    throw new Refusal('recipe.all-zero', { key: setting.key });
  return numbers;
}

/** `{flopsOfSeparate: 0.6}` and the like: one kind with a number above 0. */
function budgetIn(key: string, given: unknown): ComputeBudget {
  const entries = typeof given === 'object' && given !== null ? Object.entries(given) : [];
  const [kind, value] = entries[0] ?? [];
  const known = budgetKinds.find((one) => one === kind);
  if (entries.length === 1 && known && typeof value === 'number' && value > 0) return { kind: known, value };
  throw new Refusal('recipe.bad-budget', { key, known: budgetKinds.join(', ') });
}

function numberIn(
  key: string,
  given: unknown,
  { minimum, maximum, ...rest }: { readonly minimum: number; readonly maximum: number; readonly integer?: boolean },
): number {
  const value = typeof given === 'number' ? given : Number.NaN;
  if (value >= minimum && value <= maximum && (!rest.integer || Number.isInteger(value))) return value;
  throw new Refusal('recipe.out-of-range', {
    key,
    value: String(given),
    minimum,
    maximum,
    whole: rest.integer ?? false,
  });
}
