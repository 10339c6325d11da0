// Every tfjs kernel that can be recorded. A model that uses another one fails while recording, by name.

import { binary } from './binary.ts';
import { convolutions } from './convolution.ts';
import { creations } from './create.ts';
import { depthwise } from './depthwise.ts';
import { elementwise } from './elementwise.ts';
import type { Kernel } from './kernel.ts';
import { products } from './matmul.ts';
import { poolings } from './pooling.ts';
import { reductions } from './reduce.ts';
import { nearestResizes } from './resize-nearest.ts';
import { resizes } from './resize.ts';
import { selections } from './select.ts';
import { arrangements } from './shape.ts';

export const kernels: readonly Kernel[] = unique([
  ...elementwise,
  ...binary,
  ...reductions,
  ...products,
  ...convolutions,
  ...depthwise,
  ...poolings,
  ...resizes,
  ...nearestResizes,
  ...arrangements,
  ...selections,
  ...creations,
]);

/** tfjs only warns when a kernel is registered twice and lets the last one win. */
export function unique(rows: readonly Kernel[]): readonly Kernel[] {
  const names = new Set<string>();
  for (const { name } of rows) {
    if (names.has(name)) throw new Error(`Kernel "${name}" has two rows.`);
    names.add(name);
  }
  return rows;
}
