// The name that was probably meant: a header with a blank more, in other letters, or mistyped.

/** The nearest of `names`, empty where none is near. */
export function nearestName(wanted: string, names: readonly string[]): string {
  const target = plain(wanted);
  let best = { name: '', distance: Infinity };
  for (const name of names) {
    const distance = editDistance(target, plain(name));
    if (distance < best.distance) best = { name, distance };
  }
  return best.distance <= Math.max(1, Math.floor(target.length / 3)) ? best.name : '';
}

/** Width, case, blanks and a unit in brackets make no other name. */
function plain(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[[(].*?[\])]/g, '')
    .replaceAll(/[\s_\-・]/g, '');
}

/** Insertions, deletions and exchanges of single letters (Levenshtein). */
function editDistance(a: string, b: string): number {
  let before = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++)
      row.push(Math.min(before[j]! + 1, row[j - 1]! + 1, before[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)));
    before = row;
  }
  return before[b.length]!;
}
