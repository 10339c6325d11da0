// Gives recorded convolutions and their gradients by the filters the form that the device runs fastest.

import { rewrite } from '../ir/build.ts';
import type { Graph } from '../ir/graph.ts';
import { convolutionByBlocks } from './convolution-blocks.ts';
import { convolutionByRows, filterGradientByRows } from './convolution-rows.ts';
import { filterGradientByBlocks } from './filter-gradient-blocks.ts';

/** @param block how many channels the device's blocked convolutions take together; 0 where it has none */
export function lowerConvolutions(graph: Graph, block: number): Graph {
  return rewrite(graph, (node, [x, other], build) => {
    if (node.op === 'convolution') {
      const blocked = block > 0 ? convolutionByBlocks(build, x!, other!, node.attributes, block) : null;
      return blocked ?? convolutionByRows(build, x!, other!, node.attributes);
    }
    if (node.op === 'filterGradient') {
      const blocked = block > 0 ? filterGradientByBlocks(build, x!, other!, node.attributes, block) : null;
      return blocked ?? filterGradientByRows(build, x!, other!, node.attributes);
    }
    return null;
  });
}
