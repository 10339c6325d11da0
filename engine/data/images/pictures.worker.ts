// A worker thread that decodes pictures: a job in, its result out, in any order.

import { parentPort } from 'node:worker_threads';
import { workOn, type PictureJob } from './work.ts';

const port = parentPort!;

// One after the other: several large pictures at once would be several large memories.
let last = Promise.resolve();

port.on('message', ({ id, job }: { id: number; job: PictureJob }) => {
  last = last.then(async () => {
    const result = await workOn(job);
    const moved = 'pixels' in result ? [result.pixels.buffer as ArrayBuffer] : [];
    port.postMessage({ id, result }, moved);
  });
});
