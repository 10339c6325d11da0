// What a schedule with groups does to the step and the training.

import { expect, test } from 'vitest';
import type { Recipe } from '../contract/recipes.ts';
import { weightings } from '../recipes/weighting/index.ts';
import type { CompiledStep, HostState, HostTensor } from '../runtime/index.ts';
import { inputTensors, keptTensor, labelTensors } from './batch.ts';
import { createRng } from '../base/rng.ts';
import { trainRun } from './index.ts';
import { stretch } from './layout.ts';
import { paceOf } from './pacing.ts';
import { setUp } from './setup.ts';
import type { Setup } from './setup.ts';
import { createStep } from './step.ts';
import { createTally } from './tally.ts';
import { sampleRequest } from './testing.ts';

const tasks = 3;

interface Bench {
  readonly setup: Setup;
  readonly step: CompiledStep;
  run(at: number, group: readonly number[] | null): Promise<Record<string, HostTensor>>;
  vector(): Promise<Float32Array>;
}

async function bench(recipe: Partial<Recipe>): Promise<Bench> {
  const request = await sampleRequest(recipe);
  const setup = setUp(request);
  const step = await request.executor.compile(createStep(setup.plan), setup.start, setup.shapes);
  const rows = setup.pacing.batchSize;
  return {
    setup,
    step,
    run: (at, group) => {
      const batch = setup.rows.training.slice((at * rows) % 96, ((at * rows) % 96) + rows);
      return step.run({
        ...inputTensors(request.inputs, batch),
        ...labelTensors(request.targets, batch),
        ...keptTensor(setup.plan.network.trunk, setup.pacing.dropRate, rows, createRng(at)),
        pace: { shape: [3], data: paceOf(at, 400) },
        epochStart: { shape: [], data: Float32Array.of(at === 0 ? 1 : 0) },
        ...('weights' in setup.shapes ? { weights: { shape: [tasks], data: Float32Array.of(1, 1, 1) } } : {}),
        ...(group
          ? { taskMask: { shape: [tasks], data: Float32Array.from({ length: tasks }, (_, k) => +group.includes(k)) } }
          : {}),
      });
    },
    vector: async () => (await step.readState())['vector']!.data as Float32Array,
  };
}

const part = (vector: Float32Array, { setup }: Bench, owner: number | 'shared'): number[] => {
  const { from, to } = stretch(setup.plan.layout, owner);
  return [...vector.slice(from, to)];
};

test('the step shows the losses of all labelled tasks, whatever the group; unlabelled ones are no number', async () => {
  const joint = await bench({});
  const groups = await bench({ schedule: 'task-groups' });
  const [plain, masked] = [await joint.run(0, null), await groups.run(0, [1])];
  expect([...masked['losses']!.data]).toEqual([...plain['losses']!.data]);
  expect([...masked['here']!.data]).toEqual([0, 1, 0]);
  expect(createTally(tasks).add({ ...masked, labelled: { shape: [3], data: Float32Array.of(1, 0, 1) } })[1]).toBeNaN();
});

test('a task outside the group keeps its head still; its momentum neither moves it nor fades', async () => {
  const one = await bench({ schedule: 'task-groups' });
  for (let at = 0; at < 3; at++) await one.run(at, [0, 1, 2]);
  const before = await one.step.readState();
  await one.run(3, [1]);
  const after = await one.step.readState();
  for (const name of ['vector', 'first', 'second']) {
    const [old, fresh] = [before[name]!.data as Float32Array, after[name]!.data as Float32Array];
    for (const k of [0, 2]) expect(part(fresh, one, k)).toEqual(part(old, one, k));
    for (const owner of [1, 'shared'] as const) expect(part(fresh, one, owner)).not.toEqual(part(old, one, owner));
  }
});

test('in the published code’s way it drifts on by its momentum', async () => {
  const one = await bench({ schedule: 'task-groups', inactiveHeads: 'drift' });
  for (let at = 0; at < 3; at++) await one.run(at, [0, 1, 2]);
  const before = await one.vector();
  await one.run(3, [1]);
  expect(part(await one.vector(), one, 0)).not.toEqual(part(before, one, 0));
});

