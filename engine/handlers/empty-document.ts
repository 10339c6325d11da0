// A document that has data and nothing decided yet.

import type { DataSource, ProjectDocument } from '../contract/project.ts';

export function emptyDocument(name: string, source: DataSource): ProjectDocument {
  return {
    name,
    data: [source],
    inputs: { exclude: [] },
    tasks: [],
    split: { kind: 'stratified', test: 0.2, validation: 0.15, seed: 1 },
    recipes: [],
    budget: {},
    seeds: [1],
    accepted: [],
  };
}
