// Names of photos for narrow places.

/** The file's own name, without its folders. */
export function lastPart(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** Which of nine fields of a map is strongest, row by row from the upper left; null where nothing is. */
export function strongestField(values: readonly number[], width: number): number | null {
  const most = Math.max(0, ...values);
  if (most <= 0) return null;
  const at = values.indexOf(most);
  const third = (place: number, of: number): number => Math.min(2, Math.floor((3 * (place + 0.5)) / of));
  return 3 * third(Math.floor(at / width), values.length / width) + third(at % width, width);
}
