// Cases for what slides a window over pictures: convolutions, pooling, resizing, mirrored edges.

import * as tf from '@tensorflow/tfjs-core';
import type { Tensor3D, Tensor4D } from '@tensorflow/tfjs-core';
import type { Case } from './case.ts';
import { numbers } from './case.ts';

type Padding = 'same' | 'valid' | number;
type Size = readonly [height: number, width: number];

function convolution(window: number, stride: number, padding: Padding, size: Size, channels: Size = [3, 4]): Case {
  return {
    name: `Conv2D ${window} x ${window}, stride ${stride}, ${padding}, ${size.join(' x ')}, ${channels.join(' to ')} channels`,
    kernels: ['Conv2D'],
    gradientOf: ['x', 'w'],
    run: ({ x, w }) => tf.conv2d(x as Tensor4D, w as Tensor4D, stride, padding),
    inputs: (rng) => ({ x: numbers(rng, [2, ...size, channels[0]]), w: numbers(rng, [window, window, ...channels]) }),
  };
}

function depthwise(window: number, stride: number, padding: 'same' | 'valid', multiplier: number): Case {
  return {
    name: `DepthwiseConv2dNative ${window} x ${window}, stride ${stride}, ${padding}, times ${multiplier}`,
    kernels: ['DepthwiseConv2dNative'],
    gradientOf: ['x', 'w'],
    run: ({ x, w }) => tf.depthwiseConv2d(x as Tensor4D, w as Tensor4D, stride, padding),
    inputs: (rng) => ({ x: numbers(rng, [2, 5, 6, 3]), w: numbers(rng, [window, window, 3, multiplier]) }),
  };
}

type Pool = (x: Tensor4D, window: number, stride: number, padding: 'same' | 'valid') => Tensor4D;

function pooling(kernel: string, pool: Pool, window: number, stride: number, padding: 'same' | 'valid'): Case {
  return {
    name: `${kernel} ${window} x ${window}, stride ${stride}, ${padding}`,
    kernels: [kernel],
    gradientOf: ['x'],
    // Whole numbers above zero, so that several pixels of a window are equal.
    run: ({ x }) => pool(tf.relu(x as Tensor4D), window, stride, padding),
    inputs: (rng) => {
      const { shape, data } = numbers(rng, [2, 5, 6, 3]);
      return { x: { shape, data: data.map((value) => Math.round(value * 2)) } };
    },
  };
}

function resizing(from: Size, size: [number, number], alignCorners: boolean, halfPixels: boolean): Case {
  const how = alignCorners ? ', corners aligned' : halfPixels ? ', half pixels' : '';
  return {
    name: `ResizeBilinear from ${from.join(' x ')} to ${size.join(' x ')}${how}`,
    kernels: ['ResizeBilinear'],
    // tfjs's gradient is that of whole pixels whatever was asked for, and turns pictures that are not square.
    gradientOf: halfPixels || from[0] !== from[1] ? [] : ['x'],
    run: ({ x }) => tf.image.resizeBilinear(x as Tensor4D, size, alignCorners, halfPixels),
    inputs: (rng) => ({ x: numbers(rng, [2, ...from, 3]) }),
  };
}

function nearest(from: Size, size: [number, number], alignCorners: boolean, halfPixels: boolean): Case {
  const how = alignCorners ? ', corners aligned' : halfPixels ? ', half pixels' : '';
  return {
    name: `ResizeNearestNeighbor from ${from.join(' x ')} to ${size.join(' x ')}${how}`,
    kernels: ['ResizeNearestNeighbor'],
    gradientOf: halfPixels ? [] : ['x'],
    run: ({ x }) => tf.image.resizeNearestNeighbor(x as Tensor4D, size, alignCorners, halfPixels),
    // One picture: tfjs's gradient on the CPU steps from picture to picture by the size before resizing.
    inputs: (rng) => ({ x: numbers(rng, [1, ...from, 3]) }),
  };
}

const kernelsOfSlopes = [
  'Conv2DBackpropFilter',
  'Conv2DBackpropInput',
  'DepthwiseConv2dNativeBackpropFilter',
  'DepthwiseConv2dNativeBackpropInput',
  'MaxPoolGrad',
  'AvgPoolGrad',
  'ResizeBilinearGrad',
  'ResizeNearestNeighborGrad',
];

