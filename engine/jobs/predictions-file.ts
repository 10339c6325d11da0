// Predictions of a run on the validation and test rows, kept so that later runs can be compared with
// it row by row. A small binary file: a JSON head, then the arrays one after another.

/** Row-major: regression and binary one number a row, classification one for each class. */
export interface PartPredictions {
  readonly rows: Uint32Array;
  /** By task id. */
  readonly values: Readonly<Record<string, Float32Array>>;
}

export interface Predictions {
  readonly validation: PartPredictions;
  readonly test: PartPredictions;
}

interface Head {
  readonly version: 1;
  readonly parts: readonly {
    readonly rows: number;
    readonly tasks: readonly { readonly id: string; readonly length: number }[];
  }[];
}

export function writePredictions({ validation, test }: Predictions): Uint8Array {
  const parts = [validation, test];
  const head: Head = {
    version: 1,
    parts: parts.map((part) => ({
      rows: part.rows.length,
      tasks: Object.entries(part.values).map(([id, values]) => ({ id, length: values.length })),
    })),
  };
  const text = Buffer.from(JSON.stringify(head), 'utf8');
  const length = Buffer.alloc(4);
  length.writeUInt32LE(text.length);
  // Arrays begin on a multiple of four, as typed arrays need.
  const padding = Buffer.alloc((4 - (text.length % 4)) % 4);
  const arrays = parts.flatMap((part) => [part.rows, ...Object.values(part.values)]);
  return Buffer.concat([
    length,
    text,
    padding,
    ...arrays.map((a) => Buffer.from(a.buffer, a.byteOffset, a.byteLength)),
  ]);
}

export function readPredictions(bytes: Uint8Array): Predictions {
  const aligned = new Uint8Array(bytes).buffer;
  const headLength = new DataView(aligned).getUint32(0, true);
  const head = JSON.parse(Buffer.from(aligned, 4, headLength).toString('utf8')) as Head;
  let at = 4 + Math.ceil(headLength / 4) * 4;
  const take = (count: number): number => {
    const start = at;
    at += count * 4;
    return start;
  };
  const [validation, test] = head.parts.map((part) => {
    const rows = new Uint32Array(aligned, take(part.rows), part.rows);
    const values: Record<string, Float32Array> = {};
    for (const { id, length } of part.tasks) values[id] = new Float32Array(aligned, take(length), length);
    return { rows, values };
  });
  return { validation: validation!, test: test! };
}
