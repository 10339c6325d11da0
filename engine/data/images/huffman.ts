// The code words of a JPEG (ISO 10918-1, annexes C and F): tables that tell from the next bits of the file which
// coefficient comes. Most words are short and are followed by a small number: both are found in one look.

/** What the next bits of a file mean. */
export interface CodeTable {
  /** By the next `fastBits` bits: coefficient << 16 | zeros before it << 8 | bits used; 0 where these bits are too few. */
  readonly fast: Int32Array;
  /** By the next 16 bits: length of the code word << 8 | its symbol; 0 where there is no such word. */
  readonly full: Uint16Array;
}

export const fastBits = 11;
/** As many zeros end a block. */
export const endOfBlock = 64;

/** Cameras use the same tables for every picture. */
const known = new Map<string, CodeTable>();

/**
 * @param counts how many words there are of 1 to 16 bits
 * @param symbols of the words in order: zeros before the coefficient (4 bits), bits of the coefficient (4 bits)
 * @returns null where more words are claimed than their lengths allow
 */
export function codeTable(isFirst: boolean, counts: Uint8Array, symbols: Uint8Array): CodeTable | null {
  const key = `${isFirst} ${counts.join()} ${symbols.join()}`;
  const table = known.get(key) ?? built(isFirst, counts, symbols);
  if (known.size > 200) known.clear();
  if (table !== null) known.set(key, table);
  return table;
}

/** @param isFirst words of first coefficients, which no zeros come before */
function built(isFirst: boolean, counts: Uint8Array, symbols: Uint8Array): CodeTable | null {
  const full = new Uint16Array(2 ** 16);
  let from = 0;
  let next = 0;
  for (let length = 1; length <= 16; length++) {
    const span = 2 ** (16 - length);
    for (let i = 0; i < counts[length - 1]!; i++, from += span) {
      if (from + span > full.length) return null;
      full.fill((length << 8) | symbols[next++]!, from, from + span);
    }
  }
  const fast = Int32Array.from({ length: 2 ** fastBits }, (_, bits) => {
    const entry = full[bits << (16 - fastBits)]!;
    const [length, zeros, size] = [entry >> 8, (entry >> 4) & 15, entry & 15];
    if (length === 0 || length + size > fastBits) return 0;
    const isEnd = !isFirst && size === 0 && zeros < 15;
    const value = signed((bits >> (fastBits - length - size)) & (2 ** size - 1), size);
    return (value << 16) | ((isEnd ? endOfBlock : zeros) << 8) | (length + size);
  });
  return { fast, full };
}

/** The number that `size` bits stand for: those that begin with 0 are negative. */
export function signed(bits: number, size: number): number {
  return size > 0 && bits < 1 << (size - 1) ? bits - (1 << size) + 1 : bits;
}
