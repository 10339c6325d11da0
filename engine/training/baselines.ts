// What a model is compared with besides its twins: a constant answer, and a linear reference.

import { milliseconds } from '../base/clock.ts';
import type { ResolvedRecipe } from '../recipes/recipe.ts';
import { resolveRecipe } from '../recipes/recipe.ts';
import { rulesOf } from '../tasks/index.ts';
import type { TaskHead } from '../tasks/rules.ts';
import { isFittedWhole, linearReference } from './linear-reference.ts';
import { setUp } from './setup.ts';
import type { TrainingRequest } from './setup.ts';
import { trainRun } from './train-run.ts';
import type { TrainingHooks, TrainingOutcome } from './train-run.ts';

/** Predictions of a baseline on the rows of the validation and test parts; the form of TrainingOutcome. */
export type BaselineOutcome = Pick<TrainingOutcome, 'rows' | 'predictions' | 'trainSeconds' | 'parameters'>;

const plain = { sharing: 'single-task', weighting: 'equal', schedule: 'joint', search: 'none' };

/** The best answer that looks at no input: the training rows' median, or their class frequencies. */
export function trainConstant(
  request: Pick<TrainingRequest, 'inputs' | 'plan' | 'targets' | 'parts' | 'seed' | 'executor'>,
): BaselineOutcome {
  const started = milliseconds();
  const { rows, plan } = setUp({ ...request, recipe: twins(request), budget: {}, capacity: 'linear' });
  const predictions = Object.fromEntries(
    plan.network.heads.map((head, k) => {
      const answer = constantAnswer(head, request.targets[k]!.values, rows.training);
      return [
        head.task.id,
        Float32Array.from({ length: rows.judged.length * answer.length }, (_, i) => answer[i % answer.length]!),
      ];
    }),
  );
  const parameters = plan.network.heads.reduce((count, head) => count + head.outputSize, 0);
  return { rows: rows.judged, predictions, trainSeconds: (milliseconds() - started) / 1000, parameters };
}

/**
 * A linear model a task: of a table of usual size ridge or logistic regression, held as small as the validation rows
 * find best; of photos and of very many rows the same model by the networks' optimiser, trained like any recipe.
 */
export async function trainReference(
  request: Omit<TrainingRequest, 'recipe' | 'capacity'>,
  hooks: TrainingHooks = {},
): Promise<BaselineOutcome> {
  const linear = linearRequest(request);
  const setup = setUp({ ...linear, executor: request.executor });
  return isFittedWhole(setup)
    ? linearReference(setup, hooks)
    : trainRun({ ...linear, executor: request.executor }, hooks);
}

/** What the reference is trained on where it is trained like a network; null where that takes seconds at most. */
export function slowReference(request: Omit<TrainingRequest, 'recipe' | 'capacity'>): Planned | null {
  if (request.inputs.series) return null;
  const linear = linearRequest(request);
  return isFittedWhole(setUp({ ...linear, executor: request.executor })) ? null : linear;
}

type Planned = Omit<TrainingRequest, 'executor'>;

function linearRequest(request: Omit<Planned, 'recipe' | 'capacity'>): Planned {
  return { ...request, recipe: twins(request), capacity: 'linear' };
}

function twins({ targets }: Pick<TrainingRequest, 'targets'>): ResolvedRecipe {
  return resolveRecipe(
    plain,
    targets.map((target) => target.task),
  );
}

function constantAnswer(head: TaskHead, values: Float32Array, trainingRows: Uint32Array): readonly number[] {
  const labels = Float64Array.from(trainingRows, (row) => values[row]!)
    .filter((value) => !Number.isNaN(value))
    .sort();
  if (head.task.kind === 'regression') return [(labels[(labels.length - 1) >> 1]! + labels[labels.length >> 1]!) / 2];
  const frequencies = head.classes.map(
    (_, c) => labels.reduce((count, label) => count + (label === c ? 1 : 0), 0) / labels.length,
  );
  return rulesOf(head.task).kind === 'binary' ? [frequencies[1]!] : frequencies;
}
