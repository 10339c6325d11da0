// What is trained together: the tasks on tables, those on photos, those that look back over the same stretch of time.
// Tasks of one unit share a network; units have nothing in common that a network could share.

import { dividingColumn } from '../contract/dividing-column.ts';
import { Refusal } from '../contract/errors.ts';
import type { PhotoProposal } from '../contract/photos.ts';
import { splitOf } from '../contract/project.ts';
import type { ProjectDocument } from '../contract/project.ts';
import type { SeriesClock } from '../contract/series.ts';
import { targetsOf } from '../contract/tasks.ts';
import type { Recipe } from '../contract/recipes.ts';
import type { Task } from '../contract/tasks.ts';
import { isSeparate } from '../contract/yardsticks.ts';
import { encodeInputs, fitFeatures } from '../data/features.ts';
import type { EncodedInputs, FeaturePlan } from '../data/features.ts';
import { rowsOfPart } from '../data/split.ts';
import { stackedNames } from '../data/stack.ts';
import { prunes } from '../recipes/recipe.ts';
import type { TaskTargets } from '../tasks/targets.ts';
import type { LoadedData, LoadedSource } from './loaded.ts';
import { imagesOf, proposePhotos } from './image-inputs.ts';
import { freeze, tasksOf } from './prepare.ts';
import type { Frozen } from './prepare.ts';
import { pastOf } from './series-columns.ts';
import { lookbackOf, networkOf, seriesOf } from './series-inputs.ts';

/** What one network is trained on: some of the tasks, and of all rows those that it reads. */
export interface Unit {
  readonly targets: readonly TaskTargets[];
  /** As `Frozen.parts`; 255 for rows of other units. */
  readonly parts: Uint8Array;
  readonly plan: FeaturePlan;
  readonly inputs: EncodedInputs;
  /**
   * Of the parts that the units judge together, the share that is this one's: of separate models a part needs only that
   * of its own data set. Left out = every part.
   */
  readonly partsJudged?: number;
  /**
   * What separate models of the same tasks are trained on. Left out where it is this very unit, and for recipes whose
   * cost is not told against theirs.
   */
  readonly apart?: readonly Unit[];
  /** Forecasts: the clock of each task's rows, and the parts of rows where `parts` has those of origins. */
  readonly order?: { readonly clocks: ReadonlyMap<string, SeriesClock>; readonly rowParts: Uint8Array };
}

export interface Prepared extends Frozen {
  /** At least one; in order of the first task of each. */
  readonly units: readonly Unit[];
  /** The units that a recipe trains. @throws the signal's reason when cancelled */
  unitsFor(recipe: Recipe, signal?: AbortSignal): Promise<readonly Unit[]>;
}

/**
 * Fits the features on training rows and encodes every row. Separate models share nothing, so theirs read one data set
 * each: with the empty columns of the others beside their own they would cost more than anyone would have to pay.
 *
 * @throws the signal's reason when cancelled
 */
export async function prepare(
  document: ProjectDocument,
  data: LoadedData,
  frozen = freeze(document, data),
  signal?: AbortSignal,
): Promise<Prepared> {
  const groups = groupsOf(document, data);
  const units: Unit[] = [];
  for (const members of groups) units.push(await unitOf(document, data, frozen, members, signal));
  let known: readonly (readonly Unit[])[] | null = null;
  /** By unit, those of its separate models. */
  async function unitsApart(stop?: AbortSignal): Promise<readonly (readonly Unit[])[]> {
    if (known) return known;
    const found: Unit[][] = [];
    for (const [place, members] of groups.entries()) {
      const bySource = [...Map.groupBy(members, ({ source }) => source).values()];
      const own: Unit[] = bySource.length === 1 ? [units[place]!] : [];
      if (bySource.length > 1)
        for (const some of bySource)
          own.push({ ...(await unitOf(document, data, frozen, some, stop)), partsJudged: 1 / bySource.length });
      found.push(own);
    }
    return (known = found);
  }
  return {
    ...frozen,
    units,
    async unitsFor(recipe, stop) {
      if (isSeparate(recipe)) return (await unitsApart(stop)).flat();
      if (!prunes(recipe)) return units;
      const apart = await unitsApart(stop);
      return units.map((unit, place) => (apart[place]!.length > 1 ? { ...unit, apart: apart[place]! } : unit));
    },
  };
}

/** The tasks of each network that a run of this document would train, without preparing anything. */
export function networksOf(document: ProjectDocument, data: LoadedData): Task[][] {
  return groupsOf(document, data).map((members) => members.map(({ task }) => document.tasks[task]!));
}

/**
 * How the photos would be read and varied if the document said nothing of them: those that tasks are on, or all. Null
 * where no pixels are learned from.
 *
 * @throws Refusal where the rows cannot be divided as the document says
 */
