// How long this PC takes to judge one part: measured on the exported file, never computed.

import { breathe } from '../base/breath.ts';
import { milliseconds } from '../base/clock.ts';
import { createRng } from '../base/rng.ts';
import { openExportedModel, type HostTensor } from '../runtime/index.ts';
import type { ModelSignature } from './export.ts';

const warmUps = 20;
const timed = 200;

/** Milliseconds for one part: median and 95th percentile. */
export interface Latency {
  readonly p50: number;
  readonly p95: number;
}

/**
 * Opens the model on the CPU with one thread, as a line PC would, and judges 200 single parts of chance values.
 * @throws the signal's reason when cancelled
 */
export async function measureLatency(
  onnx: Uint8Array,
  signature: ModelSignature,
  signal?: AbortSignal,
): Promise<Latency> {
  const model = await openExportedModel(onnx);
  const rng = createRng(1);
  try {
    const times: number[] = [];
    for (let i = 0; i < warmUps + timed; i++) {
      await breathe(signal);
      const part = chancePart(signature, rng);
      const start = milliseconds();
      await model.run(part);
      if (i >= warmUps) times.push(milliseconds() - start);
    }
    times.sort((a, b) => a - b);
    return { p50: times[Math.floor(timed / 2)]!, p95: times[Math.floor(timed * 0.95)]! };
  } finally {
    await model.dispose();
  }
}

function chancePart(
  { numeric, categorical, image, series }: ModelSignature,
  rng: ReturnType<typeof createRng>,
): Record<string, HostTensor> {
  const part: Record<string, HostTensor> = {};
  const chance = (shape: readonly number[], draw: () => number): HostTensor => ({
    shape,
    data: Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, draw),
  });
  if (image) part['image'] = chance([1, image.height * image.width * image.channels], () => rng.next());
  if (series) {
    part['series'] = chance([1, series.lookback, series.columns.length], () => rng.normal());
    if (series.known.length > 0) part['known'] = chance([1, series.horizon, series.known.length], () => rng.normal());
    if (series.strands) part['which'] = { shape: [1, 1], data: Int32Array.of(rng.integer(series.strands.length + 1)) };
  }
  if (numeric.length > 0)
    part['numeric'] = { shape: [1, numeric.length], data: Float32Array.from(numeric, () => rng.normal()) };
  if (categorical.length > 0) {
    const codes = Int32Array.from(categorical, ({ levels }) => rng.integer(levels.length + 1));
    part['categorical'] = { shape: [1, categorical.length], data: codes };
  }
  return part;
}
