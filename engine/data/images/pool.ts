// A few worker threads that share the pictures among them. Decoding and measuring one picture keeps one
// core busy, so there are as many as cores, at most eight; the process itself stays free for its window.

import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { workOn, type PictureJob, type PictureResult } from './work.ts';

const threads = Math.min(8, availableParallelism());

export interface Pool {
  /** How many jobs keep all workers busy. */
  readonly width: number;
  run(job: PictureJob): Promise<PictureResult>;
  close(): Promise<void>;
}

interface Waiting {
  readonly resolve: (result: PictureResult) => void;
  readonly reject: (error: Error) => void;
}

interface Member {
  readonly worker: Worker;
  readonly waiting: Map<number, Waiting>;
}

/** Workers start at once; `close` ends them. A worker that dies fails its jobs. */
function openPool(size: number = threads): Pool {
  const members = Array.from({ length: size }, startMember);
  let next = 0;
  return {
    width: size * 3,
    run: (job) =>
      new Promise((resolve, reject) => {
        const id = next++;
        const member = members.reduce((best, one) => (one.waiting.size < best.waiting.size ? one : best));
        member.waiting.set(id, { resolve, reject });
        member.worker.postMessage({ id, job });
      }),
    close: async () => void (await Promise.all(members.map(({ worker }) => worker.terminate()))),
  };
}

/** Fewer pictures than this are not worth starting threads for. */
const fewPictures = 12;

/** A pool that starts with the first job, for that many pictures; for a handful the work is done right here. */
export function lazyPool(pictures: number): Pool {
  if (pictures < fewPictures) return { width: 1, run: workOn, close: () => Promise.resolve() };
  let pool: Pool | null = null;
  return {
    width: threads * 3,
    run: (job) => (pool ??= openPool()).run(job),
    close: async () => pool?.close(),
  };
}

function startMember(): Member {
  const worker = new Worker(new URL('./pictures.worker.ts', import.meta.url));
  const waiting = new Map<number, Waiting>();
  worker.on('message', ({ id, result }: { id: number; result: PictureResult }) => {
    waiting.get(id)?.resolve(result);
    waiting.delete(id);
  });
  worker.on('error', (error: Error) => {
    for (const one of waiting.values()) one.reject(error);
    waiting.clear();
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
