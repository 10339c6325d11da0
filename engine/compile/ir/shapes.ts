// The type of every operation's result, from its inputs' types. One row each: a new operation
// without a row does not compile. The builder asks when a node is made, the verifier asks again.

import type { Attributes, Op, TensorType } from './graph.ts';
import { sizeOf } from './graph.ts';
import {
  ShapeError,
  arithmetic,
  broadcastShapes,
  compare,
  float,
  given,
  only,
  pair,
  pictures,
  product,
  reduce,
  same,
} from './shape-rules.ts';

export { broadcastShapes, ShapeError } from './shape-rules.ts';

type Rule<K extends Op> = (
  inputs: readonly TensorType[],
  attributes: Attributes[K],
  declared: TensorType,
) => TensorType;

/**
 * The result's type. `declared` is what the node says of itself, believed only for inputs and constants.
 * @throws ShapeError naming the operation and the types it was given.
 */
export function inferType<K extends Op>(
  op: K,
  inputs: readonly TensorType[],
  attributes: Attributes[K],
  declared: TensorType,
): TensorType {
  const rule: Rule<K> = rules[op];
  return rule(inputs, attributes, declared);
}

const rules: { readonly [K in Op]: Rule<K> } = {
  input: (_, __, declared) => declared,
  constant: (_, { data }, declared) => {
    if (data.length !== 1 && data.length !== sizeOf(declared.shape)) {
      throw new ShapeError(`A constant of shape [${declared.shape}] cannot hold ${data.length} values.`);
    }
    return declared;
  },
  abs: same,
  neg: same,
  sign: same,
  floor: float,
  ceil: float,
  round: float,
  exp: float,
  expm1: float,
  log: float,
  log1p: float,
  sqrt: float,
  reciprocal: float,
  sin: float,
  cos: float,
  tan: float,
  atan: float,
  tanh: float,
  sigmoid: float,
  erf: float,
  unitStep: float,
  relu: same,
  elu: float,
  selu: float,
  softplus: float,
  leakyRelu: float,
  clip: same,
  isNan: (inputs) => ({ dtype: 'bool', shape: float(inputs).shape }),
  isInf: (inputs) => ({ dtype: 'bool', shape: float(inputs).shape }),
  not: (inputs) => only('bool', same(inputs)),
  cast: ([x], { to }) => ({ dtype: to, shape: given(x).shape }),
  add: arithmetic,
  sub: arithmetic,
  mul: arithmetic,
  div: arithmetic,
  pow: arithmetic,
  max: arithmetic,
  min: arithmetic,
  and: (inputs) => only('bool', pair(inputs)),
  or: (inputs) => only('bool', pair(inputs)),
  equal: compare,
  less: compare,
  lessEqual: compare,
  greater: compare,
  greaterEqual: compare,
  where: ([condition, a, b]) => {
    only('bool', given(condition));
    const branches = pair([given(a), given(b)]);
    return { dtype: branches.dtype, shape: broadcastShapes(given(condition).shape, branches.shape) };
  },
  matmul: ([a, b], attributes) => product(given(a), given(b), attributes),
  gemm: ([a, b, bias], attributes) => {
    const result = product(given(a), given(b), attributes);
    if (result.shape.length !== 2) throw new ShapeError(`gemm is for matrices, not for shape [${result.shape}].`);
    if (broadcastShapes(result.shape, given(bias).shape).some((extent, axis) => extent !== result.shape[axis])) {
      throw new ShapeError(`A bias of shape [${given(bias).shape}] does not fit a product of shape [${result.shape}].`);
    }
    return result;
  },
  reduceSum: reduce,
  reduceMean: (inputs, attributes) => only('float32', reduce(inputs, attributes)),
  reduceMax: reduce,
  reduceMin: reduce,
  reduceProd: reduce,
  argMax: ([x], { axis }) => ({ dtype: 'int32', shape: given(x).shape.filter((_, at) => at !== axis) }),
  argMin: ([x], { axis }) => ({ dtype: 'int32', shape: given(x).shape.filter((_, at) => at !== axis) }),
  cumsum: same,
  softmax: float,
  reshape: ([x], { shape }) => {
    const { dtype, shape: before } = given(x);
    if (sizeOf(before) !== sizeOf(shape)) throw new ShapeError(`[${before}] cannot be reshaped to [${shape}].`);
    return { dtype, shape };
  },
  transpose: ([x], { permutation }) => {
    const { dtype, shape } = given(x);
    if ([...permutation].sort((a, b) => a - b).some((axis, at) => axis !== at) || permutation.length !== shape.length) {
      throw new ShapeError(`[${permutation}] does not permute the axes of [${shape}].`);
    }
    return { dtype, shape: permutation.map((axis) => shape[axis]!) };
  },
  expand: ([x], { shape }) => {
    const result = broadcastShapes(given(x).shape, shape);
    if (sizeOf(result) !== sizeOf(shape)) throw new ShapeError(`[${given(x).shape}] does not expand to [${shape}].`);
    return { dtype: given(x).dtype, shape };
  },
  tile: ([x], { repeats }) => ({
    dtype: given(x).dtype,
    shape: given(x).shape.map((extent, axis) => extent * repeats[axis]!),
  }),
  concat: (inputs, { axis }) => {
    const first = given(inputs[0]);
    const along = inputs.reduce((sum, { shape }) => sum + shape[axis]!, 0);
    for (const { dtype, shape } of inputs) {
      const fits = dtype === first.dtype && shape.length === first.shape.length;
      if (!fits || shape.some((extent, at) => at !== axis && extent !== first.shape[at])) {
        throw new ShapeError(`[${shape}] cannot be joined to [${first.shape}] along axis ${axis}.`);
      }
    }
    return { dtype: first.dtype, shape: first.shape.map((extent, at) => (at === axis ? along : extent)) };
  },
  slice: ([x], { starts, sizes, steps }) => {
    for (const [axis, extent] of given(x).shape.entries()) {
      const last = starts[axis]! + (sizes[axis]! - 1) * steps[axis]!;
      if (sizes[axis]! > 0 && (starts[axis]! < 0 || starts[axis]! >= extent || last < 0 || last >= extent)) {
        throw new ShapeError(`A slice from ${starts[axis]} to ${last} leaves axis ${axis} of [${given(x).shape}].`);
      }
    }
    return { dtype: given(x).dtype, shape: sizes };
  },
  pad: ([x], { before, after }) => ({
    dtype: given(x).dtype,
    shape: given(x).shape.map((extent, axis) => before[axis]! + extent + after[axis]!),
  }),
  gather: ([table, indices], { axis }) => {
    only('int32', given(indices));
    const { dtype, shape } = given(table);
    return { dtype, shape: [...shape.slice(0, axis), ...given(indices).shape, ...shape.slice(axis + 1)] };
  },
  patches: ([images], { extents, rows, columns }) => {
    const { shape } = pictures(images);
    return { dtype: 'float32', shape: [shape[0]!, ...extents, rows.length * columns.length, shape[3]!] };
  },
  planes: ([images], { extents, rows, columns }) => {
    const { shape } = pictures(images);
    const places = rows.length * columns.length;
    return { dtype: 'float32', shape: [shape[0]!, shape[3]! * places, extents[0] * extents[1]] };
  },
  convolve: ([images, filters, bias], { extents, rows, columns, groups }) => {
    const { shape } = pictures(images);
    const [outputs, ...rest] = only('float32', given(filters)).shape;
    const fits = [shape[3]! / groups, rows.length, columns.length].every((extent, at) => rest[at] === extent);
    if (!fits || (bias && (bias.shape.length !== 1 || bias.shape[0] !== outputs))) {
      throw new ShapeError(`Filters [${given(filters).shape}] do not fit pictures [${shape}] in ${groups} groups.`);
    }
    return { dtype: 'float32', shape: [shape[0]!, ...extents, outputs!] };
  },
  convolution: ([images, filters], { extents, rows, columns }) => {
    const { shape } = pictures(images);
    const [height, width, channels, outputs] = only('float32', given(filters)).shape;
    if (height !== rows.length || width !== columns.length || channels !== shape[3]) {
      throw new ShapeError(`Filters [${given(filters).shape}] do not fit pictures [${shape}].`);
    }
    return { dtype: 'float32', shape: [shape[0]!, ...extents, outputs!] };
  },
  filterGradient: ([images, slopes], { extents, rows, columns }) => {
    const { shape } = pictures(images);
    const [count, height, width, outputs] = pictures(slopes).shape;
    if (count !== shape[0] || height !== extents[0] || width !== extents[1]) {
      throw new ShapeError(`A gradient [${given(slopes).shape}] does not fit pictures [${shape}].`);
    }
    return { dtype: 'float32', shape: [rows.length, columns.length, shape[3]!, outputs!] };
  },
  interleave: (parts, { axis, strides }) => {
    const { dtype, shape } = given(parts[0]);
    if (parts.length !== strides[0] * strides[1] || parts.some((part) => String(part.shape) !== String(shape))) {
      throw new ShapeError(`${parts.length} images [${shape}] are not interleaved by ${strides.join(' x ')}.`);
    }
    return { dtype, shape: shape.map((extent, at) => extent * (strides[at - axis] ?? 1)) };
  },
  block: ([images], { axis, size }) => {
    const { shape } = pictures(images);
    const [count, ...rest] = axis === 1 ? shape : [shape[0], shape[3], shape[1], shape[2]];
    const [channels, height, width] = rest as [number, number, number];
    if (channels % size !== 0) throw new ShapeError(`${channels} channels are no blocks of ${size}.`);
    return { dtype: 'float32', shape: [count!, channels / size, height, width, size] };
  },
  unblock: ([images]) => {
    const { shape } = only('float32', given(images));
    const [count, blocks, height, width, size] = shape as [number, number, number, number, number];
    if (shape.length !== 5) throw new ShapeError(`[${shape}] are not images in blocks.`);
    return { dtype: 'float32', shape: [count, height, width, blocks * size] };
  },
  blockedConvolve: (inputs, { extents, rows, columns, groups, adds }) => {
    const [images, filters, bias] = adds ? inputs.slice(0, -1) : inputs;
    const { shape } = only('float32', given(images));
    const whole = only('float32', given(filters)).shape;
    const [blocks, size] = [whole[0]!, whole.at(-1)!];
    const fits = shape.length === 5 ? shape[4] === size && whole.length === 6 : shape.length === 4 && groups === 1;
    const rest = [shape[1]! / groups, rows.length, columns.length];
    if (
      !fits ||
      !rest.every((extent, at) => whole[at + 1] === extent) ||
      (bias && sizeOf(bias.shape) !== blocks * size)
    ) {
      throw new ShapeError(`Filters [${whole}] do not fit images [${shape}] in ${groups} groups.`);
    }
    const result = [shape[0]!, blocks, ...extents, size];
    if (adds && String(given(inputs.at(-1)).shape) !== String(result)) {
      throw new ShapeError(`[${inputs.at(-1)!.shape}] is not added to convolved images [${result}].`);
    }
    return { dtype: 'float32', shape: result };
  },
  highest: ([images], { extents }) => {
    const { shape } = pictures(images);
    return { dtype: 'float32', shape: [shape[0]!, ...extents, shape[3]!] };
  },
  fold: ([windows], { extents, rows, columns, size }) => {
    const { shape } = only('float32', given(windows));
    const fits = shape.length === 5 && shape[1] === extents[0] && shape[2] === extents[1];
    if (!fits || shape[3] !== rows.length * columns.length) {
      throw new ShapeError(
        `[${shape}] are not ${extents.join(' x ')} windows of ${rows.length * columns.length} places.`,
      );
    }
    return { dtype: 'float32', shape: [shape[0]!, ...size, shape[4]!] };
  },
};