test('an empty group moves nothing: no number, no moment, nothing a weighting remembers', async () => {
  for (const recipe of [
    {},
    { weighting: 'bilevel', variant: 'full' },
    { weighting: 'famo' },
    { weighting: 'gradnorm' },
    { inactiveHeads: 'drift' },
  ]) {
    const one = await bench({ schedule: 'task-groups', ...recipe });
    for (let at = 0; at < 2; at++) await one.run(at, [0, 1, 2]);
    const before = await one.step.readState();
    const look = await one.run(2, []);
    expect(await one.step.readState()).toEqual(before);
    expect([...look['losses']!.data].every((loss) => loss > 0)).toBe(true);
  }
});

test('3.11 item 2: all tasks in one group, once a batch, is plain joint training', async () => {
  const joint = await bench({});
  const groups = await bench({ schedule: 'task-groups' });
  for (let at = 0; at < 20; at++) {
    await joint.run(at, null);
    await groups.run(at, [0, 1, 2]);
  }
  const [a, b] = [await joint.vector(), await groups.vector()];
  a.forEach((value, i) => expect(b[i]).toBeCloseTo(value, 5));
});

test('heads can be given the learning rate times the number of tasks; the shared part keeps its own', async () => {
  const [same, faster] = [
    await bench({ schedule: 'task-groups' }),
    await bench({ schedule: 'task-groups', headRate: 'tasks' }),
  ];
  const start = same.setup.start['vector']!.data as Float32Array;
  for (const one of [same, faster]) await one.run(0, [0]);
  const [a, b] = [await same.vector(), await faster.vector()];
  expect(part(b, same, 'shared')).toEqual(part(a, same, 'shared'));
  const { from, to } = stretch(same.setup.plan.layout, 0);
  // Both moved from the same start by the same gradient; the pull towards zero (1e-2 of the rate) is not multiplied.
  let [moved, movedFaster] = [0, 0];
  for (let i = from; i < to; i++)
    [moved, movedFaster] = [moved + Math.abs(a[i]! - start[i]!), movedFaster + Math.abs(b[i]! - start[i]!)];
  expect(movedFaster / moved).toBeCloseTo(tasks, 1);
});

test('a training in groups resumes bit for bit and shows what it tracked', async () => {
  const request = await sampleRequest({ schedule: 'task-groups', measureLast: 'yes', affinityBeta: 0.05 });
  const checkpoints: Uint8Array[] = [];
  const whole = await trainRun(request, { onCheckpoint: (bytes) => void checkpoints.push(bytes) });
  const resumed = await trainRun({ ...request, resumeFrom: checkpoints[1]! });
  expect(resumed.predictions).toEqual(whole.predictions);
  expect(resumed.shown.groups).toEqual(whole.shown.groups);
  const { affinity, iterations, updates, averageGroups } = whole.shown.groups!;
  expect(iterations).toBe(whole.epochs * setUp(request).pacing.stepsPerEpoch);
  // One pass a group and the look after them.
  expect(updates).toBe(Math.round(iterations * (averageGroups + 1)));
  expect(affinity.flat().every(Number.isFinite)).toBe(true);
  for (const k of [0, 1, 2]) expect(affinity[k]![k]).toBeGreaterThan(0);
});

test.each(weightings.map((weighting) => [weighting.about.id]))(
  'weighting %s trains in groups, looks included, and still answers in numbers',
  async (weighting) => {
    const recipe = { weighting, schedule: 'task-groups', measureLast: 'yes', groupWarmUp: 2 };
    const outcome = await trainRun({ ...(await sampleRequest(recipe)), budget: { epochs: 2 } });
    for (const predicted of Object.values(outcome.predictions)) expect(predicted.every(Number.isFinite)).toBe(true);
    for (const k of [0, 1, 2]) expect(outcome.shown.groups!.affinity[k]![k]).not.toBe(0);
  },
);

test('a state copied back stands where it was taken, so that singleton updates can be tried from one point', async () => {
  const one = await bench({ schedule: 'task-groups' });
  await one.run(0, [0, 1, 2]);
  const point: HostState = await one.step.readState();
  const first = await one.run(1, [0]);
  await one.step.writeState(point);
  const again = await one.run(1, [0]);
  expect(again['losses']).toEqual(first['losses']);
});
