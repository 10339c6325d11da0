// Watches a training beside the finished runs of its comparison, and ends it when it cannot win.

import type { EpochRecord } from '../contract/runs.ts';
import { sizeOf } from '../contract/yardsticks.ts';
import { searchOf, sharingOf, scheduleOf, weightingOf } from '../recipes/recipe.ts';
import type { ResolvedRecipe } from '../recipes/recipe.ts';
import type { RunControl } from '../training/control.ts';
import { cannotWin } from './hopeless.ts';
import type { JobStore, QueuedRun } from './job-store.ts';
import { whatIsRead } from './what-is-read.ts';

export interface Rival {
  epoch(record: EpochRecord, laidOut: number): void;
  /** True when this ended the training. */
  gaveUp(): boolean;
}

/** Where there is nothing to compare with. */
export const noRival: Rival = { epoch: () => {}, gaveUp: () => false };

export function createRival(store: JobStore, run: QueuedRun, recipe: ResolvedRecipe, control: RunControl): Rival {
  const { summary, document } = run;
  const leaders =
    document.budget.endHopeless && mayEnd(recipe)
      ? finishedBeside(store, run).map((id) => store.readEpochs(id).epochs)
      : [];
  let own: readonly EpochRecord[] = leaders.length > 0 ? store.readEpochs(summary.id).epochs : [];
  let gaveUp = false;
  return {
    epoch: (record, laidOut) => {
      if (leaders.length === 0 || control.stopping) return;
      // A resumed run goes once more through the epochs after its checkpoint.
      own = [...own.filter(({ epoch }) => epoch < record.epoch), record];
      if (!leaders.some((leader) => cannotWin(own, laidOut, leader))) return;
      gaveUp = true;
      control.stopAndKeep();
    },
    gaveUp: () => gaveUp,
  };
}

/**
 * The yardsticks (single-task twins, the plain joint model) always run to their end, and so does what is not
 * one plain history: searches, and sharings that go through phases.
 */
function mayEnd(recipe: ResolvedRecipe): boolean {
  const sharing = sharingOf(recipe);
  const isPlain = weightingOf(recipe).neutral && !scheduleOf(recipe).masks && sharing.shares && !sharing.penalty;
  return !sharing.independent && !isPlain && !sharing.steer && searchOf(recipe).varies === 'nothing';
}

/** Of the same size of model, and reading the same: another size is not a rival but a comparison of its own. */
function finishedBeside(store: JobStore, { summary, document }: QueuedRun): string[] {
  const { id, projectId, snapshotId, seed, recipe } = summary;
  const reads = whatIsRead(document);
  return store
    .listRuns(projectId)
    .filter(
      (run) =>
        run.id !== id &&
        run.kind === 'recipe' &&
        run.snapshotId === snapshotId &&
        run.seed === seed &&
        sizeOf(run.recipe) === sizeOf(recipe) &&
        run.state === 'completed' &&
        whatIsRead(store.readRun(run.id).document) === reads,
    )
    .map((run) => run.id);
}
