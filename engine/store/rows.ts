// Helpers for reading rows: JSON columns and the shape of a prepared statement's answer.

/** A JSON column; null stays null. */
export function fromJson<T>(text: string | null): T | null {
  return text === null ? null : (JSON.parse(text) as T);
}

/** A value as a JSON column; null and undefined become null. */
export function toJson(value: unknown): string | null {
  return value === null || value === undefined ? null : JSON.stringify(value);
}
