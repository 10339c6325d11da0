// The books of a run: progress reports, time left, notes on weights, the time budget, checkpoints.

import { milliseconds } from '../base/clock.ts';
import { searchOf } from '../recipes/recipe.ts';
import { packProgress } from './checkpoint.ts';
import type { Standing } from './checkpoint.ts';
import { improvements } from './improvements.ts';
import type { Member } from './member.ts';
import { roundEnds, turnEnds } from './rounds.ts';
import type { Setup } from './setup.ts';
import { createTimeLeft, expectedEnd } from './time-left.ts';
import type { TrainingHooks, TrainingProgress } from './train-run.ts';
import { noteChanges } from './weight-notes.ts';

export interface Ledger {
  report(phase: TrainingProgress['phase']): void;
  /** A listener for the steps of the epoch that `standing` is about to train. */
  onStep(standing: Standing): (done: number, took: number) => void;
  /** Books a finished epoch of the member now trained. */
  finishEpoch(standing: Standing, member: Member): Promise<Standing>;
  /** Median milliseconds of a step. */
  stepMs(): number;
}

/** Milliseconds between two reports. */
const quiet = 100;
/** Milliseconds of a search that a power cut may cost. */
const longestUnwritten = 3000;

export function createLedger(setup: Setup, hooks: TrainingHooks): Ledger {
  const { pacing, request } = setup;
  const timeLeft = createTimeLeft();
  const stepTimes: number[] = [];
  let inSteps = 0;
  let reported = Number.NEGATIVE_INFINITY;
  let written = Number.NEGATIVE_INFINITY;
  let progress: TrainingProgress = {
    phase: 'preparing',
    epoch: 0,
    epochs: pacing.epochs,
    share: 0,
    secondsLeft: null,
    mostSecondsLeft: null,
    device: request.executor.device,
    last: null,
  };

  const report = (phase: TrainingProgress['phase']): void => {
    progress = { ...progress, phase };
    reported = milliseconds();
    hooks.onProgress?.(progress);
  };

  /** Epochs to come, as expected and at most, and the share of the expected work that is done. */
  const epochsLeft = (standing: Standing, doneInEpoch: number): { likely: number; most: number; share: number } => {
    const before = standing.members.reduce((total, member) => total + member.progress.epoch, 0);
    const done = before + doneInEpoch / pacing.stepsPerEpoch;
    const expected = expectedOfAll(standing, setup);
    const likely = Math.max(0, expected - done);
    return {
      likely,
      most: Math.max(likely, mostOfAll(standing, setup) - done),
      share: expected === 0 ? 1 : Math.min(1, 1 - likely / expected),
    };
  };
  const secondsFor = (epochs: number): number | null => timeLeft.seconds(epochs * pacing.stepsPerEpoch, epochs);

  /** Within its first epoch nothing has been cut to the time budget yet; the pace of its steps tells what will be. */
  const withinTime = (standing: Standing): Standing => {
    const perEpoch = standing.seconds > 0 ? null : secondsFor(1);
    return perEpoch === null ? standing : { ...standing, epochs: fitting(setup, standing.epochs, perEpoch) };
  };

  return {
    report,
    onStep: (standing) => (done, took) => {
      timeLeft.step(took);
      inSteps = done === 1 ? took : inSteps + took;
      stepTimes.push(took);
      if (stepTimes.length > 2000) stepTimes.splice(0, 1000);
      if (milliseconds() - reported < quiet) return;
      const now = withinTime(standing);
      const left = epochsLeft(now, done);
      const { epoch } = now.members[now.at]!.progress;
      progress = {
        ...progress,
        epoch: epoch + 1,
        epochs: now.epochs,
        share: left.share,
        secondsLeft: secondsFor(left.likely),
        mostSecondsLeft: secondsFor(left.most),
      };
      report('training');
    },
    finishEpoch: async (standing, member) => {
      const started = milliseconds();
      const last = member.progress.records.at(-1)!;
      const members = standing.members.map((old, i) => (i === standing.at ? member : old));
      const spent = standing.seconds + last.seconds;
      const next: Standing = {
        ...standing,
        members,
        seconds: spent,
        epochs: affordable(setup, standing, member, spent),
      };
      progress = { ...progress, last };
      hooks.onEpoch?.(
        last,
        noteChanges(
          member.progress.records,
          setup.plan.network.heads.map((head) => head.task.id),
        ),
      );
      // After every epoch, however short: a power cut may cost one epoch and no more. A search writes all its
      // members, so it does that at the end of a member's turn, and at least every few seconds.
      const due = members.length === 1 || turnEnds(setup, next) || started - written > longestUnwritten;
      if (hooks.onCheckpoint && due) {
        written = started;
        await hooks.onCheckpoint(packProgress(setup, next));
      }
      // What an epoch takes besides its steps: judging the validation rows, its record and this checkpoint. They are
      // time of the training like all else, for the budget too.
      const booking = milliseconds() - started;
      timeLeft.between(Math.max(0, last.seconds * 1000 - inSteps) + booking);
      return { ...next, seconds: spent + booking / 1000 };
    },
    stepMs: () => [...stepTimes].sort((a, b) => a - b)[Math.floor(stepTimes.length / 2)] ?? 0,
  };
}

