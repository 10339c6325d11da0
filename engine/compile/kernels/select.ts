// Choosing numbers by a condition or an index, and the gradient of that choice.

import type {
  GatherV2Attrs,
  GatherV2Inputs,
  OneHotAttrs,
  OneHotInputs,
  SelectInputs,
  TopKAttrs,
  TopKInputs,
  UnsortedSegmentSumAttrs,
  UnsortedSegmentSumInputs,
} from '@tensorflow/tfjs-core';
import type { Builder } from '../ir/build.ts';
import type { Dtype, Node } from '../ir/graph.ts';
import { axisOf, cast, kernel, reshape, sizeOf, unify } from './kernel.ts';
import type { Kernel } from './kernel.ts';

export const selections: readonly Kernel[] = [
  kernel<SelectInputs>('Select', (build, { condition, t, e }) => {
    // A condition of rank 1 selects whole rows.
    const rowwise = condition.shape.length === 1 && t.shape.length > 1;
    const mask = rowwise
      ? reshape(build, condition, [condition.shape[0]!, ...t.shape.slice(1).map(() => 1)])
      : condition;
    return build.add('where', [mask, ...unify(build, t, e)], {});
  }),
  kernel<GatherV2Inputs, GatherV2Attrs>('GatherV2', (build, { x, indices }, { axis, batchDims }) => {
    if (batchDims !== 0) throw new Error(`gather with batchDims = ${batchDims} is not recorded; only 0 is.`);
    return build.add('gather', [x, cast(build, indices, 'int32')], { axis: axisOf(axis, x.shape.length) });
  }),
  kernel<OneHotInputs, OneHotAttrs>('OneHot', (build, { indices }, { depth, onValue, offValue, dtype }) => {
    const hit = oneHot(build, indices, depth);
    const type = (dtype ?? 'int32') as Dtype;
    if (onValue === 1 && offValue === 0) return cast(build, hit, type);
    return cast(
      build,
      build.add('where', [hit, build.fill(onValue, 'float32'), build.fill(offValue, 'float32')], {}),
      type,
    );
  }),
  kernel<TopKInputs, TopKAttrs>('TopK', (build, { x }, { k }) => highest(build, x, k)),
  kernel<UnsortedSegmentSumInputs, UnsortedSegmentSumAttrs>(
    'UnsortedSegmentSum',
    (build, { x, segmentIds }, { numSegments }) => {
      // As a product with the one-hot rows: the same order of additions on every device, so a run repeats
      // bit for bit, which a scatter with atomic additions does not promise. Ids out of range hit no column.
      const hits = cast(build, oneHot(build, segmentIds, numSegments), 'float32');
      const rows = x.shape[0]!;
      const matrix = reshape(build, cast(build, x, 'float32'), [rows, sizeOf(x.shape.slice(1))]);
      const sums = build.add('matmul', [hits, matrix], { transposeA: true, transposeB: false });
      return cast(build, reshape(build, sums, [numSegments, ...x.shape.slice(1)]), x.dtype);
    },
  ),
];

/** More than a few would make a long graph; nothing here sorts whole rows. */
const mostHighest = 32;

/** The highest numbers of the last axis and their places, one after another: found, then left out of the next search. */
function highest(build: Builder, x: Node, count: number): Node[] {
  if (count > mostHighest || x.dtype !== 'float32')
    throw new Error(`topk of ${count} ${x.dtype} numbers is not recorded; at most ${mostHighest} of float32 are.`);
  const axis = x.shape.length - 1;
  const places: Node[] = [];
  const values: Node[] = [];
  let rest = x;
  for (let i = 0; i < count; i++) {
    const place = build.add('argMax', [rest], { axis });
    places.push(reshape(build, place, [...place.shape, 1]));
    values.push(build.add('reduceMax', [rest], { axes: [axis], keepDims: true }));
    rest = build.add(
      'where',
      [oneHot(build, place, x.shape[axis]!), build.fill(-3.4028234663852886e38, 'float32'), rest],
      {},
    );
  }
  return [build.add('concat', values, { axis }), build.add('concat', places, { axis })];
}

/** True where the index equals the column; shape [...indices, depth]. */
function oneHot(build: Builder, indices: Node, depth: number): Node {
  const columns = build.constant(
    Int32Array.from({ length: depth }, (_, column) => column),
    { dtype: 'int32', shape: [depth] },
  );
  return build.add('equal', [reshape(build, cast(build, indices, 'int32'), [...indices.shape, 1]), columns], {});
}
