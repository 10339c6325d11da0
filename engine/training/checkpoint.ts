// A training in progress as bytes: resuming from them continues bit for bit.

import { hashBytes } from '../base/files.ts';
import { Refusal } from '../contract/errors.ts';
import { arraysUnder } from '../models/arrays.ts';
import type { HostArrays } from '../models/arrays.ts';
import { packFile, unpackFile } from './binary-file.ts';
import type { LineageRow, Point } from '../recipes/search/search.ts';
import type { Keeper } from './keeper.ts';
import type { Member, Progress } from './member.ts';
import type { Setup } from './setup.ts';

/** Where the whole run stands. */
export interface Standing {
  readonly members: readonly Member[];
  /** Index of the member now trained, and of the round of the search. */
  readonly at: number;
  readonly round: number;
  /** Every member after every round that has ended. */
  readonly lineage: readonly LineageRow[];
  /** Epochs laid out, once the time budget has been turned into a number of them. */
  readonly epochs: number;
  /** Training seconds so far. */
  readonly seconds: number;
}

interface Header {
  readonly lineage: readonly LineageRow[];
  readonly signature: string;
  readonly at: number;
  readonly round: number;
  readonly epochs: number;
  readonly seconds: number;
  readonly members: readonly {
    readonly point: Point;
    readonly from: number | null;
    readonly kept: Omit<Keeper, 'vector'>;
    readonly progress: Progress;
  }[];
}

export function packProgress(setup: Setup, standing: Standing): Uint8Array {
  const { members, ...where } = standing;
  const arrays: HostArrays = {};
  members.forEach((member, m) => {
    for (const [name, array] of Object.entries(member.state))
      arrays[`${m}/state/${name}`] = array as HostArrays[string];
    arrays[`${m}/kept`] = { shape: [member.kept.vector.length], data: member.kept.vector };
  });
  const header: Header = {
    signature: signatureOf(setup),
    ...where,
    members: members.map(({ point, from, kept: { scores, epochs, judgements, eligible }, progress }) => ({
      point,
      from,
      kept: { scores, epochs, judgements, eligible },
      progress,
    })),
  };
  return packFile('checkpoint', header, arrays);
}

/** @throws Refusal `training.bad-checkpoint` when damaged, newer, or of another training */
export function unpackProgress(setup: Setup, bytes: Uint8Array): Standing {
  const { header, arrays } = unpackFile('checkpoint', bytes);
  const { signature, members, ...where } = header as Header;
  if (signature !== signatureOf(setup)) throw new Refusal('training.bad-checkpoint', { reason: 'other' });
  return {
    ...where,
    members: members.map((member, m) => ({
      ...member,
      state: arraysUnder(`${m}/state/`, arrays),
      kept: { ...member.kept, vector: arrays[`${m}/kept`]!.data },
    })),
  };
}

/** What must be the same for a checkpoint to fit: recipe, seed, layout of numbers, rows. */
function signatureOf({ request, plan, rows, pacing }: Setup): string {
  const slots = plan.layout.slots.map(({ name, shape }) => [name, shape]);
  const parts = [rows.training.length, rows.validation.length, pacing.batchSize, request.budget.epochs ?? null];
  const { sharing, weighting, schedule, search } = request.recipe;
  return hashBytes(
    JSON.stringify([request.seed, { sharing, weighting, schedule, search }, slots, parts, hashBytes(request.parts)]),
  );
}
