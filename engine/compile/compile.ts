// From a function of tensors to the graph that is emitted (emit/onnx-model.ts) and run.

import type { Graph } from './ir/graph.ts';
import { optimise } from './passes/index.ts';
import type { Target } from './passes/index.ts';
import { record } from './record.ts';
import type { InputTypes, Recordable } from './record.ts';

/** Records a function and tidies what it did, for any device unless `target` says which. */
export function compile(run: Recordable, inputs: InputTypes, target?: Target): Graph {
  return optimise(record(run, inputs), undefined, target);
}
