// Maps of what decided for rows of a project, and the scale on which its good parts show none.

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

/** A model made ready to explain rows, some at a time. */
export interface Explainer {
  /** Maps of these rows by task id. @throws AbortError when `signal` fires */
  maps(rows: Uint32Array, signal?: AbortSignal): Promise<Record<string, RowMaps>>;
  dispose(): Promise<void>;
}

/** @param together rows at once: a graph has one size, so the last row is repeated to fill it */
export async function openExplainer(
  model: TrainedModel,
  inputs: EncodedInputs,
  executor: Executor,
  together: number,
): Promise<Explainer> {
  const compiled = await executor.compileFunction(
    explainFunction(model, normalClasses(model)),
    inputShapes(inputs, together),
  );
  return {
    async maps(rows, signal) {
      const maps: Record<string, RowMaps> = {};
      for (let first = 0; first < rows.length; first += together) {
        signal?.throwIfAborted();
        const filled = Uint32Array.from({ length: together }, (_, i) => rows[Math.min(first + i, rows.length - 1)]!);
        const found = await compiled.run(inputTensors(inputs, filled));
        for (const [task, { shape, data }] of Object.entries(found)) {
          const [height, width] = [shape[1]!, shape[2]!];
          const size = height * width;
          maps[task] ??= { height, width, data: new Float32Array(rows.length * size) };
          const own = Math.min(together, rows.length - first);
          maps[task].data.set((data as Float32Array).subarray(0, own * size), first * size);
        }
      }
      return maps;
    },
    dispose: () => compiled.dispose(),
  };
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
