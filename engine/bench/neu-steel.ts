// NEU steel defects as the program would read them: 64 x 64 grey photos, the kind of defect, how many there are and
// how much of the picture they cover. Song and Yan 2013, with boxes by He et al. 2020.

import { readFileSync } from 'node:fs';
import sharp from 'sharp';
import type { AugmentSettings } from '../contract/augment.ts';
import type { Task } from '../contract/tasks.ts';
import { createAugment } from '../data/augment.ts';
import type { EncodedInputs, FeaturePlan } from '../data/features.ts';
import { imageRows } from '../data/pixels.ts';
import { makeSplit } from '../data/split.ts';
import type { Table } from '../data/table.ts';
import { encodeTargets } from '../tasks/index.ts';
import type { TaskTargets } from '../tasks/targets.ts';
import { sharedData } from './shared-data.ts';

export interface Steel {
  readonly inputs: EncodedInputs;
  readonly plan: FeaturePlan;
  readonly targets: readonly TaskTargets[];
  readonly parts: Uint8Array;
  /** All photos one after another, 0 to 255. */
  readonly pixels: Uint8Array;
}

export const side = 64;

const common = { data: 'steel', importance: 1 } as const;
export const steelTasks: readonly Task[] = [
  { ...common, id: 'defect', target: 'defect', kind: 'classification' },
  { ...common, id: 'count', target: 'n_boxes', kind: 'regression' },
  { ...common, id: 'area', target: 'box_area_fraction', kind: 'regression' },
];

/** Null on a machine without the photos. @param augment null = training photos as they are */
export async function readSteel(splitSeed: number, augment: AugmentSettings | null): Promise<Steel | null> {
  const labels = sharedData('neu-det/labels.csv');
  const folder = sharedData('neu-det/IMAGES');
  if (labels === null || folder === null) return null;
  const lines = readFileSync(labels, 'utf8').trim().split(/\r?\n/);
  const [header, ...rows] = lines.map((line) => line.split(','));
  const cells = (name: string): string[] => rows.map((row) => row[header!.indexOf(name)]!);
  const table = tableOf(cells('defect'), cells('n_boxes'), cells('box_area_fraction'));
  const targets = steelTasks.map((task) => encodeTargets(table, task));
  const division = { kind: 'stratified', test: 0.2, validation: 0.1, seed: splitSeed } as const;
  const { parts } = makeSplit(table, targets, division);
  const size = side * side;
  const pixels = new Uint8Array(rows.length * size);
  await Promise.all(cells('file').map(async (file, i) => pixels.set(await grey(`${folder}/${file}`), i * size)));
  const source = {
    height: side,
    width: side,
    channels: 1,
    read: (indices: ArrayLike<number>, into: Uint8Array): void => {
      for (let k = 0; k < indices.length; k++) {
        into.set(pixels.subarray(indices[k]! * size, (indices[k]! + 1) * size), k * size);
      }
    },
  };
  const image = imageRows(source, Int32Array.from(rows.keys()), augment && createAugment(augment), augment?.mixup);
  return {
    inputs: { rowCount: rows.length, numeric: new Float32Array(0), categorical: new Int32Array(0), image },
    plan: {
      numeric: [],
      categorical: [],
      leftOut: [],
      image: { column: 'image', height: side, width: side, channels: 1, ...brightness(pixels, parts) },
    },
    targets,
    parts,
    pixels,
  };
}

async function grey(path: string): Promise<Buffer> {
  return sharp(path).greyscale().resize(side, side, { fit: 'fill' }).raw().toBuffer();
}

function tableOf(defects: readonly string[], counts: readonly string[], areas: readonly string[]): Table {
  const levels = [...new Set(defects)];
  const number = (name: string, values: readonly string[]) =>
    ({ kind: 'number', name, unit: null, values: Float64Array.from(values, Number) }) as const;
  return {
    rowCount: defects.length,
    columns: [
      {
        kind: 'category',
        name: 'defect',
        unit: null,
        levels,
        codes: Int32Array.from(defects, (d) => levels.indexOf(d)),
      },
      number('n_boxes', counts),
      number('box_area_fraction', areas),
    ],
    source: {
      file: new Uint16Array(defects.length),
      line: Uint32Array.from(defects.keys(), (row) => row + 2),
      files: ['labels.csv'],
    },
  };
}

/** Mean and deviation over the training photos, of values 0 to 1. */
function brightness(pixels: Uint8Array, parts: Uint8Array): { mean: number[]; deviation: number[] } {
  let [count, sum, squares] = [0, 0, 0];
  for (let i = 0; i < pixels.length; i++) {
    if (parts[Math.floor(i / (side * side))] !== 0) continue;
    const value = pixels[i]! / 255;
    count++;
    sum += value;
    squares += value * value;
  }
  const mean = sum / count;
  return { mean: [mean], deviation: [Math.sqrt(squares / count - mean * mean)] };
}
