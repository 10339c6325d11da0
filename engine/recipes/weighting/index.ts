// Every weighting, in the order a person sees them.

import { bilevel } from './bilevel.ts';
import { equal } from './equal.ts';
import { fixed } from './fixed.ts';
import type { Weighting } from './weighting.ts';

export const weightings: readonly Weighting[] = [equal, fixed, bilevel];
