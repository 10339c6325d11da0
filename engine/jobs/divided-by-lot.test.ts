// What rows are divided by is not read.

import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ProjectDocument } from '../contract/project.ts';
import { openWorkbench, type Workbench } from './testing/workbench.ts';
import { prepare } from './units.ts';

let bench: Workbench;
beforeEach(() => void (bench = openWorkbench()));
afterEach(() => bench.close());

test('the lot that rows are divided by is no input, as the window says; its name stands on one side only', async () => {
  // Ten lots of six parts.
  const rows = Array.from({ length: 60 }, (_, i) => `L${Math.floor(i / 6)},${(i * 7) % 23},${(i * 5) % 17},${i % 13}`);
  bench.write('A.csv', ['ロット,温度,圧力,外径', ...rows].join('\n'));
  const document: ProjectDocument = {
    name: '外径',
    inputs: { exclude: [] },
    recipes: [],
    budget: { epochs: 2 },
    seeds: [1],
    accepted: [],
    data: [{ id: 'A', files: ['A.csv'] }],
    tasks: [{ id: '外径', data: 'A', target: '外径', kind: 'regression', importance: 1 }],
    split: { kind: 'random', test: 0.25, validation: 0.2, seed: 1 },
  };
  const read = async (split: ProjectDocument['split']) => {
    const divided = { ...document, split };
    const { units } = await prepare(divided, await bench.jobs.load(divided));
    return units.flatMap(({ plan }) => [...plan.numeric, ...plan.categorical].map((feature) => feature.column)).sort();
  };
  const byLot = await read({ kind: 'group', column: 'ロット', test: 0.25, validation: 0.2, seed: 1 });
  expect(byLot).toEqual(['圧力', '温度'].sort());
  expect(await read(document.split)).toContain('ロット');
});
