// Which photos a list shows: filtered, ordered, a page of them with what is known of each.

import type { Checked } from '../contract/commands.ts';
import type { ImageItem, ImageList } from '../contract/photos.ts';
import type { DataSource } from '../contract/project.ts';
import { brightnessOf } from '../data/images/index.ts';
import { cellText, columnOf } from '../data/table.ts';
import type { Photos } from './pictures.ts';

/** Labels that one photo is shown with. */
const mostLabels = 12;

type Asked = Omit<Checked<'images.list'>, 'projectId' | 'source'>;

/** What is known besides of the rows of the data set's table. */
export interface AboutRows {
  readonly corrections: NonNullable<DataSource['corrections']>;
  /** 0 train, 1 validation, 2 test, 255 left out; null where rows are not divided yet. */
  readonly parts: Uint8Array | null;
}

export function listPhotos(photos: Photos, asked: Asked, { corrections, parts }: AboutRows): ImageList {
  const { source, set, places, rows } = photos;
  const { table, labelColumns } = source;
  const marked = Map.groupBy(corrections, ({ row }) => row);
  const found = ordered(photos, asked.order, matching());
  return { total: found.length, items: found.slice(asked.offset, asked.offset + asked.limit).map(itemOf) };

  function matching(): number[] {
    const { column, value, part, text, marked: onlyMarked } = asked.filter;
    const own = column === undefined ? undefined : columnOf(table, column);
    const code = part === undefined ? null : ['train', 'validation', 'test'].indexOf(part);
    const words = text?.normalize('NFC').toLowerCase();
    const keeps = (row: number): boolean =>
      places[row]! >= 0 &&
      (own === undefined || value === undefined || cellText(own, row) === value) &&
      (code === null || parts?.[row] === code) &&
      (words === undefined || set.names[places[row]!]!.toLowerCase().includes(words)) &&
      (!onlyMarked || marked.has(rows.read(row)));
    return Array.from({ length: table.rowCount }, (_, row) => row).filter(keeps);
  }

  function itemOf(row: number): ImageItem {
    const { width, height } = set.surveys[places[row]!]!;
    const known = labelColumns.slice(0, mostLabels).flatMap((name) => {
      const text = cellText(columnOf(table, name)!, row);
      return text === '' ? [] : [[name, text] as const];
    });
    const read = rows.read(row);
    return {
      row: read,
      name: set.names[places[row]!]!,
      labels: Object.fromEntries(known),
      marked: (marked.get(read) ?? []).map((one) => one.column),
      width,
      height,
    };
  }
}

/** Darkest, blurriest and smallest first: what is odd stands at the beginning. */
function ordered({ set, places }: Photos, order: Asked['order'], rows: number[]): number[] {
  if (order === 'name') return rows;
  const measure = (place: number): number => {
    const survey = set.surveys[place]!;
    if (order === 'brightness') return brightnessOf(set, place);
    return order === 'sharpness' ? survey.sharpness : survey.width * survey.height;
  };
  return rows
    .map((row) => [measure(places[row]!), row] as const)
    .sort((a, b) => a[0] - b[0] || a[1] - b[1])
    .map(([, row]) => row);
}
