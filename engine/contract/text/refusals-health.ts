// Refusals of the health part. One entry a situation: facts, then both sentences.

import type { RefusalEntry } from '../errors.ts';

export const healthRefusals = {} as const satisfies Record<string, RefusalEntry<never>>;
