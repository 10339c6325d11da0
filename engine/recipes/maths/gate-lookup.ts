// Channels of several branches, put together for each task: of tables one look-up for all tasks.
//
// Looked up are rows, each a channel's values of all members: ONNX Runtime copies them whole, while a column takes a
// copy for every number (four tasks of 128 channels and 8 members: 8 microseconds against 40).

import { gather, reshape, scalar, tensor1d, transpose } from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import { sizeOf } from '../../models/arrays.ts';
import { pickChannels } from '../../models/pick-channels.ts';

/**
 * For each reader its places of the last axis, in its order. Pure tfjs.
 * @param places by reader, as many for each
 */
export function lookUp(features: Tensor, places: readonly (readonly number[])[]): readonly Tensor[] {
  if (features.rank === 4) return places.map((each) => pickChannels(features, each));
  const outer = features.shape.slice(0, -1);
  const [rows, count] = [sizeOf(outer), places[0]!.length];
  const turned = transpose(reshape(features, [rows, features.shape.at(-1)!]), [1, 0]);
  const found = gather(turned, tensor1d(Int32Array.from(places.flat()), 'int32'));
  const each = transpose(reshape(found, [places.length, count, rows]), [0, 2, 1]);
  const shaped = reshape(each, [places.length, ...outer, count]);
  return places.map((_, reader) => gather(shaped, scalar(reader, 'int32')));
}
