// What the rules of emission write to: ONNX nodes and small constants, before they become bytes.

import type { ConstantData, Dtype } from '../ir/graph.ts';

export type OnnxAttribute =
  | { readonly kind: 'integer'; readonly value: number }
  | { readonly kind: 'integers'; readonly value: readonly number[] }
  | { readonly kind: 'float'; readonly value: number }
  | { readonly kind: 'text'; readonly value: string };

export interface OnnxNode {
  readonly op: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: Readonly<Record<string, OnnxAttribute>>;
  /** Whose operator it is; ONNX's own where absent. */
  readonly domain?: string;
}

export interface OnnxTensor {
  readonly name: string;
  readonly dtype: Dtype | 'int64';
  readonly shape: readonly number[];
  /** int64 values are given as numbers; they are shapes, axes and positions. */
  readonly data: ConstantData | readonly number[];
}

/** ONNX's numbers for element types (onnx.proto, TensorProto.DataType). */
export const elementTypes: Record<Dtype | 'int64', number> = { float32: 1, int32: 6, int64: 7, bool: 9 };

/** What a rule may do. Names of intermediate results are made here, in order, so that bytes repeat. */
export interface Emitter {
  /** Writes a node; its result is called `output`, or gets a name of its own. */
  emit(
    op: string,
    inputs: readonly string[],
    attributes?: Readonly<Record<string, OnnxAttribute>>,
    output?: string,
    domain?: string,
  ): string;
  /** A list of int64; equal lists are written once. */
  list(values: readonly number[]): string;
  /** A scalar; equal ones are written once. */
  scalar(value: number, dtype: Dtype): string;
  tensor(data: ConstantData, dtype: Dtype, shape: readonly number[], name: string): void;
  /** Notes the shape of an intermediate result, so that reshapes back to it can be left out; gives its name. */
  shaped(name: string, shape: readonly number[]): string;
}

export interface OnnxForm extends Emitter {
  readonly nodes: readonly OnnxNode[];
  readonly shapes: ReadonlyMap<string, readonly number[]>;
  readonly tensors: readonly OnnxTensor[];
}

export function createForm(): OnnxForm {
  const nodes: OnnxNode[] = [];
  const tensors = new Map<string, OnnxTensor>();
  const shapes = new Map<string, readonly number[]>();
  let temporaries = 0;
  const once = (name: string, tensor: Omit<OnnxTensor, 'name'>): string => {
    if (!tensors.has(name)) tensors.set(name, { name, ...tensor });
    return name;
  };
  return {
    nodes,
    shapes,
    get tensors() {
      return [...tensors.values()];
    },
    emit: (op, inputs, attributes = {}, output = `%t${temporaries++}`, domain) => {
      nodes.push({ op, inputs, outputs: [output], attributes, ...(domain ? { domain } : {}) });
      return output;
    },
    list: (values) => once(`%list_${values.join('_')}`, { dtype: 'int64', shape: [values.length], data: [...values] }),
    scalar: (value, dtype) => {
      const text = Object.is(value, -0) ? '-0' : String(value);
      const data =
        dtype === 'float32' ? Float32Array.of(value) : dtype === 'int32' ? Int32Array.of(value) : Uint8Array.of(value);
      return once(`%${dtype}_${text}`, { dtype, shape: [], data });
    },
    tensor: (data, dtype, shape, name) => {
      once(name, { dtype, shape, data });
    },
    shaped: (name, shape) => {
      shapes.set(name, shape);
      return name;
    },
  };
}

export const integer = (value: number | boolean): OnnxAttribute => ({ kind: 'integer', value: Number(value) });
export const integers = (value: readonly number[]): OnnxAttribute => ({ kind: 'integers', value });
export const text = (value: string): OnnxAttribute => ({ kind: 'text', value });
export const float = (value: number): OnnxAttribute => ({ kind: 'float', value });
