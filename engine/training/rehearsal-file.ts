// A checkpoint of a training in two stages: the checkpoint of the stage at work, and what was before it.
//
// Layout: uint32 length of the head (little-endian), the head (a file of kind `stages`), the inner checkpoint.
// Both parts carry their own check sums.

import { Refusal } from '../contract/errors.ts';
import type { PopulationShown } from '../contract/methods.ts';
import { packFile, unpackFile } from './binary-file.ts';

/** What the first stage found and cost. */
export interface Rehearsed {
  /** In the order of the tasks, sum 1. */
  readonly weights: readonly number[];
  readonly population: PopulationShown | null;
  readonly epochs: number;
  readonly seconds: number;
  readonly fellBack: boolean;
}

export interface Stages {
  /** The first stage's expected share of all the work, 0 to 1. */
  readonly share: number;
  /** Null while the first stage is at work. */
  readonly rehearsed: Rehearsed | null;
  /** Checkpoint of the stage at work. */
  readonly inner: Uint8Array;
}

export function packStages({ inner, ...head }: Stages): Uint8Array {
  const packed = packFile('stages', head, {});
  const bytes = new Uint8Array(4 + packed.length + inner.length);
  new DataView(bytes.buffer).setUint32(0, packed.length, true);
  bytes.set(packed, 4);
  bytes.set(inner, 4 + packed.length);
  return bytes;
}

/** @throws Refusal `training.bad-checkpoint` when damaged or newer; the inner part is not looked into */
export function unpackStages(bytes: Uint8Array): Stages {
  const length = bytes.length < 4 ? Infinity : new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
  if (length > bytes.length - 4) throw new Refusal('training.bad-checkpoint', { reason: 'damaged' });
  const { header } = unpackFile('stages', bytes.subarray(4, 4 + length));
  return { ...(header as Omit<Stages, 'inner'>), inner: bytes.subarray(4 + length) };
}
