// A whole training as the rest of the program asks for it, and what it tells on the way.

import type { EpochRecord, WeightNote } from '../contract/runs.ts';
import type { Device } from '../runtime/index.ts';
import type { RunControl } from './control.ts';
import type { TrainingOutcome } from './outcome.ts';
import { rehearsalOf, trainRehearsed } from './rehearsal.ts';
import type { TrainingRequest } from './setup.ts';
import { trainOnce } from './train-once.ts';

export type { TrainingOutcome } from './outcome.ts';
export type { TrainingRequest } from './setup.ts';

/** At most ten of these a second. */
export interface TrainingProgress {
  readonly phase: 'preparing' | 'training' | 'evaluating';
  readonly epoch: number;
  readonly epochs: number;
  /** 0 to 1 of the expected work. */
  readonly share: number;
  /** Of training, as likely more as less; null until it can be believed. */
  readonly secondsLeft: number | null;
  /** Should nothing end it before its last epoch; null as long as `secondsLeft` is. */
  readonly mostSecondsLeft: number | null;
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
  const first = rehearsalOf(request);
  return first ? trainRehearsed(request, first, hooks) : trainOnce(request, hooks);
}
