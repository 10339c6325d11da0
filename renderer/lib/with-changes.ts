// What a person changed on a form, made on a newer state of the same thing: the change before it may still have
// been on its way to the engine when this one was made.

type Fields = Readonly<Record<string, unknown>>;

/** `now` with every field set, changed or taken away between `before` and `after`; other fields as they are now. */
export function withChanges<T extends object>(now: T, before: T, after: T): T {
  return merged(now as Fields, before as Fields, after as Fields) as T;
}

function merged(now: Fields, before: Fields, after: Fields): Fields {
  const result: Record<string, unknown> = { ...now };
  for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const [was, is] = [before[key], after[key]];
    if (JSON.stringify(was) === JSON.stringify(is)) continue;
    // Limits: the lower one was set a moment ago, the upper one now.
    if (isFields(is)) result[key] = merged(fieldsOf(now[key]), fieldsOf(was), is);
    else if (is === undefined) delete result[key];
    else result[key] = is;
  }
  return result;
}

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const fieldsOf = (value: unknown): Fields => (isFields(value) ? value : {});
