// What decided about single photos of a finished run: the model as it was kept, its maps on the project's own scale.

import type { ProjectDocument } from '../contract/project.ts';
import type { ImageFeature } from '../data/features.ts';
import { canExplain, mapScales, normalClasses, openExplainer } from '../deploy/index.ts';
import type { Explainer, MapScale, NormalClasses } from '../deploy/index.ts';
import { createExecutor } from '../runtime/index.ts';
import { loadModel } from '../training/model.ts';
import type { TrainedModel } from '../training/model.ts';
import { ofUnit, type JobStore } from './job-store.ts';
import type { LoadedData } from './loaded.ts';
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
  /** Lets go of the network that is open, after the maps that are asked for. */
  close(): Promise<void>;
}

interface Opened {
  readonly unit: Unit;
  readonly image: ImageFeature;
  readonly explainer: Explainer;
  readonly normal: NormalClasses;
  readonly scales: Map<string, MapScale>;
}

/** The network of the task asked for last stays open: a person looks at one photo after another. */
export function createHeatMaps(
  store: Pick<JobStore, 'readRun' | 'readArtifact'>,
  load: (document: ProjectDocument) => Promise<LoadedData>,
): HeatMaps {
  let last: { readonly key: string; readonly opened: Opened | null } | null = null;
  /** One map after another: a network is closed only when nobody is at work with it. */
  let turn: Promise<unknown> = Promise.resolve();

  async function open(runId: string, taskId: string): Promise<Opened | null> {
    const { document, summary } = store.readRun(runId);
    const { units, unitsFor } = await prepare(document, await load(document));
    // Separate models of an earlier release read what the joint ones do: the kept model says which it is of.
    const found = kept(runId, taskId, await unitsFor(summary.recipe)) ?? kept(runId, taskId, units);
    if (!found?.unit.plan.image || !canExplain(found.model)) return null;
    const { unit, model } = found;
    const explainer = await openExplainer(model, unit.inputs, await createExecutor('cpu'), batch);
    return { unit, image: unit.plan.image!, explainer, normal: normalClasses(model), scales: new Map() };
  }

  /** The task's unit with its model; null where none is kept, or one that was trained on another unit. */
  function kept(runId: string, taskId: string, units: readonly Unit[]): { unit: Unit; model: TrainedModel } | null {
    const place = units.findIndex(({ targets }) => targets.some(({ task }) => task.id === taskId));
    const unit = units[place];
    const bytes = unit?.plan.image ? store.readArtifact(runId, ofUnit('model', place)) : null;
    if (!unit || bytes === null) return null;
    const model = loadModel(bytes);
    const isOfUnit =
      model.heads.length === unit.targets.length &&
      model.heads.every((head, k) => head.task.id === unit.targets[k]!.task.id);
    return isOfUnit ? { unit, model } : null;
  }

  async function letGo(): Promise<void> {
    const before = last;
    last = null;
    await before?.opened?.explainer.dispose();
  }

  async function opened(runId: string, taskId: string): Promise<Opened | null> {
    const key = `${runId} ${taskId}`;
    if (last?.key === key) return last.opened;
    await letGo();
    last = { key, opened: await open(runId, taskId) };
    return last.opened;
  }

  async function mapOf(runId: string, taskId: string, row: number): Promise<ScaledMap | null> {
    const ready = await opened(runId, taskId);
    if (ready === null) return null;
    const scale = ready.scales.get(taskId) ?? (await projectScale(ready, taskId));
    ready.scales.set(taskId, scale);
    const map = (await ready.explainer.maps(Uint32Array.of(row)))[taskId];
    if (!map) return null;
    const values = Array.from(map.data, (value) => shown(value, scale));
    return { height: map.height, width: map.width, values, image: ready.image };
  }

  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const own = turn.then(work);
    turn = own.catch(() => undefined); // whoever asked hears of it
    return own;
  }

  return {
    of: (runId, taskId, row) => inTurn(() => mapOf(runId, taskId, row)),
    close: () => inTurn(letGo),
  };
}

/** From validation photos, which the model was not trained on; from test photos where there are none. */
async function projectScale({ unit, explainer, normal }: Opened, taskId: string): Promise<MapScale> {
  const ofPart = (part: number): number[] => [...unit.parts.keys()].filter((row) => unit.parts[row] === part);
  const known = ofPart(1).length > 0 ? ofPart(1) : ofPart(2);
  const step = Math.max(1, known.length / mostReference);
  const rows = Uint32Array.from(
    { length: Math.min(mostReference, known.length) },
    (_, i) => known[Math.floor(i * step)]!,
  );
  const scales = mapScales(await explainer.maps(rows), unit.targets, rows, normal);
  return scales[taskId] ?? { least: 0, most: 1 };
}

function shown(value: number, { least, most }: MapScale): number {
  return most <= least ? 0 : Math.min(1, Math.max(0, (value - least) / (most - least)));
}
