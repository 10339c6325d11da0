// Which columns could join tables that were dropped together. What is proposed was counted over all rows: how many
// find a partner, and whether the keys say which row is meant.

import type { JoinProposal, JoinTry } from '../contract/joins.ts';
import { countJoin } from './join.ts';
import { columnOf, type Table } from './table.ts';

/** Keys of more than two columns are only tried as all that both tables have. */
const mostPaired = 8;
/** Of the rows of either table, so that columns which only happen to be called the same are not joined by. */
const likelyShare = 0.5;

/**
 * @param main the table whose rows stay; null = the one that lets most others be joined to it, the longest of these
 * @param keys by table, as a person chose them; absent = those by which most rows find a partner
 */
export function proposeJoin(
  tables: readonly Table[],
  main: number | null,
  keys: readonly (readonly string[] | null)[] | null,
): JoinProposal {
  const tried = (main === null ? [...tables.keys()] : [main]).map((place) => ({
    place,
    joins: tables.flatMap((_, table) =>
      table === place ? [] : [tryJoin(tables, place, table, keys?.[table] ?? null)],
    ),
  }));
  const sound = (joins: readonly JoinTry[]): number => joins.filter((join) => isLikely(tables, join)).length;
  const best = tried.sort(
    (a, b) => sound(b.joins) - sound(a.joins) || tables[b.place]!.rowCount - tables[a.place]!.rowCount,
  )[0]!;
  return {
    main: best.place,
    rows: tables.map((table) => table.rowCount),
    joins: best.joins,
    isLikely: sound(best.joins) === best.joins.length,
  };
}

function isLikely(tables: readonly Table[], { table, counts }: JoinTry): boolean {
  if (counts === null) return false;
  const left = counts.matched + counts.leftUnmatched;
  const used = tables[table]!.rowCount - counts.rightUnused;
  return counts.matched >= likelyShare * left || (counts.matched > 0 && used >= likelyShare * tables[table]!.rowCount);
}

function tryJoin(tables: readonly Table[], main: number, table: number, chosen: readonly string[] | null): JoinTry {
  const [left, right] = [tables[main]!, tables[table]!];
  const shared = right.columns.map(({ name }) => name).filter((name) => columnOf(left, name) !== undefined);
  const candidates = chosen ? [chosen.filter((key) => shared.includes(key))] : candidatesOf(shared);
  const counted = candidates
    .filter((keys) => keys.length > 0)
    .map((keys) => {
      const { counts, repeated } = countJoin(left, right, keys);
      const found: JoinTry = { table, shared, keys: [...keys], counts: repeated > 0 ? null : counts, repeated };
      return { ...found, matched: counts.matched, isLikely: isLikely(tables, found) };
    });
  // Where keys repeat nothing can be joined by them; among the others few columns are better, and names of things
  // better than values that were measured, which may meet by chance.
  const best = counted.sort(
    (a, b) =>
      Number(a.repeated > 0) - Number(b.repeated > 0) ||
      Number(b.isLikely) - Number(a.isLikely) ||
      a.keys.length - b.keys.length ||
      measured(right, a.keys) - measured(right, b.keys) ||
      b.matched - a.matched,
  )[0];
  if (!best) return { table, shared, keys: [], counts: null, repeated: 0 };
  const { keys, counts, repeated } = best;
  return { table, shared, keys, counts, repeated };
}

/** How many of these columns are numbers; those with decimals count twice. */
function measured(table: Table, keys: readonly string[]): number {
  return keys.reduce((sum, key) => {
    const column = columnOf(table, key);
    if (column?.kind !== 'number') return sum;
    return sum + (column.values.every((value) => Number.isNaN(value) || Number.isInteger(value)) ? 1 : 2);
  }, 0);
}

/** Each column alone, each pair, and all together. */
function candidatesOf(shared: readonly string[]): string[][] {
  const paired = shared.slice(0, mostPaired);
  const pairs = paired.flatMap((first, i) => paired.slice(i + 1).map((second) => [first, second]));
  return [...shared.map((key) => [key]), ...pairs, ...(shared.length > 2 ? [[...shared]] : [])];
}
