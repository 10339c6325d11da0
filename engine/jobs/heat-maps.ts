// What decided about single photos of a finished run: the model as it was kept, its maps on the project's own scale.

import { canExplain, explainFunction, scaleOf } from '../deploy/index.ts';
import type { MapScale, NormalClasses } from '../deploy/index.ts';
import type { ProjectDocument } from '../contract/project.ts';
import type { ImageFeature } from '../data/features.ts';
import { isGoodClass } from '../data/images/index.ts';
import { createExecutor } from '../runtime/index.ts';
import type { CompiledFunction } from '../runtime/index.ts';
import { inputShapes, inputTensors } from '../training/batch.ts';
import { loadModel } from '../training/model.ts';
import type { TaskTargets } from '../tasks/targets.ts';
import { ofUnit, type JobStore } from './job-store.ts';
import type { LoadedData } from './loaded.ts';
import { freeze } from './prepare.ts';
import { prepare, type Unit } from './units.ts';

/** Photos at a time. */
const batch = 16;
/** Validation photos that the scale is taken over, at most. */
const mostReference = 96;

/** A map with its scale taken off: 0 = nothing to show, 1 = as strong as it gets in this project. */
export interface ScaledMap {
  readonly height: number;
  readonly width: number;
  readonly values: readonly number[];
  readonly image: ImageFeature;
}

export interface HeatMaps {
  /** @param row of all data sets; null where the model was deleted or reads no photo through feature maps */
  of(runId: string, taskId: string, row: number): Promise<ScaledMap | null>;
}

interface Opened {
  readonly unit: Unit;
  readonly image: ImageFeature;
  readonly compiled: CompiledFunction;
  readonly scales: Map<string, MapScale>;
}

/** The network of the task asked for last stays open: a person looks at one photo after another. */
export function createHeatMaps(
  store: Pick<JobStore, 'readRun' | 'readArtifact'>,
  load: (document: ProjectDocument) => Promise<LoadedData>,
): HeatMaps {
  let last: { readonly key: string; readonly opened: Promise<Opened | null> } | null = null;

  async function open(runId: string, taskId: string): Promise<Opened | null> {
    const { document } = store.readRun(runId);
    const data = await load(document);
    const { units } = await prepare(document, data, freeze(document, data));
    const place = units.findIndex(({ targets }) => targets.some(({ task }) => task.id === taskId));
    const unit = units[place];
    const bytes = unit?.plan.image ? store.readArtifact(runId, ofUnit('model', place)) : null;
    if (!unit?.plan.image || bytes === null) return null;
    const model = loadModel(bytes);
    if (!canExplain(model)) return null;
    const executor = await createExecutor('cpu');
    const explain = explainFunction(model, normalClasses(unit.targets));
    const compiled = await executor.compileFunction(explain, inputShapes(unit.inputs, batch));
    return { unit, image: unit.plan.image, compiled, scales: new Map() };
  }

  return {
    async of(runId, taskId, row) {
      const key = `${runId} ${taskId}`;
      if (last?.key !== key) {
        const before = last?.opened;
        last = { key, opened: open(runId, taskId) };
        void before?.then((one) => one?.compiled.dispose()).catch(() => undefined);
      }
      const { opened } = last;
      const ready = await opened.catch((error: unknown) => {
        if (last?.opened === opened) last = null;
        throw error;
      });
      if (ready === null) return null;
      const scale = ready.scales.get(taskId) ?? (await projectScale(ready, taskId));
      ready.scales.set(taskId, scale);
      const [map] = await mapsOf(ready, taskId, [row]);
      return map ? { ...map, values: map.values.map((value) => shown(value, scale)), image: ready.image } : null;
    },
  };
}

interface PlainMap {
  readonly height: number;
  readonly width: number;
  readonly values: number[];
}

async function mapsOf({ unit, compiled }: Opened, taskId: string, rows: readonly number[]): Promise<PlainMap[]> {
  const maps: PlainMap[] = [];
  for (let start = 0; start < rows.length; start += batch) {
    const own = rows.slice(start, start + batch);
    // A graph has one size: the last row is repeated to fill it.
    const filled = Uint32Array.from({ length: batch }, (_, i) => own[Math.min(i, own.length - 1)]!);
    const output = (await compiled.run(inputTensors(unit.inputs, filled)))[taskId];
    if (output === undefined) return [];
    const [, height, width] = output.shape as [number, number, number];
    const size = height * width;
    own.forEach((_, i) =>
      maps.push({ height, width, values: Array.from(output.data.subarray(i * size, (i + 1) * size)) }),
    );
  }
  return maps;
}

/** From validation photos, which the model was not trained on; from any where there are none. */
async function projectScale(opened: Opened, taskId: string): Promise<MapScale> {
  const { parts, targets } = opened.unit;
  const target = targets.find(({ task }) => task.id === taskId)!;
  const ofPart = (part: number): number[] => [...parts.keys()].filter((row) => parts[row] === part);
  const known = ofPart(1).length > 0 ? ofPart(1) : ofPart(2);
  const step = Math.max(1, known.length / mostReference);
  const rows = Array.from({ length: Math.min(mostReference, known.length) }, (_, i) => known[Math.floor(i * step)]!);
  const maps = await mapsOf(opened, taskId, rows);
  if (maps.length === 0) return { least: 0, most: 1 };
  const good = goodClass(target);
  return scaleOf(
    Float32Array.from(maps.flatMap((map) => map.values)),
    maps[0]!.values.length,
    good === null ? null : rows.map((row) => (target.values[row] === good ? 1 : 0)),
  );
}

/** Index of the class that means a good part; null where none does. */
function goodClass({ task, classes }: TaskTargets): number | null {
  if (task.kind === 'binary') return 0;
  const found = classes.findIndex((name) => isGoodClass(name));
  return found < 0 ? null : found;
}

function normalClasses(targets: readonly TaskTargets[]): NormalClasses {
  const known = targets.flatMap((target): [string, number][] => {
    const good = target.task.kind === 'classification' ? goodClass(target) : null;
    return good === null ? [] : [[target.task.id, good]];
  });
  return Object.fromEntries(known);
}

function shown(value: number, { least, most }: MapScale): number {
  return most <= least ? 0 : Math.min(1, Math.max(0, (value - least) / (most - least)));
}
