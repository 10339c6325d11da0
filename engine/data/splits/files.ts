// Dividing by file: whole files in the order of their names, the last ones for test. Factories write one file a month,
// a shift or a machine, often with no date inside.

import type { SplitNote } from '../../contract/splits.ts';
import { parts as partNames } from '../../contract/tasks.ts';
import type { Table } from '../table.ts';

/** Numbers within names count as numbers: 9月 stands before 10月. */
const byName = new Intl.Collator('en', { numeric: true });

/** For each row its file's place in the order of names, from 0; and these names in order. */
export function fileOrder({ source }: Pick<Table, 'source'>): {
  readonly placeOfRow: Uint16Array;
  readonly names: string[];
} {
  const order = [...source.files.keys()].sort((a, b) => byName.compare(source.files[a]!, source.files[b]!));
  const placeOf = new Uint16Array(order.length);
  order.forEach((file, place) => (placeOf[file] = place));
  return { placeOfRow: source.file.map((file) => placeOf[file]!), names: order.map((file) => source.files[file]!) };
}

/** Which files stand in which part. */
export function filesOfParts(places: Uint16Array, parts: Uint8Array, names: readonly string[]): SplitNote {
  const held = partNames.map((_, code) => {
    const own = new Set(places.filter((_place, i) => parts[i] === code));
    return [...own].sort((a, b) => a - b).map((place) => names[place]!);
  });
  return { code: 'files-of-parts', train: held[0]!, validation: held[1]!, test: held[2]! };
}

/** A year, alone or at the head of a date, or a month: files so named follow one another. */
const time = /(?<!\d)(19|20)\d\d([01]\d([0-3]\d)?)?(?!\d)|\d\s*月/;

/** True where every name tells a time, so that the last files are the newest. */
export function namesTellTime(names: readonly string[]): boolean {
  return names.every((name) => time.test(name.normalize('NFKC')));
}
