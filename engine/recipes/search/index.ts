// Every search, in the order a person sees them.

import { grid } from './grid.ts';
import { none } from './none.ts';
import { population } from './population.ts';
import type { Search } from './search.ts';
import { strength } from './strength.ts';
import { transfer } from './transfer.ts';

export const searches: readonly Search[] = [none, grid, population, transfer, strength];