export async function photoProposal(
  document: ProjectDocument,
  data: LoadedData,
  signal?: AbortSignal,
): Promise<PhotoProposal | null> {
  const photos = data.sources.filter(readsPixels);
  const asked = photos.filter((source) => tasksOf(document, source).length > 0);
  const sources = asked.length > 0 ? asked : photos;
  if (sources.length === 0) return null;
  const parts = asked.length > 0 ? freeze(document, data).parts : null;
  const rows = sources.flatMap(({ firstRow, table }) => Array.from({ length: table.rowCount }, (_, i) => firstRow + i));
  const training = Uint32Array.from(parts ? rows.filter((row) => parts[row] === 0) : rows);
  return proposePhotos(document, data, sources, training, signal);
}

/** The tasks of each unit's network. */
export function tasksOfUnits(units: readonly Pick<Unit, 'targets'>[]): Task[][] {
  return units.map(({ targets }) => targets.map(({ task }) => task));
}

interface Member {
  readonly source: LoadedSource;
  /** Place of the task in the document. */
  readonly task: number;
}

/** The tasks of each unit: tables, photos, and forecasts by how far they look back, in rows and in time, on what besides, and by what. */
function groupsOf(document: ProjectDocument, data: LoadedData): Member[][] {
  const members = document.tasks.map((task, i): Member => ({ source: sourceOf(document, data, task), task: i }));
  const kindOf = ({ source, task }: Member): string => {
    const said = document.tasks[task]!;
    if (said.kind === 'forecast') {
      const { step = null, months = null } = source.series?.clock ?? {};
      const past = JSON.stringify(pastOf(document, source));
      return ['series', lookbackOf(said, source), step, months, networkOf(document, source), past].join(' ');
    }
    return readsPixels(source) ? 'images' : 'table';
  };
  return [...Map.groupBy(members, kindOf).values()];
}

async function unitOf(
  document: ProjectDocument,
  data: LoadedData,
  frozen: Frozen,
  members: readonly Member[],
  signal: AbortSignal | undefined,
): Promise<Unit> {
  const targets = members.map(({ task }) => frozen.targets[task]!);
  const sources = [...new Set(members.map(({ source }) => source))];
  const parts = new Uint8Array(frozen.parts.length).fill(255);
  for (const { firstRow, table } of sources)
    parts.set(frozen.parts.subarray(firstRow, firstRow + table.rowCount), firstRow);
  if (targets[0]!.ahead) return seriesOf(document, data, sources, targets, parts);
  const training = rowsOfPart(parts, 0);
  const plan = fitFeatures(data.table, training, {
    exclude: excludedColumns(document, data, sources),
    targets: targetColumns(document, data),
  });
  const image = sources.some(readsPixels) ? await imagesOf(document, data, sources, training, signal) : null;
  if (plan.numeric.length + plan.categorical.length === 0 && image === null)
    throw new Refusal('project.no-inputs', { columns: data.table.columns.length });
  return {
    targets,
    parts,
    plan: image ? { ...plan, image: image.feature } : plan,
    inputs: { ...encodeInputs(data.table, plan), ...(image ? { image: image.rows } : {}) },
  };
}

/** Columns that are no inputs: the user's choice, what rows are divided by, and what people wrote about photos. */
function excludedColumns(document: ProjectDocument, data: LoadedData, sources: readonly LoadedSource[]): string[] {
  const names = stackedNames(data.sources);
  const named = (source: string, column: string): string => names.get(source)?.get(column) ?? column;
  const splits = document.data.map(({ id }) => ({ id, split: splitOf(document, id) }));
  return [
    ...(document.inputs.exclude ?? []).flatMap((column) => [
      column,
      ...data.sources.map(({ id }) => named(id, column)),
    ]),
    ...splits.flatMap(({ id, split }) => {
      const column = dividingColumn(split);
      return column === null ? [] : [named(id, column)];
    }),
    ...sources.flatMap(({ id, labelColumns }) => labelColumns.map((column) => named(id, column))),
  ];
}

/** Columns that any task predicts, by their names among all rows. */
function targetColumns(document: ProjectDocument, data: LoadedData): string[] {
  const names = stackedNames(data.sources);
  return document.tasks.flatMap((task) => {
    const own = names.get(sourceOf(document, data, task).id)!;
    return targetsOf(task).map((column) => own.get(column) ?? column);
  });
}

function sourceOf(document: ProjectDocument, { sources }: LoadedData, task: Task): LoadedSource {
  return sources.find((one) => tasksOf(document, one).includes(task))!;
}

/** Photos that a ready-made network described are a table of its numbers. */
function readsPixels({ images }: LoadedSource): boolean {
  return images !== null && images.described.length === 0;
}
