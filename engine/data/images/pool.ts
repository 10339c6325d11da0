// A few worker threads that share the pictures among them. Decoding and measuring one picture keeps one
// core busy, so there are as many as cores, at most eight; the process itself stays free for its window.

import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { workOn, type PictureJob, type PictureResult } from './work.ts';

const threads = Math.min(8, availableParallelism());
/** Fewer pictures than this are not worth starting threads for. */
const fewPictures = 12;
/** Bytes of files that wait for a worker, at most. */
const mostWaiting = 64_000_000;
/** Threads that are warm halve the time of the next work, but hold memory: milliseconds they are kept for it. */
const keptFor = 15_000;

export interface Pool {
  /** How many jobs keep all workers busy. */
  readonly width: number;
  /** Jobs that go to a worker together, side by side: small pictures take less time than messages. */
  readonly batch: number;
  /** The results are in the order of the jobs. */
  run(jobs: readonly PictureJob[]): Promise<PictureResult[]>;
  /** No more jobs from here. */
  close(): void;
}

interface Waiting {
  readonly resolve: (results: PictureResult[]) => void;
  readonly reject: (error: Error) => void;
}

interface Member {
  readonly worker: Worker;
  readonly waiting: Map<number, Waiting>;
}

/** The workers of this process: importing and packing follow each other, and use the same ones. */
let members: readonly Member[] = [];
let users = 0;
let idle: NodeJS.Timeout | undefined;
let nextId = 0;

/**
 * A pool for that many pictures. Workers start with the first job and end some time after the last user closed;
 * a handful of pictures is done right here. A worker that dies fails its jobs.
 */
export function openPool(pictures: number, averageBytes: number): Pool {
  if (pictures < fewPictures) return { width: 1, batch: 1, run: runHere, close: () => undefined };
  users++;
  clearTimeout(idle);
  let isOpen = true;
  const width = Math.min(threads * 16, Math.max(threads * 2, Math.floor(mostWaiting / (averageBytes + 1))));
  return {
    width,
    // Every worker has the next batch waiting while it does one.
    batch: Math.floor(width / (threads * 2)),
    run: runShared,
    close: () => {
      if (!isOpen) return;
      isOpen = false;
      if (--users > 0) return;
      idle = setTimeout(endWorkers, keptFor).unref();
    },
  };
}

function runHere(jobs: readonly PictureJob[]): Promise<PictureResult[]> {
  return Promise.all(jobs.map(workOn));
}

function runShared(jobs: readonly PictureJob[]): Promise<PictureResult[]> {
  if (members.length === 0) members = Array.from({ length: threads }, startMember);
  return new Promise((resolve, reject) => {
    const id = nextId++;
    const member = members.reduce((best, one) => (one.waiting.size < best.waiting.size ? one : best));
    // Only work keeps the process alive, not workers that wait for some.
    if (member.waiting.size === 0) member.worker.ref();
    member.waiting.set(id, { resolve, reject });
    member.worker.postMessage({ id, jobs });
  });
}

function endWorkers(): void {
  for (const { worker } of members) void worker.terminate();
  members = [];
}

function startMember(): Member {
  const worker = new Worker(new URL('./pictures.worker.ts', import.meta.url));
  const waiting = new Map<number, Waiting>();
  worker.on('message', ({ id, results }: { id: number; results: PictureResult[] }) => {
    waiting.get(id)?.resolve(results);
    waiting.delete(id);
    if (waiting.size === 0) worker.unref();
  });
  worker.on('error', (error: Error) => {
    for (const one of waiting.values()) one.reject(error);
    waiting.clear();
    members = members.filter((one) => one.worker !== worker);
  });
  return { worker, waiting };
}

/**
 * Does `each` for 0..count-1, at most `width` at a time. The first failure ends it after those begun.
 *
 * @throws the first failure, or the signal's reason
 */
export async function inParallel(
  count: number,
  width: number,
  signal: AbortSignal | undefined,
  each: (index: number) => Promise<void>,
): Promise<void> {
  let next = 0;
  let failure: { readonly error: unknown } | null = null;
  const lane = async (): Promise<void> => {
    while (next < count && failure === null) {
      try {
        signal?.throwIfAborted();
        await each(next++);
      } catch (error) {
        failure ??= { error };
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(width, count) }, lane));
  if (failure !== null) throw (failure as { readonly error: unknown }).error;
}
