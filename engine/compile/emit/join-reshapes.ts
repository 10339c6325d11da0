// Leaves out the reshapes that only undo others. Operators for blocks take their images under another shape than the
// graph gives them, so between two of them there are two reshapes and no other work; each costs ONNX Runtime microseconds.

import type { OnnxNode } from './onnx-form.ts';

export interface Joining {
  /** Shapes by name, as far as they are known. */
  readonly shapes: ReadonlyMap<string, readonly number[]>;
  /** The lists of int64 that reshapes read, by name. */
  readonly lists: ReadonlyMap<string, readonly number[]>;
  /** Names that must be made. */
  readonly outputs: ReadonlySet<string>;
}

export function joinReshapes(nodes: readonly OnnxNode[], { shapes, lists, outputs }: Joining): OnnxNode[] {
  const standsFor = new Map<string, string>();
  const origins = new Map<string, string>();
  const joined = nodes.flatMap((node) => {
    const inputs = node.inputs.map((name) => standsFor.get(name) ?? name);
    const [output] = node.outputs as [string];
    const target = lists.get(inputs[1] ?? '');
    // A zero would mean the extent of the operand that is left out.
    if (node.op !== 'Reshape' || !target || target.includes(0)) return [{ ...node, inputs }];
    const origin = origins.get(inputs[0]!) ?? inputs[0]!;
    const shape = shapes.get(origin);
    if (!outputs.has(output) && shape && String(shape) === String(target)) {
      standsFor.set(output, origin);
      return [];
    }
    origins.set(output, origin);
    return [{ ...node, inputs: [origin, inputs[1]!] }];
  });
  return withoutUnread(joined, outputs);
}

/** Without the reshapes whose results nobody reads any more. */
function withoutUnread(nodes: readonly OnnxNode[], outputs: ReadonlySet<string>): OnnxNode[] {
  const read = new Set(outputs);
  const kept = nodes.toReversed().filter((node) => {
    if (node.op === 'Reshape' && !node.outputs.some((name) => read.has(name))) return false;
    for (const name of node.inputs) read.add(name);
    return true;
  });
  return kept.toReversed();
}
