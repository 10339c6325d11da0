// Convolutions in blocks add the bias and other results of their shape, and cut off what is below zero, while their
// results are still at hand. The gradient of the cut asks which results were above zero: of what was cut it can ask the
// same.

import { rewrite, useCounts } from '../ir/build.ts';
import type { Builder } from '../ir/build.ts';
import type { Graph, Node } from '../ir/graph.ts';
import { nodeAt, sameShape, sizeOf, uniformValue } from '../ir/graph.ts';

export function fuseBlocks(graph: Graph): Graph {
  if (!graph.nodes.some(({ op }) => op === 'blockedConvolve')) return graph;
  const asked = askedOfTheCut(graph);
  const uses = useCounts(asked);
  return rewrite(asked, (node, inputs, build) => {
    if (node.op === 'relu') return uses[node.inputs[0]!] === 1 ? cut(inputs[0]!, build) : null;
    if (node.op !== 'add') return null;
    const [isFirst, isSecond] = node.inputs.map((id) => uses[id] === 1) as [boolean, boolean];
    const [first, second] = inputs as [Node, Node];
    return (
      (isFirst ? shifted(first, second, build) : null) ??
      (isSecond ? shifted(second, first, build) : null) ??
      (isSecond ? added(second, first, build) : null) ??
      (isFirst ? added(first, second, build) : null)
    );
  });
}

/** `x > 0` as `relu(x) > 0` where there is such a cut, and as a number in one operation. */
function askedOfTheCut(graph: Graph): Graph {
  const cuts = new Map<number, Node>();
  const steps = new Set<number>();
  return rewrite(graph, (node, [x, bound], build) => {
    if (node.op === 'cast' && node.attributes.to === 'float32' && steps.has(x!.id)) {
      return build.add('unitStep', [nodeAt(build, x!.inputs[0]!)], {});
    }
    if (node.op === 'relu') {
      const made = build.add('relu', [x!], {});
      cuts.set(x!.id, made);
      return made;
    }
    const cutX = node.op === 'greater' && uniformValue(bound!) === 0 ? cuts.get(x!.id) : undefined;
    if (!cutX) return null;
    const step = build.add('greater', [cutX, bound!], {});
    steps.add(step.id);
    return step;
  });
}

function cut(convolution: Node, build: Builder): Node | null {
  if (convolution.op !== 'blockedConvolve' || convolution.attributes.relu) return null;
  const operands = convolution.inputs.map((id) => nodeAt(build, id));
  return build.add('blockedConvolve', operands, { ...convolution.attributes, relu: true });
}

/** With numbers a channel added, `[O / size, 1, 1, size]`. */
function shifted(convolution: Node, bias: Node, build: Builder): Node | null {
  if (convolution.op !== 'blockedConvolve' || convolution.attributes.relu) return null;
  const operands = convolution.inputs.map((id) => nodeAt(build, id));
  const term = convolution.attributes.adds ? [operands.pop()!] : [];
  if (operands.length > 2) return null;
  const [, parts, , , size] = convolution.shape;
  const isRow = bias.shape.length === 4 && bias.shape[0] === parts && bias.shape[3] === size;
  if (!isRow || sizeOf(bias.shape) !== parts! * size!) return null;
  const row = build.add('reshape', [bias], { shape: [parts! * size!] });
  return build.add('blockedConvolve', [...operands, row, ...term], convolution.attributes);
}

/** With a number for each of its own added: the convolution then goes on summing where that one ended. */
function added(convolution: Node, term: Node, build: Builder): Node | null {
  if (convolution.op !== 'blockedConvolve' || convolution.attributes.relu || convolution.attributes.adds) return null;
  if (!sameShape(term.shape, convolution.shape)) return null;
  const operands = [...convolution.inputs.map((id) => nodeAt(build, id)), term];
  return build.add('blockedConvolve', operands, { ...convolution.attributes, adds: true });
}
