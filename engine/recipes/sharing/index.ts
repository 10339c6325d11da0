// Every way of sharing, in the order a person sees them.

import { hard } from './hard.ts';
import { interrogate } from './interrogate.ts';
import type { Sharing } from './sharing.ts';
import { singleTask } from './single-task.ts';
import { traceNorm } from './trace-norm.ts';

export const sharings: readonly Sharing[] = [hard, singleTask, traceNorm, interrogate];
