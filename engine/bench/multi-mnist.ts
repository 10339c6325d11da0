// MultiMNIST: two digits laid over each other on 36 x 36 pixels, one 4 pixels towards the upper left of
// the middle, one 4 towards the lower right; two tasks, one for each digit (Sabour et al. 2017; Sener and Koltun 2018).

import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { createRng, permutation } from '../base/rng.ts';
import type { Rng } from '../base/rng.ts';
import type { Task } from '../contract/tasks.ts';
import type { EncodedInputs, FeaturePlan } from '../data/features.ts';
import type { TaskTargets } from '../tasks/targets.ts';
import { sharedData } from './shared-data.ts';

export interface MultiMnist {
  readonly inputs: EncodedInputs;
  readonly plan: FeaturePlan;
  readonly targets: readonly TaskTargets[];
  readonly tasks: readonly Task[];
  /** 0 training, 1 validation, 2 test (from MNIST's own test pictures). */
  readonly parts: Uint8Array;
}

const side = 28;
const canvas = 36;
const shift = canvas - side;
/** Mean and deviation of the pixels (0 to 1), about: every pixel is scaled alike. */
const brightness = { center: 0.15, scale: 0.33 };

interface Digits {
  readonly pixels: Uint8Array;
  readonly labels: Uint8Array;
}

/** Null on a machine without the pictures. The same seed gives the same pictures. */
export function multiMnist(
  counts: readonly [training: number, validation: number, test: number],
  seed: number,
): MultiMnist | null {
  const learning = digits('train');
  const testing = digits('t10k');
  if (!learning || !testing) return null;
  const rng = createRng(seed);
  const rowCount = counts[0] + counts[1] + counts[2];
  const numeric = new Float32Array(rowCount * canvas * canvas);
  const labels = [new Float32Array(rowCount), new Float32Array(rowCount)];
  const parts = new Uint8Array(rowCount);
  let row = 0;
  const place = (source: Digits, count: number, part: number, own: Rng, from: number): void => {
    const order = permutation(source.labels.length, own);
    for (let i = 0; i < count; i++, row++) {
      const first = order[(from + i) % order.length]!;
      const second = own.integer(source.labels.length);
      const pixels = numeric.subarray(row * canvas * canvas, (row + 1) * canvas * canvas);
      lay(source.pixels, first, pixels, 0);
      lay(source.pixels, second, pixels, shift);
      labels[0]![row] = source.labels[first]!;
      labels[1]![row] = source.labels[second]!;
      parts[row] = part;
    }
  };
  place(learning, counts[0], 0, rng.fork('learning'), 0);
  place(learning, counts[1], 1, rng.fork('learning'), counts[0]);
  place(testing, counts[2], 2, rng.fork('testing'), 0);
  const classes = Array.from({ length: 10 }, (_, digit) => String(digit));
  const tasks = ['left', 'right'].map((id): Task => ({
    id,
    data: 'main',
    target: id,
    kind: 'classification',
    importance: 1,
  }));
  return {
    inputs: { rowCount, numeric, categorical: new Int32Array(0) },
    plan: {
      numeric: Array.from({ length: canvas * canvas }, (_, pixel) => ({
        column: `pixel ${pixel}`,
        part: 'value',
        origin: 0,
        ...brightness,
        quantiles: [],
        canMiss: false,
      })),
      categorical: [],
      leftOut: [],
    },
    targets: tasks.map((task, k) => ({ task, values: labels[k]!, classes })),
    tasks,
    parts,
  };
}

/** The brighter of what is there and the digit, which starts `offset` pixels from the upper left. */
function lay(pixels: Uint8Array, index: number, onto: Float32Array, offset: number): void {
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const value = pixels[index * side * side + y * side + x]! / 255;
      const at = (y + offset) * canvas + x + offset;
      if (value > onto[at]!) onto[at] = value;
    }
  }
}

/** Pictures and labels of one of MNIST's two parts, in its IDX files: 16 and 8 bytes of header. */
function digits(name: string): Digits | null {
  const paths = [`mnist/${name}-images-idx3-ubyte.gz`, `mnist/${name}-labels-idx1-ubyte.gz`].map(sharedData);
  if (paths[0] === null || paths[1] === null) return null;
  const [images, labels] = paths.map((path) => gunzipSync(readFileSync(path!))) as [Buffer, Buffer];
  return { pixels: images.subarray(16), labels: labels.subarray(8) };
}
