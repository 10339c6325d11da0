// A training in two stages: weights searched on a small model, the model proper trained with them.

import { expect, test } from 'vitest';
import type { Recipe } from '../contract/recipes.ts';
import { resolveRecipe } from '../recipes/recipe.ts';
import { createRunControl, trainRun } from './index.ts';
import type { TrainingProgress, TrainingRequest } from './index.ts';
import { sampleRequest, sampleTasks } from './testing.ts';

const two = sampleTasks.slice(0, 2);

async function transferRequest(recipe: Partial<Recipe> = {}): Promise<TrainingRequest> {
  const { capacity: _, ...request } = await sampleRequest(
    { search: 'transfer', members: 3, together: 0.5, finalists: 1, ...recipe } as Partial<Recipe>,
    two,
  );
  return { ...request, budget: { epochs: 4 } };
}

test('weights are found on a small model and used on the medium one, as if they had been given', async () => {
  const request = await transferRequest();
  const outcome = await trainRun(request);
  const population = outcome.shown.population!;
  expect([population.searchedOn, population.usedOn]).toEqual(['small', 'medium']);
  // Three members through two epochs, two through a third, one through the fourth; then the medium one's four.
  expect(outcome.epochs).toBe(3 * 2 + 2 + 1 + 4);
  expect(outcome.history).toHaveLength(4);

  const small = await trainRun({
    ...request,
    capacity: 'small',
    recipe: resolveRecipe({ ...request.recipe.recipe, search: 'population' } as Recipe, two),
  });
  expect(population.lineage).toEqual(small.shown.population!.lineage);
  const weights = Object.fromEntries(two.map((task, k) => [task.id, population.found[k]!]));
  const given = { sharing: 'hard', weighting: 'fixed', schedule: 'joint', search: 'none', weights };
  const proper = await trainRun({ ...request, recipe: resolveRecipe(given as Recipe, two) });
  expect(outcome.predictions).toEqual(proper.predictions);
  expect(outcome.parameters).toBe(proper.parameters);
  expect(outcome.parameters).toBeGreaterThan(small.parameters);
});

test('the found weights are a recipe that trains elsewhere', async () => {
  const { shown } = await trainRun(await transferRequest());
  const { reuse, found } = shown.population!;
  const resolved = resolveRecipe(reuse!, two);
  (resolved.weighting.settings['weights'] as number[]).forEach((weight, k) => expect(weight).toBeCloseTo(found[k]!, 3));
  expect(reuse!.name).toMatch(/size 0\.\d\d/);
});

test('resumed in either stage, it ends bit for bit as if it had not been interrupted', async () => {
  const request = await transferRequest();
  const checkpoints: Uint8Array[] = [];
  const whole = await trainRun(request, { onCheckpoint: (bytes) => void checkpoints.push(bytes) });
  for (const at of [0, checkpoints.length - 2]) {
    const resumed = await trainRun({ ...request, resumeFrom: checkpoints[at]! });
    expect(resumed.predictions).toEqual(whole.predictions);
    expect(resumed.shown.population).toEqual(whole.shown.population);
    expect(resumed.epochs).toBe(whole.epochs);
  }
});

test('a checkpoint that is damaged, or of a plain training, is refused', async () => {
  const request = await transferRequest();
  const checkpoints: Uint8Array[] = [];
  await trainRun(request, { onCheckpoint: (bytes) => void checkpoints.push(bytes) });
  for (const place of [2, 40, checkpoints[0]!.length >> 1]) {
    const damaged = checkpoints[0]!.slice();
    damaged[place]! ^= 255;
    await expect(trainRun({ ...request, resumeFrom: damaged })).rejects.toMatchObject({
      code: 'training.bad-checkpoint',
    });
  }
  const plain: Uint8Array[] = [];
  await trainRun(await sampleRequest(), { onCheckpoint: (bytes) => void plain.push(bytes) });
  await expect(trainRun({ ...request, resumeFrom: plain[0]! })).rejects.toMatchObject({
    code: 'training.bad-checkpoint',
  });
});

test('the share of work done rises through both stages and never passes the whole', async () => {
  const shares: number[] = [];
  // Long enough for several of the ten reports a second.
  await trainRun(
    { ...(await transferRequest()), budget: { epochs: 60 } },
    { onProgress: (progress: TrainingProgress) => void (progress.phase === 'training' && shares.push(progress.share)) },
  );
  for (const [i, share] of shares.entries()) if (i > 0) expect(share).toBeGreaterThanOrEqual(shares[i - 1]! - 0.2);
  expect(shares.at(-1)).toBeGreaterThan(shares[0]!);
  expect(Math.max(...shares)).toBeLessThanOrEqual(1);
});

test('stopped during the search, it keeps the best small model there is', async () => {
  const control = createRunControl();
  const { shown, stoppedEarly } = await trainRun(await transferRequest(), {
    control,
    onEpoch: () => control.stopAndKeep(),
  });
  expect(stoppedEarly).toBe(true);
  expect(shown.population?.usedOn).toBe('small');
});
