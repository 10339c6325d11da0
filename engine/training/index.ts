// What other areas use of training.

export { trainConstant, trainReference } from './baselines.ts';
export type { BaselineOutcome } from './baselines.ts';
export { createRunControl } from './control.ts';
export type { RunControl } from './control.ts';
export { loadModel, parameterCount, saveModel } from './model.ts';
export type { TrainedModel } from './model.ts';
export { trainRun } from './train-run.ts';
export type { TrainingHooks, TrainingOutcome, TrainingProgress, TrainingRequest } from './train-run.ts';
export { noteHistory } from './weight-notes.ts';
