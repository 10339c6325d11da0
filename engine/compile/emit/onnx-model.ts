// A graph as the bytes of an ONNX model. The same graph gives the same bytes.
// Field numbers: https://github.com/onnx/onnx/blob/main/onnx/onnx.proto

import type { Graph, TensorType } from '../ir/graph.ts';
import { inputsOf, nodeAt } from '../ir/graph.ts';
import type { OpenShape } from '../open-batch.ts';
import { joinReshapes } from './join-reshapes.ts';
import type { OnnxAttribute, OnnxNode, OnnxTensor } from './onnx-form.ts';
import { createForm, elementTypes } from './onnx-form.ts';
import { emitNode, opset } from './onnx-ops.ts';
import type { Message } from './protobuf.ts';
import { createMessage, join } from './protobuf.ts';

/** ONNX 1.14's, the first file version that allows opset 18 everywhere. */
const fileVersion = 8;

/** The model's inputs and outputs carry the graph's names. `shapes` says which of their extents are open. */
export function emitOnnx(graph: Graph, shapes: ReadonlyMap<number, OpenShape> = new Map()): Uint8Array {
  const inputs = inputsOf(graph);
  const names = new Map(inputs.map(({ id, attributes }) => [id, attributes.name]));
  for (const { name, id } of graph.outputs) if (!names.has(id)) names.set(id, name);
  // The sign keeps internal names apart from whatever inputs and outputs are called.
  const nameOf = (id: number): string => names.get(id) ?? `%${id}`;

  const form = createForm();
  for (const node of graph.nodes) emitNode(node, graph, form, nameOf);
  // Where two outputs, or an input and an output, are one value, each still needs a name of its own.
  for (const { name, id } of graph.outputs) if (nameOf(id) !== name) form.emit('Identity', [nameOf(id)], {}, name);

  const nodes = joinReshapes(form.nodes, {
    // Shapes with open extents are not known.
    shapes: shapes.size > 0 ? new Map() : new Map([...named(graph, nameOf), ...form.shapes]),
    lists: new Map(form.tensors.flatMap(({ name, dtype, data }) => (dtype === 'int64' ? [[name, [...data]]] : []))),
    outputs: new Set(graph.outputs.map(({ name }) => name)),
  });

  const body = createMessage();
  for (const node of nodes) body.message(1, nodeMessage(node));
  body.text(2, 'step');
  for (const tensor of form.tensors) body.message(5, tensorMessage(tensor));
  for (const input of inputs) body.message(11, valueMessage(input.attributes.name, input, shapes.get(input.id)));
  for (const output of graph.outputs)
    body.message(12, valueMessage(output.name, nodeAt(graph, output.id), shapes.get(output.id)));

  const model = createMessage();
  model.integer(1, fileVersion);
  model.text(2, 'TaskLoom');
  model.message(7, body);
  model.message(8, versionMessage('', opset));
  for (const domain of new Set(nodes.flatMap((node) => node.domain ?? []))) {
    model.message(8, versionMessage(domain, 1));
  }
  return join(model.chunks);
}

function named(graph: Graph, nameOf: (id: number) => string): [string, readonly number[]][] {
  return graph.nodes.map(({ id, shape }) => [nameOf(id), shape]);
}

function versionMessage(domain: string, number: number): Message {
  const version = createMessage();
  version.text(1, domain);
  version.integer(2, number);
  return version;
}

function nodeMessage({ op, inputs, outputs, attributes, domain }: OnnxNode): Message {
  const message = createMessage();
  for (const input of inputs) message.text(1, input);
  for (const output of outputs) message.text(2, output);
  message.text(4, op);
  for (const [name, attribute] of Object.entries(attributes)) message.message(5, attributeMessage(name, attribute));
  if (domain) message.text(7, domain);
  return message;
}

function attributeMessage(name: string, attribute: OnnxAttribute): Message {
  const message = createMessage();
  message.text(1, name);
  switch (attribute.kind) {
    case 'float':
      message.float(2, attribute.value);
      message.integer(20, 1);
      break;
    case 'integer':
      message.integer(3, attribute.value);
      message.integer(20, 2);
      break;
    case 'text':
      message.text(4, attribute.value);
      message.integer(20, 3);
      break;
    case 'integers':
      for (const value of attribute.value) message.integer(8, value);
      message.integer(20, 7);
      break;
  }
  return message;
}

function tensorMessage({ name, dtype, shape, data }: OnnxTensor): Message {
  const message = createMessage();
  message.integers(1, shape);
  message.integer(2, elementTypes[dtype]);
  message.text(8, name);
  message.bytes(9, rawBytes(data));
  return message;
}

/** Little-endian, as every machine that ONNX Runtime ships for. */
function rawBytes(data: OnnxTensor['data']): Uint8Array {
  const array = ArrayBuffer.isView(data) ? data : BigInt64Array.from(data as readonly number[], BigInt);
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
}

function valueMessage(name: string, { dtype, shape }: TensorType, open: OpenShape = shape): Message {
  const extents = createMessage();
  for (const extent of open) {
    const dimension = createMessage();
    if (extent === 'batch') dimension.text(2, extent);
    else dimension.integer(1, extent);
    extents.message(1, dimension);
  }
  const tensor = createMessage();
  tensor.integer(1, elementTypes[dtype]);
  tensor.message(2, extents);
  const type = createMessage();
  type.message(1, tensor);
  const message = createMessage();
  message.text(1, name);
  message.message(2, type);
  return message;
}
