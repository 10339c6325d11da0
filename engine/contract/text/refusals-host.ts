// Refusals of the host part. One entry a situation: facts, then both sentences.

import type { RefusalEntry } from '../errors.ts';

export const hostRefusals = {} as const satisfies Record<string, RefusalEntry<never>>;
