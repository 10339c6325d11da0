// Several shots of one part, told by the file names: `A001_1.png A001_2.png`, `exp3_num_12.jpg`, `12_left.png`.
//
// Names of one pattern differ in their numbers and words. If leaving one of these places out makes the
// names meet in small, even groups, that place counts the shots and the rest names the part.

/** Shots of one part at most, and how many parts there must be. */
const mostShots = 12;
const leastParts = 5;
/** Share of the photos that must have company. */
const leastGrouped = 0.8;

interface Slots {
  /** The name with every number and the last word replaced. */
  readonly pattern: string;
  readonly values: readonly string[];
}

/**
 * @param names relative paths
 * @returns the part of each photo, or null where the names show no such pattern
 */
export function partsByName(names: readonly string[]): (string | null)[] | null {
  const slots = names.map(slotsOf);
  const folders = names.map((name) => name.slice(0, name.lastIndexOf('/') + 1));
  const patterns = Map.groupBy(slots.keys(), (index) => slots[index]!.pattern);
  // Odd names beside one great pattern do not matter; many small patterns are no pattern.
  const parts = new Array<string | null>(names.length).fill(null);
  let grouped = 0;
  for (const [pattern, indices] of patterns) {
    const count = slots[indices[0]!]!.values.length;
    const best = Array.from({ length: count }, (_, left) => groupsWithout(left, indices, slots, folders))
      .filter((one) => one !== null)
      .sort((a, b) => b.grouped - a.grouped)[0];
    if (best === undefined) continue;
    grouped += best.grouped;
    for (const [key, members] of best.groups) for (const index of members) parts[index] = label(pattern, key);
  }
  return grouped >= leastGrouped * names.length ? parts : null;
}

/** Numbers are places; so is a last word after a separator (`_left`, `-a`). */
function slotsOf(name: string): Slots {
  const file = name.slice(name.lastIndexOf('/') + 1).replace(/\.[^.]*$/, '');
  const values: string[] = [];
  const pattern = file
    .replace(/([_\- ])(\p{L}{1,8})$/u, (_, separator: string, word: string) => {
      values.push(word.toLowerCase());
      return `${separator}\u0001`;
    })
    .replace(/\d+/g, (digits) => {
      values.push(digits);
      return '\u0000';
    });
  return { pattern, values: pattern.includes('\u0001') ? [...values.slice(1), values[0]!] : values };
}

function groupsWithout(left: number, indices: readonly number[], slots: readonly Slots[], folders: readonly string[]) {
  const shots = new Set(indices.map((index) => slots[index]!.values[left]!));
  if (shots.size < 2 || shots.size > mostShots || slots[indices[0]!]!.values.length < 2) return null;
  const rest = (index: number): string => slots[index]!.values.filter((_, place) => place !== left).join('\u0000');
  let groups = Map.groupBy(indices, rest);
  // The same part and shot twice: numbers start again in every folder.
  const isRepeated = [...groups.values()].some((members) =>
    hasRepeat(members.map((index) => slots[index]!.values[left]!)),
  );
  if (isRepeated) groups = Map.groupBy(indices, (index) => `${folders[index]}\u0000${rest(index)}`);
  const together = [...groups.values()].filter((members) => members.length > 1);
  if (together.length < leastParts || together.some((members) => members.length > mostShots)) return null;
  const grouped = together.reduce((sum, members) => sum + members.length, 0);
  // A few parts that meet by chance among many single ones are no habit.
  return grouped < leastGrouped * indices.length ? null : { groups, grouped };
}

function hasRepeat(values: readonly string[]): boolean {
  return new Set(values).size < values.length;
}

/** The part as people would call it: what is left of the name, with its numbers in place. */
function label(pattern: string, key: string): string {
  const words = pattern.split('\u0000').map((word) => word.replaceAll('\u0001', '').replace(/[_\- ]+$/, ''));
  const values = key.split('\u0000');
  return values.length === 1 && words.filter((word) => word !== '').length === 0
    ? values[0]!
    : [words[0], ...values].filter((word) => word !== '').join('_');
}
