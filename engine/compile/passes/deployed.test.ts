// What is done last to a model to deploy, on graphs that show it; and that it computes the same.

import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, test } from 'vitest';
import type { Graph } from '../ir/graph.ts';
import { printGraph } from '../ir/print.ts';
import { verify } from '../ir/verify.ts';
import { record } from '../record.ts';
import type { Recordable } from '../record.ts';
import { dropIdentities } from './drop-identities.ts';
import { dropUnused } from './drop-unused.ts';
import { foldConstants } from './fold-constants.ts';
import { foldRows } from './fold-rows.ts';
import { joinKnown } from './join-constants.ts';
import { joinFirst } from './join-first.ts';
import { rowsInPlace } from './rows-in-place.ts';
import { sliceLast } from './slice-last.ts';

const row = { x: { shape: [2, 1, 2], dtype: 'float32' }, y: { shape: [2, 1, 3], dtype: 'float32' } } as const;

/** After the pass, without what it left over. */
function after(pass: (graph: Graph) => Graph, run: Recordable): string {
  const result = pass(dropUnused(dropIdentities(record(run, row))));
  verify(result);
  const tidy = dropUnused(result);
  verify(tidy);
  return printGraph(tidy);
}

const ascending = (...shape: number[]): tf.Tensor =>
  tf.tensor(
    Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, i) => i),
    shape,
    'float32',
  );

test('a product takes the rows of a larger tensor as they lie', () => {
  const product: Recordable = ({ x }) => ({
    out: tf.reshape(tf.matMul(tf.reshape(x!, [2, 2]), ascending(2, 3) as tf.Tensor2D), [2, 1, 3]),
  });
  expect(after(rowsInPlace, product)).toMatchInlineSnapshot(`
    "graph(%0 x: f32[2,1,2], %1 y: f32[2,1,3])
      %2: f32[2,3] = constant(data=[0,1,2,3,4,5])
      %3: f32[2,1,3] = matmul(%0, %2, transposeA=false, transposeB=false)
      return out=%3"
  `);
});

test('a product whose rows are counted differently behind it keeps its reshapes', () => {
  const turned: Recordable = ({ x }) => ({
    out: tf.reshape(tf.matMul(tf.reshape(x!, [2, 2]), ascending(2, 2) as tf.Tensor2D), [1, 2, 2]),
  });
  expect(after(rowsInPlace, turned)).toContain('reshape(%0, shape=[2,2])');
});

describe('what is done to each part of a joined tensor', () => {
  test('is done once to the whole, constants joined', () => {
    const joined: Recordable = ({ x, y }) => ({
      out: tf.concat(
        [x!, y!].map((each) => tf.relu(tf.mul(each, ascending(2, 1, each.shape[2]!)))),
        2,
      ),
    });
    expect(after(joinFirst, joined)).toMatchInlineSnapshot(`
      "graph(%0 x: f32[2,1,2], %1 y: f32[2,1,3])
        %2: f32[2,1,5] = constant(data=[0,1,0,1,2,2,… 10 values])
        %3: f32[2,1,5] = concat(%0, %1, axis=2)
        %4: f32[2,1,5] = mul(%3, %2)
        %5: f32[2,1,5] = relu(%4)
        return out=%5"
    `);
  });

  test('stays where parts differ in it, where one is read elsewhere too, and where a number does not reach along', () => {
    const differs: Recordable = ({ x, y }) => ({ out: tf.concat([tf.relu(x!), tf.neg(y!)], 2) });
    expect(after(joinFirst, differs)).toContain('neg');
    const elsewhere: Recordable = ({ x, y }) => {
      const part = tf.relu(x!);
      return { out: tf.concat([part, tf.relu(y!)], 2), part };
    };
    expect(after(joinFirst, elsewhere).match(/relu/g)).toHaveLength(2);
    const oneNumber: Recordable = ({ x, y }) => ({ out: tf.concat([tf.add(x!, 1), tf.add(y!, 2)], 2) });
    expect(after(joinFirst, oneNumber).match(/add/g)).toHaveLength(2);
  });
});

describe('what is done to each slice of a tensor', () => {
  const cut = (x: tf.Tensor, row: number): tf.Tensor => tf.slice(x, [row, 0, 0], [1, 1, 2]);

  test('is done once to the whole, each slice with its own numbers', () => {
    const scaled: Recordable = ({ x }) => ({
      second: tf.mul(cut(x!, 1), tf.add(ascending(3, 1, 2), 10)),
      first: tf.mul(cut(x!, 0), ascending(3, 1, 2)),
    });
    const known = (graph: Graph): Graph => sliceLast(dropUnused(foldRows(graph)));
    expect(after(known, scaled)).toMatchInlineSnapshot(`
      "graph(%0 x: f32[2,1,2], %1 y: f32[2,1,3])
        %2: f32[2,1,1,2] = reshape(%0, shape=[2,1,1,2])
        %3: f32[2,3,1,2] = constant(data=[0,1,2,3,4,5,… 12 values])
        %4: f32[2,3,1,2] = mul(%2, %3)
        %5: i32[] = constant(data=[1])
        %6: f32[3,1,2] = gather(%4, %5, axis=0)
        %7: i32[] = constant(data=[0])
        %8: f32[3,1,2] = gather(%4, %7, axis=0)
        return second=%6, first=%8"
    `);
  });

  test('stays where a slice is missing, or read elsewhere too', () => {
    const one: Recordable = ({ x }) => ({ out: tf.mul(cut(x!, 1), ascending(3, 1, 2)) });
    expect(after(sliceLast, one)).not.toContain('gather');
    const elsewhere: Recordable = ({ x }) => {
      const first = cut(x!, 0);
      return { a: tf.mul(first, ascending(3, 1, 2)), b: tf.mul(cut(x!, 1), ascending(3, 1, 2)), first };
    };
    expect(after(sliceLast, elsewhere)).not.toContain('gather');
  });
});

test('what is known is joined while compiling, one value everywhere written out', () => {
  const joined: Recordable = ({ x }) => ({
    out: tf.add(x!, tf.concat([ascending(2, 1, 1), tf.fill([2, 1, 1], 7)], 2)),
  });
  expect(after((graph) => joinKnown(foldConstants(graph)), joined)).toMatchInlineSnapshot(`
    "graph(%0 x: f32[2,1,2], %1 y: f32[2,1,3])
      %2: f32[2,1,2] = constant(data=[0,7,1,7])
      %3: f32[2,1,2] = add(%0, %2)
      return out=%3"
  `);
});
