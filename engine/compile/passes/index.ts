// The passes in their order. Each takes a graph and gives a graph that computes the same.

import type { Graph } from '../ir/graph.ts';
import { broadcastLate } from './broadcast-late.ts';
import { dropIdentities } from './drop-identities.ts';
import { dropUnused } from './drop-unused.ts';
import { foldConstants } from './fold-constants.ts';
import { foldRows } from './fold-rows.ts';
import { fuseBlocks } from './fuse-blocks.ts';
import { fuseProducts } from './fuse-products.ts';
import { fuseWindows } from './fuse-windows.ts';
import { lowerConvolutions } from './lower-convolutions.ts';
import { mergeDuplicates } from './merge-duplicates.ts';
import { pixelsApart } from './pixels-apart.ts';
import { stayInBlocks } from './stay-in-blocks.ts';
import { sumsAsProducts } from './sums-as-products.ts';

export interface Pass {
  readonly name: string;
  readonly run: (graph: Graph, target: Target) => Graph;
}

/** What the device that the graph is for can do beside ONNX's own operators. */
export interface Target {
  /** Channels that its blocked convolutions take together; 0 where it has none, as for a model to deploy. */
  readonly block: number;
}

export const anyDevice: Target = { block: 0 };

/** Dropping comes last but one: what folding leaves over must not count as a use when products look at theirs. */
export const passes: readonly Pass[] = [
  { name: 'drop-unused', run: dropUnused },
  {
    name: 'pixels-apart',
    run: (graph, { block }) => (block > 0 ? pixelsApart(mergeDuplicates(dropIdentities(graph))) : graph),
  },
  { name: 'lower-convolutions', run: (graph, { block }) => lowerConvolutions(graph, block) },
  { name: 'fold-constants', run: foldConstants },
  { name: 'broadcast-late', run: broadcastLate },
  { name: 'drop-identities', run: dropIdentities },
  { name: 'fold-constants-again', run: foldConstants },
  { name: 'drop-identities-again', run: dropIdentities },
  { name: 'fold-rows', run: foldRows },
  { name: 'merge-duplicates', run: mergeDuplicates },
  { name: 'drop-unused-again', run: dropUnused },
  { name: 'stay-in-blocks', run: stayInBlocks },
  { name: 'merge-duplicates-again', run: mergeDuplicates },
  { name: 'drop-unused-in-blocks', run: dropUnused },
  { name: 'fuse-blocks', run: fuseBlocks },
  { name: 'fuse-windows', run: fuseWindows },
  { name: 'sums-as-products', run: sumsAsProducts },
  { name: 'fuse-products', run: fuseProducts },
  { name: 'drop-unused-at-last', run: dropUnused },
];

/** All passes; `check` is called after each with its name, for the verifier in tests. */
export function optimise(
  graph: Graph,
  check?: (graph: Graph, pass: string) => void,
  target: Target = anyDevice,
): Graph {
  return passes.reduce((current, { name, run }) => {
    const next = run(current, target);
    check?.(next, name);
    return next;
  }, graph);
}
