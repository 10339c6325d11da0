// All schema steps in order. Append only.

import { first } from './0001-first.ts';

export const migrations: readonly string[] = [first];
