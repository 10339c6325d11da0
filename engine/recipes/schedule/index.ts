// Every schedule, in the order a person sees them.

import { joint } from './joint.ts';
import { taskGroups } from './task-groups.ts';
import type { Schedule } from './schedule.ts';

export const schedules: readonly Schedule[] = [joint as Schedule, taskGroups as Schedule];
