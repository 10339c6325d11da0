// The project document: the project file of the command line and the state behind the window.
// Every decision a person takes is an edit of this document, so undo is going back one document.

import * as v from 'valibot';
import { ImportSettings } from './import.ts';
import { Recipe } from './recipes.ts';
import { Identifier, Seed, Split, Task } from './tasks.ts';

export const JoinedTable = v.object({
  files: v.pipe(v.array(v.string()), v.minLength(1)),
  import: v.optional(ImportSettings),
  /** Columns that stand in both tables. */
  keys: v.pipe(v.array(v.string()), v.minLength(1)),
  kind: v.optional(v.picklist(['left', 'inner']), 'left'),
});

export const DataSource = v.object({
  id: v.optional(Identifier, 'main'),
  /** Paths relative to the project file, or content hashes (`sha256:...`) inside the program's own folder. */
  files: v.pipe(v.array(v.string()), v.minLength(1)),
  /** The names a person knows the files by, when `files` are hashes. */
  names: v.optional(v.array(v.string())),
  import: v.optional(ImportSettings),
  join: v.optional(v.array(JoinedTable)),
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

export const ProjectDocument = v.object({
  name: v.optional(v.string(), ''),
  data: v.pipe(v.array(DataSource), v.minLength(1)),
  inputs: v.optional(v.object({ exclude: v.optional(v.array(v.string()), []) }), {}),
  tasks: v.array(Task),
  split: v.optional(Split, { kind: 'stratified' }),
  recipes: v.optional(v.array(Recipe), []),
  budget: v.optional(Budget, {}),
  seeds: v.optional(v.pipe(v.array(Seed), v.minLength(1)), [1]),
  /** Health findings a person looked at and accepted as they are, by finding key. */
  accepted: v.optional(v.array(v.string()), []),
});
export type ProjectDocument = v.InferOutput<typeof ProjectDocument>;
