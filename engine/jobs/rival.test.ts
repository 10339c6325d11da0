import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ProjectDocument } from '../contract/project.ts';
import type { Recipe } from '../contract/recipes.ts';
import { plainRecipe } from '../contract/yardsticks.ts';
import { resolveRecipe } from '../recipes/recipe.ts';
import { openStore, type Store } from '../store/open.ts';
import { document, epoch, summary } from '../store/testing/records.ts';
import { createRunControl } from '../training/control.ts';
import { createRival } from './rival.ts';

let folder: string;
let store: Store;
let projectId: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'taskloom-rival-'));
  store = openStore(folder);
  projectId = store.projects.create('研削', document());
  // A finished run whose loss went down to 1/40.
  store.jobs.insertRun({ document: document(), summary: summary('leader', projectId, { state: 'completed' }) });
  store.jobs.appendEpochs(
    'leader',
    Array.from({ length: 40 }, (_, i) => epoch(i + 1)),
    [],
  );
});

afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true, force: true });
});

/**
 * Trains a run of 40 epochs that never gets better than 1; gives the epochs it was allowed.
 * @param lost how many epochs it had done before it was killed and began again from its first checkpoint
 */
function epochsAllowed(recipe: Recipe, endHopeless: boolean, lost = 0, changes: Partial<ProjectDocument> = {}): number {
  const run = {
    document: document({ budget: { endHopeless }, ...changes }),
    summary: summary('own', projectId, { recipe }),
  };
  store.jobs.insertRun(run);
  for (let number = 1; number <= lost; number++) store.jobs.appendEpochs('own', [epoch(number, 1)], []);
  const control = createRunControl();
  const rival = createRival(store.jobs, run, resolveRecipe(recipe, run.document.tasks), control);
  for (let number = 1; number <= 40; number++) {
    store.jobs.appendEpochs('own', [epoch(number, 1)], []);
    rival.epoch(epoch(number, 1), 40);
    if (control.stopping) {
      expect(rival.gaveUp()).toBe(true);
      return number;
    }
  }
  expect(rival.gaveUp()).toBe(false);
  return 40;
}

const weighted = { ...plainRecipe, weighting: 'fixed' };

test('a run that cannot reach a finished one is ended half way, where the comparison asks for it', () => {
  expect(epochsAllowed(weighted, true)).toBe(20);
});
test('a run that was killed and goes on is not ended earlier for the epochs it repeats', () => {
  expect(epochsAllowed(weighted, true, 15)).toBe(20);
});
test('a run that reads other columns is no rival', () => {
  expect(epochsAllowed(weighted, true, 0, { inputs: { exclude: ['送り'] } })).toBe(40);
});
test('a run of another size of model is no rival', () => {
  expect(epochsAllowed({ ...weighted, capacity: 'small' } as Recipe, true)).toBe(40);
});
test('nothing is ended where nobody asked for it', () => {
  expect(epochsAllowed(weighted, false)).toBe(40);
});
test.each([
  ['the single-task twins', { ...plainRecipe, sharing: 'single-task' }],
  ['the plain joint model', plainRecipe],
])('%s run to their end: the others are measured against them', (_name, recipe) => {
  expect(epochsAllowed(recipe, true)).toBe(40);
});
