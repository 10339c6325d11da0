// Cases for reductions, products, arrangement, selection and creation.

import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { Case } from './case.ts';
import { indices, integersOf, numbers, values } from './case.ts';

const cube = [2, 3, 4] as const;

/** A function of one tensor, with its gradient. */
function of(
  name: string,
  kernels: readonly string[],
  shape: readonly number[],
  run: (x: Tensor) => Tensor | readonly Tensor[],
  gradient = true,
): Case {
  return {
    name,
    kernels,
    run: ({ x }) => run(x!),
    inputs: (rng) => ({ x: numbers(rng, shape) }),
    gradientOf: gradient ? ['x'] : [],
  };
}

function reduction(kernel: string, run: (x: Tensor, axis?: number | number[], keepDims?: boolean) => Tensor): Case[] {
  return [
    of(`${kernel} of everything`, [kernel], cube, (x) => run(x)),
    of(`${kernel} over the middle`, [kernel], cube, (x) => run(x, 1)),
    of(`${kernel} over two axes, kept`, [kernel], cube, (x) => run(x, [0, -1], true)),
    of(`${kernel} of a scalar`, [kernel], [], (x) => run(x)),
  ];
}

function product(
  name: string,
  a: readonly number[],
  b: readonly number[],
  transposeA = false,
  transposeB = false,
): Case {
  return {
    name: `BatchMatMul, ${name}`,
    kernels: ['BatchMatMul'],
    gradientOf: ['a', 'b'],
    run: (inputs) => tf.matMul(inputs['a']!, inputs['b']!, transposeA, transposeB),
    inputs: (rng) => ({ a: numbers(rng, a), b: numbers(rng, b) }),
  };
}

