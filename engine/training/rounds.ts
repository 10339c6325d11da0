// Members and rounds: a plain run is one member and one round; a search trains several members by
// turns and decides between rounds what becomes of them.

import { searchOf } from '../recipes/recipe.ts';
import type { SearchStart } from '../recipes/search/search.ts';
import type { Standing } from './checkpoint.ts';
import { judge } from './epoch.ts';
import { keep } from './keeper.ts';
import type { Machine } from './machine.ts';
import type { Member } from './member.ts';
import type { Setup } from './setup.ts';

/** Every member before its first epoch; what they start from is judged, so that training can only improve on it. */
export async function startStanding(setup: Setup, machine: Machine): Promise<Standing> {
  const { plan, start, request, pacing } = setup;
  const { network, layout } = plan;
  const vector = start['vector']!.data as Float32Array;
  const kept = keep(
    null,
    0,
    vector,
    await judge(setup, machine.evaluator, vector),
    network.heads,
    layout,
    network.sharing.independent,
  );
  const weights = searchOf(request.recipe).start(contextOf(setup, 0)) ?? [null];
  const schedule = plan.schedule.start(network.heads.length, request.recipe.schedule.settings);
  const progress = { epoch: 0, epochLosses: [], records: [], schedule, done: false };
  return {
    members: weights.map((own) => ({ weights: own, state: start, kept, progress })),
    at: 0,
    round: 0,
    epochs: pacing.epochs,
    seconds: 0,
  };
}

/** True when the member now trained has done its epochs of this round. */
export function roundEnds(setup: Setup, { members, at, round, epochs }: Standing): boolean {
  const rounds = searchOf(setup.request.recipe).rounds(setup.request.recipe.search.settings);
  return members[at]!.progress.epoch >= Math.ceil((epochs * (round + 1)) / rounds);
}

/** The next member's turn, or the next round's first; null when nothing is left to train. */
export function advance(setup: Setup, standing: Standing): Standing | null {
  const { members, at, round } = standing;
  if (at + 1 < members.length) return { ...standing, at: at + 1 };
  if (members.every((member) => member.progress.done || member.progress.epoch >= standing.epochs)) return null;
  const moves = searchOf(setup.request.recipe).next(
    members.map((member) => ({ weights: member.weights ?? [], score: scoreOf(member) })),
    contextOf(setup, round + 1),
  );
  const moved = members.map((member, i): Member => {
    const move = moves[i]!;
    return move.kind === 'copy'
      ? { ...members[move.from]!, weights: move.weights, progress: { ...member.progress, done: false } }
      : member;
  });
  return { ...standing, members: moved, at: 0, round: round + 1 };
}

/** The member that did best on the validation rows. */
export function bestMember(members: readonly Member[]): Member {
  return members.reduce((best, member) => (scoreOf(member) < scoreOf(best) ? member : best));
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
