// A search over weights on real trainings: checkable properties 2.12 of methods.md that need them.

import { expect, test } from 'vitest';
import type { Recipe } from '../contract/recipes.ts';
import type { Executor } from '../runtime/index.ts';
import { trainRun } from './index.ts';
import { ancestryOf } from './population-shown.ts';
import { advance, startStanding } from './rounds.ts';
import { createMachine } from './machine.ts';
import { setUp } from './setup.ts';
import { sampleRequest, sampleTasks } from './testing.ts';
import type { TrainingRequest } from './train-run.ts';

const two = sampleTasks.slice(0, 2);

async function populationRequest(recipe: Partial<Recipe> = {}, epochs = 8): Promise<TrainingRequest> {
  const request = await sampleRequest({ search: 'population', members: 4, ...recipe } as Partial<Recipe>, two);
  return { ...request, budget: { epochs } };
}

test('2.12.2: uniform fixed weights train exactly as equal weighting does', async () => {
  const equal = await trainRun(await sampleRequest({ weighting: 'equal' }));
  const uniform = await trainRun(await sampleRequest({ weighting: 'fixed' }));
  expect(uniform.predictions).toEqual(equal.predictions);
});

test('2.12.4: a replaced member begins with the very numbers of its source; the others go on as they were', async () => {
  const request = await populationRequest({ together: 1 });
  const setup = setUp(request);
  const machine = await createMachine(setup, request.executor, setup.start);
  const started = await startStanding(setup, machine);
  await machine.dispose();
  const members = started.members.map((member, i) => ({
    ...member,
    state: { ...member.state, vector: { shape: [1], data: Float32Array.of(i) } },
    progress: { ...member.progress, epoch: 1, score: [0.4, 0.1, 0.9, 0.5][i]! },
  }));
  const { standing } = advance(setup, { ...started, members, at: 3, round: 1 });
  expect(standing.members).toHaveLength(4);
  const replaced = standing.members.flatMap((member, i) => (member.from === null ? [] : [i]));
  expect(replaced).toEqual([2]);
  expect(standing.members[2]!.state).toBe(members[1]!.state);
  expect(standing.members[2]!.from).toBe(1);
  expect(standing.members[2]!.point.weights).not.toEqual(members[1]!.point.weights);
  for (const i of [0, 1, 3]) {
    expect(standing.members[i]!.state).toBe(members[i]!.state);
    expect(standing.members[i]!.point).toEqual(members[i]!.point);
  }
  expect(standing.lineage.map((row) => row.score)).toEqual([0.4, 0.1, 0.9, 0.5]);
});

test('members start from numbers of their own, the uniform one from those of a plain training; a grid from one start', async () => {
  const startsOf = async (search: string): Promise<Float32Array[]> => {
    const request = { ...(await sampleRequest({ search } as Partial<Recipe>, two)), budget: { epochs: 8 } };
    const setup = setUp(request);
    const machine = await createMachine(setup, request.executor, setup.start);
    const { members } = await startStanding(setup, machine);
    await machine.dispose();
    for (const { kept, state } of members) expect(kept.vector).toEqual(state['vector']!.data);
    return [setup.start, ...members.map(({ state }) => state)].map((state) => state['vector']!.data as Float32Array);
  };
  const [plain, uniform, ...others] = await startsOf('population');
  expect(uniform).toEqual(plain);
  const different = new Set([uniform!, ...others].map((vector) => vector.join()));
  expect(different.size).toBe(8);
  const grid = await startsOf('grid');
  for (const vector of grid) expect(vector).toEqual(plain);
});

test('2.12.6: resumed at any checkpoint, a population has the same lineage and ends bit for bit the same', async () => {
  for (const explore of ['perturb', 'bandit']) {
    const request = await populationRequest({ explore, together: 0.5 });
    const checkpoints: Uint8Array[] = [];
    const whole = await trainRun(request, { onCheckpoint: (bytes) => void checkpoints.push(bytes) });
    for (const at of [1, checkpoints.length >> 1, checkpoints.length - 1]) {
      const resumed = await trainRun({ ...request, resumeFrom: checkpoints[at]! });
      expect(resumed.shown.population).toEqual(whole.shown.population);
      expect(resumed.predictions).toEqual(whole.predictions);
    }
  }
});

