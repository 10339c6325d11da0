// Each pass on a graph that shows what it does; the verifier runs after every one.

import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import type { Graph } from '../ir/graph.ts';
import { createBuilder } from '../ir/build.ts';
import { printGraph } from '../ir/print.ts';
import { verify } from '../ir/verify.ts';
import { record } from '../record.ts';
import type { Recordable } from '../record.ts';
import { dropIdentities } from './drop-identities.ts';
import { dropUnused } from './drop-unused.ts';
import { foldConstants } from './fold-constants.ts';
import { fuseProducts } from './fuse-products.ts';
import { optimise } from './index.ts';
import { mergeDuplicates } from './merge-duplicates.ts';

const matrix = { x: { shape: [2, 3], dtype: 'float32' } } as const;

function recorded(run: Recordable): Graph {
  const graph = record(run, matrix);
  verify(graph);
  return graph;
}

/** After the pass and without what it left over. */
function after(pass: (graph: Graph) => Graph, graph: Graph): string {
  const result = pass(graph);
  verify(result);
  const tidy = dropUnused(result);
  verify(tidy);
  return printGraph(tidy);
}

test('unused operations go, unused inputs stay: they are fed by name', () => {
  const graph = record(({ x, z }) => ({ y: (tf.exp(z!), tf.neg(x!)) }), {
    ...matrix,
    z: { shape: [1], dtype: 'float32' },
  });
  expect(after((same) => same, graph)).toMatchInlineSnapshot(`
    "graph(%0 x: f32[2,3], %1 z: f32[1])
      %2: f32[2,3] = neg(%0)
      return y=%2"
  `);
});

test('values known while compiling are computed, and ones are not written out where they broadcast', () => {
  const graph = recorded(({ x }) => ({ y: tf.mul(x!, tf.div(tf.ones([2, 3]), tf.fill([2, 3], 4))) }));
  expect(after(foldConstants, graph)).toMatchInlineSnapshot(`
    "graph(%0 x: f32[2,3])
      %1: f32[] = constant(data=[0.25])
      %2: f32[2,3] = mul(%0, %1)
      return y=%2"
  `);
});

test('what changes nothing goes', () => {
  const graph = recorded(({ x }) => ({
    y: tf.transpose(tf.transpose(tf.reshape(tf.reshape(tf.cast(tf.mul(tf.add(x!, 0), 1), 'float32'), [6]), [2, 3]))),
  }));
  expect(after((given) => dropIdentities(foldConstants(given)), graph)).toMatchInlineSnapshot(`
    "graph(%0 x: f32[2,3])
      return y=%0"
  `);
});

test('adding a zero of a larger shape is not nothing', () => {
  const graph = record(({ x }) => ({ y: tf.add(x!, tf.zeros([2, 3])) }), { x: { shape: [3], dtype: 'float32' } });
  expect(optimise(graph).nodes.at(-1)!.shape).toEqual([2, 3]);
});

test('the same thing is computed once, whatever the order of a sum', () => {
  const graph = recorded(({ x }) => ({ y: tf.sub(tf.add(tf.exp(x!), tf.abs(x!)), tf.add(tf.abs(x!), tf.exp(x!))) }));
  expect(after(mergeDuplicates, graph)).toMatchInlineSnapshot(`
    "graph(%0 x: f32[2,3])
      %1: f32[2,3] = exp(%0)
      %2: f32[2,3] = abs(%0)
      %3: f32[2,3] = add(%1, %2)
      %4: f32[2,3] = sub(%3, %3)
      return y=%4"
  `);
});

test('zero and minus zero are different constants', () => {
  const build = createBuilder();
  const [zero, minus] = [build.fill(0, 'float32'), build.fill(-0, 'float32')];
  const graph = {
    nodes: build.nodes,
    outputs: [
      { name: 'a', id: zero.id },
      { name: 'b', id: minus.id },
    ],
  };
  expect(mergeDuplicates(graph).nodes).toHaveLength(2);
});

