// Task groups by proximal inter-task affinity (Selective Task Group Updates, Jeong & Yoon, ICLR 2025).
//
// Every batch is used once for each group, one group after the other in random order; which tasks form a
// group is learned on the way from how the updates moved the losses. Dropout is the same for all updates
// of a batch, so that gains are exact. With an optimiser that has momentum a gain holds part of the
// updates before it; the published code has that too.
//
// The tracking rate: the paper's 0.001 remembers 1,000 of its 40,000 batches; 0.01 remembers the same share of
// our usual 4,000. Evidence (small model, 1,500 training rows, seeds 1-3; test loss against joint updates, mean
// number of groups, changes of the partition a training):
//                AI4I, 5 tasks, 300 batches    gas turbine, 3 tasks, 480 batches
//   0.001        0.997   3.1    24             1.001   2.3   132
//   0.02         1.012   3.3    34             1.001   2.3   131
//   0.1          0.996   3.2    67             -
// It decides how restless the groups are, not how good the model gets. Energy (2 tasks) never merged: twice the
// updates, and 0.72 of the loss after as many epochs; joint training for twice the epochs comes to 0.69.

import { shuffle } from '../../base/rng.ts';
import type { Rng } from '../../base/rng.ts';
import { groupByAffinity, startAffinity, track } from '../maths/affinity.ts';
import type { Affinity } from '../maths/affinity.ts';
import type { Preference } from '../maths/affinity-propagation.ts';
import { numberOf, optionOf } from '../settings.ts';
import type { Settings } from '../settings.ts';
import type { Schedule } from './schedule.ts';
import { groupHistory, noteGroups } from '../maths/group-history.ts';
import type { GroupHistory } from '../maths/group-history.ts';
import { taskGroupsSettings } from './task-groups-settings.ts';

export interface GroupsMemory {
  /** Batches begun; updates and looks made on them. */
  readonly iteration: number;
  readonly updates: number;
  /** Batches before groups are first formed. */
  readonly warmUp: number;
  readonly groups: readonly (readonly number[])[];
  readonly affinity: Affinity;
  readonly history: GroupHistory;
  readonly notConverged: number;
  /** The newest update on this batch, whose effect the next forward pass shows; null = nothing to measure. */
  readonly last: { readonly group: readonly number[]; readonly losses: readonly (number | null)[] } | null;
}

/** The warm-up takes at most one part in this many of a short training. */
const partsOfTraining = 5;

export const taskGroups: Schedule<GroupsMemory> = {
  about: {
    id: 'task-groups',
    name: {
      ja: '相性によるグループ学習(proximal inter-task affinity)',
      en: 'Task groups (proximal inter-task affinity)',
    },
    purpose: {
      ja: '学習しながらタスクどうしの相性を測り、合うタスクは一緒に、合わないタスクは順番に更新します。',
      en: 'Measures while learning which tasks help each other, updates those together and the others one after another.',
    },
    cost: {
      ja: 'グループが M 個なら、1 回の更新で順伝播 M 回・逆伝播 M 回です(最初は M = タスク数)。1 個のときも 2 回です。',
      en: 'M forward and M backward passes a batch for M groups (at first one a task); two where there is one group.',
    },
    source: 'Selective Task Group Updates (arXiv 2502.11986)',
    settings: taskGroupsSettings,
  },
  masks: true,
  drifts: (settings) => optionOf(settings, 'inactiveHeads') === 'drift',
  rates: (settings, taskCount) => (optionOf(settings, 'headRate') === 'tasks' ? { 'task/': taskCount } : {}),

  // Measured: 2 passes with 2 tasks, 2.3 with 3, 3.3 with 5.
  passes: (taskCount, settings) =>
    taskCount < 2 ? 1 : 1 + 0.45 * taskCount + (optionOf(settings, 'measureLast') === 'yes' ? 1 : 0),

  start(taskCount, settings, iterations = Number.POSITIVE_INFINITY) {
    const groups = Array.from({ length: taskCount }, (_, k) => [k]);
    return {
      iteration: 0,
      updates: 0,
      warmUp: Math.min(numberOf(settings, 'groupWarmUp'), Math.floor(iterations / partsOfTraining)),
      groups,
      affinity: startAffinity(taskCount),
      history: groupHistory(groups),
      notConverged: 0,
      last: null,
    };
  },

  plan(before, rng, settings) {
    const memory = regrouped({ ...before, iteration: before.iteration + 1, last: null }, rng, settings);
    const groups = [...memory.groups];
    shuffle(groups, rng);
    return { memory, groups: withMeasuring(groups, memory.affinity.matrix.length, settings) };
  },

  observe(memory, { group, losses, sound }, settings) {
    const { last, affinity } = memory;
    const next = {
      ...memory,
      updates: memory.updates + 1,
      last: sound ? { group, losses: losses.map((loss) => (Number.isNaN(loss) ? null : loss)) } : null,
    };
    if (last === null) return next;
    // The published code books what it has just measured on the group updated now instead of the one before.
    const cause = optionOf(settings, 'attribution') === 'official' ? group : last.group;
    const then = last.losses.map((loss) => loss ?? Number.NaN);
    return { ...next, affinity: track(affinity, cause, then, losses, numberOf(settings, 'affinityBeta')) };
  },

  show: ({ affinity, history, iteration, updates, notConverged }, taskIds) => ({
    tasks: [...taskIds],
    affinity: affinity.matrix.map((row) => [...row]),
    history: history.entries.map((entry) => ({ ...entry, groups: [...entry.groups] })),
    averageGroups: history.groupSum / Math.max(1, iteration),
    iterations: iteration,
    updates,
    conflicts: affinity.conflicts.map((row) => [...row]),
    notConverged,
  }),
};

/** New groups where it is time for them; the old ones stay where the clustering finds none. */
function regrouped(memory: GroupsMemory, rng: Rng, settings: Settings): GroupsMemory {
  const { iteration, warmUp, affinity } = memory;
  const due = iteration > warmUp && (iteration - warmUp - 1) % numberOf(settings, 'regroupEvery') === 0;
  const found = due ? groupByAffinity(affinity.matrix, preferenceOf(settings), rng) : null;
  const groups = found ?? memory.groups;
  return {
    ...memory,
    groups,
    history: noteGroups(memory.history, iteration, groups),
    notConverged: memory.notConverged + (due && found === null ? 1 : 0),
  };
}

/** One group alone is followed by a second pass, so that a gain can be measured; a single task has nobody to compare with. */
function withMeasuring(
  groups: readonly (readonly number[])[],
  taskCount: number,
  settings: Settings,
): readonly (readonly number[])[] {
  if (taskCount < 2) return groups;
  if (optionOf(settings, 'measureLast') === 'yes') return [...groups, []];
  return groups.length === 1 ? [...groups, ...groups] : groups;
}

function preferenceOf(settings: Settings): Preference {
  const rule = optionOf(settings, 'preference');
  return rule === 'number' ? numberOf(settings, 'preferenceValue') : rule === 'minimum' ? 'minimum' : 'median';
}