export const structureCases: readonly Case[] = [
  ...reduction('Sum', tf.sum),
  ...reduction('Mean', tf.mean),
  ...reduction('Max', tf.max),
  ...reduction('Min', tf.min),
  // tfjs has no working gradient of a product over several axes that stay.
  ...reduction('Prod', tf.prod).map((one) => (one.name.endsWith('kept') ? { ...one, gradientOf: [] } : one)),
  // Long sums are written as products with ones: alone, for each row of a table, in pieces.
  of('Sum over many rows', ['Sum'], [300, 5], (x) => [tf.sum(x, 0), tf.mean(x, 0)]),
  of('Mean over the pixels of pictures', ['Mean'], [2, 9, 10, 3], (x) => tf.square(tf.mean(x, [1, 2]))),
  of('Mean over so many rows that they are cut', ['Mean'], [6000, 2], (x) => tf.square(tf.mean(tf.square(x), 0))),
  of('Cumprod', ['Cumprod'], cube, (x) => [tf.cumprod(x, 2), tf.cumprod(x, 1, true, true)], false),
  of('All and Any', ['All', 'Any'], [3, 4], (x) => [tf.all(tf.greater(x, -1), 0), tf.any(tf.greater(x, 1), 1)], false),
  of('ArgMax and ArgMin', ['ArgMax', 'ArgMin'], cube, (x) => [tf.argMax(x, 1), tf.argMin(x, -1)], false),
  {
    name: 'ArgMax of equals',
    kernels: ['ArgMax'],
    run: ({ x }) => tf.argMax(x!),
    inputs: () => ({ x: values(1, 3, 3, 2) }),
    gradientOf: [],
  },
  {
    name: 'sums of integers',
    kernels: ['Sum'],
    run: ({ x }) => tf.sum(x!),
    inputs: () => ({ x: integersOf(1, 2, 40_000_000, -5) }),
    gradientOf: [],
  },
  of(
    'TopK',
    ['TopK'],
    [3, 7],
    (x) => {
      const { values: found, indices: places } = tf.topk(tf.round(tf.mul(x, 2)), 4);
      return [found, places];
    },
    false,
  ),
  of('Cumsum', ['Cumsum'], cube, (x) => tf.cumsum(x, 2)),
  of('Cumsum, exclusive and backwards', ['Cumsum'], cube, (x) => tf.cumsum(x, 2, true, true)),
  of('Softmax', ['Softmax'], [3, 5], (x) => tf.softmax(x)),
  of('logSoftmax', [], [3, 5], (x) => tf.logSoftmax(x)),
  {
    name: 'Softmax of far apart',
    kernels: ['Softmax'],
    run: ({ x }) => tf.softmax(x!),
    inputs: () => ({ x: values(1000, 0, -1000) }),
    gradientOf: [],
  },
  {
    name: 'FusedBatchNorm',
    kernels: ['FusedBatchNorm'],
    gradientOf: ['x', 'mean', 'variance', 'offset', 'scale'],
    run: ({ x, mean, variance, offset, scale }) =>
      tf.batchNorm2d(
        x as tf.Tensor2D,
        mean as tf.Tensor1D,
        variance as tf.Tensor1D,
        offset as tf.Tensor1D,
        scale as tf.Tensor1D,
        1e-3,
      ),
    inputs: (rng) => ({
      x: numbers(rng, [5, 3]),
      mean: numbers(rng, [3]),
      variance: numbers(rng, [3], [0.5, 2]),
      offset: numbers(rng, [3]),
      scale: numbers(rng, [3]),
    }),
  },
  product('plain', [3, 4], [4, 5]),
  product('left transposed', [4, 3], [4, 5], true),
  product('right transposed', [3, 4], [5, 4], false, true),
  product('both transposed', [4, 3], [5, 4], true, true),
  product('of batches', [2, 3, 4], [2, 4, 5]),
  product('of batches, left transposed', [2, 4, 3], [2, 4, 5], true),
  product('of batches, right transposed', [2, 3, 4], [2, 5, 4], false, true),
  product('of batches of batches', [2, 2, 3, 4], [2, 2, 4, 5]),
  {
    name: '_FusedMatMul',
    kernels: ['_FusedMatMul'],
    gradientOf: [],
    run: ({ a, b, c }) => tf.fused.matMul({ a: a!, b: b!, bias: c!, activation: 'relu' }),
    inputs: (rng) => ({ a: numbers(rng, [3, 4]), b: numbers(rng, [4, 5]), c: numbers(rng, [5]) }),
  },
  of('Reshape', ['Reshape'], cube, (x) => tf.reshape(x, [6, -1])),
  of('ExpandDims', ['ExpandDims'], cube, (x) => tf.expandDims(x, -1)),
  of('Transpose', ['Transpose'], cube, (x) => tf.transpose(x, [2, 0, 1])),
  of('broadcastTo', [], [1, 4], (x) => tf.broadcastTo(x, [3, 4])),

  of('Tile', ['Tile'], [2, 3], (x) => tf.tile(x, [2, 3])),
  of('Tile of one', ['Tile'], [1, 3], (x) => tf.tile(x, [4, 1])),
  of('Slice', ['Slice'], cube, (x) => tf.slice(x, [0, 1, 1], [2, -1, 2])),
  of('Reverse', ['Reverse'], cube, (x) => tf.reverse(x, [0, 2])),
  of('StridedSlice', ['StridedSlice'], [5, 6], (x) => tf.stridedSlice(x, [4, 0], [0, 6], [-2, 2]), false),
  of('SplitV', ['SplitV'], [3, 6], (x) => tf.split(x, [1, 2, 3], 1)),
  of('SplitV into equals', ['SplitV'], [3, 6], (x) => tf.split(x, 3, 1)),
  of('Unpack', ['Unpack'], cube, (x) => tf.unstack(x, 1)),
  of('PadV2', ['PadV2'], [2, 3], (x) =>
    tf.pad(
      x,
      [
        [1, 0],
        [2, 1],
      ],
      7,
    ),
  ),
  of('Identity', ['Identity'], [3], (x) => tf.clone(x)),
  of('Cast there and back', ['Cast'], [4], (x) => tf.cast(tf.cast(tf.mul(x, 3), 'int32'), 'float32'), false),
  of('Cast to bool', ['Cast'], [4], (x) => tf.cast(tf.relu(x), 'bool'), false),
  {
    name: 'Concat and Pack',
    kernels: ['Concat', 'Pack'],
    gradientOf: ['a', 'b'],
    run: ({ a, b }) => [tf.concat([a!, b!], 1), tf.stack([a!, b!], 1)],
    inputs: (rng) => ({ a: numbers(rng, [2, 3]), b: numbers(rng, [2, 3]) }),
  },
  {
    name: 'Select',
    kernels: ['Select'],
    gradientOf: ['a', 'b'],
    run: ({ x, a, b }) => tf.where(tf.greater(x!, 0), a!, b!),
    inputs: (rng) => ({ x: numbers(rng, [3, 4]), a: numbers(rng, [3, 4]), b: numbers(rng, [3, 4]) }),
  },
  {
    name: 'Select of truth values',
    kernels: ['Select'],
    gradientOf: [],
    run: ({ x }) => tf.where(tf.greater(x!, 0), tf.greater(x!, 1), tf.greater(x!, -1)),
    inputs: () => ({ x: values(2, 0.5, -0.5, -2) }),
  },
  {
    name: 'GatherV2 of rows',
    kernels: ['GatherV2'],
    gradientOf: ['table'],
    run: ({ table, at }) => tf.gather(table!, at as tf.Tensor1D),
    inputs: (rng) => ({ table: numbers(rng, [5, 3]), at: indices(rng, [8], 5) }),
  },
  {
    name: 'GatherV2 along the last axis, by a matrix',
    kernels: ['GatherV2'],
    gradientOf: ['table'],
    run: ({ table, at }) => tf.gather(table!, at as tf.Tensor2D, 1),
    inputs: (rng) => ({ table: numbers(rng, [3, 5]), at: indices(rng, [2, 4], 5) }),
  },
  {
    name: 'UnsortedSegmentSum',
    kernels: ['UnsortedSegmentSum'],
    gradientOf: ['x'],
    run: ({ x, at }) => tf.unsortedSegmentSum(x!, at as tf.Tensor1D, 4),
    inputs: (rng) => ({ x: numbers(rng, [9, 2, 3]), at: indices(rng, [9], 4) }),
  },
  {
    name: 'OneHot',
    kernels: ['OneHot'],
    gradientOf: [],
    run: ({ at }) => [tf.oneHot(at!, 4), tf.oneHot(at!, 4, 0.9, 0.1, 'float32')],
    inputs: () => ({ at: integersOf(0, 3, 1, -1, 4) }),
  },
  of(
    'ZerosLike, OnesLike, Fill',
    ['ZerosLike', 'OnesLike', 'Fill'],
    [2, 3],
    (x) => [tf.add(x, tf.zerosLike(x)), tf.onesLike(x), tf.add(x, tf.fill([2, 3], 4))],
    false,
  ),
  of(
    'Range and LinSpace',
    ['Range', 'LinSpace'],
    [4],
    (x) => [tf.add(x, tf.range(0, 8, 2)), tf.add(x, tf.linspace(0, 1, 4))],
    false,
  ),
];
