// What is done last to a model to deploy, beyond what every graph goes through: it judges one part at a time, which
// takes as long as it has operations.

import type { Graph } from '../ir/graph.ts';
import { dropUnused } from './drop-unused.ts';
import { joinKnown } from './join-constants.ts';
import { joinFirst } from './join-first.ts';
import { rowsInPlace } from './rows-in-place.ts';
import { sliceLast } from './slice-last.ts';

const passes = [joinKnown, rowsInPlace, joinFirst, sliceLast];

export function forDeployment(graph: Graph): Graph {
  // What one pass leaves over must not count as a use in the next.
  return passes.reduce((current, pass) => dropUnused(pass(current)), graph);
}
