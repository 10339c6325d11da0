// A ready-made network from an ONNX file as a frozen describer of photos: pictures in, numbers for each out.
//
// What such files say of themselves is little: the shape of the input tells size and order of its axes, nothing
// tells how pixels are to be scaled. Colour models nearly all expect the mean and deviation of ImageNet, so that is
// what they are given; whatever else a file expects, features are standardised before anything learns from them.

import { basename } from 'node:path';
import type { InferenceSession } from 'onnxruntime-node';
import { hashFile } from '../base/files.ts';
import { Refusal } from '../contract/errors.ts';
import { reasonOf } from './devices.ts';

export interface Backbone {
  /** SHA-256 of the file. */
  readonly hash: string;
  readonly file: string;
  /** Pixels a side that it takes; null = any. */
  readonly height: number | null;
  readonly width: number | null;
  readonly channels: 1 | 3;
  /** Whether its input has the channels before the pixels or behind them. */
  readonly layout: 'NCHW' | 'NHWC';
  /**
   * Numbers for each picture, `[rows, features]` row by row.
   * @param pixels `[rows, height, width, channels]`, 0 to 1
   * @throws Refusal `backbone.no-features`
   */
  features(pixels: Float32Array, height: number, width: number): Promise<{ data: Float32Array; features: number }>;
  dispose(): Promise<void>;
}

/** Mean and deviation of ImageNet's photos, red, green, blue, of values 0 to 1. */
const colour = { mean: [0.485, 0.456, 0.406], deviation: [0.229, 0.224, 0.225] } as const;
/** Pictures at once where the file leaves it open. */
const together = 16;

/** @throws Refusal `backbone.not-onnx`, `backbone.inputs`, `backbone.no-picture` */
export async function openBackbone(path: string): Promise<Backbone> {
  const file = basename(path);
  const { InferenceSession, Tensor } = await import('onnxruntime-node');
  const session = await InferenceSession.create(path, { logSeverityLevel: 3 }).catch((error: unknown) => {
    throw new Refusal('backbone.not-onnx', { file, detail: reasonOf(error).replaceAll(path, file) });
  });
  const form = await formOf(session, file).catch(async (error: unknown) => {
    await session.release();
    throw error;
  });
  const { name, channels, layout } = form;
  const batch = form.batch ?? together;
  const run = async (pixels: Float32Array, height: number, width: number): Promise<Described> => {
    const shape = layout === 'NCHW' ? [batch, channels, height, width] : [batch, height, width, channels];
    const fail = (detail: string) => new Refusal('backbone.no-features', { file, height, width, detail });
    const found = await session
      .run({ [name]: new Tensor('float32', arranged(pixels, form, height * width), shape) })
      .catch((error: unknown) => {
        throw fail(reasonOf(error));
      });
    const described = session.outputNames.flatMap((output) => describe(found[output]!, batch, layout) ?? [])[0];
    if (!described) {
      throw fail(session.outputNames.map((output) => `${output}: ${found[output]!.dims.join(' x ')}`).join(', '));
    }
    return described;
  };
  return {
    hash: await hashFile(path),
    file,
    height: form.height,
    width: form.width,
    channels,
    layout,
    features: async (pixels, height, width) => {
      const size = height * width * channels;
      const rows = pixels.length / size;
      const parts: Described[] = [];
      for (let from = 0; from < rows; from += batch) {
        // The last pictures are filled up with black ones, whose features are left out.
        const some = new Float32Array(batch * size);
        some.set(pixels.subarray(from * size, Math.min(rows, from + batch) * size));
        parts.push(await run(some, height, width));
      }
      const features = parts[0]?.features ?? 0;
      const data = new Float32Array(rows * features);
      parts.forEach((part, i) => {
        const from = i * batch * features;
        data.set(part.data.subarray(0, Math.min(part.data.length, data.length - from)), from);
      });
      return { data, features };
    },
    dispose: () => session.release(),
  };
}

interface Form {
  readonly name: string;
  readonly batch: number | null;
  readonly height: number | null;
  readonly width: number | null;
  readonly channels: 1 | 3;
  readonly layout: 'NCHW' | 'NHWC';
}

async function formOf(session: InferenceSession, file: string): Promise<Form> {
  const { inputMetadata: inputs } = session;
  const [input] = inputs;
  if (!input || inputs.length > 1) {
    throw new Refusal('backbone.inputs', { file, count: inputs.length, names: session.inputNames.join(', ') });
  }
  const shape = input.isTensor ? input.shape.map((side) => (typeof side === 'number' && side > 0 ? side : null)) : [];
  const isChannels = (side: number | null | undefined): side is 1 | 3 => side === 1 || side === 3;
  const layout = isChannels(shape[1]) ? 'NCHW' : 'NHWC';
  const [channels, height, width] = layout === 'NCHW' ? shape.slice(1) : [shape[3], shape[1], shape[2]];
  if (!input.isTensor || input.type !== 'float32' || shape.length !== 4 || !isChannels(channels)) {
    const told = input.isTensor ? input.shape.join(' x ') : '';
    throw new Refusal('backbone.no-picture', {
      file,
      input: input.name,
      type: input.isTensor ? input.type : '-',
      shape: told,
    });
  }
  return { name: input.name, batch: shape[0] ?? null, height: height ?? null, width: width ?? null, channels, layout };
}

/** Scaled as colour models expect, in the order of the file's axes. */
function arranged(pixels: Float32Array, { channels, layout }: Form, places: number): Float32Array {
  const result = new Float32Array(pixels.length);
  const rows = pixels.length / places / channels;
  for (let row = 0; row < rows; row++) {
    for (let c = 0; c < channels; c++) {
      const [mean, deviation] = channels === 3 ? [colour.mean[c]!, colour.deviation[c]!] : [0, 1];
      for (let place = 0; place < places; place++) {
        const from = (row * places + place) * channels + c;
        const to = layout === 'NCHW' ? (row * channels + c) * places + place : from;
        result[to] = (pixels[from]! - mean) / deviation;
      }
    }
  }
  return result;
}

interface Described {
  /** `[rows, features]` */
  readonly data: Float32Array;
  readonly features: number;
}

/** Numbers for each picture from an output: as they are, or the mean over the places of a map or over tokens; null = none. */
function describe(
  { data, dims, type }: { readonly data: unknown; readonly dims: readonly number[]; readonly type: string },
  rows: number,
  layout: Form['layout'],
): Described | null {
  if (type !== 'float32' || dims[0] !== rows || dims.length < 2 || dims.length > 4) return null;
  const values = data as Float32Array;
  const isFirst = dims.length === 4 && layout === 'NCHW';
  const features = dims.length === 2 || isFirst ? dims[1]! : dims.at(-1)!;
  const places = values.length / rows / features;
  const means = new Float32Array(rows * features);
  for (let row = 0; row < rows; row++) {
    for (let f = 0; f < features; f++) {
      let sum = 0;
      for (let place = 0; place < places; place++) {
        sum += values[row * features * places + (isFirst ? f * places + place : place * features + f)]!;
      }
      means[row * features + f] = sum / places;
    }
  }
  return { data: means, features };
}
