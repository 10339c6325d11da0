// Refusals of the training part. One entry a situation: facts, then both sentences.

import type { RefusalEntry } from '../errors.ts';

export const trainingRefusals = {} as const satisfies Record<string, RefusalEntry<never>>;
