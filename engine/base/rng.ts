// The seeded generator: the only source of randomness in the program.
//
// xoshiro128** seeded through splitmix32 (Blackman and Vigna 2018). A stream can be forked by
// name, so that adding a consumer does not shift the numbers of the others.

export interface Rng {
  /** Uniform in [0, 1), 32 bits of resolution. */
  next(): number;
  /** Uniform integer in [0, below). `below` is a positive integer. */
  integer(below: number): number;
  /** Standard normal (Box-Muller, one value kept). */
  normal(): number;
  /** An independent stream named `name`; does not advance this one. */
  fork(name: string): Rng;
}

/** A generator for this seed (any finite number; its integer part counts). */
export function createRng(seed: number): Rng {
  const origin = Math.trunc(seed) >>> 0;
  const mix = splitmix32(origin);
  let [a, b, c, d] = [mix(), mix(), mix(), mix()] as const;
  let spare: number | null = null;

  const word = (): number => {
    const result = Math.imul(rotateLeft(Math.imul(b, 5), 7), 9) >>> 0;
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = rotateLeft(d, 11);
    return result;
  };

  const rng: Rng = {
    next: () => word() / 4294967296,
    integer: (below) => {
      // Rejection keeps every value exactly equally likely.
      const limit = 4294967296 - (4294967296 % below);
      let value = word();
      while (value >= limit) value = word();
      return value % below;
    },
    normal: () => {
      if (spare !== null) {
        const value = spare;
        spare = null;
        return value;
      }
      const radius = Math.sqrt(-2 * Math.log(1 - rng.next()));
      const angle = 2 * Math.PI * rng.next();
      spare = radius * Math.sin(angle);
      return radius * Math.cos(angle);
    },
    fork: (name) => createRng(hash(name, origin)),
  };
  return rng;
}

/** The numbers 0…count-1 in random order (Fisher-Yates). */
export function permutation(count: number, rng: Rng): Uint32Array {
  const order = Uint32Array.from({ length: count }, (_, i) => i);
  shuffle(order, rng);
  return order;
}

/** Shuffles in place (Fisher-Yates). */
export function shuffle<T extends { length: number; [index: number]: unknown }>(items: T, rng: Rng): void {
  for (let i = items.length - 1; i > 0; i--) {
    const j = rng.integer(i + 1);
    const kept = items[i];
    items[i] = items[j];
    items[j] = kept;
  }
}

function rotateLeft(value: number, by: number): number {
  return (value << by) | (value >>> (32 - by));
}

function splitmix32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x9e3779b9) | 0;
    let z = state ^ (state >>> 16);
    z = Math.imul(z, 0x21f0aaad);
    z ^= z >>> 15;
    z = Math.imul(z, 0x735a2d97);
    return (z ^ (z >>> 15)) >>> 0;
  };
}

/** FNV-1a over the name, started from the parent's seed. */
function hash(name: string, seed: number): number {
  let value = 0x811c9dc5 ^ seed;
  for (let i = 0; i < name.length; i++) value = Math.imul(value ^ name.charCodeAt(i), 0x01000193);
  return value >>> 0;
}
