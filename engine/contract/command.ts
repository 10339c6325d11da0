// A command: what it is asked with and what it answers, both as schemas.

import type * as v from 'valibot';

export function command<I extends v.GenericSchema, O extends v.GenericSchema>(input: I, output: O) {
  return { input, output } as const;
}
