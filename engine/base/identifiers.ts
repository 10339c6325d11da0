// Names for records: unguessable and unique over all PCs, so that a project keeps its ids when it travels.

import { randomUUID } from 'node:crypto';

/** A new identifier of 36 characters. Not random in the sense of `rng.ts`: nothing computed depends on it. */
export function newIdentifier(): string {
  return randomUUID();
}
