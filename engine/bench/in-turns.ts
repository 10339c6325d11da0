// Two sides doing the same work in short turns. On a shared machine neither's time means much: what is reported
// is the median over the rounds of ours divided by the peer's turn right beside it.

import { milliseconds } from '../base/clock.ts';
import type { Comparison } from './peer.ts';

/** Milliseconds for one piece of work: by the clock, and of all processors together. */
export interface Turn {
  readonly clock: number;
  readonly processor: number;
}

export interface Rounds {
  readonly ours: readonly Turn[];
  readonly theirs: readonly Turn[];
}

export interface TurnOptions {
  readonly rounds: number;
  /** On a machine that is busy with other things fewer rounds have to do, but never fewer than five. */
  readonly seconds: number;
}

const fewest = 5;

/** The first turn of each side warms up and is not counted; who begins changes from round to round. */
export async function inTurns(
  ours: () => Promise<Turn>,
  theirs: () => Promise<Turn>,
  { rounds, seconds }: TurnOptions,
): Promise<Rounds> {
  await ours();
  await theirs();
  const result = { ours: [] as Turn[], theirs: [] as Turn[] };
  const end = milliseconds() + seconds * 1000;
  for (let round = 0; round < rounds && (round < fewest || milliseconds() < end); round++) {
    if (round % 2 === 0) result.ours.push(await ours());
    result.theirs.push(await theirs());
    if (round % 2 === 1) result.ours.push(await ours());
  }
  return result;
}

/** A turn of `count` runs of our own work. */
export async function timeTurn(count: number, run: () => Promise<unknown>): Promise<Turn> {
  const start = milliseconds();
  const before = process.cpuUsage();
  for (let i = 0; i < count; i++) await run();
  const { user, system } = process.cpuUsage(before);
  return { clock: (milliseconds() - start) / count, processor: (user + system) / 1000 / count };
}

/** A line by the clock and one by the processor, whose ratio is for information. */
export function compareRounds(name: string, rounds: Rounds, target: string): Comparison[] {
  return [
    line(name, rounds, 'clock', target),
    line(`${name}, processor's time`, rounds, 'processor', 'for information'),
  ];
}

function line(name: string, { ours, theirs }: Rounds, by: keyof Turn, target: string): Comparison {
  const ratios = ours.map((turn, round) => turn[by] / theirs[round]![by]);
  return {
    name,
    ours: median(ours.map((turn) => turn[by])),
    peer: median(theirs.map((turn) => turn[by])),
    unit: 'ms',
    ratio: median(ratios),
    target,
  };
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[sorted.length >> 1]!;
}