export const windowCases: readonly Case[] = [
  convolution(1, 1, 'same', [5, 6]),
  convolution(1, 2, 'same', [5, 7]),
  convolution(1, 2, 'valid', [4, 6]),
  convolution(3, 1, 'same', [5, 7]),
  convolution(3, 1, 'valid', [5, 7]),
  convolution(3, 2, 'same', [6, 8]),
  convolution(3, 2, 1, [6, 8]),
  convolution(3, 2, 'same', [7, 5]),
  convolution(3, 2, 'valid', [7, 8]),
  convolution(3, 3, 'same', [6, 9]),
  convolution(5, 1, 'same', [6, 7]),
  convolution(5, 2, 'same', [8, 6]),
  convolution(5, 1, 'valid', [5, 5]),
  convolution(7, 1, 'same', [5, 9]),
  convolution(7, 2, 'same', [10, 12]),
  convolution(2, 2, 'valid', [6, 4]),
  convolution(4, 1, 'valid', [4, 4]),
  convolution(5, 1, 'valid', [6, 6]),
  convolution(3, 1, 'same', [6, 6], [1, 2]),
  convolution(3, 2, 'same', [6, 6], [8, 3]),
  convolution(3, 1, 'same', [4, 4], [16, 16]),
  {
    name: 'Conv2D with dilation 2',
    kernels: ['Conv2D'],
    gradientOf: [],
    run: ({ x, w }) => tf.conv2d(x as Tensor4D, w as Tensor4D, 1, 'same', 'NHWC', 2),
    inputs: (rng) => ({ x: numbers(rng, [2, 7, 6, 3]), w: numbers(rng, [3, 3, 3, 4]) }),
  },
  {
    name: 'Conv2D of different strides',
    kernels: ['Conv2D'],
    gradientOf: ['x', 'w'],
    run: ({ x, w }) => tf.conv2d(x as Tensor4D, w as Tensor4D, [2, 1], 'same'),
    inputs: (rng) => ({ x: numbers(rng, [2, 6, 5, 3]), w: numbers(rng, [3, 5, 3, 4]) }),
  },
  {
    name: 'FusedConv2D',
    kernels: ['FusedConv2D'],
    gradientOf: [],
    run: ({ x, w, b }) =>
      tf.fused.conv2d({
        x: x as Tensor4D,
        filter: w as Tensor4D,
        strides: 1,
        pad: 'same',
        bias: b!,
        activation: 'relu',
      }),
    inputs: (rng) => ({ x: numbers(rng, [2, 5, 6, 3]), w: numbers(rng, [3, 3, 3, 4]), b: numbers(rng, [4]) }),
  },
  depthwise(3, 1, 'same', 1),
  depthwise(3, 2, 'same', 2),
  depthwise(2, 1, 'valid', 1),
  ...[tf.maxPool as Pool, tf.avgPool as Pool].flatMap((pool, at) => {
    const kernel = at === 0 ? 'MaxPool' : 'AvgPool';
    return [
      pooling(kernel, pool, 2, 2, 'valid'),
      pooling(kernel, pool, 2, 2, 'same'),
      pooling(kernel, pool, 3, 2, 'same'),
      pooling(kernel, pool, 3, 1, 'valid'),
      pooling(kernel, pool, 1, 2, 'valid'),
    ];
  }),
  resizing([5, 5], [8, 9], false, false),
  resizing([6, 6], [3, 4], false, false),
  resizing([5, 5], [9, 3], true, false),
  resizing([5, 6], [4, 8], false, false),
  resizing([5, 6], [4, 8], false, true),
  nearest([4, 4], [8, 8], false, false),
  nearest([3, 3], [5, 5], true, false),
  nearest([4, 6], [8, 9], false, true),
  ...(['reflect', 'symmetric'] as const).map((mode): Case => ({
    name: `MirrorPad, ${mode}`,
    kernels: ['MirrorPad'],
    gradientOf: [],
    run: ({ x }) =>
      tf.mirrorPad(
        x as Tensor3D,
        [
          [1, 2],
          [0, 0],
          [2, 1],
        ],
        mode,
      ),
    inputs: (rng) => ({ x: numbers(rng, [4, 3, 5]) }),
  })),
  {
    name: 'a residual block with group normalisation and squeeze-excitation',
    kernels: [],
    gradientOf: ['x', 'w', 'gain', 'shift', 'squeeze'],
    run: ({ x, w, gain, shift, squeeze }) => {
      const groups = tf.reshape(tf.conv2d(x as Tensor4D, w as Tensor4D, 1, 'same'), [2, 36, 2, 4]);
      const { mean, variance } = tf.moments(groups, [1, 3], true);
      const even = tf.reshape(tf.mul(tf.sub(groups, mean), tf.rsqrt(tf.add(variance, 1e-5))), [2, 6, 6, 8]);
      const active = tf.relu(tf.add(tf.mul(even, gain!), shift!));
      const gate = tf.sigmoid(tf.matMul(tf.mean(active, [1, 2]) as tf.Tensor2D, squeeze as tf.Tensor2D));
      return tf.add(x!, tf.mul(active, tf.reshape(gate, [2, 1, 1, 8])));
    },
    inputs: (rng) => ({
      x: numbers(rng, [2, 6, 6, 8]),
      w: numbers(rng, [3, 3, 8, 8]),
      gain: numbers(rng, [8]),
      shift: numbers(rng, [8]),
      squeeze: numbers(rng, [8, 8]),
    }),
  },
  {
    name: 'slopes of windows, named',
    kernels: kernelsOfSlopes,
    gradientOf: [],
    run: ({ x, w, d }) => {
      const all = (value: tf.Tensor, filter: tf.Tensor, each: tf.Tensor): tf.Tensor => {
        const convolved = tf.conv2d(value as Tensor4D, filter as Tensor4D, 1, 'same');
        const apart = tf.depthwiseConv2d(convolved, each as Tensor4D, 1, 'same');
        const pooled = tf.add(tf.maxPool(apart, 2, 2, 'same'), tf.avgPool(apart, 2, 2, 'same'));
        const copied = tf.image.resizeNearestNeighbor(pooled as Tensor4D, [3, 3]);
        return tf.mean(tf.square(tf.image.resizeBilinear(copied, [4, 4])));
      };
      return tf.grads(all)([x!, w!, d!]);
    },
    inputs: (rng) => ({
      x: numbers(rng, [2, 6, 6, 3]),
      w: numbers(rng, [3, 3, 3, 3]),
      d: numbers(rng, [3, 3, 3, 1]),
    }),
  },
];
