import { describe, expect, test } from 'vitest';
import { createRng } from '../../base/rng.ts';
import type { Recipe } from '../../contract/recipes.ts';
import { resolveRecipe } from '../recipe.ts';
import type { Settings } from '../settings.ts';
import { taskGroups } from './task-groups.ts';
import type { GroupsMemory } from './task-groups.ts';

const tasks = ['a', 'b'].map((id) => ({ id, data: 'main', target: id, kind: 'regression', importance: 1 }) as const);
const settingsWith = (given: Readonly<Record<string, string | number>>): Settings =>
  resolveRecipe(
    { sharing: 'hard', weighting: 'equal', schedule: 'task-groups', search: 'none', ...given } as Recipe,
    tasks,
  ).schedule.settings;

/** One batch: `losses` says what every task's loss is at a point, `move` where a group's update leads. */
function batch<Point>(
  memory: GroupsMemory,
  point: Point,
  losses: (point: Point) => number[],
  move: (point: Point, group: readonly number[]) => Point,
  settings: Settings,
  order?: readonly (readonly number[])[],
): { memory: GroupsMemory; point: Point; groups: readonly (readonly number[])[] } {
  const planned = taskGroups.plan(memory, createRng(memory.iteration), settings);
  const groups = order ?? planned.groups;
  let [now, at] = [planned.memory, point];
  groups.forEach((group) => {
    now = taskGroups.observe(now, { group, losses: losses(at), sound: true }, settings);
    at = move(at, group);
  });
  return { memory: now, point: at, groups: planned.groups };
}

describe('3.11 item 4: two opposed tasks on one number, SGD 0.1, beta 1, task 1 before task 2', () => {
  const losses = (x: number): number[] => [(x - 1) ** 2, (x + 1) ** 2];
  const slope = (x: number): number[] => [2 * (x - 1), 2 * (x + 1)];
  const move = (x: number, group: readonly number[]): number =>
    x - 0.1 * group.reduce((sum, k) => sum + slope(x)[k]!, 0);
  const matrixOf = (attribution: string): readonly (readonly number[])[] => {
    const settings = settingsWith({ affinityBeta: 1, attribution, measureLast: 'yes' });
    const start = taskGroups.start(2, settings);
    return batch(start, 0, losses, move, settings, [[0], [1], []]).memory.affinity.matrix;
  };
  // x: 0 -> 0.2 -> -0.04. Losses (1, 1), (0.64, 1.44), (1.0816, 0.9216).
  test('what an update causes is booked on it', () => {
    const rounded = matrixOf('cause').map((row) => row.map((value) => Number(value.toFixed(12))));
    expect(rounded).toEqual([
      [0.36, -0.44],
      [-0.69, 0.36],
    ]);
  });
  test('the published attribution books it on the group updated next: opposed tasks seem to help', () => {
    const matrix = matrixOf('official');
    expect(matrix[0]).toEqual([0, 0]);
    expect(matrix[1]![0]).toBeCloseTo(0.36, 12);
    expect(matrix[1]![1]).toBe(0);
  });
});

/** Tasks in blocks of `size`: an update lowers the losses of its members' blocks and raises the others a little. */
function blockWorld(count: number, size: number) {
  const sameBlock = (i: number, k: number): boolean => Math.floor(i / size) === Math.floor(k / size);
  return {
    losses: (point: readonly number[]): number[] => [...point],
    move: (point: readonly number[], group: readonly number[]): number[] =>
      point.map(
        (loss, k) => loss * group.reduce((factor, i) => factor * (i === k ? 0.9 : sameBlock(i, k) ? 0.92 : 1.02), 1),
      ),
    start: Array.from({ length: count }, () => 1),
  };
}

test('3.11 item 1: groups are a partition, and with more than one every task is updated once a batch', () => {
  for (const [count, size] of [
    [2, 1],
    [6, 3],
    [12, 4],
  ] as const) {
    const settings = settingsWith({ affinityBeta: 0.1, groupWarmUp: 10 });
    const world = blockWorld(count, size);
    let memory = taskGroups.start(count, settings);
    let point: readonly number[] = world.start;
    for (let n = 0; n < 60; n++) {
      const done = batch(memory, point, world.losses, world.move, settings);
      [memory, point] = [done.memory, done.point.map((loss) => Math.max(loss, 1e-6))];
      const updated = done.groups.flat().sort((a, b) => a - b);
      const all = Array.from({ length: count }, (_, k) => k);
      expect(updated).toEqual(memory.groups.length > 1 ? all : [...all, ...all].sort((a, b) => a - b));
      expect(memory.groups.flat().sort((a, b) => a - b)).toEqual(all);
      if (n < 10) expect(memory.groups).toHaveLength(count);
    }
  }
});

test('tasks that help each other end up in one group, opposed ones apart', () => {
  const settings = settingsWith({ affinityBeta: 0.1, groupWarmUp: 10 });
  const world = blockWorld(6, 3);
  let memory = taskGroups.start(6, settings);
  let point: readonly number[] = world.start;
  for (let n = 0; n < 40; n++) ({ memory, point } = batch(memory, point, world.losses, world.move, settings));
  expect(memory.groups.map((group) => [...group])).toEqual([
    [0, 1, 2],
    [3, 4, 5],
  ]);
  const shown = taskGroups.show!(memory, ['a', 'b', 'c', 'd', 'e', 'f']);
  expect(shown.history.at(-1)!.groups).toEqual([0, 0, 0, 1, 1, 1]);
  expect(shown.history[0]).toEqual({ iteration: 0, groups: [0, 1, 2, 3, 4, 5] });
  // Ten batches with six groups, then two of three: between 2 and 6, and each group is one pass.
  expect(shown.iterations).toBe(40);
  expect(shown.averageGroups).toBeGreaterThan(2);
  expect(shown.averageGroups).toBeLessThan(6);
  expect(shown.updates).toBe(Math.round(shown.averageGroups * 40));
});

