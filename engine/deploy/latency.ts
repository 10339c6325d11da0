// How long this PC takes to judge one part: measured on the exported file, never computed.

import { milliseconds } from '../base/clock.ts';
import { createRng } from '../base/rng.ts';
import type { ModelSignature } from './export.ts';

const warmUps = 20;
const timed = 200;

/** Milliseconds for one part: median and 95th percentile. */
export interface Latency {
  readonly p50: number;
  readonly p95: number;
}

/** Opens the model on the CPU with one thread, as a line PC would, and judges 200 single parts. */
export async function measureLatency(onnx: Uint8Array, signature: ModelSignature): Promise<Latency> {
  const { InferenceSession, Tensor } = await import('onnxruntime-node');
  const session = await InferenceSession.create(onnx, { intraOpNumThreads: 1, interOpNumThreads: 1, logSeverityLevel: 3 });
  try {
    const rng = createRng(1);
    const { numeric, categorical } = signature;
    const part = () => ({
      ...(numeric.length > 0
        ? { numeric: new Tensor('float32', Float32Array.from(numeric, () => rng.normal()), [1, numeric.length]) }
        : {}),
      ...(categorical.length > 0
        ? { categorical: new Tensor('int32', Int32Array.from(categorical, ({ levels }) => rng.integer(levels.length + 1)), [1, categorical.length]) }
        : {}),
    });
    const times: number[] = [];
    for (let i = 0; i < warmUps + timed; i++) {
      const feeds = part();
      const start = milliseconds();
      await session.run(feeds);
      if (i >= warmUps) times.push(milliseconds() - start);
    }
    times.sort((a, b) => a - b);
    return { p50: times[Math.floor(timed / 2)]!, p95: times[Math.floor(timed * 0.95)]! };
  } finally {
    await session.release();
  }
}
