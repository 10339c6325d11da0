// Every row of a table (or photo) judged by the networks of a run: encoded and run piece by piece, so that memory holds
// the table and the answers and nothing in between.

import { breathe } from '../../base/breath.ts';
import { encodeInputs } from '../../data/features.ts';
import { momentsOf, numbersOf } from '../../data/encode.ts';
import type { FeaturePlan } from '../../data/features.ts';
import { imageRows } from '../../data/pixels.ts';
import type { ImageRows } from '../../data/pixels.ts';
import { columnOf, isMissing } from '../../data/table.ts';
import type { Column, LevelColumn, Table } from '../../data/table.ts';
import { differenceFromDelivered, openPredictor } from '../../deploy/predict.ts';
import { createExecutor } from '../../runtime/index.ts';
import { inputColumns } from './open-run.ts';
import type { RunNetwork } from './open-run.ts';
import type { Understood } from './understand.ts';

/** Rows encoded at once. */
const piece = 32_768;
/** Batch and single part differ by rounding alone. */
const mostDifference = 1e-3;

/** Why a row has no answer; 0 = it has one. */
export const rowReasons = [null, 'inputs-empty', 'photo-missing', 'no-number'] as const;

export interface RowAnswers {
  /** By task id, `[rows * outputSize]`; NaN where a row was not judged. */
  readonly predicted: ReadonlyMap<string, Float32Array>;
  /** By task id, one index into `rowReasons` a row. */
  readonly reasons: ReadonlyMap<string, Uint8Array>;
}

export async function judgeRows(
  { content, networks, reading }: Understood,
  progress: (share: number, rows: number) => void,
  signal: AbortSignal,
): Promise<RowAnswers> {
  const { table } = content;
  const predicted = new Map<string, Float32Array>();
  const reasons = new Map<string, Uint8Array>();
  const executor = await createExecutor('cpu');
  for (const [place, network] of networks.entries()) {
    const { model, onnx } = network;
    const pixels = await pixelsOf(model.plan, content, signal);
    const columns = fedColumns(network, reading, table);
    const why = reasonsOf(columns, pixels, table);
    const own = model.heads.filter(({ task }) => networks.length === 1 || !predicted.has(task.id));
    for (const { task, outputSize } of own) {
      predicted.set(task.id, new Float32Array(table.rowCount * outputSize).fill(NaN));
      reasons.set(task.id, why);
    }
    const predictor = await openPredictor(model, Math.min(piece, table.rowCount), executor);
    try {
      for (let from = 0; from < table.rowCount; from += piece) {
        await breathe(signal);
        const to = Math.min(from + piece, table.rowCount);
        const rows = Uint32Array.from({ length: to - from }, (_, i) => i).filter((i) => why[from + i] === 0);
        if (rows.length === 0) continue;
        const inputs = {
          ...encodeInputs(slice(columns, from, to), model.plan),
          ...(pixels ? { image: shifted(pixels.rows, from) } : {}),
        };
        const answers = await predictor.predict(inputs, rows, signal);
        if (from === 0) {
          const difference = await differenceFromDelivered(onnx, model, inputs, rows, answers);
          if (!(difference <= mostDifference))
            throw new Error(`the delivered model differs from the trained one by ${difference}`);
        }
        for (const { task, outputSize } of own) {
          const into = predicted.get(task.id)!;
          const values = answers[task.id]!;
          rows.forEach((row, i) => {
            const answer = values.subarray(i * outputSize, (i + 1) * outputSize);
            if (!answer.every(Number.isFinite)) why[from + row] = rowReasons.indexOf('no-number');
            else into.set(answer, (from + row) * outputSize);
          });
        }
        progress((place + to / table.rowCount) / networks.length, to);
      }
    } finally {
      await predictor.dispose();
    }
  }
  return { predicted, reasons };
}

/** The columns of the plan by its names, read as training read them; those of other data sets hold nothing. */
function fedColumns(network: RunNetwork, reading: Understood['reading'], table: Table): Column[] {
  const { plan } = network.model;
  const own = new Map(inputColumns(network, reading).map((one) => [one.among, one]));
  const names = new Set([...plan.numeric, ...plan.categorical].map(({ column }) => column));
  return [...names].map((among): Column => {
    const input = own.get(among);
    const column = input && columnOf(table, input.name);
    if (!input || !column) return emptyColumn(among, plan, table.rowCount);
    if (input.fed === 'words') return { ...column, name: among };
    const read = input.fed === 'numbers' ? numbersOf(column) : momentsOf(column);
    return { kind: input.fed === 'numbers' ? 'number' : 'date', name: among, unit: column.unit, values: read };
  });
}

function emptyColumn(name: string, { categorical, numeric }: FeaturePlan, rowCount: number): Column {
  if (categorical.some(({ column }) => column === name))
    return { kind: 'category', name, unit: null, codes: new Int32Array(rowCount).fill(-1), levels: [] };
  const isDate = numeric.some(({ column, part }) => column === name && part !== 'value');
  return { kind: isDate ? 'date' : 'number', name, unit: null, values: new Float64Array(rowCount).fill(NaN) };
}

function slice(columns: readonly Column[], from: number, to: number): Table {
  return {
    rowCount: to - from,
    columns: columns.map((column): Column =>
      'codes' in column
        ? { ...column, codes: column.codes.subarray(from, to) }
        : { ...column, values: column.values.subarray(from, to) },
    ),
    source: { file: new Uint16Array(0), line: new Uint32Array(0), files: [] },
  };
}

interface Pixels {
  readonly rows: ImageRows;
  /** Place of each row's photo, -1 = none. */
  readonly places: Int32Array;
}

/** Photos brought to the model's size as those of training were. */
async function pixelsOf(
  { image }: FeaturePlan,
  { images, table }: Understood['content'],
  signal: AbortSignal,
): Promise<Pixels | null> {
  if (!image || !images) return null;
  const { height, width, channels, bits, fit } = image;
  const size = {
    height,
    width,
    channels,
    ...(bits === undefined ? {} : { bits }),
    ...(fit === undefined ? {} : { fit }),
  };
  const pack = await images.pixels(size, signal);
  const places = (columnOf(table, 'image') as LevelColumn).codes;
  return { rows: imageRows(pack, places, null), places };
}

function shifted(rows: ImageRows, from: number): ImageRows {
  return {
    ...rows,
    read: (wanted, rng) =>
      rows.read(
        Uint32Array.from(wanted, (row) => row + from),
        rng,
      ),
  };
}

/** A row without a single value has nothing to be judged by; a network of photos needs the photo. */
function reasonsOf(columns: readonly Column[], pixels: Pixels | null, { rowCount }: Table): Uint8Array {
  const why = new Uint8Array(rowCount);
  for (let row = 0; row < rowCount; row++) {
    if (pixels) why[row] = pixels.places[row]! < 0 ? rowReasons.indexOf('photo-missing') : 0;
    else if (columns.every((column) => isMissing(column, row))) why[row] = rowReasons.indexOf('inputs-empty');
  }
  return why;
}
