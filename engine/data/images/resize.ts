// Pixels to another size: areas are averaged where it gets smaller, neighbours mixed where it gets larger.
// Plain arithmetic in one order, so that the same picture gives the same bytes on every machine.

/** For one axis: the source positions that make each target position, at most `most`, and their weights. */
interface Axis {
  readonly first: Int32Array;
  readonly count: Int32Array;
  readonly weight: Float64Array;
  readonly most: number;
}

export interface Shape {
  readonly width: number;
  readonly height: number;
  readonly channels: number;
}

const axes = new Map<string, Axis>();

/** The weights of one target position add up to 1. */
function axisOf(source: number, target: number): Axis {
  const key = `${source}>${target}`;
  const known = axes.get(key);
  if (known) return known;
  const scale = source / target;
  const most = Math.ceil(Math.max(1, scale)) + 1;
  const axis = {
    first: new Int32Array(target),
    count: new Int32Array(target),
    weight: new Float64Array(target * most),
    most,
  };
  for (let to = 0; to < target; to++) {
    const weights = scale >= 1 ? average(to * scale, (to + 1) * scale, source) : mixture(to, scale, source);
    axis.first[to] = weights.first;
    axis.count[to] = weights.shares.length;
    axis.weight.set(weights.shares, to * most);
  }
  if (axes.size > 500) axes.clear();
  axes.set(key, axis);
  return axis;
}

function average(from: number, end: number, source: number): { first: number; shares: number[] } {
  const first = Math.min(source - 1, Math.floor(from + 1e-9));
  const last = Math.max(first, Math.min(source, Math.ceil(end - 1e-9)) - 1);
  const shares: number[] = [];
  for (let at = first; at <= last; at++) shares.push((Math.min(end, at + 1) - Math.max(from, at)) / (end - from));
  return { first, shares };
}

function mixture(to: number, scale: number, source: number): { first: number; shares: number[] } {
  const centre = Math.min(source - 1, Math.max(0, (to + 0.5) * scale - 0.5));
  const first = Math.floor(centre);
  return { first, shares: centre > first ? [1 - (centre - first), centre - first] : [1] };
}

/**
 * @param data row-major HWC, `height * width * channels`
 * @returns the picture at `toHeight` x `toWidth` in the same layout and range, unrounded
 */
export function resize(
  data: Uint8Array | Uint16Array | Float32Array,
  { width, height, channels }: Shape,
  toWidth: number,
  toHeight: number,
): Float32Array {
  const [across, down] = [axisOf(width, toWidth), axisOf(height, toHeight)];
  const result = new Float32Array(toWidth * toHeight * channels);
  const line = new Float64Array(width * channels);
  for (let y = 0; y < toHeight; y++) {
    sumRows(data, down.first[y]! * line.length, down.count[y]!, down.weight, y * down.most, line);
    sumAlong(line, across, channels, result, y * toWidth * channels, toWidth);
  }
  return result;
}

/** `count` rows from `start`, weighted, into `line`. */
function sumRows(
  data: Uint8Array | Uint16Array | Float32Array,
  start: number,
  count: number,
  weights: Float64Array,
  firstWeight: number,
  line: Float64Array,
): void {
  const { length } = line;
  const top = weights[firstWeight]!;
  for (let x = 0; x < length; x++) line[x] = top * data[start + x]!;
  let row = 1;
  // Two rows in one pass: half as often to memory and back.
  for (; row + 1 < count; row += 2) {
    const upper = start + row * length;
    const lower = upper + length;
    const one = weights[firstWeight + row]!;
    const other = weights[firstWeight + row + 1]!;
    for (let x = 0; x < length; x++) line[x] = line[x]! + one * data[upper + x]! + other * data[lower + x]!;
  }
  if (row < count) {
    const last = weights[firstWeight + row]!;
    const from = start + row * length;
    for (let x = 0; x < length; x++) line[x] = line[x]! + last * data[from + x]!;
  }
}

function sumAlong(
  line: Float64Array,
  { first, count, weight, most }: Axis,
  channels: number,
  result: Float32Array,
  at: number,
  toWidth: number,
): void {
  for (let x = 0; x < toWidth; x++) {
    const from = first[x]! * channels;
    const n = count[x]!;
    for (let c = 0; c < channels; c++) {
      let sum = 0;
      for (let i = 0; i < n; i++) sum += weight[x * most + i]! * line[from + i * channels + c]!;
      result[at + x * channels + c] = sum;
    }
  }
}

/** Grey from colour by the weights of ITU-R BT.601, in the range of the input. */
export function greyOf(data: Uint8Array | Uint16Array, channels: number): Float32Array {
  if (channels === 1) return new Float32Array(data);
  const grey = new Float32Array(data.length / channels);
  for (let i = 0, at = 0; i < grey.length; i++, at += channels)
    grey[i] = 0.299 * data[at]! + 0.587 * data[at + 1]! + 0.114 * data[at + 2]!;
  return grey;
}
