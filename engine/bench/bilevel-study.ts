// The quick study behind the default variant of bilevel balancing: test loss against equal weights, and
// the largest weight share, on four real tables. `recipes/weighting/bilevel.ts` quotes its figures.

import { createRng, permutation } from '../base/rng.ts';
import { log } from '../base/log.ts';
import type { Recipe } from '../contract/recipes.ts';
import { resolveRecipe } from '../recipes/recipe.ts';
import { createExecutor } from '../runtime/index.ts';
import { rulesOf } from '../tasks/index.ts';
import { trainRun } from '../training/index.ts';
import { ai4i, energy, gasTurbine } from './accuracy-cases.ts';
import type { AccuracyCase } from './accuracy-cases.ts';
import { prepareCase, readTable } from './case.ts';
import { sharedData } from './shared-data.ts';

/** The variants compared, each beside equal weights. */
export const variants: Readonly<Record<string, Record<string, string | number>>> = {
  'official, baseline': { variant: 'official', normalisation: 'rescaled' },
  'discrepancyOnly, baseline': { variant: 'discrepancyOnly', normalisation: 'rescaled' },
  'full, baseline': { variant: 'full', normalisation: 'rescaled' },
  'discrepancyOnly, identical': { variant: 'discrepancyOnly', normalisation: 'identical' },
  'discrepancyOnly, first batch': { variant: 'discrepancyOnly', normalisation: 'rescaled', anchor: 'once' },
  'discrepancyOnly, log': { variant: 'discrepancyOnly', normalisation: 'log', anchor: 'once' },
};

const edm: AccuracyCase = {
  ...energy,
  files: ['edm/edm.arff'],
  tasks: ['DFlow', 'DGap'].map((id) => ({ id, target: id, data: 'main', importance: 1, kind: 'regression' })),
};

export interface StudyRow {
  readonly data: string;
  readonly variant: string;
  readonly seed: number;
  /** Mean over tasks of test loss over that of equal weights; below 1 = better. */
  readonly relativeLoss: number;
  /** Largest share any task's weight reached in any epoch. */
  readonly largestShare: number;
}

/** All variants on all tables with these seeds; `rows` training rows at most, for `epochs`. */
export async function study(
  seeds: readonly number[],
  epochs: number,
  rows: number,
  report: (row: StudyRow) => void,
): Promise<void> {
  const executor = await createExecutor('cpu', { threads: 1 });
  for (const [name, one] of Object.entries({ energy, edm, ai4i, 'gas turbine': gasTurbine })) {
    const paths = one.files.map(sharedData);
    if (paths.includes(null)) {
      log(`bilevel study: ${name} is not on this machine`);
      continue;
    }
    const table = await readTable(paths as string[]);
    for (const seed of seeds) {
      const prepared = prepareCase(table, one.tasks, one.exclude, thinned(one.parts(table, seed), rows, seed));
      const train = async (change: Partial<Recipe>): Promise<{ losses: number[]; share: number }> => {
        const recipe = resolveRecipe(
          { sharing: 'hard', weighting: 'equal', schedule: 'joint', search: 'none', ...change } as Recipe,
          one.tasks,
        );
        let share = 0;
        const outcome = await trainRun(
          { ...prepared, recipe, budget: { epochs }, seed, executor, capacity: 'small' },
          {
            onEpoch: (record) => void (share = Math.max(share, ...record.weights)),
          },
        );
        const places = [...outcome.rows.keys()].filter((place) => prepared.parts[outcome.rows[place]!] === 2);
        const losses = outcome.model.heads.map((head, k) => {
          const all = outcome.predictions[head.task.id]!;
          const test = Float32Array.from(places, (place) => all[place]!);
          return rulesOf(head.task).judge(
            test,
            prepared.targets[k]!,
            places.map((place) => outcome.rows[place]!),
            head,
          ).loss!;
        });
        return { losses, share };
      };
      const equal = await train({});
      for (const [variant, settings] of Object.entries(variants)) {
        const { losses, share } = await train({ weighting: 'bilevel', ...settings });
        const ratios = losses.map((loss, k) => loss / equal.losses[k]!);
        report({
          data: name,
          variant,
          seed,
          relativeLoss: ratios.reduce((a, b) => a + b) / ratios.length,
          largestShare: share,
        });
      }
    }
  }
}

/** The same parts with at most `rows` training rows, the others left out; the study has to end. */
function thinned(parts: Uint8Array, rows: number, seed: number): Uint8Array {
  const training = [...parts.keys()].filter((row) => parts[row] === 0);
  const order = permutation(training.length, createRng(seed));
  const result = parts.slice();
  for (let i = rows; i < training.length; i++) result[training[order[i]!]!] = 255;
  return result;
}
