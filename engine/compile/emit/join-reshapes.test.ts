// Reshapes between operators: those that only undo others are left out, whatever else reads what they gave.

import { expect, test } from 'vitest';
import { joinReshapes } from './join-reshapes.ts';
import type { OnnxNode } from './onnx-form.ts';

const node = (op: string, inputs: readonly string[], output: string): OnnxNode => ({
  op,
  inputs,
  outputs: [output],
  attributes: {},
});
const lists = new Map([
  ['four', [2, 16, 3, 3]],
  ['five', [2, 1, 3, 3, 16]],
  ['kept', [0, 288]],
]);
const joining = { shapes: new Map([['a', [2, 16, 3, 3]]]), lists, outputs: new Set(['y']) };

test('a reshape and the way back between two operators are left out', () => {
  const nodes = [
    node('Conv', ['x'], 'a'),
    node('Reshape', ['a', 'five'], 'b'),
    node('Reshape', ['b', 'four'], 'c'),
    node('Conv', ['c'], 'y'),
  ];
  expect(joinReshapes(nodes, joining)).toEqual([node('Conv', ['x'], 'a'), node('Conv', ['a'], 'y')]);
});

test('a reshape that something else reads stays, the way back is left out', () => {
  const nodes = [
    node('Conv', ['x'], 'a'),
    node('Reshape', ['a', 'five'], 'b'),
    node('Reshape', ['b', 'four'], 'c'),
    node('Add', ['c', 'b'], 'y'),
  ];
  expect(joinReshapes(nodes, joining)).toEqual([
    node('Conv', ['x'], 'a'),
    node('Reshape', ['a', 'five'], 'b'),
    node('Add', ['a', 'b'], 'y'),
  ]);
});

test('of two reshapes in a row the second reads what the first read', () => {
  const nodes = [node('Reshape', ['x', 'five'], 'b'), node('Reshape', ['b', 'four'], 'y')];
  expect(joinReshapes(nodes, joining)).toEqual([node('Reshape', ['x', 'four'], 'y')]);
});

test('an output of the model is made even where it equals what it was made from', () => {
  const nodes = [node('Conv', ['x'], 'a'), node('Reshape', ['a', 'five'], 'b'), node('Reshape', ['b', 'four'], 'y')];
  expect(joinReshapes(nodes, joining)).toEqual([node('Conv', ['x'], 'a'), node('Reshape', ['a', 'four'], 'y')]);
});

test('a reshape that keeps an extent of its operand reads the operand it was written for', () => {
  const nodes = [node('Reshape', ['x', 'five'], 'b'), node('Reshape', ['b', 'kept'], 'y')];
  expect(joinReshapes(nodes, joining)).toEqual(nodes);
});
