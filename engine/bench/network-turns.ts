// One training step, or the judgement of one picture, of a network against the same in PyTorch, in turns.

import { milliseconds } from '../base/clock.ts';
import { log } from '../base/log.ts';
import { createExecutor } from '../runtime/index.ts';
import type { BatchShapes, HostState, HostTensor, Step } from '../runtime/index.ts';
import { inTurns, timeTurn } from './in-turns.ts';
import type { Rounds, Turn, TurnOptions } from './in-turns.ts';
import { startPeer } from './peer.ts';

export interface TrainingStep {
  readonly step: Step;
  readonly state: HostState;
  readonly shapes: BatchShapes;
  readonly batch: Record<string, HostTensor>;
  /** What `peer-network.py` is told. */
  readonly peer: object;
}

export interface Lengths extends TurnOptions {
  readonly threads: number;
  /** Pieces of work in a turn: few, so that both sides meet the same disturbances. */
  readonly perTurn: number;
}

/** @throws Error where no Python with PyTorch is installed. */
export async function trainInTurns(work: TrainingStep, lengths: Lengths): Promise<Rounds> {
  const executor = await createExecutor('cpu', { threads: lengths.threads });
  const opening = milliseconds();
  const step = await executor.compile(work.step, work.state, work.shapes);
  log(`recorded and opened in ${Math.round(milliseconds() - opening)} ms`);
  try {
    return await againstPeer(() => step.run(work.batch), { ...work.peer, work: 'train' }, lengths);
  } finally {
    await step.dispose();
  }
}

export async function againstPeer(run: () => Promise<unknown>, options: object, lengths: Lengths): Promise<Rounds> {
  const { threads, perTurn } = lengths;
  const peer = startPeer('peer-network.py', ['torch'], { ...options, threads });
  const theirs = async (): Promise<Turn> => (await peer.ask(String(perTurn))) as unknown as Turn;
  try {
    return await inTurns(() => timeTurn(perTurn, run), theirs, lengths);
  } finally {
    peer.close();
  }
}
