// The Compare page's arithmetic: which settings differ, which values are best, in what order runs stand.

/** Keys whose value is not the same in all runs; a missing key counts as a value of its own. */
export function differingKeys(settings: readonly Readonly<Record<string, string>>[]): string[] {
  const keys = [...new Set(settings.flatMap((one) => Object.keys(one)))];
  return keys.filter((key) => new Set(settings.map((one) => one[key])).size > 1);
}

/** Positions of the best value; several where they tie, none where fewer than two runs have a value. */
export function bestPositions(values: readonly (number | null)[], higherIsBetter: boolean): Set<number> {
  const present = values.filter((value): value is number => value !== null && Number.isFinite(value));
  if (present.length < 2) return new Set();
  const best = higherIsBetter ? Math.max(...present) : Math.min(...present);
  return new Set(values.flatMap((value, position) => (value === best ? [position] : [])));
}

export interface Sorting {
  readonly key: string;
  readonly descending: boolean;
}

/** Sorted by a number or a text; runs without a value come last whichever the direction. Stable. */
export function sortedBy<T>(items: readonly T[], value: (item: T) => number | string | null, descending: boolean): T[] {
  const sign = descending ? -1 : 1;
  return [...items].sort((left, right) => {
    const a = value(left);
    const b = value(right);
    if (a === null || b === null) return Number(a === null) - Number(b === null);
    if (typeof a === 'number' && typeof b === 'number') return sign * (a - b);
    return sign * String(a).localeCompare(String(b), 'ja');
  });
}
