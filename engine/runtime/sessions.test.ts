// Sessions are shared by graph, kept for a while and closed at last.

import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { compile } from '../compile/index.ts';
import type { Graph } from '../compile/index.ts';
import { openSession } from './sessions.ts';

const graph = (factor: number): Graph =>
  compile(({ x }) => ({ y: tf.mul(x!, factor) }), { x: { shape: [2], dtype: 'float32' } });

test('the same graph is opened once; another graph, or other threads, are another session', async () => {
  const [first, second] = await Promise.all([openSession(graph(2), 'cpu', 1), openSession(graph(2), 'cpu', 1)]);
  const others = await Promise.all([openSession(graph(3), 'cpu', 1), openSession(graph(2), 'cpu', 2)]);
  expect(second.session).toBe(first.session);
  for (const { session } of others) expect(session).not.toBe(first.session);
  await Promise.all([first, second, ...others].map((lease) => lease.release()));
});

test('a session given back is found again, until four others have been used since', async () => {
  const first = await openSession(graph(10), 'cpu', 1);
  await first.release();
  const again = await openSession(graph(10), 'cpu', 1);
  expect(again.session).toBe(first.session);
  await again.release();
  for (let factor = 11; factor < 15; factor++) await (await openSession(graph(factor), 'cpu', 1)).release();
  const late = await openSession(graph(10), 'cpu', 1);
  expect(late.session).not.toBe(first.session);
  await late.release();
});

test('giving back twice counts once: another user keeps the session', async () => {
  const [first, second] = await Promise.all([openSession(graph(20), 'cpu', 1), openSession(graph(20), 'cpu', 1)]);
  await first.release();
  await first.release();
  for (let factor = 21; factor < 27; factor++) await (await openSession(graph(factor), 'cpu', 1)).release();
  const third = await openSession(graph(20), 'cpu', 1);
  expect(third.session).toBe(second.session);
  await Promise.all([second.release(), third.release()]);
});
