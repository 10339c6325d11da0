// What a further data set is called: as its file or folder, with a number where that is taken.

/**
 * @param name of the file or folder; its extension is left out
 * @param ids of the data sets that are there
 * @param other where the name says nothing
 */
export function freeName(name: string, ids: readonly string[], other: string): string {
  const taken = new Set(ids);
  const plain = name.replace(/\.[^.]+$/, '') || other;
  let free = plain;
  for (let number = 2; taken.has(free); number++) free = `${plain} ${number}`;
  return free;
}
