// Batches drawn by task (methods.md 2.3), where each row belongs to one task.

import { expect, test } from 'vitest';
import { createRng } from '../base/rng.ts';
import type { Recipe } from '../contract/recipes.ts';
import { resolveRecipe } from '../recipes/recipe.ts';
import { domainsOf } from './domains.ts';
import { batchesOf } from './epoch-batches.ts';
import { trainRun } from './index.ts';
import { startStanding } from './rounds.ts';
import { createMachine } from './machine.ts';
import { setUp } from './setup.ts';
import { sampleRequest, sampleTasks } from './testing.ts';
import type { TrainingRequest } from './train-run.ts';

const two = sampleTasks.slice(0, 2);
const recipe = { weighting: 'fixed', use: 'rows', weights: { size: 1, judge: 3 } };

/** Even rows belong to `size`, odd ones to `judge`. */
async function dividedRequest(given: Partial<Recipe> = recipe as Partial<Recipe>): Promise<TrainingRequest> {
  const request = await sampleRequest(given, two);
  const targets = request.targets.map((target, k) => ({
    ...target,
    values: target.values.map((value, row) => (row % 2 === k ? value : Number.NaN)),
  }));
  return { ...request, targets };
}

test('rows are divided by the task whose label they have; rows without any label belong nowhere', async () => {
  const { targets } = await dividedRequest();
  const rows = Uint32Array.from({ length: 40 }, (_, i) => i);
  const [size, judge] = domainsOf(targets, rows);
  expect([...judge!]).toEqual([...rows].filter((row) => row % 2 === 1));
  expect([...size!]).toEqual([...rows].filter((row) => row % 2 === 0 && !Number.isNaN(targets[0]!.values[row]!)));
});

test('rows that have the labels of several tasks are refused in words', async () => {
  await expect(trainRun(await sampleRequest(recipe as Partial<Recipe>, two))).rejects.toMatchObject({
    code: 'training.rows-of-several-tasks',
    facts: { of: 144 },
  });
});

test('every row counts the same: the tasks weigh as many rows as they have in the batch', async () => {
  const request = await dividedRequest();
  const setup = setUp(request);
  const machine = await createMachine(setup, request.executor, setup.start);
  const { members } = await startStanding(setup, machine);
  await machine.dispose();
  const batches = batchesOf(setup, members[0]!, 1, createRng(1));
  expect(batches).toHaveLength(setup.pacing.stepsPerEpoch);
  for (const { batch, weights } of batches) {
    const ofJudge = batch.filter((row) => row % 2 === 1).length;
    // The sum over tasks of weight times mean loss is 2 / B times the sum over rows.
    expect(weights).toEqual([(2 * (batch.length - ofJudge)) / batch.length, (2 * ofJudge) / batch.length]);
  }
});

test('it trains, judge is drawn three times as often, and a population may search the shares', async () => {
  const { history } = await trainRun({ ...(await dividedRequest()), budget: { epochs: 12 } });
  const judge = history.reduce((sum, record) => sum + record.weights[1]!, 0) / history.length;
  expect(Math.abs(judge - 0.75)).toBeLessThan(0.06);
  const searched = await trainRun({
    ...(await dividedRequest({ search: 'population', members: 2, use: 'rows' } as Partial<Recipe>)),
    budget: { epochs: 3 },
  });
  expect(searched.shown.population!.lineage.length).toBeGreaterThan(3);
  expect(searched.shown.population!.reuse).toMatchObject({ weighting: 'fixed', use: 'rows' });
});

test('resumed, it draws the same rows', async () => {
  const request = await dividedRequest();
  const checkpoints: Uint8Array[] = [];
  const whole = await trainRun(request, { onCheckpoint: (bytes) => void checkpoints.push(bytes) });
  const resumed = await trainRun({ ...request, resumeFrom: checkpoints[1]! });
  expect(resumed.predictions).toEqual(whole.predictions);
});

test('how the weights are used is a setting of fixed weights', () => {
  const given = { sharing: 'hard', weighting: 'fixed', schedule: 'joint', search: 'none', use: 'rows' };
  expect(resolveRecipe(given, two).weighting.settings['use']).toBe('rows');
});
