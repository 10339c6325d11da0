// Every weighting, in the order a person sees them.

import { bilevel } from './bilevel.ts';
import { cagrad } from './cagrad.ts';
import { dwa } from './dwa.ts';
import { equal } from './equal.ts';
import { famo } from './famo.ts';
import { fixed } from './fixed.ts';
import { gls } from './gls.ts';
import { gradnorm } from './gradnorm.ts';
import { mgda } from './mgda.ts';
import { pcgrad } from './pcgrad.ts';
import { rlw } from './rlw.ts';
import { uncertainty } from './uncertainty.ts';
import type { Weighting } from './weighting.ts';

/** One backward pass a step first, then those that take one a task. */
export const weightings: readonly Weighting[] = [
  equal,
  fixed,
  bilevel,
  uncertainty,
  dwa,
  rlw,
  gls,
  famo,
  gradnorm,
  pcgrad,
  mgda,
  cagrad,
];
