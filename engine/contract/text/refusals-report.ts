// Refusals of the report part. One entry a situation: facts, then both sentences.

import type { RefusalEntry } from '../errors.ts';

export const reportRefusals = {} as const satisfies Record<string, RefusalEntry<never>>;