test('a convolution in blocks that was recorded twice is computed once, though its filters are gathered', () => {
  const types = {
    x: { shape: [16, 8, 8, 16], dtype: 'float32' },
    w: { shape: [3, 3, 16, 32], dtype: 'float32' },
  } as const;
  const apply: Recordable = ({ x, w }) => {
    const once = (): tf.Tensor => tf.conv2d(x as tf.Tensor4D, w as tf.Tensor4D, 1, 'same');
    return { y: tf.exp(once()), z: tf.neg(once()) };
  };
  const graph = optimise(record(apply, types), verify, { block: 16 });
  expect(graph.nodes.filter(({ op }) => op === 'blockedConvolve')).toHaveLength(1);
});

test('a product takes in transposes and bias, unless the bare product is needed too', () => {
  const shapes = { ...matrix, w: { shape: [4, 3], dtype: 'float32' }, b: { shape: [4], dtype: 'float32' } } as const;
  const graph = record(({ x, w, b }) => ({ y: tf.add(tf.matMul(x!, tf.transpose(w!)), b!) }), shapes);
  expect(after(fuseProducts, graph)).toMatchInlineSnapshot(`
    "graph(%0 x: f32[2,3], %1 w: f32[4,3], %2 b: f32[4])
      %3: f32[2,4] = gemm(%0, %1, %2, transposeA=false, transposeB=true)
      return y=%3"
  `);
  const both = record(({ x, w, b }) => {
    const product = tf.matMul(x!, tf.transpose(w!));
    return { product, y: tf.add(product, b!) };
  }, shapes);
  expect(after(fuseProducts, both)).not.toContain('gemm');
});

test('a bias joins a product that was shaped into pictures, unless its rows are read elsewhere', () => {
  const shapes = { ...matrix, w: { shape: [3, 4], dtype: 'float32' }, b: { shape: [4], dtype: 'float32' } } as const;
  const graph = record(({ x, w, b }) => ({ y: tf.add(tf.reshape(tf.matMul(x!, w!), [1, 2, 1, 4]), b!) }), shapes);
  expect(after(fuseProducts, graph)).toMatchInlineSnapshot(`
    "graph(%0 x: f32[2,3], %1 w: f32[3,4], %2 b: f32[4])
      %3: f32[2,4] = gemm(%0, %1, %2, transposeA=false, transposeB=false)
      %4: f32[1,2,1,4] = reshape(%3, shape=[1,2,1,4])
      return y=%4"
  `);
  const both = record(({ x, w, b }) => {
    const product = tf.matMul(x!, w!);
    return { product, y: tf.add(tf.reshape(product, [1, 2, 1, 4]), b!) };
  }, shapes);
  expect(after(fuseProducts, both)).not.toContain('gemm');
  const turned = record(
    ({ x, w, b }) => ({ y: tf.add(tf.reshape(tf.matMul(x!, w!), [4, 2]), tf.slice(b!, 0, 2)) }),
    shapes,
  );
  expect(after(fuseProducts, turned)).not.toContain('gemm');
});

test('a window of one pixel for each pixel is the picture itself, with a stride it is not', () => {
  const shapes = {
    x: { shape: [1, 4, 4, 2], dtype: 'float32' },
    w: { shape: [1, 1, 2, 3], dtype: 'float32' },
  } as const;
  const count = (stride: number): number => {
    const graph = record(({ x, w }) => ({ y: tf.conv2d(x as tf.Tensor4D, w as tf.Tensor4D, stride, 'same') }), shapes);
    return optimise(graph, verify).nodes.filter(({ op }) => op === 'patches').length;
  };
  expect([count(1), count(2)]).toEqual([0, 1]);
});

test('passes leave nothing for a second round of a whole gradient', () => {
  const graph = recorded(({ x }) => ({ slope: tf.grad((value) => tf.mean(tf.square(tf.relu(value))))(x!) }));
  const once = optimise(graph, verify);
  expect(printGraph(optimise(once, verify))).toBe(printGraph(once));
  expect(printGraph(once)).toMatchInlineSnapshot(`
    "graph(%0 x: f32[2,3])
      %1: f32[2,3] = relu(%0)
      %2: f32[] = constant(data=[0.333333])
      %3: f32[2,3] = mul(%1, %2)
      %4: f32[] = constant(data=[0])
      %5: bool[2,3] = greater(%0, %4)
      %6: f32[2,3] = cast(%5, to=float32)
      %7: f32[2,3] = mul(%3, %6)
      return slope=%7"
  `);
});
