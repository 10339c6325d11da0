// Refusals of the project part. One entry a situation: facts, then both sentences.

import type { RefusalEntry } from '../errors.ts';

export const projectRefusals = {} as const satisfies Record<string, RefusalEntry<never>>;
