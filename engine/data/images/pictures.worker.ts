// A worker thread that decodes pictures: some jobs in, their results out.

import { parentPort } from 'node:worker_threads';
import { workOn, type PictureJob, type PictureResult } from './work.ts';

const port = parentPort!;

// One after the other: several large pictures at once would be several large memories.
let last = Promise.resolve();

port.on('message', ({ id, jobs }: { id: number; jobs: readonly PictureJob[] }) => {
  last = last.then(async () => {
    const results: PictureResult[] = [];
    for (const job of jobs) results.push(await workOn(job));
    const moved = results.flatMap((result) => ('pixels' in result ? [result.pixels.buffer as ArrayBuffer] : []));
    port.postMessage({ id, results }, moved);
  });
});
