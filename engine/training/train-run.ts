// A whole training: set up, epochs, early stopping, search, checkpoints, predictions of the best state.

import { milliseconds } from '../base/clock.ts';
import type { EpochRecord, WeightNote } from '../contract/runs.ts';
import type { Device } from '../runtime/index.ts';
import { unpackProgress } from './checkpoint.ts';
import type { Standing } from './checkpoint.ts';
import { createRunControl } from './control.ts';
import type { RunControl } from './control.ts';
import { runEpoch } from './epoch.ts';
import { createLedger } from './ledger.ts';
import { createMachine, fallBack } from './machine.ts';
import type { Member } from './member.ts';
import { outcomeOf } from './outcome.ts';
import type { TrainingOutcome } from './outcome.ts';
import { advance, roundEnds, startStanding } from './rounds.ts';
import { setUp } from './setup.ts';
import type { TrainingRequest } from './setup.ts';

export type { TrainingOutcome } from './outcome.ts';
export type { TrainingRequest } from './setup.ts';

/** At most ten of these a second. */
export interface TrainingProgress {
  readonly phase: 'preparing' | 'training' | 'evaluating';
  readonly epoch: number;
  readonly epochs: number;
  /** 0 to 1 of the expected work. */
  readonly share: number;
  /** Null until it can be believed. */
  readonly secondsLeft: number | null;
  readonly device: Device;
  readonly last: EpochRecord | null;
}

export interface TrainingHooks {
  readonly signal?: AbortSignal;
  readonly control?: RunControl;
  onProgress?(progress: TrainingProgress): void;
  /** After every epoch, with the notable changes of task weights in it. */
  onEpoch?(record: EpochRecord, notes: readonly WeightNote[]): void;
  /** Bytes from which `resumeFrom` continues bit for bit. Awaited. */
  onCheckpoint?(bytes: Uint8Array): void | Promise<void>;
}

/**
 * Trains one recipe on one split.
 * @throws Refusal when nothing can be learned, or a loss is no longer a number (the best state is in the last checkpoint)
 * @throws AbortError when `hooks.signal` fires
 */
export async function trainRun(request: TrainingRequest, hooks: TrainingHooks = {}): Promise<TrainingOutcome> {
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
      const member = standing.members[standing.at]!;
      if (member.progress.done || roundEnds(setup, standing)) {
        const next: Standing | null = advance(setup, standing);
        if (!next) break;
        standing = next;
        await machine.step.writeState(standing.members[standing.at]!.state);
        continue;
      }
      let after: Member | null;
      const started = milliseconds();
      try {
        after = await runEpoch(setup, machine, member, standing.epochs, {
          control,
          signal: hooks.signal,
          onStep: ledger.onStep(standing),
        });
      } catch (error) {
        machine = await fallBack(setup, machine, member.state, error);
        continue;
      }
      if (!after) break;
      standing = await ledger.finishEpoch(standing, after, (milliseconds() - started) / 1000);
    }
    ledger.report('evaluating');
    return await outcomeOf(setup, machine, standing, {
      fellBack: machine.device !== firstDevice,
      stepMs: ledger.stepMs(),
      stopped: control.stopping,
    });
  } finally {
    await machine.dispose();
  }
}
