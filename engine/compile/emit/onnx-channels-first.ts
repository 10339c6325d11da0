// Operators of ONNX that slide windows by themselves. They want channels first, `[N, C, H, W]`; ONNX Runtime moves
// the transposes written here through what lies between, so that one is left before the first and one behind the last.

import type { Windows } from '../ir/graph.ts';
import type { Emitter, OnnxAttribute } from './onnx-form.ts';
import { integers } from './onnx-form.ts';

/** `inputs` are pictures `[N, H, W, C]` of this shape and whatever else the operator reads. */
export function emitOverWindows(
  to: Emitter,
  operator: 'Conv' | 'MaxPool',
  [images, ...others]: readonly string[],
  shape: readonly number[],
  windows: Windows,
  attributes: Readonly<Record<string, OnnxAttribute>>,
  output: string,
): void {
  const turned = to.emit('Transpose', [images!], { perm: integers([0, 3, 1, 2]) });
  const result = to.emit(operator, [turned, ...others], {
    ...windowAttributes(windows, [shape[1]!, shape[2]!]),
    ...attributes,
  });
  to.emit('Transpose', [result], { perm: integers([0, 2, 3, 1]) }, output);
}

/** Windows over pictures of this height and width as ONNX describes them. */
export function windowAttributes(
  { extents, strides, rows, columns }: Windows,
  [height, width]: readonly [number, number],
): Record<string, OnnxAttribute> {
  // What the last window reaches beyond the far edge.
  const after = (axis: 0 | 1, list: readonly number[], size: number): number =>
    Math.max(0, (extents[axis] - 1) * strides[axis] + list.at(-1)! + 1 - size);
  const step = (list: readonly number[]): number => (list.length > 1 ? list[1]! - list[0]! : 1);
  return {
    kernel_shape: integers([rows.length, columns.length]),
    strides: integers(strides),
    dilations: integers([step(rows), step(columns)]),
    pads: integers([-rows[0]!, -columns[0]!, after(0, rows, height), after(1, columns, width)]),
  };
}
