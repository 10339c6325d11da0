// The same photo twice, nearly twice, and with another label.

import type { Finding } from '../../contract/health.ts';
import { found, removeRows } from '../health/check.ts';
import { isMissing } from '../table.ts';
import { areApart, nameOf, type ImageContext } from './check-context.ts';

export function copies(context: ImageContext): Finding[] {
  if (context.equal.length === 0) return [];
  const equal = context.equal.map((group) => fullestFirst(context, group));
  const spare = equal.flatMap((group) => group.slice(1)).sort((a, b) => a - b);
  const across = equal.filter((group) => group.some((row) => areApart(context, group[0]!, row))).length;
  const [first, second] = [nameOf(context, equal[0]![0]!), nameOf(context, equal[0]![1]!)];
  const facts = { copies: spare.length, groups: equal.length, across, first, second };
  return [
    found(context, 'image-duplicates', 'warn', facts, {
      columns: ['image'],
      rows: spare,
      ...removeRows(context, spare),
    }),
  ];
}

export function nearCopies(context: ImageContext): Finding[] {
  if (context.near.length === 0) return [];
  const near = context.near.map((pair) => {
    const [first, second] = fullestFirst(context, [pair.first, pair.second]) as [number, number];
    return { ...pair, first, second };
  });
  const apart = near.filter(({ first, second }) => areApart(context, first, second));
  const shown = apart[0] ?? near[0]!;
  const spare = [...new Set(near.map((pair) => pair.second))].sort((a, b) => a - b);
  const facts = {
    pairs: near.length,
    across: apart.length,
    first: nameOf(context, shown.first),
    second: nameOf(context, shown.second),
    agreement: shown.agreement,
  };
  return [
    found(context, 'image-near-duplicates', 'warn', facts, {
      columns: ['image'],
      rows: spare,
      ...removeRows(context, spare),
    }),
  ];
}

/** Equal or nearly equal photos whose labels differ; both rows are named, for a person must decide. */
export function lookAlikes(context: ImageContext): Finding[] {
  const equal = context.equal.flatMap((group) => group.slice(1).map((second) => ({ first: group[0]!, second })));
  return context.labels.flatMap(({ task, codes, classes }) => {
    const pairs = [...equal, ...context.near].filter(
      ({ first, second }) => codes[first]! >= 0 && codes[second]! >= 0 && codes[first] !== codes[second],
    );
    if (pairs.length === 0) return [];
    const { first, second } = pairs[0]!;
    const facts = {
      task: task.id,
      pairs: pairs.length,
      first: nameOf(context, first),
      firstLabel: classes[codes[first]!]!,
      second: nameOf(context, second),
      secondLabel: classes[codes[second]!]!,
    };
    const rows = [...new Set(pairs.flatMap((pair) => [pair.first, pair.second]))].sort((a, b) => a - b);
    return [found(context, 'image-look-alikes', 'warn', facts, { taskId: task.id, columns: [task.target], rows })];
  });
}

/** Of copies the one to keep first: the row with the fewest empty cells, for a copied photo often stands in no list of labels. */
function fullestFirst({ table }: ImageContext, rows: readonly number[]): number[] {
  const empty = (row: number): number => table.columns.filter((column) => isMissing(column, row)).length;
  return rows.toSorted((a, b) => empty(a) - empty(b));
}
