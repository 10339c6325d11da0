// The passes in their order. Each takes a graph and gives a graph that computes the same.

import type { Graph } from '../ir/graph.ts';
import { broadcastLate } from './broadcast-late.ts';
import { dropIdentities } from './drop-identities.ts';
import { dropUnused } from './drop-unused.ts';
import { foldConstants } from './fold-constants.ts';
import { foldRows } from './fold-rows.ts';
import { fuseProducts } from './fuse-products.ts';
import { fuseWindows } from './fuse-windows.ts';
import { mergeDuplicates } from './merge-duplicates.ts';
import { sumsAsProducts } from './sums-as-products.ts';

export interface Pass {
  readonly name: string;
  readonly run: (graph: Graph) => Graph;
}

/** Dropping comes last but one: what folding leaves over must not count as a use when products look at theirs. */
export const passes: readonly Pass[] = [
  { name: 'drop-unused', run: dropUnused },
  { name: 'fold-constants', run: foldConstants },
  { name: 'broadcast-late', run: broadcastLate },
  { name: 'drop-identities', run: dropIdentities },
  { name: 'fold-constants-again', run: foldConstants },
  { name: 'drop-identities-again', run: dropIdentities },
  { name: 'fold-rows', run: foldRows },
  { name: 'merge-duplicates', run: mergeDuplicates },
  { name: 'drop-unused-again', run: dropUnused },
  { name: 'fuse-windows', run: fuseWindows },
  { name: 'sums-as-products', run: sumsAsProducts },
  { name: 'fuse-products', run: fuseProducts },
  { name: 'drop-unused-at-last', run: dropUnused },
];

/** All passes; `check` is called after each with its name, for the verifier in tests. */
export function optimise(graph: Graph, check?: (graph: Graph, pass: string) => void): Graph {
  return passes.reduce((current, { name, run }) => {
    const next = run(current);
    check?.(next, name);
    return next;
  }, graph);
}
