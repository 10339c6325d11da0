// The same numbers in another arrangement or type.

import { slice_util, util } from '@tensorflow/tfjs-core';
import type {
  CastAttrs,
  CastInputs,
  ConcatAttrs,
  ExpandDimsAttrs,
  ExpandDimsInputs,
  IdentityInputs,
  PackAttrs,
  PadV2Attrs,
  PadV2Inputs,
  ReshapeAttrs,
  ReshapeInputs,
  ReverseAttrs,
  ReverseInputs,
  SliceAttrs,
  SliceInputs,
  SplitVAttrs,
  SplitVInputs,
  StridedSliceAttrs,
  StridedSliceInputs,
  TensorInfo,
  TileAttrs,
  TileInputs,
  TransposeAttrs,
  TransposeInputs,
  UnpackAttrs,
  UnpackInputs,
} from '@tensorflow/tfjs-core';
import type { Dtype } from '../ir/graph.ts';
import { axisOf, cast, kernel, listed, reshape, sizeOf, sliceAxis } from './kernel.ts';
import type { Kernel } from './kernel.ts';

export const arrangements: readonly Kernel[] = [
  // Gradients save their inputs through Identity, and its own gradient runs Cast: both are always met.
  kernel<IdentityInputs>('Identity', (_, { x }) => x),
  kernel<CastInputs, CastAttrs>('Cast', (build, { x }, { dtype }) => cast(build, x, dtype as Dtype)),
  kernel<ReshapeInputs, ReshapeAttrs>('Reshape', (build, { x }, { shape }) =>
    reshape(build, x, util.inferFromImplicitShape(shape, sizeOf(x.shape))),
  ),
  kernel<ExpandDimsInputs, ExpandDimsAttrs>('ExpandDims', (build, { input }, { dim }) => {
    const at = axisOf(dim, input.shape.length + 1);
    return reshape(build, input, [...input.shape.slice(0, at), 1, ...input.shape.slice(at)]);
  }),
  kernel<TransposeInputs, TransposeAttrs>('Transpose', (build, { x }, { perm }) =>
    build.add('transpose', [x], { permutation: [...perm] }),
  ),
  kernel<TileInputs, TileAttrs>('Tile', (build, { x }, { reps }) => {
    // Repeating an axis of extent 1 is an expansion, which later passes can often leave out.
    const expands = x.shape.every((extent, axis) => extent === 1 || reps[axis] === 1);
    if (expands) return build.add('expand', [x], { shape: x.shape.map((extent, axis) => extent * reps[axis]!) });
    return build.add('tile', [x], { repeats: [...reps] });
  }),
  kernel<object, ConcatAttrs>('Concat', (build, inputs, { axis }) => {
    const parts = listed(inputs);
    const at = axisOf(axis, parts[0]!.shape.length);
    const filled = parts.filter(({ shape }) => sizeOf(shape) > 0);
    return filled.length === 1 ? filled[0]! : build.add('concat', filled.length > 0 ? filled : parts, { axis: at });
  }),
  kernel<object, PackAttrs>('Pack', (build, inputs, { axis }) => {
    const parts = listed(inputs);
    const at = axisOf(axis, parts[0]!.shape.length + 1);
    const raised = parts.map((x) => reshape(build, x, [...x.shape.slice(0, at), 1, ...x.shape.slice(at)]));
    return build.add('concat', raised, { axis: at });
  }),
  kernel<UnpackInputs, UnpackAttrs>('Unpack', (build, { value }, { axis }) => {
    const at = axisOf(axis, value.shape.length);
    const without = value.shape.filter((_, axisNumber) => axisNumber !== at);
    return Array.from({ length: value.shape[at]! }, (_, i) =>
      reshape(build, sliceAxis(build, value, at, i, 1), without),
    );
  }),
  kernel<SplitVInputs, SplitVAttrs>('SplitV', (build, { x }, { numOrSizeSplits, axis }) => {
    const at = axisOf(axis, x.shape.length);
    const extent = x.shape[at]!;
    const sizes = Array.isArray(numOrSizeSplits)
      ? withRest(numOrSizeSplits, extent)
      : Array.from({ length: numOrSizeSplits }, () => extent / numOrSizeSplits);
    let start = 0;
    return sizes.map((size) => {
      const part = sliceAxis(build, x, at, start, size);
      start += size;
      return part;
    });
  }),
  kernel<SliceInputs, SliceAttrs>('Slice', (build, { x }, { begin, size }) => {
    // Always two lists, though tfjs's type says a list of lists of any length.
    const [starts, sizes] = slice_util.parseSliceParams(withShape(x), begin, size) as [number[], number[]];
    return build.add('slice', [x], { starts, sizes, steps: x.shape.map(() => 1) });
  }),
  kernel<StridedSliceInputs, StridedSliceAttrs>('StridedSlice', (build, { x }, attributes) => {
    const { begin, end, strides, beginMask, endMask, ellipsisMask, newAxisMask, shrinkAxisMask } = attributes;
    const info = slice_util.sliceInfo(
      [...x.shape],
      begin,
      end,
      strides,
      beginMask,
      endMask,
      ellipsisMask,
      newAxisMask,
      shrinkAxisMask,
    );
    const sizes = x.shape.map((_, axis) =>
      Math.max(0, Math.ceil((info.end[axis]! - info.begin[axis]!) / info.strides[axis]!)),
    );
    const part = build.add('slice', [x], { starts: info.begin, sizes, steps: info.strides });
    return reshape(build, part, info.finalShape);
  }),
  kernel<ReverseInputs, ReverseAttrs>('Reverse', (build, { x }, { dims }) => {
    const reversed = new Set(util.parseAxisParam(dims, [...x.shape]));
    return build.add('slice', [x], {
      starts: x.shape.map((extent, axis) => (reversed.has(axis) ? extent - 1 : 0)),
      sizes: x.shape,
      steps: x.shape.map((_, axis) => (reversed.has(axis) ? -1 : 1)),
    });
  }),
  kernel<PadV2Inputs, PadV2Attrs>('PadV2', (build, { x }, { paddings, constantValue }) =>
    build.add('pad', [x], {
      before: paddings.map(([before]) => before),
      after: paddings.map(([, after]) => after),
      value: constantValue,
    }),
  ),
];

/** One size may be -1: whatever is left. */
function withRest(sizes: readonly number[], extent: number): number[] {
  const known = sizes.reduce((sum, size) => sum + Math.max(0, size), 0);
  return sizes.map((size) => (size === -1 ? extent - known : size));
}

/** parseSliceParams reads nothing of a tensor but its shape. */
function withShape({ shape }: { readonly shape: readonly number[] }): TensorInfo {
  return { dataId: {}, shape: [...shape], dtype: 'float32' };
}
