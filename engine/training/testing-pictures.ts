// A small made-up inspection by photo for tests: grey pictures of 16 x 16, a bar on some of them at a known place,
// three tasks: is there a bar, which way does it lie, how long is it.

import { createRng } from '../base/rng.ts';
import type { Rng } from '../base/rng.ts';
import type { Recipe } from '../contract/recipes.ts';
import { plainRecipe } from '../contract/yardsticks.ts';
import type { Task } from '../contract/tasks.ts';
import type { FeaturePlan } from '../data/features.ts';
import { imageRows } from '../data/pixels.ts';
import type { PixelSource } from '../data/pixels.ts';
import { resolveRecipe } from '../recipes/recipe.ts';
import { createExecutor } from '../runtime/index.ts';
import type { TaskTargets } from '../tasks/targets.ts';
import type { TrainingRequest } from './train-run.ts';

const common = { data: 'main', importance: 1 } as const;
export const pictureTasks: readonly Task[] = [
  { ...common, id: 'judge', target: 'judge', kind: 'binary', positive: 'NG' },
  { ...common, id: 'type', target: 'type', kind: 'classification' },
  { ...common, id: 'length', target: 'length', kind: 'regression', unit: 'mm' },
];

export const pictureSide = 16;

/** Where the bar of a picture lies, in pixels; `end` is the first row or column behind it. */
export interface Bar {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

export interface Pictures {
  readonly source: PixelSource;
  /** Null where there is none. */
  readonly bars: readonly (Bar | null)[];
}

/** Half of the pictures show a bar two pixels wide and 4 to 8 long. */
export function drawPictures(count: number, rng: Rng): Pictures {
  const size = pictureSide * pictureSide;
  const pixels = Uint8Array.from({ length: count * size }, () => 90 + rng.integer(30));
  const bars = Array.from({ length: count }, (_, picture): Bar | null => {
    if (rng.next() < 0.5) return null;
    const [long, upright] = [4 + rng.integer(5), rng.integer(2) === 1];
    const [height, width] = upright ? [long, 2] : [2, long];
    const [top, left] = [rng.integer(pictureSide - height + 1), rng.integer(pictureSide - width + 1)];
    for (let y = top; y < top + height; y++) {
      const from = picture * size + y * pictureSide + left;
      pixels.fill(220, from, from + width);
    }
    return { top, left, bottom: top + height, right: left + width };
  });
  const source: PixelSource = {
    height: pictureSide,
    width: pictureSide,
    channels: 1,
    read: (indices, into) =>
      Array.from(indices).forEach((index, i) => into.set(pixels.subarray(index * size, (index + 1) * size), i * size)),
  };
  return { source, bars };
}

/** What the tasks are to say of pictures: 0 or 1, the index of a class, a length (missing where there is no bar). */
export function labelsOf(bars: readonly (Bar | null)[]): Record<string, Float32Array> {
  const across = (bar: Bar): number => bar.right - bar.left;
  const down = (bar: Bar): number => bar.bottom - bar.top;
  const classes = { none: 0, lying: 1, upright: 2 } as const;
  return {
    judge: Float32Array.from(bars, (bar) => (bar ? 1 : 0)),
    type: Float32Array.from(bars, (bar) =>
      !bar ? classes.none : across(bar) > down(bar) ? classes.lying : classes.upright,
    ),
    length: Float32Array.from(bars, (bar) => (bar ? Math.max(across(bar), down(bar)) : Number.NaN)),
  };
}

const classesOf: Record<string, readonly string[]> = {
  judge: ['OK', 'NG'],
  type: ['none', 'lying', 'upright'],
  length: [],
};

/** The photo as the only input, its pixels scaled by what the pictures above have on average. */
export const picturePlan: FeaturePlan = {
  numeric: [],
  categorical: [],
  leftOut: [],
  image: { column: 'image', height: pictureSide, width: pictureSide, channels: 1, mean: [0.45], deviation: [0.12] },
};

/** Of every ten rows two are test, two validation. */
export async function pictureRequest(
  recipe: Partial<Recipe> = {},
  tasks: readonly Task[] = pictureTasks,
  count = 160,
): Promise<TrainingRequest & { readonly bars: readonly (Bar | null)[] }> {
  const { source, bars } = drawPictures(count, createRng(12));
  const labels = labelsOf(bars);
  const image = imageRows(
    source,
    Int32Array.from({ length: count }, (_, row) => row),
    null,
  );
  return {
    bars,
    inputs: { rowCount: count, numeric: new Float32Array(0), categorical: new Int32Array(0), image },
    plan: picturePlan,
    targets: tasks.map((task): TaskTargets => {
      const key = task.target as string;
      return { task, values: labels[key]!, classes: classesOf[key]! };
    }),
    parts: Uint8Array.from({ length: count }, (_, row) => (row % 10 < 2 ? 2 : row % 10 < 4 ? 1 : 0)),
    recipe: resolveRecipe({ ...plainRecipe, ...recipe } as Recipe, tasks),
    budget: { epochs: 3 },
    seed: 3,
    executor: await createExecutor('cpu'),
    capacity: 'small',
  };
}
