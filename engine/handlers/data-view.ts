// Imported data as the window sees it: counts and profiles, never the rows.

import { Refusal } from '../contract/errors.ts';
import type { SeriesProposal } from '../contract/series.ts';
import type { DataView, SourceView } from '../contract/views.ts';
import { proposeSeries } from '../data/series/index.ts';
import type { Table } from '../data/table.ts';
import type { LoadedSource } from '../jobs/loaded.ts';
import type { LoadedData } from '../jobs/jobs.ts';

/** @param source the data set that is shown; all together where none is named */
export function dataView(loaded: LoadedData, source?: string): DataView {
  const shown = source === undefined && loaded.sources.length > 1 ? null : sourceOf(loaded, source);
  return {
    sourceId: (shown ?? loaded.sources[0]!).id,
    snapshotId: loaded.tableHash,
    rows: (shown ?? loaded).table.rowCount,
    columns: [...(shown ?? loaded).profile],
    report: (shown ?? loaded).report,
    fileNames: [...(shown ?? loaded).fileNames],
    ...(shown?.images ? { images: shown.images.report, labelColumns: [...shown.labelColumns] } : {}),
    ...(shown ? seriesOf(shown) : {}),
    sources: loaded.sources.map(sourceView),
  };
}

const proposals = new WeakMap<Table, SeriesProposal | null>();

/** What is known of the order of its rows in time; a table of parts has neither. */
function seriesOf({ series, images, table }: LoadedSource): Pick<DataView, 'series' | 'seriesProposal'> {
  if (series) return { series: series.report };
  if (images) return {};
  if (!proposals.has(table)) proposals.set(table, proposeSeries(table));
  const proposed = proposals.get(table);
  return proposed ? { seriesProposal: proposed } : {};
}

/** The data set of this id, the first where none is named. @throws Refusal `project.no-data-set` */
export function sourceOf({ sources }: LoadedData, id?: string): LoadedSource {
  const found = id === undefined ? sources[0] : sources.find((source) => source.id === id);
  if (found === undefined) throw new Refusal('project.no-data-set', { source: id ?? '' });
  return found;
}

function sourceView({ id, table, fileNames, images, series }: LoadedSource): SourceView {
  const kind = images ? 'images' : series ? 'series' : 'table';
  return { id, kind, rows: table.rowCount, fileNames: [...fileNames] };
}
