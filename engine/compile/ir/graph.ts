// The graph: a list of plain records in an order in which each comes after what it reads. A node is
// known by its place in the list. Shapes are static: one graph per batch size.

export type Dtype = 'float32' | 'int32' | 'bool';

export interface TensorType {
  readonly dtype: Dtype;
  readonly shape: readonly number[];
}

/** Values of a constant. One element with a larger shape means: this value everywhere. */
export type ConstantData = Float32Array | Int32Array | Uint8Array;

type None = Readonly<Record<never, never>>;
type Reduce = { readonly axes: readonly number[]; readonly keepDims: boolean };
type Axis = { readonly axis: number };
/** Windows laid over an image: grid `extents`, its step, and the places within a window, counted from its corner. */
export type Windows = {
  readonly extents: readonly [number, number];
  readonly strides: readonly [number, number];
  readonly rows: readonly number[];
  readonly columns: readonly number[];
};
type Transposed = { readonly transposeA: boolean; readonly transposeB: boolean };

/** The whole vocabulary: each operation with its attributes. Axes are never negative. */
export interface Attributes {
  input: { readonly name: string };
  constant: { readonly data: ConstantData };
  abs: None;
  neg: None;
  sign: None;
  floor: None;
  ceil: None;
  /** Halves go to the even neighbour. */
  round: None;
  exp: None;
  /** exp(x) - 1 without cancellation near 0. */
  expm1: None;
  log: None;
  /** log(1 + x) without cancellation near 0. */
  log1p: None;
  sqrt: None;
  reciprocal: None;
  sin: None;
  cos: None;
  tan: None;
  atan: None;
  tanh: None;
  sigmoid: None;
  erf: None;
  relu: None;
  /** 1 where above zero, 0 elsewhere. On the CPU, where numbers too small to be normal count as zero. */
  unitStep: None;
  elu: None;
  selu: None;
  softplus: None;
  leakyRelu: { readonly alpha: number };
  clip: { readonly low: number; readonly high: number };
  isNan: None;
  isInf: None;
  not: None;
  cast: { readonly to: Dtype };
  add: None;
  sub: None;
  mul: None;
  /** Of int32: towards zero. */
  div: None;
  pow: None;
  max: None;
  min: None;
  and: None;
  or: None;
  equal: None;
  less: None;
  lessEqual: None;
  greater: None;
  greaterEqual: None;
  /** Inputs: condition, value where true, value where false. */
  where: None;
  /** Leading dimensions broadcast. */
  matmul: Transposed;
  /** Rank 2 only; the third input broadcasts to the product and is added. */
  gemm: Transposed;
  reduceSum: Reduce;
  reduceMean: Reduce;
  reduceMax: Reduce;
  reduceMin: Reduce;
  reduceProd: Reduce;
  /** First of equals; the axis disappears. Gives int32. */
  argMax: Axis;
  argMin: Axis;
  cumsum: Axis & { readonly exclusive: boolean; readonly reverse: boolean };
  softmax: Axis;
  reshape: { readonly shape: readonly number[] };
  transpose: { readonly permutation: readonly number[] };
  expand: { readonly shape: readonly number[] };
  tile: { readonly repeats: readonly number[] };
  concat: Axis;
  /** Element i along an axis is starts + i * steps; steps may be negative. */
  slice: { readonly starts: readonly number[]; readonly sizes: readonly number[]; readonly steps: readonly number[] };
  pad: { readonly before: readonly number[]; readonly after: readonly number[]; readonly value: number };
  /** Inputs: table, int32 indices. The indices' shape takes the place of the axis. */
  gather: Axis;
  /**
   * The windows of images `[N, H, W, C]`, for convolutions and pooling: `[N, *extents, rows x columns, C]`. Element
   * `[n, i, j, (s, t)]` is pixel `[n, i * strides[0] + rows[s], j * strides[1] + columns[t]]`, `outside` beyond the edge.
   */
  patches: Windows & { readonly outside: number };
  /** The same windows with zeros beyond the edge, turned: `[N, C x places, pixels of the grid]`. */
  planes: Windows;
  /**
   * A convolution whose filters `[O, C / groups, kh, kw]` are known while compiling, as in a model to deploy, with a
   * bias `[O]` where there is a third input: `[N, *extents, O]`. Nothing is laid out for a gradient to read again.
   */
  convolve: Windows & { readonly groups: number };
  /** The highest of each window, `[N, *extents, C]`; what lies beyond the edge does not count. */
  highest: Windows;
  /**
   * A convolution as it was recorded, of images and filters `[kh, kw, C, O]`: `[N, *extents, O]`. A pass writes it in
   * the form that the device runs fastest. Places may come in falling order, as for the gradient by the images.
   */
  convolution: Windows;
  /** Its gradient by the filters, as recorded, from images and the result's gradient: `[kh, kw, C, O]`. */
  filterGradient: Windows;
  /**
   * As many equal images as the product of `strides`, interleaved: number i * strides[1] + j holds rows i, i + strides[0],
   * ... and of them columns j, j + strides[1], ... Rows are the given axis, columns the next.
   */
  interleave: Axis & { readonly strides: readonly [number, number] };
  /**
   * Images with channels in blocks, as MLAS on a CPU convolves them: `[N, C / size, H, W, size]`. The channels are the
   * last axis, `[N, H, W, C]`, or axis 1, `[N, C, H, W]`.
   */
  block: Axis & { readonly size: number };
  /** Back to `[N, H, W, C]`. */
  unblock: None;
  /**
   * A convolution of blocked images, or of `[N, C, H, W]` with fewer channels than a block, by filters
   * `[O / size, C / groups / size, kh, kw, size, size]`, or `[O / size, C, kh, kw, size]`: `[N, O / size, *extents, size]`.
   * A third input `[O]` is added, and where `adds` is set the last input, of the result's shape. Runs on the CPU only.
   */
  blockedConvolve: Windows & { readonly groups: number; readonly adds: boolean; readonly relu: boolean };
  /** Back from windows to images of `size`: each pixel the sum of its copies. Patches' transpose. */
  fold: Windows & { readonly size: readonly [number, number] };
}

export type Op = keyof Attributes;

/** One record of the graph, for one operation or for any of them. */
export type NodeOf<K extends Op> = {
  readonly [Name in K]: TensorType & {
    readonly id: number;
    readonly op: Name;
    readonly inputs: readonly number[];
    readonly attributes: Attributes[Name];
  };
}[K];
export type Node = NodeOf<Op>;

export interface Graph {
  readonly nodes: readonly Node[];
  readonly outputs: readonly { readonly name: string; readonly id: number }[];
}

/** The node with this number; there is always one in a verified graph. */
export function nodeAt(graph: { readonly nodes: readonly Node[] }, id: number): Node {
  const node = graph.nodes[id];
  if (node === undefined) throw new Error(`The graph has no value %${id}.`);
  return node;
}

export function inputsOf(graph: Graph): readonly NodeOf<'input'>[] {
  return graph.nodes.filter((node): node is NodeOf<'input'> => node.op === 'input');
}

/** How many elements a shape has; 1 for a scalar. */
export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, extent) => product * extent, 1);
}

export function sameShape(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((extent, axis) => extent === b[axis]);
}

/** The one value of a constant that is the same everywhere, else null. */
export function uniformValue(node: Node): number | null {
  return node.op === 'constant' && node.attributes.data.length === 1 ? node.attributes.data[0]! : null;
}
