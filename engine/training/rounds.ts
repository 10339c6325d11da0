// Members and rounds: a plain run is one member and one round; a search trains several members by
// turns and decides between rounds what becomes of them.

import { Refusal } from '../contract/errors.ts';
import { searchOf } from '../recipes/recipe.ts';
import type { Move, SearchStart } from '../recipes/search/search.ts';
import type { Standing } from './checkpoint.ts';
import { judge } from './epoch.ts';
import type { HostState } from '../runtime/executor.ts';
import { keep, sinceBest } from './keeper.ts';
import type { Keeper } from './keeper.ts';
import type { Machine } from './machine.ts';
import type { Member } from './member.ts';
import type { Setup } from './setup.ts';

/** Every member before its first epoch; what they start from is judged, so that training can only improve on it. */
export async function startStanding(setup: Setup, machine: Machine): Promise<Standing> {
  const { plan, request, pacing } = setup;
  const { network } = plan;
  const search = searchOf(request.recipe);
  const points = search.start(contextOf(setup, 0)) ?? [{ weights: null, strength: null }];
  const schedule = plan.schedule.start(
    network.heads.length,
    request.recipe.schedule.settings,
    pacing.epochs * pacing.stepsPerEpoch,
  );
  const progress = { epoch: 0, epochLosses: [], records: [], schedule, done: false, score: null };
  const first = { state: setup.start, kept: await keptAtStart(setup, machine, setup.start) };
  const members: Member[] = [];
  for (const [i, point] of points.entries()) {
    const state = search.ownStarts ? setup.startOf(i) : setup.start;
    const begun = state === setup.start ? first : { state, kept: await keptAtStart(setup, machine, state) };
    members.push({ point, from: null, ...begun, progress });
  }
  return { members, lineage: [], at: 0, round: 0, epochs: pacing.epochs, seconds: 0 };
}

async function keptAtStart(setup: Setup, machine: Machine, start: HostState): Promise<Keeper> {
  const { network, layout } = setup.plan;
  const vector = start['vector']!.data as Float32Array;
  return keep(
    null,
    0,
    vector,
    await judge(setup, machine.evaluator, vector),
    network.heads,
    layout,
    network.sharing.independent,
    // A sharing that steers says from the first epoch on which states are what was asked for; this one is not.
    network.sharing.steer === undefined,
  );
}

/** Epochs after which each round of the search ends; one round without a search. */
export function roundEnds(setup: Setup, epochs: number): readonly number[] {
  const { search } = setup.request.recipe;
  return searchOf(setup.request.recipe).roundEnds?.(search.settings, epochs) ?? [epochs];
}

/** True when the member now trained has done its epochs of this round, or will do no more. */
export function turnEnds(setup: Setup, { members, at, round, epochs }: Standing): boolean {
  const ends = roundEnds(setup, epochs);
  const { progress } = members[at]!;
  return progress.done || progress.epoch >= ends[Math.min(round, ends.length - 1)]!;
}

/** Epochs without improvement that end the member now trained: none while rounds are to come, since it is compared after them. */
export function patienceNow(setup: Setup, { round, epochs }: Standing): number {
  return round >= roundEnds(setup, epochs).length - 1 ? setup.pacing.patience : Number.POSITIVE_INFINITY;
}

/** The next member's turn, or the next round's first; `over` when nothing is left to train. */
export function advance(setup: Setup, standing: Standing): { readonly standing: Standing; readonly over: boolean } {
  const { members, at, round, epochs } = standing;
  if (at + 1 < members.length) return { standing: { ...standing, at: at + 1 }, over: false };
  const booked = bookRound(standing);
  if (members.every((member) => isSpent(member, epochs, setup.pacing.patience)))
    return { standing: booked, over: true };
  const moves = movesAfter(setup, booked);
  const moved = members.map((member, i): Member => {
    const move = moves[i]!;
    if (move.kind === 'continue') return { ...member, from: null };
    if (move.kind === 'stop')
      return { ...member, from: null, progress: { ...member.progress, done: true, stopped: true } };
    return { ...members[move.from]!, point: move.point, from: move.from };
  });
  return { standing: { ...booked, members: moved, at: 0, round: round + 1 }, over: false };
}

/** What the search decides after a round that has been booked; a search without a say lets every member go on. */
function movesAfter(setup: Setup, { members, lineage, round, epochs }: Standing): readonly Move[] {
  const search = searchOf(setup.request.recipe);
  if (!search.next) return members.map(() => ({ kind: 'continue' }));
  const seen = members.map((member) => ({
    ...member.point,
    score: newestScore(member),
    stopped: member.progress.stopped ?? false,
  }));
  const rounds = roundEnds(setup, epochs).length;
  return search.next(seen, { ...contextOf(setup, round + 1), lineage, round, rounds });
}

/** True when more epochs would not help it: all are done, or nothing has improved for as long as patience lasts. */
function isSpent({ progress, kept }: Member, epochs: number, patience: number): boolean {
  return progress.done || progress.epoch >= epochs || sinceBest(progress.epoch, kept) >= patience;
}

/** With a row for every member that trained in this round; nothing where it is booked already. */
export function bookRound(standing: Standing): Standing {
  const { members, round, lineage } = standing;
  if (members.length === 1 || lineage.some((row) => row.round === round)) return standing;
  const rows = members.flatMap((member, i) =>
    member.progress.stopped
      ? []
      : [{ round, member: i, ...member.point, score: finite(newestScore(member)), from: member.from }],
  );
  return { ...standing, lineage: [...lineage, ...rows] };
}

/**
 * A loss that is no number ends the member now trained; the search goes on with the others. Null where none is left,
 * or where it was something else that failed.
 */
export function withoutDiverged(standing: Standing, error: unknown): Standing | null {
  const { members, at } = standing;
  const broke = error instanceof Refusal && error.code === 'training.not-finite';
  if (!broke || !members.some((member, i) => i !== at && Number.isFinite(newestScore(member)))) return null;
  const lost = members.map((member, i) =>
    i === at ? { ...member, progress: { ...member.progress, score: Number.NaN, done: true } } : member,
  );
  return { ...standing, members: lost };
}

/** Newest joint score on the validation rows (`jointScore`); NaN = diverged. */
function newestScore({ kept, progress }: Member): number {
  return progress.score ?? kept.scores.reduce((sum, score) => sum + score, 0) / kept.scores.length;
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

/** Index of the member that did best on the validation rows, among those whose model is what was asked for. */
export function bestMember(members: readonly Member[]): number {
  const eligible = members.some((member) => member.kept.eligible);
  const scores = members.map((member) =>
    member.kept.eligible === eligible ? scoreOf(member) : Number.POSITIVE_INFINITY,
  );
  return scores.indexOf(Math.min(...scores));
}

/** Lower is better; the sum over networks where there are several. */
function scoreOf(member: Member): number {
  const total = member.kept.scores.reduce((sum, score) => sum + score, 0);
  return Number.isNaN(total) ? Number.POSITIVE_INFINITY : total;
}

function contextOf(setup: Setup, round: number): SearchStart {
  return {
    taskCount: setup.plan.network.heads.length,
    settings: setup.request.recipe.search.settings,
    rng: setup.rng.fork(`search ${round}`),
  };
}
