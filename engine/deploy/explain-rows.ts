// Maps of what decided for the rows of a project, and the scale on which its good parts show none.

import type { EncodedInputs } from '../data/features.ts';
import { isGoodClass } from '../data/images/masks.ts';
import type { Executor } from '../runtime/index.ts';
import type { TaskTargets } from '../tasks/targets.ts';
import { inputShapes, inputTensors } from '../training/batch.ts';
import type { TrainedModel } from '../training/model.ts';
import { explainFunction, scaleOf } from './explain.ts';
import type { MapScale, NormalClasses } from './explain.ts';

/** One task's maps, row by row. */
export interface RowMaps {
  readonly height: number;
  readonly width: number;
  /** `[rows, height, width]` */
  readonly data: Float32Array;
}

/** Rows at once, at most. */
const together = 32;

/** Maps of these rows by task id. @throws AbortError when `signal` fires */
export async function explainRows(
  model: TrainedModel,
  inputs: EncodedInputs,
  rows: Uint32Array,
  executor: Executor,
  signal?: AbortSignal,
): Promise<Record<string, RowMaps>> {
  if (rows.length === 0) return {};
  const size = Math.min(together, rows.length);
  const compiled = await executor.compileFunction(
    explainFunction(model, normalClasses(model)),
    inputShapes(inputs, size),
  );
  const maps: Record<string, RowMaps> = {};
  try {
    for (let from = 0; from < rows.length; from += size) {
      signal?.throwIfAborted();
      // A graph takes one number of rows: the last batch begins earlier and repeats some.
      const first = Math.min(from, rows.length - size);
      const found = await compiled.run(inputTensors(inputs, rows.slice(first, first + size)));
      for (const [task, { shape, data }] of Object.entries(found)) {
        const [height, width] = [shape[1]!, shape[2]!];
        maps[task] ??= { height, width, data: new Float32Array(rows.length * height * width) };
        maps[task].data.set(data as Float32Array, first * height * width);
      }
    }
  } finally {
    await compiled.dispose();
  }
  return maps;
}

/** The class of good parts of each classification that has one, told by its name. */
export function normalClasses({ heads }: Pick<TrainedModel, 'heads'>): NormalClasses {
  return Object.fromEntries(
    heads.flatMap(({ task, classes }) => {
      const good = classes.flatMap((name, index) => (isGoodClass(name) ? [index] : []));
      return task.kind === 'classification' && good.length === 1 ? [[task.id, good[0]!] as const] : [];
    }),
  );
}

/** The scale of each task's maps from rows that the model was not trained on; of good parts where labels tell them. */
export function mapScales(
  maps: Readonly<Record<string, RowMaps>>,
  targets: readonly TaskTargets[],
  rows: Uint32Array,
  normal: NormalClasses,
): Record<string, MapScale> {
  return Object.fromEntries(
    targets.flatMap(({ task, values }) => {
      const found = maps[task.id];
      if (!found) return [];
      const goodValue = task.kind === 'binary' ? 0 : normal[task.id];
      const good = goodValue === undefined ? [] : Array.from(rows, (row) => (values[row] === goodValue ? 1 : 0));
      const anyGood = good.some((each) => each === 1);
      return [[task.id, scaleOf(found.data, found.height * found.width, anyGood ? good : null)] as const];
    }),
  );
}
