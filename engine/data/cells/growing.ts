// Typed arrays that grow. Started at the expected length, so that most never have to.

type Numeric = Float64Array | Int32Array | Uint32Array | Uint16Array | Uint8Array;

export class Growing<T extends Numeric> {
  values: T;
  length = 0;
  readonly #make: (length: number) => T;

  constructor(make: (length: number) => T, expected: number) {
    this.#make = make;
    this.values = make(Math.max(16, expected));
  }

  push(value: number): void {
    if (this.length === this.values.length) this.#grow(this.length + 1);
    this.values[this.length++] = value;
  }

  /** Exactly the values pushed, and the spare room given back. */
  finish(): T {
    const exact = this.values.length === this.length ? this.values : (this.values.slice(0, this.length) as T);
    this.values = this.#make(0);
    return exact;
  }

  #grow(atLeast: number): void {
    const larger = this.#make(Math.max(atLeast, Math.ceil(this.values.length * 1.5)));
    larger.set(this.values);
    this.values = larger;
  }
}

export function growingFloats(expected: number): Growing<Float64Array> {
  return new Growing((length) => new Float64Array(length), expected);
}

export function growingIntegers(expected: number): Growing<Int32Array> {
  return new Growing((length) => new Int32Array(length), expected);
}
