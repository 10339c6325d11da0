// Data sets of a document: one more, one changed.

import { Refusal } from '../contract/errors.ts';
import { withoutAccepted } from '../contract/accepted.ts';
import type { DataSource, ProjectDocument } from '../contract/project.ts';

/** In place of the data set of this id, or behind the others. */
export function withSource(document: ProjectDocument, source: DataSource): ProjectDocument {
  const isKnown = document.data.some((one) => one.id === source.id);
  if (!isKnown) return { ...document, data: [...document.data, source] };
  const data = document.data.map((one) => (one.id === source.id ? source : one));
  return { ...withoutAccepted(document, source.id), data };
}

/**
 * With one data set changed: the one of this id, the first where none is named.
 *
 * @throws Refusal `project.no-data-set`
 */
export function withChanged(
  document: ProjectDocument,
  id: string | undefined,
  change: (source: DataSource) => DataSource,
): ProjectDocument {
  const wanted = id ?? document.data[0]!.id;
  if (!document.data.some((source) => source.id === wanted))
    throw new Refusal('project.no-data-set', { source: wanted });
  return { ...document, data: document.data.map((source) => (source.id === wanted ? change(source) : source)) };
}

/** Whether photos may take this data set's place and keep its rows: a plain table, read from its own files alone. */
export function canJoinPhotos({ files, images, time, join = [], signals = [] }: DataSource): boolean {
  return files.length > 0 && images === undefined && time === undefined && join.length === 0 && signals.length === 0;
}

/**
 * Photos in place of a table that is joined to them. Rows are those of the photos now: what was decided about single
 * rows of the table goes.
 *
 * @throws Refusal `project.no-data-set`
 */
export function withTableJoined(
  document: ProjectDocument,
  photos: DataSource,
  { source, photo }: { readonly source: string; readonly photo: string },
): ProjectDocument {
  const changed = withChanged(document, source, ({ id, files, import: settings }) => ({
    ...photos,
    id,
    join: [{ files, keys: [], photo, kind: 'left', ...(settings === undefined ? {} : { import: settings }) }],
  }));
  return withoutAccepted(changed, source);
}
