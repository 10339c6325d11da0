import '@tensorflow/tfjs-backend-cpu';
import { tensor, tensor2d } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { createRng } from '../base/rng.ts';
import { embedding } from './embedding.ts';

test('several branches together give what each gives alone, for any number of rows', () => {
  const layer = embedding(2, { frequencies: 3, embedding: 4 });
  const rng = createRng(5);
  const branches = ['a', 'b', 'c'].map((name) =>
    Object.fromEntries(
      Object.entries(layer.start(rng.fork(name))).map(([key, { shape, data }]) => [
        key,
        tensor(
          data.map((value) => value + 0.1 * rng.normal()),
          [...shape],
        ),
      ]),
    ),
  );
  for (const rows of [1, 5]) {
    // Two numbers and a column that is none.
    const input = tensor2d(
      Float32Array.from({ length: rows * 3 }, () => rng.normal()),
      [rows, 3],
    );
    const alone = branches.map((parameters) => layer.apply(parameters, input, null));
    const together = layer.together!(branches, input);
    expect(together.map(({ shape }) => shape)).toEqual(alone.map(() => [rows, 3 + 2 * 4]));
    expect(together.map((each) => [...each.dataSync()])).toEqual(alone.map((each) => [...each.dataSync()]));
  }
});
