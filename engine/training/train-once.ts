// One training from start to end: set up, epochs, early stopping, search, checkpoints, predictions of the best state.

import { unpackProgress } from './checkpoint.ts';
import { createRunControl } from './control.ts';
import { runEpoch } from './epoch.ts';
import { createLedger } from './ledger.ts';
import { createMachine, fallBack } from './machine.ts';
import type { Member } from './member.ts';
import { outcomeOf } from './outcome.ts';
import type { TrainingOutcome } from './outcome.ts';
import { advance, bookRound, patienceNow, startStanding, turnEnds, withoutDiverged } from './rounds.ts';
import { setUp } from './setup.ts';
import type { TrainingRequest } from './setup.ts';
import type { TrainingHooks } from './train-run.ts';

/** As `trainRun`, without a rehearsal on a smaller model. */
export async function trainOnce(request: TrainingRequest, hooks: TrainingHooks = {}): Promise<TrainingOutcome> {
  const setup = setUp(request);
  const control = hooks.control ?? createRunControl();
  const ledger = createLedger(setup, hooks);
  ledger.report('preparing');
  let standing = request.resumeFrom ? unpackProgress(setup, request.resumeFrom) : null;
  let machine = await createMachine(setup, request.executor, standing?.members[standing.at]!.state ?? setup.start);
  const firstDevice = machine.device;
  try {
    standing ??= await startStanding(setup, machine);
    while (!control.stopping) {
      if (turnEnds(setup, standing)) {
        const next = advance(setup, standing);
        standing = next.standing;
        if (next.over) break;
        await machine.step.writeState(standing.members[standing.at]!.state);
        continue;
      }
      const member = standing.members[standing.at]!;
      let after: Member | null;
      try {
        after = await runEpoch(setup, machine, member, standing.epochs, {
          control,
          signal: hooks.signal,
          patience: patienceNow(setup, standing),
          onStep: ledger.onStep(standing),
        });
      } catch (error) {
        const left = withoutDiverged(standing, error);
        if (left) {
          standing = left;
          continue;
        }
        machine = await fallBack(setup, machine, member.state, error);
        continue;
      }
      if (!after) break;
      standing = await ledger.finishEpoch(standing, after);
    }
    ledger.report('evaluating');
    return await outcomeOf(
      setup,
      machine,
      bookRound(standing),
      { fellBack: machine.device !== firstDevice, stepMs: ledger.stepMs(), stopped: control.stopping },
      hooks.signal,
    );
  } finally {
    await machine.dispose();
  }
}
