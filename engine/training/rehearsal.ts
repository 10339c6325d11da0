// Two stages of one training: a search on a small model, then the model proper with what was found.

import { searches } from '../recipes/search/index.ts';
import { searchOf } from '../recipes/recipe.ts';
import type { TrainingOutcome } from './outcome.ts';
import { packStages, unpackStages } from './rehearsal-file.ts';
import type { Rehearsed } from './rehearsal-file.ts';
import { setUp, sizeOfTrunk } from './setup.ts';
import type { TrainingRequest } from './setup.ts';
import { timeStep } from './time-step.ts';
import { trainOnce } from './train-once.ts';
import type { TrainingHooks, TrainingProgress } from './train-run.ts';

/** The search to do first, as a training of its own; null where the recipe has none. */
export function rehearsalOf<R extends Omit<TrainingRequest, 'executor'>>(request: R): R | null {
  const { recipe } = request;
  const rehearsal = searchOf(recipe).rehearsal?.(recipe.search.settings);
  if (!rehearsal) return null;
  const search = { id: rehearsal.search, settings: recipe.search.settings };
  return { ...request, capacity: rehearsal.capacity, recipe: { ...recipe, search } };
}

/** The training proper with the weights found, in the order of the tasks. */
function properWith(request: TrainingRequest, weights: readonly number[]): TrainingRequest {
  const { recipe } = request;
  const weighting = { id: recipe.weighting.id, settings: { ...recipe.weighting.settings, weights } };
  return { ...request, recipe: { ...recipe, weighting, search: { id: 'none', settings: {} } } };
}

/** As `trainRun`, of a recipe with a rehearsal. */
export async function trainRehearsed(
  request: TrainingRequest,
  first: TrainingRequest,
  hooks: TrainingHooks,
): Promise<TrainingOutcome> {
  const { resumeFrom, ...fresh } = request;
  const saved = resumeFrom ? unpackStages(resumeFrom) : null;
  const share = saved?.share ?? (await shareOfFirst(request, first));
  let found: Rehearsed | null = saved?.rehearsed ?? null;
  if (!found) {
    const { resumeFrom: _, ...rehearsal } = first;
    const outcome = await trainOnce(
      {
        ...rehearsal,
        budget: limited(request, share),
        ...(saved ? { resumeFrom: saved.inner } : {}),
      },
      staged(
        hooks,
        (progress) => withBoth(progress, share),
        (inner) => packStages({ share, rehearsed: null, inner }),
      ),
    );
    // Stopped on the way, or a single task that needs no weights: what was trained so far is what there is.
    if (outcome.stoppedEarly) return outcome;
    found = rehearsedBy(outcome, request);
  }
  const rehearsed = found;
  const proper = properWith(fresh, rehearsed.weights);
  const outcome = await trainOnce(
    {
      ...proper,
      budget: left(request, rehearsed.seconds),
      ...(saved?.rehearsed ? { resumeFrom: saved.inner } : {}),
    },
    staged(
      hooks,
      (progress) => ({ ...progress, share: share + (1 - share) * progress.share }),
      (inner) => packStages({ share, rehearsed, inner }),
    ),
  );
  return {
    ...outcome,
    model: { ...outcome.model, recipe: request.recipe },
    epochs: outcome.epochs + rehearsed.epochs,
    trainSeconds: outcome.trainSeconds + rehearsed.seconds,
    fellBack: outcome.fellBack || rehearsed.fellBack,
    shown: {
      ...outcome.shown,
      ...(rehearsed.population ? { population: { ...rehearsed.population, usedOn: sizeOfTrunk(request) } } : {}),
    },
  };
}

function rehearsedBy(outcome: TrainingOutcome, request: TrainingRequest): Rehearsed {
  const population = outcome.shown.population ?? null;
  // Nothing was learned on the small model: its weights are no better than equal ones.
  const even = request.targets.map(() => 1 / request.targets.length);
  return {
    weights: population && population.found.length > 0 ? population.found : even,
    population,
    epochs: outcome.epochs,
    seconds: outcome.trainSeconds,
    fellBack: outcome.fellBack,
  };
}

function staged(
  hooks: TrainingHooks,
  tell: (progress: TrainingProgress) => TrainingProgress,
  pack: (inner: Uint8Array) => Uint8Array,
): TrainingHooks {
  const { onProgress, onCheckpoint } = hooks;
  return {
    ...hooks,
    ...(onProgress ? { onProgress: (progress) => onProgress(tell(progress)) } : {}),
    ...(onCheckpoint ? { onCheckpoint: (inner) => onCheckpoint(pack(inner)) } : {}),
  };
}

/** The first stage's progress as that of both: the second takes as much longer as its share of the work is larger. */
function withBoth(progress: TrainingProgress, share: number): TrainingProgress {
  const { share: done, secondsLeft, mostSecondsLeft } = progress;
  if (secondsLeft === null || mostSecondsLeft === null || done >= 1) return { ...progress, share: share * done };
  const spent = (secondsLeft * done) / (1 - done);
  const withSecond = (left: number): number => left + ((spent + left) * (1 - share)) / share;
  return {
    ...progress,
    share: share * done,
    secondsLeft: withSecond(secondsLeft),
    mostSecondsLeft: withSecond(mostSecondsLeft),
  };
}

/** The first stage's expected share of all the work, 0 to 1: a few steps of both are timed. */
async function shareOfFirst(request: TrainingRequest, first: TrainingRequest): Promise<number> {
  const [small, large] = [await timeStep(setUp(first)), await timeStep(setUp(request))];
  const search = searches.find((one) => one.about.id === first.recipe.search.id)!;
  const trainings = search.trainings?.(first.recipe.search.settings, request.targets.length) ?? 1;
  return (trainings * small) / (trainings * small + large);
}

function limited({ budget }: TrainingRequest, share: number): TrainingRequest['budget'] {
  return budget.seconds === undefined ? budget : { ...budget, seconds: budget.seconds * share };
}

function left({ budget }: TrainingRequest, spent: number): TrainingRequest['budget'] {
  return budget.seconds === undefined ? budget : { ...budget, seconds: Math.max(1, budget.seconds - spent) };
}
