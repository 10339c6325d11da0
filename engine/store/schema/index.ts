// All schema steps in order. Append only.

import { first } from './0001-first.ts';
import { affinity } from './0002-affinity.ts';
import { deaths } from './0003-deaths.ts';

export const migrations: readonly string[] = [first, affinity, deaths];
