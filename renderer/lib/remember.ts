// Small habits kept in the page's own storage: last project, sort orders. Never data.

/** The remembered value, or `initial` where none is kept or it cannot be read. */
export function recall<T>(key: string, initial: T): T {
  try {
    const text = localStorage.getItem(`taskloom.${key}`);
    return text === null ? initial : (JSON.parse(text) as T);
  } catch {
    return initial;
  }
}

/** Storage can be switched off in a browser; then nothing is remembered and nothing breaks. */
export function remember(key: string, value: unknown): void {
  try {
    localStorage.setItem(`taskloom.${key}`, JSON.stringify(value));
  } catch {
    return;
  }
}
