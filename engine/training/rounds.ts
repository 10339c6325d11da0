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
  const points = searchOf(request.recipe).start(contextOf(setup, 0)) ?? [{ weights: null, strength: null }];
  const schedule = plan.schedule.start(network.heads.length, request.recipe.schedule.settings);
  const progress = { epoch: 0, epochLosses: [], records: [], schedule, done: false, score: null };
  return {
    members: points.map((point) => ({ point, from: null, state: start, kept, progress })),
    lineage: [],
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
  const rows = members.map(({ point, from }, member) => ({
    round,
    member,
    ...point,
    score: finite(newestScore(members[member]!)),
    from,
  }));
  const lineage = [...standing.lineage, ...rows];
  const moves = searchOf(setup.request.recipe).next(
    members.map((member) => ({ ...member.point, score: newestScore(member) })),
    { ...contextOf(setup, round + 1), lineage },
  );
  const moved = members.map((member, i): Member => {
    const move = moves[i]!;
    if (move.kind === 'continue') return { ...member, from: null };
    if (move.kind === 'stop') return { ...member, from: null, progress: { ...member.progress, done: true } };
    const source = members[move.from]!;
    return {
      ...source,
      point: move.point,
      from: move.from,
      progress: { ...member.progress, schedule: source.progress.schedule, done: false },
    };
  });
  return { ...standing, members: moved, at: 0, round: round + 1, lineage };
}

/** Mean over tasks of the newest validation loss against a constant answer's; NaN = diverged. */
function newestScore({ kept, progress }: Member): number {
  return progress.score ?? kept.scores.reduce((sum, score) => sum + score, 0) / kept.scores.length;
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
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
