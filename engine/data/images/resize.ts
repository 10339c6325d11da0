// Pixels to another size: areas are averaged where it gets smaller, neighbours mixed where it gets larger.
// Plain arithmetic in one order, so that the same picture gives the same bytes on every machine.

/** For one axis: the first target that each source position touches, and the weights of at most `most`. */
interface Axis {
  readonly first: Int32Array;
  readonly count: Int32Array;
  readonly weight: Float32Array;
  readonly most: number;
}

const axes = new Map<string, Axis>();

/** Weights of every source position in the targets; those of one target add up to 1. */
function axisOf(source: number, target: number): Axis {
  const key = `${source}>${target}`;
  const known = axes.get(key);
  if (known) return known;
  const lists: { to: number; weight: number }[][] = Array.from({ length: source }, () => []);
  const scale = source / target;
  for (let to = 0; to < target; to++) {
    if (scale >= 1) {
      const [from, end] = [to * scale, (to + 1) * scale];
      for (let at = Math.floor(from); at < Math.min(source, Math.ceil(end - 1e-9)); at++)
        lists[at]!.push({ to, weight: (Math.min(end, at + 1) - Math.max(from, at)) / scale });
    } else {
      const centre = Math.min(source - 1, Math.max(0, (to + 0.5) * scale - 0.5));
      const low = Math.floor(centre);
      lists[low]!.push({ to, weight: 1 - (centre - low) });
      if (centre > low) lists[low + 1]!.push({ to, weight: centre - low });
    }
  }
  const most = Math.max(...lists.map((list) => list.length));
  const axis = {
    first: new Int32Array(source),
    count: new Int32Array(source),
    weight: new Float32Array(source * most),
    most,
  };
  for (const [at, list] of lists.entries()) {
    axis.first[at] = list[0]?.to ?? 0;
    axis.count[at] = list.length;
    list.forEach(({ weight }, i) => (axis.weight[at * most + i] = weight));
  }
  if (axes.size > 500) axes.clear();
  axes.set(key, axis);
  return axis;
}

/**
 * @param data row-major HWC, `height * width * channels`
 * @returns the picture at `toHeight` x `toWidth` in the same layout and range, unrounded
 */
export function resize(
  data: ArrayLike<number>,
  { width, height, channels }: { readonly width: number; readonly height: number; readonly channels: number },
  toWidth: number,
  toHeight: number,
): Float32Array {
  const [across, down] = [axisOf(width, toWidth), axisOf(height, toHeight)];
  const result = new Float32Array(toWidth * toHeight * channels);
  const line = new Float32Array(toWidth * channels);
  for (let y = 0; y < height; y++) {
    if (down.count[y] === 0) continue;
    line.fill(0);
    const start = y * width * channels;
    if (channels === 1) reduceLine(data, start, width, across, line);
    else reduceColourLine(data, start, width, channels, across, line);
    for (let i = 0; i < down.count[y]!; i++) {
      const weight = down.weight[y * down.most + i]!;
      const at = (down.first[y]! + i) * line.length;
      for (let x = 0; x < line.length; x++) result[at + x] = result[at + x]! + weight * line[x]!;
    }
  }
  return result;
}

function reduceLine(data: ArrayLike<number>, start: number, width: number, across: Axis, line: Float32Array): void {
  const { first, count, weight, most } = across;
  for (let x = 0; x < width; x++) {
    const value = data[start + x]!;
    const to = first[x]!;
    for (let i = 0; i < count[x]!; i++) line[to + i] = line[to + i]! + weight[x * most + i]! * value;
  }
}

function reduceColourLine(
  data: ArrayLike<number>,
  start: number,
  width: number,
  channels: number,
  across: Axis,
  line: Float32Array,
): void {
  const { first, count, weight, most } = across;
  for (let x = 0; x < width; x++) {
    for (let i = 0; i < count[x]!; i++) {
      const to = (first[x]! + i) * channels;
      const share = weight[x * most + i]!;
      for (let c = 0; c < channels; c++) line[to + c] = line[to + c]! + share * data[start + x * channels + c]!;
    }
  }
}

/** Grey from colour by the weights of ITU-R BT.601, in the range of the input; a grey picture as it is. */
export function greyOf(data: Uint8Array | Uint16Array | Float32Array, channels: number): ArrayLike<number> {
  if (channels === 1) return data;
  const grey = new Float32Array(data.length / channels);
  for (let i = 0, at = 0; i < grey.length; i++, at += channels)
    grey[i] = 0.299 * data[at]! + 0.587 * data[at + 1]! + 0.114 * data[at + 2]!;
  return grey;
}
