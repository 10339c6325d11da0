// A function as an ONNX model to deploy: what is delivered is what was evaluated.

import { tensor } from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import { compile } from './compile.ts';
import { emitOnnx } from './emit/onnx-model.ts';
import type { Graph } from './ir/graph.ts';
import { forDeployment } from './passes/deployed.ts';
import { openBatch, probes } from './open-batch.ts';
import type { InputTypes, Recordable } from './record.ts';

/** Values baked into the model, by the name under which the function finds them among its inputs. */
export type Constants = Readonly<
  Record<string, { readonly shape: readonly number[]; readonly data: Float32Array | Int32Array }>
>;

/** The graph of a function, with `constants` given to it beside its inputs. */
export function compileWith(run: Recordable, shapes: InputTypes, constants: Constants = {}): Graph {
  return forDeployment(compile((inputs) => run({ ...bake(constants), ...inputs }), shapes));
}

/**
 * A function without state as an ONNX model (opset 18).
 *
 * @param shapes the model's inputs. An extent of -1 is the batch: the model takes any number of rows if the function
 *   treats rows alike, otherwise one row at a time.
 * @param constants parameters to bake in.
 */
export function exportOnnx(run: Recordable, shapes: InputTypes, constants: Constants = {}): Uint8Array {
  const withBatch = (batch: number): Graph => compileWith(run, replaceOpen(shapes, batch), constants);
  const isOpen = Object.values(shapes).some(({ shape }) => shape.includes(-1));
  if (!isOpen) return emitOnnx(withBatch(1));
  const open = openBatch(withBatch(probes[0]), withBatch(probes[1]));
  return open ? emitOnnx(open.graph, open.shapes) : emitOnnx(withBatch(1));
}

function replaceOpen(shapes: InputTypes, batch: number): InputTypes {
  return Object.fromEntries(
    Object.entries(shapes).map(([name, { shape, dtype }]) => [
      name,
      { dtype, shape: shape.map((extent) => (extent === -1 ? batch : extent)) },
    ]),
  );
}

function bake(constants: Constants): Record<string, Tensor> {
  return Object.fromEntries(
    Object.entries(constants).map(([name, { shape, data }]) => [
      name,
      tensor(data, [...shape], data instanceof Float32Array ? 'float32' : 'int32'),
    ]),
  );
}
