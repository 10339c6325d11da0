// The health check of photos: each check in turn over the table, the set and the tasks on it.

import type { Check } from '../../contract/checks.ts';
import type { Finding } from '../../contract/health.ts';
import { imageChecks } from '../../contract/image-checks.ts';
import type { Split, Task } from '../../contract/tasks.ts';
import { labelsOf } from '../health/labels.ts';
import { columnOf, type Table } from '../table.ts';
import type { ImageContext } from './check-context.ts';
import { copies, lookAlikes, nearCopies } from './check-copies.ts';
import { fewPhotos, giveaways } from './check-classes.ts';
import { blurred, exposed, shotsOfParts } from './check-photos.ts';
import type { ImageSet } from './image-set.ts';
import { nearPairs } from './near-pairs.ts';

/** What a document says that the checks depend on. */
export interface ImageDocument {
  /** Id of the data set. */
  readonly source: string;
  /** The tasks on it. */
  readonly tasks: readonly Task[];
  readonly split?: Split | undefined;
  /** Part of each row: 0 train, 1 validation, 2 test, 255 left out; absent before rows are divided. */
  readonly parts?: ArrayLike<number> | undefined;
  /** Snapshot row number of a row of the table, where rows were removed. */
  readonly snapshotRow?: ((row: number) => number) | undefined;
}

/**
 * Findings about the photos of a table, and one `pass` for each check that found nothing. Empty without photos.
 *
 * @param table has the column `image`, its codes being indices into `set`
 */
export function checkImages(table: Table, set: ImageSet, document: ImageDocument): Finding[] {
  const column = columnOf(table, 'image');
  if (column?.kind !== 'image') return [];
  const context = contextOf(table, set, document, column.codes);
  const findings = [
    ...copies(context),
    ...nearCopies(context),
    ...lookAlikes(context),
    ...shotsOfParts(context),
    ...giveaways(context),
    ...blurred(context),
    ...exposed(context),
    ...fewPhotos(context),
  ];
  const passed = imageChecks.filter((check) => !findings.some((finding) => finding.check === check)).map(passOf);
  return [...findings, ...passed];
}

function passOf(check: Check): Finding {
  return { key: check, check, severity: 'pass', columns: [], facts: {}, rowCount: 0, rows: [] };
}

function contextOf(table: Table, set: ImageSet, document: ImageDocument, photoOf: Int32Array): ImageContext {
  const rows = [...photoOf.keys()].filter((row) => photoOf[row]! >= 0);
  const byContent = Map.groupBy(rows, (row) => set.hashes[photoOf[row]!]!);
  const firsts = [...byContent.values()].map((group) => group[0]!);
  const thumbs = firsts.map((row) => new Uint8Array(Buffer.from(set.surveys[photoOf[row]!]!.thumb, 'base64')));
  const near = nearPairs(thumbs).map((pair) => ({ ...pair, first: firsts[pair.first]!, second: firsts[pair.second]! }));
  const labels = document.tasks.flatMap((task) => {
    const target = task.kind === 'classification' || task.kind === 'binary' ? columnOf(table, task.target) : undefined;
    return target ? [labelsOf(task, target, table.rowCount)] : [];
  });
  return {
    table,
    set,
    source: document.source,
    split: document.split,
    parts: document.parts,
    snapshotRow: document.snapshotRow ?? ((row) => row),
    photoOf,
    labels,
    near,
    equal: [...byContent.values()].filter((group) => group.length > 1),
  };
}
