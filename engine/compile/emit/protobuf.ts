// The protocol buffer wire format, as much of it as ONNX needs. Same calls, same bytes.
// https://protobuf.dev/programming-guides/encoding

/** A message under construction: fields in the order they are written. */
export interface Message {
  readonly chunks: readonly Uint8Array[];
  readonly length: number;
  /** A whole number, negative ones included (64 bits, two's complement). */
  integer(field: number, value: number): void;
  /** Several whole numbers in one length-delimited field. */
  integers(field: number, values: readonly number[]): void;
  float(field: number, value: number): void;
  text(field: number, value: string): void;
  bytes(field: number, value: Uint8Array): void;
  message(field: number, value: Message): void;
}

const lengthDelimited = 2;
const fixed32 = 5;

export function createMessage(): Message {
  const chunks: Uint8Array[] = [];
  let length = 0;
  const push = (chunk: Uint8Array): void => {
    chunks.push(chunk);
    length += chunk.length;
  };
  const tag = (field: number, wire: number): void => push(varint((field << 3) | wire));
  const message: Message = {
    chunks,
    get length() {
      return length;
    },
    integer: (field, value) => {
      tag(field, 0);
      push(varint(value));
    },
    integers: (field, values) => message.bytes(field, join(values.map(varint))),
    float: (field, value) => {
      tag(field, fixed32);
      const bytes = new Uint8Array(4);
      new DataView(bytes.buffer).setFloat32(0, value, true);
      push(bytes);
    },
    text: (field, value) => message.bytes(field, new TextEncoder().encode(value)),
    bytes: (field, value) => {
      tag(field, lengthDelimited);
      push(varint(value.length));
      push(value);
    },
    message: (field, value) => {
      tag(field, lengthDelimited);
      push(varint(value.length));
      value.chunks.forEach(push);
    },
  };
  return message;
}

export function join(chunks: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(chunks.reduce((sum, chunk) => sum + chunk.length, 0));
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}

/** Seven bits a byte, the lowest first, the high bit meaning that more follow. */
function varint(value: number): Uint8Array {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, BigInt(value));
  do {
    const low = Number(rest & 0x7fn);
    rest >>= 7n;
    bytes.push(rest === 0n ? low : low | 0x80);
  } while (rest !== 0n);
  return Uint8Array.from(bytes);
}