test('the order of the groups is drawn anew for every batch', () => {
  const settings = settingsWith({});
  let memory = taskGroups.start(4, settings);
  const rng = createRng(1);
  const first = new Set<number>();
  for (let n = 0; n < 40; n++) {
    const planned = taskGroups.plan(memory, rng, settings);
    memory = planned.memory;
    first.add(planned.groups[0]![0]!);
  }
  expect(first.size).toBe(4);
});

test('one task alone is updated once a batch and has no affinity to track (3.9)', () => {
  const settings = settingsWith({});
  const { groups, memory } = taskGroups.plan(taskGroups.start(1, settings), createRng(1), settings);
  expect(groups).toEqual([[0]]);
  expect(taskGroups.show!(memory, ['a'])).toMatchObject({ averageGroups: 1, affinity: [[0]] });
});

test('the passes told beforehand are those of measured trainings, give or take a third', () => {
  for (const [count, measured] of [
    [1, 1],
    [2, 2],
    [3, 2.3],
    [5, 3.3],
  ] as const)
    expect(Math.abs(taskGroups.passes!(count, settingsWith({})) / measured - 1)).toBeLessThan(1 / 3);
});

test('one group is processed twice, or once with a look after it', () => {
  for (const [measureLast, passes] of [
    [
      'no',
      [
        [0, 1],
        [0, 1],
      ],
    ],
    ['yes', [[0, 1], []]],
  ] as const) {
    const settings = settingsWith({ measureLast, groupWarmUp: 0 });
    const together = { ...taskGroups.start(2, settings), groups: [[0, 1]] };
    expect(taskGroups.plan(together, createRng(1), settings).groups).toEqual(passes);
  }
});

test('without an affinity of every task to itself the groups stay as they are, and it is counted', () => {
  const settings = settingsWith({ groupWarmUp: 0 });
  const { memory } = taskGroups.plan(taskGroups.start(3, settings), createRng(1), settings);
  expect(memory.groups).toEqual([[0], [1], [2]]);
  expect(memory.notConverged).toBe(1);
});

test('the warm-up takes a fifth of a short training at most', () => {
  const settings = settingsWith({});
  expect(taskGroups.start(2, settings, 40_000).warmUp).toBe(100);
  expect(taskGroups.start(2, settings, 200).warmUp).toBe(40);
});

test('an update that was skipped for numbers that are not finite is not measured', () => {
  const settings = settingsWith({ affinityBeta: 1 });
  let memory = taskGroups.plan(taskGroups.start(2, settings), createRng(1), settings).memory;
  memory = taskGroups.observe(memory, { group: [0], losses: [1, 1], sound: false }, settings);
  memory = taskGroups.observe(memory, { group: [1], losses: [0.5, 0.5], sound: true }, settings);
  expect(memory.affinity.matrix).toEqual([
    [0, 0],
    [0, 0],
  ]);
});

test('effects are never measured across two batches', () => {
  const settings = settingsWith({ affinityBeta: 1 });
  let memory = taskGroups.plan(taskGroups.start(2, settings), createRng(1), settings).memory;
  memory = taskGroups.observe(memory, { group: [0], losses: [1, 1], sound: true }, settings);
  memory = taskGroups.plan(memory, createRng(2), settings).memory;
  memory = taskGroups.observe(memory, { group: [1], losses: [0.5, 0.5], sound: true }, settings);
  expect(memory.affinity.matrix.flat()).toEqual([0, 0, 0, 0]);
});

test('what is remembered survives JSON unchanged, unlabelled tasks included', () => {
  const settings = settingsWith({});
  let memory = taskGroups.plan(taskGroups.start(2, settings), createRng(1), settings).memory;
  memory = taskGroups.observe(memory, { group: [0], losses: [1, Number.NaN], sound: true }, settings);
  expect(JSON.parse(JSON.stringify(memory))).toEqual(memory);
});

test('a long history is thinned, and its newest entry stays the newest partition', () => {
  const settings = settingsWith({ groupWarmUp: 100_000 });
  let memory = taskGroups.start(3, settings);
  const shapes = [
    [[0], [1], [2]],
    [[0, 1], [2]],
    [[0], [1, 2]],
  ];
  for (let n = 0; n < 5000; n++)
    memory = taskGroups.plan({ ...memory, groups: shapes[n % 3]! }, createRng(n), settings).memory;
  const { history } = taskGroups.show!(memory, ['a', 'b', 'c']);
  expect(history.length).toBeLessThanOrEqual(200);
  expect(history.length).toBeGreaterThan(50);
  expect(history.at(-1)).toEqual({ iteration: 5000, groups: [0, 0, 1] });
  for (let i = 1; i < history.length; i++) expect(history[i]!.iteration).toBeGreaterThan(history[i - 1]!.iteration);
});
