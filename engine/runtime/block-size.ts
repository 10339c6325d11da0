// How many channels the blocked convolutions of this machine's CPU take together: 16 with AVX-512, 8 with AVX, 0 where
// there are none. ONNX Runtime does not tell, so it is asked to bring a few numbers in order and shows it by their order.

import type { InferenceSession } from 'onnxruntime-node';
import { blockProbe, blockSizeFrom, probeChannels } from '../compile/index.ts';

let known: Promise<number> | undefined;

/** Asked once. */
export function blockSize(): Promise<number> {
  return (known ??= findBlockSize());
}

async function findBlockSize(): Promise<number> {
  const { InferenceSession, Tensor } = await import('onnxruntime-node');
  let session: InferenceSession;
  try {
    session = await InferenceSession.create(blockProbe(), { executionProviders: ['cpu'], logSeverityLevel: 4 });
  } catch {
    return 0;
  }
  const pixels = [0, 1].flatMap((pixel) => Array.from({ length: probeChannels }, (_, channel) => 2 * channel + pixel));
  const { y } = await session.run({ x: new Tensor('float32', pixels, [1, 1, 2, probeChannels]) });
  await session.release();
  return blockSizeFrom(y!.data as Float32Array);
}
