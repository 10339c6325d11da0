// Labels that people put right, as decisions in the project document. Pure: undo is going back one document.

import type { ProjectDocument } from './project.ts';

/** A label of a photo: `row` as the data set was read, before any row was removed. */
export interface LabelPlace {
  readonly source: string;
  readonly row: number;
  readonly column: string;
}

type Value = string | number | null;

/** The document in which this label is `value`; null = it is not used. A later decision replaces an earlier one. */
export function withCorrection(document: ProjectDocument, place: LabelPlace, value: Value): ProjectDocument {
  return edited(document, place, (others) => [...others, { row: place.row, column: place.column, value }]);
}

/** The document in which this label is again what the file says. */
export function withoutCorrection(document: ProjectDocument, place: LabelPlace): ProjectDocument {
  return edited(document, place, (others) => others);
}

/** What was decided about this label; undefined where nothing was. */
export function correctionOf(document: ProjectDocument, { source, row, column }: LabelPlace): Value | undefined {
  const own = document.data.find((one) => one.id === source)?.corrections;
  return own?.findLast((one) => one.row === row && one.column === column)?.value;
}

type Corrections = NonNullable<ProjectDocument['data'][number]['corrections']>;

function edited(
  document: ProjectDocument,
  { source, row, column }: LabelPlace,
  change: (others: Corrections) => Corrections,
): ProjectDocument {
  const data = document.data.map((one) => {
    if (one.id !== source) return one;
    const { corrections = [], ...rest } = one;
    const changed = change(corrections.filter((other) => other.row !== row || other.column !== column));
    return changed.length === 0 ? rest : { ...rest, corrections: changed };
  });
  return { ...document, data };
}
