// Convolutions of images in blocks of channels: the operators that ONNX Runtime's own optimiser writes for its CPU
// library MLAS where filters are known. Training has unknown ones, so the blocked form is written here; the operators
// take it under the shape `[N, C, H, W]`. https://github.com/microsoft/onnxruntime, core/optimizer/nchwc_transformer.cc

import type { Attributes, Node, NodeOf } from '../ir/graph.ts';
import { windowAttributes } from './onnx-channels-first.ts';
import type { Emitter } from './onnx-form.ts';
import { integer, text } from './onnx-form.ts';

const domain = 'com.microsoft.nchwc';

/** Images to `shape`. */
export function emitBlock(
  to: Emitter,
  images: string,
  { axis }: Attributes['block'],
  shape: readonly number[],
  output: string,
): void {
  const list = to.list(shape);
  const last = axis !== 1;
  if (shape[1] === 1 && last) return void to.emit('Reshape', [images, list], {}, output);
  const blocked = to.emit('ReorderInput', [images], last ? { channels_last: integer(true) } : {}, undefined, domain);
  to.emit('Reshape', [blocked, list], {}, output);
}

/** Images in blocks, of shape `blocked`, to `shape`, `[N, H, W, C]`. */
export function emitUnblock(
  to: Emitter,
  images: string,
  blocked: readonly number[],
  shape: readonly number[],
  output: string,
): void {
  if (blocked[1] === 1) return void to.emit('Reshape', [images, to.list(shape)], {}, output);
  const whole = to.emit('Reshape', [images, to.list(channelsFirst(blocked))]);
  const attributes = { channels: integer(shape[3]!), channels_last: integer(true) };
  to.emit('ReorderOutput', [whole], attributes, output, domain);
}

export function emitBlockedConvolution(
  to: Emitter,
  { attributes, shape }: NodeOf<'blockedConvolve'>,
  [images, filters, ...others]: readonly string[],
  [pictures, weights]: readonly Node[],
  output: string,
): void {
  const { groups, adds, relu } = attributes;
  const blocked = pictures!.shape.length === 5;
  const [height, width] = [pictures!.shape[2]!, pictures!.shape[3]!];
  const whole = blocked ? to.emit('Reshape', [images!, to.list(channelsFirst(pictures!.shape))]) : images!;
  const matrix = to.emit('Reshape', [filters!, to.list(filterShape(weights!.shape))]);
  const added = adds ? [to.emit('Reshape', [others.at(-1)!, to.list(channelsFirst(shape))])] : [];
  const bias = others.slice(0, others.length - added.length);
  // The operator's third place is the bias's, also where there is none.
  const terms = added.length > 0 && bias.length === 0 ? ['', ...added] : added;
  const convolved = to.emit(
    'Conv',
    [whole, matrix, ...bias, ...terms],
    {
      group: integer(groups),
      ...windowAttributes(attributes, [height, width]),
      ...(relu ? { activation: text('Relu') } : {}),
    },
    undefined,
    domain,
  );
  const result = to.shaped(convolved, channelsFirst(shape));
  to.emit('Reshape', [result, to.list(shape)], {}, output);
}

function channelsFirst([count, blocks, height, width, size]: readonly number[]): number[] {
  return [count!, blocks! * size!, height!, width!];
}

/** `[O / size, C / size, kh, kw, size, size]` or `[O / size, C, kh, kw, size]` as `[O, C, kh, kw]`. */
function filterShape(shape: readonly number[]): number[] {
  const [blocks, channels, height, width, inner] = shape as [number, number, number, number, number];
  const size = shape.at(-1)!;
  return [blocks * size, shape.length === 6 ? channels * inner : channels, height, width];
}
