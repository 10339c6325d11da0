// What a row of the kernel table is: a tfjs kernel's name and how it is written as graph operations.

import type { Builder } from '../ir/build.ts';
import type { Dtype, Node } from '../ir/graph.ts';
import { sizeOf } from '../ir/graph.ts';

/** Operands by the names tfjs gives them; lists have numbered keys. */
export type Operands = Readonly<Record<string, Node>>;

export interface Kernel {
  /** As in tfjs-core's `kernel_names`. */
  readonly name: string;
  readonly lower: (build: Builder, inputs: Operands, attributes: object) => Node | readonly Node[];
}

/** A row, its operands' names and its attributes typed. Optional operands are named with a `?`-type by the caller. */
export function kernel<Inputs extends object, Attributes extends object = object>(
  name: string,
  lower: (
    build: Builder,
    inputs: { readonly [K in keyof Inputs]: Node },
    attributes: Attributes,
  ) => Node | readonly Node[],
): Kernel {
  return {
    name,
    // tfjs checks neither names nor attributes when it calls a kernel; its own type of each kernel is believed here.
    lower: (build, inputs, attributes) =>
      lower(build, inputs as { readonly [K in keyof Inputs]: Node }, attributes as Attributes),
  };
}

/** The operands of a kernel that takes a list. */
export function listed(inputs: object): Node[] {
  return Object.values(inputs as Operands);
}

export function cast(build: Builder, x: Node, to: Dtype): Node {
  return x.dtype === to ? x : build.add('cast', [x], { to });
}

export function reshape(build: Builder, x: Node, shape: readonly number[]): Node {
  return build.add('reshape', [x], { shape: [...shape] });
}

/** Brings two operands to the wider of their types, at least `atLeast`: bool < int32 < float32. */
export function unify(build: Builder, a: Node, b: Node, atLeast: Dtype = 'bool'): [Node, Node] {
  const order: readonly Dtype[] = ['bool', 'int32', 'float32'];
  const widest = order[Math.max(...[a.dtype, b.dtype, atLeast].map((dtype) => order.indexOf(dtype)))]!;
  return [cast(build, a, widest), cast(build, b, widest)];
}

/** 0 ≤ axis < rank, whatever side it was counted from. */
export function axisOf(axis: number, rank: number): number {
  return axis < 0 ? axis + rank : axis;
}

/** A stretch of one axis, everything of the others. */
export function sliceAxis(build: Builder, x: Node, axis: number, start: number, size: number): Node {
  return build.add('slice', [x], {
    starts: x.shape.map((_, at) => (at === axis ? start : 0)),
    sizes: x.shape.map((extent, at) => (at === axis ? size : extent)),
    steps: x.shape.map(() => 1),
  });
}

export { sizeOf };
