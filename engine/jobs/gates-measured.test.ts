// A run with a compute budget, from the file to the result: target, what was reached, what was measured.

import { afterEach, beforeEach, expect, test } from 'vitest';
import { createRng } from '../base/rng.ts';
import type { ProjectDocument } from '../contract/project.ts';
import type { Recipe } from '../contract/recipes.ts';
import type { RunResult } from '../contract/runs.ts';
import { openWorkbench, type Workbench } from './testing/workbench.ts';

let bench: Workbench;

beforeEach(() => {
  bench = openWorkbench();
  const rng = createRng(3);
  const rows = Array.from({ length: 160 }, () => {
    const [a, b] = [rng.normal(), rng.normal()];
    // No line tells either: models differ by their networks alone.
    return [a, b, Math.abs(a) + rng.normal() / 10, a * b + rng.normal() / 10]
      .map((value) => value.toFixed(4))
      .join(',');
  });
  bench.write('press.csv', ['a,b,width,depth', ...rows].join('\n'));
});

afterEach(() => bench.close());

const document: ProjectDocument = {
  name: 'press',
  data: [{ id: 'main', files: ['press.csv'] }],
  tasks: ['width', 'depth'].map((id) => ({
    id,
    data: 'main',
    target: id,
    kind: 'regression',
    importance: 1,
    unit: 'mm',
  })),
  inputs: { exclude: [] },
  split: { kind: 'random', test: 0.25, validation: 0.2, seed: 1 },
  recipes: [],
  budget: { epochs: 4 },
  seeds: [1],
  accepted: [],
};

async function resultsOf(recipes: readonly Record<string, unknown>[]): Promise<RunResult[]> {
  const { store, jobs } = bench;
  const project = store.projects.create('press', null);
  const base = { sharing: 'hard', weighting: 'equal', schedule: 'joint', search: 'none', capacity: 'small' };
  await jobs.start(
    project,
    document,
    recipes.map((recipe) => ({ ...base, ...recipe }) as Recipe),
    [1],
  );
  await jobs.idle();
  return store.jobs.listRuns(project).flatMap(({ kind, result }) => (kind === 'recipe' && result ? [result] : []));
}

test('operations, numbers and bytes of the result are those of the pruned file, between shared and separate', async () => {
  const [hard, gated, separate] = await resultsOf([
    {},
    { sharing: 'interrogate', budget: { flopsOfSeparate: 0.75 } },
    { sharing: 'single-task' },
  ]);
  const gates = gated!.gates!;
  expect(gates.target).toEqual({ kind: 'flopsOfSeparate', value: 0.75 });
  expect(Math.abs(gates.measured! / 0.75 - 1)).toBeLessThan(0.05);
  expect(gates.measured!).toBeCloseTo(gated!.flops / separate!.flops, 6);
  expect(Math.abs(gates.achieved! / gates.measured! - 1)).toBeLessThan(0.05);
  expect(gates.pruneDifference!).toBeLessThan(1e-5);
  expect(gated!.parameters).toBe(gates.parameters.pruned);
  expect(hard!.parameters).toBe(gates.parameters.hard);
  expect(separate!.parameters).toBe(gates.parameters.separate);
  for (const key of ['flops', 'bytes', 'parameters'] as const) {
    expect(gated![key]).toBeGreaterThan(hard![key]);
    expect(gated![key]).toBeLessThan(separate![key]);
  }
});

test('a budget in milliseconds is calibrated on this PC, and what the file takes is told beside it', async () => {
  const [gated] = await resultsOf([{ sharing: 'interrogate', budget: { milliseconds: 1000 } }]);
  expect(gated!.gates!.measured).toBe(gated!.latencyMs!.p50);
  expect(gated!.gates!.achieved!).toBeLessThan(1000);
});
