// The graph's own rules: types, verification, identity.

import { expect, test } from 'vitest';
import { createBuilder } from './build.ts';
import type { Graph, Node } from './graph.ts';
import { hashGraph } from './hash.ts';
import { printGraph } from './print.ts';
import { broadcastShapes, ShapeError } from './shapes.ts';
import { verify } from './verify.ts';

function example(): Graph {
  const build = createBuilder();
  const x = build.input('x', { dtype: 'float32', shape: [2, 3] });
  const sum = build.add('reduceSum', [x], { axes: [1], keepDims: true });
  const result = build.add('div', [x, sum], {});
  return { nodes: build.nodes, outputs: [{ name: 'share', id: result.id }] };
}

/** The example with one node replaced. */
function broken(at: number, change: Partial<Node>): Graph {
  const { nodes, outputs } = example();
  return { nodes: nodes.map((node, place) => (place === at ? ({ ...node, ...change } as Node) : node)), outputs };
}

test('a sound graph passes and prints', () => {
  verify(example());
  expect(printGraph(example())).toMatchInlineSnapshot(`
    "graph(%0 x: f32[2,3])
      %1: f32[2,1] = reduceSum(%0, axes=[1], keepDims=true)
      %2: f32[2,3] = div(%0, %1)
      return share=%2"
  `);
});

test.each([
  ['a wrong shape', broken(2, { shape: [2, 1] }), '%2: f32[2,1] = div(%0, %1): its operands give f32[2,3]'],
  ['a wrong type', broken(1, { dtype: 'int32' }), '%1: i32[2,1]'],
  ['a wrong place', broken(1, { id: 7 }), 'it stands at place 1'],
  ['reading ahead', broken(1, { inputs: [2] }), 'it reads what comes after it'],
  ['a missing operand', broken(2, { inputs: [0] }), 'An input is missing'],
  ['an output that does not exist', { nodes: example().nodes, outputs: [{ name: 'y', id: 9 }] }, 'Output "y" is %9'],
  [
    'two outputs of one name',
    {
      nodes: example().nodes,
      outputs: [
        { name: 'y', id: 0 },
        { name: 'y', id: 1 },
      ],
    },
    'Two outputs',
  ],
])('%s is found and named', (_, graph, message) => {
  expect(() => verify(graph)).toThrow(message);
});

test.each([
  [[2, 3], [3], [2, 3]],
  [
    [2, 1],
    [1, 4],
    [2, 4],
  ],
  [[], [5], [5]],
  [[0], [1], [0]],
])('[%s] and [%s] broadcast to [%s]', (a, b, expected) => {
  expect(broadcastShapes(a, b)).toEqual(expected);
  expect(broadcastShapes(b, a)).toEqual(expected);
});

test('what does not broadcast is refused with both shapes', () => {
  expect(() => broadcastShapes([2, 3], [2])).toThrow(ShapeError);
  expect(() => broadcastShapes([2, 3], [2])).toThrow('[2,3] and [2]');
});

test('the hash sees values, attributes, types and names, and nothing else', () => {
  const of = (value: number, high: number, name: string): string => {
    const build = createBuilder();
    const x = build.input('x', { dtype: 'float32', shape: [2] });
    const y = build.add('clip', [build.add('mul', [x, build.fill(value, 'float32')], {})], { low: 0, high });
    return hashGraph({ nodes: build.nodes, outputs: [{ name, id: y.id }] });
  };
  expect(of(1, 6, 'y')).toBe(of(1, 6, 'y'));
  const all = [
    of(1, 6, 'y'),
    of(2, 6, 'y'),
    of(1, 7, 'y'),
    of(1, Infinity, 'y'),
    of(1, -Infinity, 'y'),
    of(1, NaN, 'y'),
    of(1, 6, 'z'),
  ];
  expect(new Set(all).size).toBe(all.length);
});
