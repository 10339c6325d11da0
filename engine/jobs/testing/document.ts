// A project document for tests: what a test does not name is as plain as it can be.

import type { ProjectDocument } from '../../contract/project.ts';

type Named = Pick<ProjectDocument, 'name' | 'data' | 'tasks' | 'split'>;

/** No column left out, no recipe, two epochs, one seed. */
export function testDocument(named: Named & Partial<ProjectDocument>): ProjectDocument {
  return { inputs: { exclude: [] }, recipes: [], budget: { epochs: 2 }, seeds: [1], accepted: [], ...named };
}