test('the lineage holds every round, the last too, and the history is that of the ancestry', async () => {
  const { shown, history, epochs } = await trainRun(await populationRequest({ together: 0.5, finalists: 2 }));
  const { population } = shown;
  // Eight epochs are eight rounds; in the second half only two of four are left.
  expect(population!.rounds).toBe(8);
  expect(population!.lineage).toHaveLength(4 * 4 + 2 * 4);
  expect(population!.lineage.every((row) => row.score !== null)).toBe(true);
  expect(epochs).toBe(4 * 4 + 2 * 4);
  expect(history.map((record) => record.epoch)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  const rows = ancestryOf(
    population!.lineage.map((row) => ({ ...row, strength: null })),
    population!.best,
  );
  expect(population!.schedule).toEqual(rows.map((row) => row.weights));
  // `size` lacks labels in a fifth of the rows, but not in whole batches: recorded shares are those of the schedule.
  history.forEach(({ weights }, round) =>
    weights.forEach((share, k) => expect(share).toBeCloseTo(population!.schedule[round]![k]!, 5)),
  );
  // Found is the mean over the second half, epochs 5 to 8.
  population!.found.forEach((share, k) => {
    const later = population!.schedule.slice(4).map((weights) => weights[k]!);
    expect(share).toBeCloseTo(later.reduce((a, b) => a + b, 0) / 4, 9);
  });
  expect(population!.tasks).toEqual(['size', 'judge']);
  expect(population!.reuse).toMatchObject({ weighting: 'fixed', search: 'none' });
});

test('ancestry follows copies back to their sources', () => {
  const row = (round: number, member: number, from: number | null) =>
    ({ round, member, from, weights: [round, member], strength: null, score: 0 }) as const;
  const lineage = [row(0, 0, null), row(0, 1, null), row(1, 0, 1), row(1, 1, null), row(2, 0, null), row(2, 1, 0)];
  expect(ancestryOf(lineage, 0).map((one) => one.member)).toEqual([1, 0, 0]);
  expect(ancestryOf(lineage, 1).map((one) => one.member)).toEqual([1, 0, 1]);
});

test('a grid shows its trainings too', async () => {
  const { shown } = await trainRun({ ...(await sampleRequest({ search: 'grid' }, two)), budget: { epochs: 1 } });
  expect(shown.population).toMatchObject({ rounds: 1 });
  expect(shown.population!.lineage).toHaveLength(9);
});

test('a member that diverges does not end the search, and is replaced by another', async () => {
  const request = await populationRequest({ together: 1 }, 3);
  const cpu = request.executor;
  let steps = 0;
  const failing: Executor = {
    device: 'cpu',
    compile: async (...given) => {
      const compiled = await cpu.compile(...given);
      return {
        ...compiled,
        run: async (batch) => {
          const metrics = await compiled.run(batch);
          // The second member's first epoch (5 steps each) is not sound.
          if (++steps <= 5 || steps > 10) return metrics;
          return { ...metrics, sound: { shape: [], data: Float32Array.of(0) } };
        },
      };
    },
    compileFunction: (...given) => cpu.compileFunction(...given),
  };
  const { shown } = await trainRun({ ...request, executor: failing });
  const at = (round: number) => shown.population!.lineage.find((row) => row.round === round && row.member === 1)!;
  expect(at(0).score).toBeNull();
  expect(at(1).from).not.toBeNull();
  expect(at(1).score).not.toBeNull();
});

test('a population whose members all wait in vain ends before its last round; one that still improves keeps all going', async () => {
  const request = await populationRequest({ together: 1 }, 240);
  const setup = setUp(request);
  const machine = await createMachine(setup, request.executor, setup.start);
  const started = await startStanding(setup, machine);
  await machine.dispose();
  // Patience is a quarter of the epochs, 60; rounds are 20 epochs long. All were at their best at the start.
  const at = (epoch: number, best: number) => {
    const members = started.members.map((member, i) => ({
      ...member,
      kept: { ...member.kept, epochs: [i === 2 ? best : 0] },
      progress: { ...member.progress, epoch, score: 1 },
    }));
    return advance(setup, { ...started, members, at: 3, round: epoch / 20 - 1 }).over;
  };
  expect(at(60, 0)).toBe(true);
  expect(at(60, 1)).toBe(false);
  expect(at(40, 0)).toBe(false);
});

test('the budget of seconds is for the whole search', async () => {
  const request = { ...(await populationRequest()), budget: { epochs: 2000, seconds: 1 } };
  const { epochs, shown } = await trainRun(request);
  // Whatever fits, no member was promised more than the others: far from 2,000 epochs each.
  expect(epochs).toBeLessThan(2000);
  expect(new Set(shown.population!.lineage.map((row) => row.member)).size).toBe(4);
});
