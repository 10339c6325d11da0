// Computes small constants whose values differ, as the numbers a channel that normalise in a finished model:
// known before the filters they could join.

import type { Builder } from '../ir/build.ts';
import { rewrite } from '../ir/build.ts';
import type { ConstantData, Graph, Node, NodeOf } from '../ir/graph.ts';
import { sizeOf } from '../ir/graph.ts';
import { onNumbers } from './fold-constants.ts';

/** Larger ones are left to ONNX Runtime, which folds them while it opens the model. */
const largest = 4096;

export function foldRows(graph: Graph): Graph {
  return rewrite(graph, fold);
}

function fold(node: Node, inputs: readonly Node[], build: Builder): Node | null {
  if (inputs.length === 0 || !inputs.every((input): input is NodeOf<'constant'> => input.op === 'constant'))
    return null;
  const { dtype, shape } = node;
  if (node.op === 'reshape') return build.constant(inputs[0]!.attributes.data, { dtype, shape });
  const compute = onNumbers[node.op];
  if (!compute || dtype !== 'float32' || sizeOf(shape) > largest || sizeOf(shape) === 0) return null;
  const reads = inputs.map((input) => reader(input, shape));
  const values = Float32Array.from({ length: sizeOf(shape) }, (_, at) => compute(reads[0]!(at), reads[1]?.(at) ?? 0));
  return build.constant(values, { dtype, shape });
}

/** The operand's value at a place of the result, repeated where the result is larger. */
function reader({ attributes, shape }: NodeOf<'constant'>, result: readonly number[]): (at: number) => number {
  const data: ConstantData = attributes.data;
  if (data.length === 1) return () => data[0]!;
  const lead = result.length - shape.length;
  return (at) => {
    let from = 0;
    let rest = at;
    let step = 1;
    for (let axis = result.length - 1; axis >= lead; axis--) {
      const extent = shape[axis - lead]!;
      if (extent > 1) from += (rest % result[axis]!) * step;
      rest = Math.floor(rest / result[axis]!);
      step *= extent;
    }
    return data[from]!;
  };
}
