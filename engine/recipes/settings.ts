// Values of a choice's settings after checks and defaults: what methods read.

import type { ComputeBudget } from '../contract/methods.ts';

/** By key: a number, an option id, a budget, or one number a task in task order (null = left to the method). */
export type Settings = Readonly<Record<string, number | string | readonly number[] | ComputeBudget | null>>;

/** A number among the settings; a missing one is a bug, since resolving fills every default. */
export function numberOf(settings: Settings, key: string): number {
  const value = settings[key];
  if (typeof value !== 'number') throw new Error(`setting ${key} is not a number`);
  return value;
}

/** A chosen option among the settings. */
export function optionOf(settings: Settings, key: string): string {
  const value = settings[key];
  if (typeof value !== 'string') throw new Error(`setting ${key} is not an option`);
  return value;
}

/** A compute budget among the settings; null = none was given. */
export function budgetOf(settings: Settings, key: string): ComputeBudget | null {
  const value = settings[key];
  return value !== null && typeof value === 'object' && 'kind' in value ? value : null;
}
