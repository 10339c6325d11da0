// Records for the tests of the store: whole and plausible, with what a test cares about replaced.

import type { ProjectDocument } from '../../contract/project.ts';
import type { EpochRecord, RunResult, RunSummary, WeightNote } from '../../contract/runs.ts';

export function document(changes: Partial<ProjectDocument> = {}): ProjectDocument {
  return {
    name: '研削工程',
    data: [{ id: 'main', files: ['machining.csv'] }],
    inputs: { exclude: [] },
    tasks: [
      { id: 'roughness', data: 'main', target: '粗さ', kind: 'regression', importance: 1, unit: 'µm' },
      { id: 'burn', data: 'main', target: '焼け', kind: 'binary', importance: 1, positive: 'NG' },
    ],
    split: { kind: 'stratified', test: 0.2, validation: 0.15, seed: 1 },
    recipes: [],
    budget: {},
    seeds: [1],
    accepted: [],
    ...changes,
  };
}

export function summary(id: string, projectId: string, changes: Partial<RunSummary> = {}): RunSummary {
  return {
    id,
    projectId,
    snapshotId: null,
    kind: 'recipe',
    recipe: { sharing: 'hard', weighting: 'bilevel', schedule: 'joint', search: 'none', lambda: 0.05 },
    seed: 1,
    state: 'waiting',
    queuedAt: 1000,
    startedAt: null,
    endedAt: null,
    epochs: 0,
    failure: null,
    result: null,
    decision: null,
    ...changes,
  };
}

export function epoch(number: number, loss = 1 / number): EpochRecord {
  return {
    epoch: number,
    seconds: 0.5 * number,
    trainLoss: [loss, loss],
    validationLoss: [loss, null],
    validationMetric: [loss, 0.9],
    weights: [0.5, 0.5],
    learningRate: 0.001,
  };
}

export function note(number: number): WeightNote {
  return { epoch: number, taskId: 'burn', change: 'raised', from: 0.5, to: 0.7, reason: 'loss-larger' };
}

export const result: RunResult = {
  recipe: { sharing: 'hard', weighting: 'bilevel', schedule: 'joint', search: 'none' },
  tasks: {
    roughness: { n: 154, mainMetric: 'mae', metrics: { mae: { value: 0.12, low: 0.1, high: 0.15 } } },
    burn: {
      n: 154,
      mainMetric: 'averagePrecision',
      metrics: { averagePrecision: { value: 0.8, low: 0.6, high: 0.9 } },
    },
  },
  deltaM: -1.5,
  comparisons: [],
  parameters: 30000,
  flops: 60000,
  bytes: 130000,
  latencyMs: { p50: 0.1, p95: 0.2 },
  trainSeconds: 20,
  epochs: 60,
  bestEpoch: 40,
  stepMs: 1.9,
  peakMemoryMb: 300,
  device: 'cpu',
  deviceReason: 'fastest',
  seed: 1,
};
