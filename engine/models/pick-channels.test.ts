import '@tensorflow/tfjs-backend-cpu';
import { gather, tensor1d, tensor4d } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { pickChannels } from './pick-channels.ts';

const maps = tensor4d(
  Float32Array.from({ length: 2 * 3 * 2 * 4 }, (_, i) => i),
  [2, 3, 2, 4],
);

test('channels are picked in any order, as often as they are named', () => {
  const picked = pickChannels(maps, [2, 0, 2]);
  expect(picked.shape).toEqual([2, 3, 2, 3]);
  expect([...picked.dataSync()]).toEqual([...gather(maps, tensor1d([2, 0, 2], 'int32'), 3).dataSync()]);
});

test('all in their order are the maps themselves', () => {
  expect(pickChannels(maps, [0, 1, 2, 3])).toBe(maps);
});