/** Epochs that all members together will likely have done in the end. */
function expectedOfAll(standing: Standing, setup: Setup): number {
  const { members, round, epochs } = standing;
  if (round >= roundEnds(setup, epochs).length - 1)
    return members.reduce((total, member) => total + expectedEpochs(member, standing, setup), 0);
  return trainingsOf(setup) * epochs;
}

/** Epochs of all members together, were none to end early. */
function mostOfAll({ members, epochs }: Standing, setup: Setup): number {
  const laidOut = members.reduce((total, { progress }) => total + (progress.done ? progress.epoch : epochs), 0);
  return Math.min(laidOut, Math.max(trainingsOf(setup), 1) * epochs);
}

/** Whole trainings' worth of epochs that the recipe comes to. */
function trainingsOf({ request: { recipe }, plan }: Setup): number {
  const { settings } = recipe.search;
  return searchOf(recipe).trainings?.(settings, plan.network.heads.length) ?? 1;
}

/** Epochs a member will likely have done in the end; one that has not begun is taken to go like the others. */
function expectedEpochs(member: Member, { members, at, epochs }: Standing, setup: Setup): number {
  const { progress } = member;
  if (progress.done) return progress.epoch;
  const ended = members.filter((other) => other.progress.done).map((other) => other.progress.epoch);
  if (progress.epoch === 0 && ended.length > 0) return ended.reduce((sum, each) => sum + each, 0) / ended.length;
  const seen = progress.epoch > 0 ? member : members[at]!;
  const { heads, sharing } = setup.plan.network;
  const losses = seen.progress.records.map((record) => record.validationLoss);
  // Where early states were not yet what was asked for, the newest that was kept counts, better or not.
  const improved = [...improvements(losses, heads, sharing.independent), ...seen.kept.epochs].sort((a, b) => a - b);
  return expectedEnd(seen.progress.epoch, [...new Set(improved)], epochs, setup.pacing.patience);
}

/** Epochs that fit into the seconds of the budget at the pace so far; never more than laid out. */
function affordable(setup: Setup, standing: Standing, member: Member, spent: number): number {
  const trained = standing.members.reduce(
    (total, other, i) => total + (i === standing.at ? member : other).progress.epoch,
    0,
  );
  return Math.max(member.progress.epoch, fitting(setup, standing.epochs, spent / trained));
}

/** Of `epochs` laid out, those of each training that fit into the seconds of the budget; one at least. */
function fitting(setup: Setup, epochs: number, secondsPerEpoch: number): number {
  const { seconds = Number.POSITIVE_INFINITY } = setup.request.budget;
  return Math.min(epochs, Math.max(1, Math.floor(seconds / secondsPerEpoch / trainingsOf(setup))));
}
