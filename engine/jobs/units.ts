// What is trained together: the tasks on tables, those on photos, those that look back over the same stretch of time.
// Tasks of one unit share a network; units have nothing in common that a network could share.

import { Refusal } from '../contract/errors.ts';
import { splitOf } from '../contract/project.ts';
import type { ProjectDocument } from '../contract/project.ts';
import type { SeriesClock } from '../contract/series.ts';
import { targetsOf } from '../contract/tasks.ts';
import { encodeInputs, fitFeatures } from '../data/features.ts';
import type { EncodedInputs, FeaturePlan } from '../data/features.ts';
import { rowsOfPart } from '../data/split.ts';
import type { TaskTargets } from '../tasks/targets.ts';
import type { LoadedData, LoadedSource } from './loaded.ts';
import { imagesOf } from './image-inputs.ts';
import { freeze, tasksOf } from './prepare.ts';
import type { Frozen } from './prepare.ts';
import { lookbackOf, seriesOf } from './series-inputs.ts';

/** What one network is trained on: some of the tasks, and of all rows those that it reads. */
export interface Unit {
  readonly targets: readonly TaskTargets[];
  /** As `Frozen.parts`; 255 for rows of other units. */
  readonly parts: Uint8Array;
  readonly plan: FeaturePlan;
  readonly inputs: EncodedInputs;
  /** Forecasts: the clock of each task's rows, and the parts of rows where `parts` has those of origins. */
  readonly order?: { readonly clocks: ReadonlyMap<string, SeriesClock>; readonly rowParts: Uint8Array };
}

export interface Prepared extends Frozen {
  /** At least one; in order of the first task of each. */
  readonly units: readonly Unit[];
}

/** Fits the features on training rows and encodes every row. */
export async function prepare(
  document: ProjectDocument,
  data: LoadedData,
  frozen = freeze(document, data),
): Promise<Prepared> {
  const units: Unit[] = [];
  for (const members of groupsOf(document, data)) units.push(await unitOf(document, data, frozen, members));
  return { ...frozen, units };
}

interface Member {
  readonly source: LoadedSource;
  /** Place of the task in the document. */
  readonly task: number;
}

/** The tasks of each unit: tables, photos, and forecasts by how far they look back. */
function groupsOf(document: ProjectDocument, data: LoadedData): Member[][] {
  const members = document.tasks.map((task, i): Member => {
    const source = data.sources.find((one) => tasksOf(document, one).includes(task))!;
    return { source, task: i };
  });
  const kindOf = ({ source, task }: Member): string => {
    const said = document.tasks[task]!;
    if (said.kind === 'forecast') return `series ${lookbackOf(said, source)}`;
    return readsPixels(source) ? 'images' : 'table';
  };
  return [...Map.groupBy(members, kindOf).values()];
}

async function unitOf(
  document: ProjectDocument,
  data: LoadedData,
  frozen: Frozen,
  members: readonly Member[],
): Promise<Unit> {
  const targets = members.map(({ task }) => frozen.targets[task]!);
  const sources = [...new Set(members.map(({ source }) => source))];
  const parts = new Uint8Array(frozen.parts.length).fill(255);
  for (const { firstRow, table } of sources)
    parts.set(frozen.parts.subarray(firstRow, firstRow + table.rowCount), firstRow);
  if (targets[0]!.ahead) return seriesOf(document, data, sources, targets, parts);
  const training = rowsOfPart(parts, 0);
  const plan = fitFeatures(data.table, training, {
    exclude: [...excludedColumns(document), ...sources.flatMap((source) => source.labelColumns)],
    targets: document.tasks.flatMap(targetsOf),
  });
  const image = sources.some(readsPixels) ? await imagesOf(document, data, training) : null;
  if (plan.numeric.length + plan.categorical.length === 0 && image === null)
    throw new Refusal('project.no-inputs', { columns: data.table.columns.length });
  return {
    targets,
    parts,
    plan: image ? { ...plan, image: image.feature } : plan,
    inputs: { ...encodeInputs(data.table, plan), ...(image ? { image: image.rows } : {}) },
  };
}

/** Columns that are no inputs: the user's choice, and the columns that only say who is in which part. */
function excludedColumns(document: ProjectDocument): string[] {
  const splits = document.data.map(({ id }) => splitOf(document, id));
  return [
    ...(document.inputs.exclude ?? []),
    ...splits.flatMap((split) => (split.kind === 'column' ? [split.column] : [])),
  ];
}

/** Photos that a ready-made network described are a table of its numbers. */
function readsPixels({ images }: LoadedSource): boolean {
  return images !== null && images.described.length === 0;
}
