// The project document: the project file of the command line and the state behind the window.
// Every decision a person takes is an edit of this document, so undo is going back one document.

import * as v from 'valibot';
import { Accepted } from './accepted.ts';
import { AugmentChoices } from './augment.ts';
import { ImportSettings } from './import.ts';
import { Recipe } from './recipes.ts';
import { SeriesChoices } from './series.ts';
import { Identifier, Seed, Split, Task } from './tasks.ts';

export const JoinedTable = v.object({
  files: v.pipe(v.array(v.string()), v.minLength(1)),
  import: v.optional(ImportSettings),
  /** Columns that stand in both tables. To photos a table may be joined without: by the column that names them. */
  keys: v.optional(v.array(v.string()), []),
  /** Joined to photos without keys: the column that names the photo; absent = found by its values. */
  photo: v.optional(v.string()),
  kind: v.optional(v.picklist(['left', 'inner']), 'left'),
});

export type JoinedTable = v.InferOutput<typeof JoinedTable>;

/** Paths relative to the project file, or content hashes (`sha256:...`) inside the program's own folder. */
const Files = v.pipe(v.array(v.string()), v.minLength(1));

/** A table (`files`), a table in order of time (`files` and `time`), or photos (`images`). */
export const DataSource = v.object({
  id: v.optional(Identifier, 'main'),
  /** Tables with the same columns, one below the other; none for photos. */
  files: v.optional(v.array(v.string()), []),
  /** Folders or zip files of photos. In the program's own folder each is one zip of the originals. */
  images: v.optional(
    v.union([
      v.pipe(
        v.string(),
        v.transform((one) => [one]),
      ),
      Files,
    ]),
  ),
  /** A table with what is known of each photo; its columns are labels, never inputs. */
  manifest: v.optional(v.string()),
  /** Column of the manifest that names the photo; absent = found by its values. */
  path: v.optional(v.string()),
  /** A ready-made ONNX network that describes each photo by numbers: what is trained learns from these alone. */
  backbone: v.optional(v.string()),
  /** Column that orders the rows in time: what forecasts need. */
  time: v.optional(v.string()),
  /** Column that says which series a row belongs to, where one file holds several. */
  series: v.optional(v.string()),
  /** What is done with moments that lack a row, and with several rows of one moment. */
  order: v.optional(SeriesChoices),
  /** Known before their time: plans, a shift calendar, a weather forecast. Read at the rows that are forecast, too. */
  ahead: v.optional(v.array(v.string())),
  /** Known up to the moment of the forecast and no further: readings that tell of what is forecast. */
  past: v.optional(v.array(v.string())),
  /** Whether hour, weekday, time of the year and holidays are read as known ahead; absent = they are not. */
  calendar: v.optional(v.picklist(['plain', 'japan'])),
  /** What forecasts of these rows are made by; absent = linear maps of what was seen. */
  network: v.optional(v.picklist(['linear', 'convolution'])),
  /** Tables of signals, one cycle a row in the order of the rows of `files`. */
  signals: v.optional(Files),
  /** The names a person knows the files (or photos) by, when they are hashes. */
  names: v.optional(v.array(v.string())),
  import: v.optional(ImportSettings),
  join: v.optional(v.array(JoinedTable)),
  /** Labels put right by decision: of this row in the snapshot, to this word or value; null = the label is not used. */
  corrections: v.optional(
    v.array(v.object({ row: v.number(), column: v.string(), value: v.nullable(v.union([v.string(), v.number()])) })),
  ),
  /** Rows left out by decision (health fixes): snapshot row numbers before removal, from 0. */
  withoutRows: v.optional(v.array(v.number())),
});
export type DataSource = v.InferOutput<typeof DataSource>;

export const Budget = v.object({
  epochs: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100000))),
  /** Seconds for each run. */
  seconds: v.optional(v.pipe(v.number(), v.minValue(1))),
  /** Seconds for all runs of a comparison together; what cannot fit is left out and named. */
  totalSeconds: v.optional(v.pipe(v.number(), v.minValue(1))),
  /** End early what can no longer overtake a finished run of the comparison; it is evaluated as it stands. */
  endHopeless: v.optional(v.boolean()),
});

/** How photos are read; absent = the program decides by what they are. */
export const PhotoInputs = v.object({
  /** Longer side in pixels that the model reads. */
  side: v.optional(v.pipe(v.number(), v.integer(), v.minValue(16), v.maxValue(256), v.multipleOf(8))),
  colour: v.optional(v.picklist(['grey', 'colour'])),
  augment: v.optional(AugmentChoices),
});
export type PhotoInputs = v.InferOutput<typeof PhotoInputs>;

export const ProjectDocument = v.object({
  name: v.optional(v.string(), ''),
  data: v.pipe(v.array(DataSource), v.minLength(1)),
  inputs: v.optional(v.object({ exclude: v.optional(v.array(v.string()), []), photos: v.optional(PhotoInputs) }), {}),
  tasks: v.array(Task),
  /** For every data set that `splits` does not name. */
  split: v.optional(Split, { kind: 'stratified' }),
  /** By data set. A project file may write them under `split`. */
  splits: v.optional(v.record(Identifier, Split)),
  recipes: v.optional(v.array(Recipe), []),
  budget: v.optional(Budget, {}),
  /** Every recipe on small and large models as well, beside separate models of the same size. */
  sizes: v.optional(v.boolean()),
  seeds: v.optional(v.pipe(v.array(Seed), v.minLength(1)), [1]),
  /** Health findings a person looked at and accepted as they are. */
  accepted: v.optional(v.array(Accepted), []),
});
export type ProjectDocument = v.InferOutput<typeof ProjectDocument>;

/** Every file that the data sets read: paths, or references inside the program's own folder. */
export function filesOf({ data }: Pick<ProjectDocument, 'data'>): string[] {
  return data.flatMap(({ files, images = [], signals = [], join = [], manifest, backbone }) => [
    ...files,
    ...images,
    ...signals,
    ...join.flatMap((table) => table.files),
    ...[manifest, backbone].filter((file) => file !== undefined),
  ]);
}

/** How this data set is divided. */
export function splitOf({ split, splits }: Pick<ProjectDocument, 'split' | 'splits'>, source: string): Split {
  return splits?.[source] ?? split;
}

/**
 * The document divided in another way. Where there is only one data set the split is that of the document.
 *
 * @param source the data set that is divided so; null = every one without a split of its own
 */
export function withSplit(document: ProjectDocument, source: string | null, split: Split): ProjectDocument {
  const { splits, ...rest } = document;
  if (document.data.length === 1) return { ...rest, split };
  return source === null ? { ...document, split } : { ...document, splits: { ...splits, [source]: split } };
}
