// A worker thread that decodes pictures: a job in, its result out, in any order.

import { parentPort } from 'node:worker_threads';
import { workOn, type PictureJob } from './work.ts';

const port = parentPort!;

port.on('message', ({ id, job }: { id: number; job: PictureJob }) => {
  void workOn(job).then((result) => {
    const moved = 'pixels' in result ? [result.pixels.buffer as ArrayBuffer] : [];
    port.postMessage({ id, result }, moved);
  });
});
