// Bytes: the wire format against the published examples, and the same graph always the same file.

import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { record } from '../record.ts';
import { emitOnnx } from './onnx-model.ts';
import { createMessage, join } from './protobuf.ts';

const bytesOf = (write: (message: ReturnType<typeof createMessage>) => void): number[] => {
  const message = createMessage();
  write(message);
  const bytes = [...join(message.chunks)];
  expect(message.length).toBe(bytes.length);
  return bytes;
};

// The examples of https://protobuf.dev/programming-guides/encoding: 150 in field 1, "testing" in field 2.
test('numbers, texts and messages are written as the format says', () => {
  expect(bytesOf((m) => m.integer(1, 150))).toEqual([0x08, 0x96, 0x01]);
  expect(bytesOf((m) => m.text(2, 'testing'))).toEqual([0x12, 7, ...new TextEncoder().encode('testing')]);
  expect(bytesOf((m) => m.integers(4, [3, 270, 86942]))).toEqual([0x22, 6, 0x03, 0x8e, 0x02, 0x9e, 0xa7, 0x05]);
  const inner = createMessage();
  inner.integer(1, 150);
  expect(bytesOf((m) => m.message(3, inner))).toEqual([0x1a, 3, 0x08, 0x96, 0x01]);
});

test('a negative number takes ten bytes, a large field number two', () => {
  expect(bytesOf((m) => m.integer(1, -1))).toEqual([0x08, ...Array(9).fill(0xff), 0x01]);
  expect(bytesOf((m) => m.integer(20, 1))).toEqual([0xa0, 0x01, 1]);
});

test('1.0 is 00 00 80 3f, lowest byte first', () => {
  expect(bytesOf((m) => m.float(2, 1))).toEqual([0x15, 0, 0, 0x80, 0x3f]);
});

test('the same function gives the same bytes', () => {
  const bytes = (): Uint8Array =>
    emitOnnx(
      record(({ x }) => ({ y: tf.softmax(tf.matMul(x!, tf.ones([3, 2]))) }), {
        x: { shape: [4, 3], dtype: 'float32' },
      }),
    );
  expect(bytes()).toEqual(bytes());
});
