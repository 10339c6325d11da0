// Gates of a finished run with what only the exported model can tell: its measured cost, and that removing
// channels changed no answer.

import type { GatesShown } from '../contract/methods.ts';
import { largestDifference, prunedModel, type Calibrated, type ExportedModel, type Latency } from '../deploy/index.ts';
import { createExecutor } from '../runtime/index.ts';
import type { TrainingOutcome } from '../training/train-run.ts';
import type { Unit } from './units.ts';

/** The `gates` entry of a result; empty where the recipe has none. */
export async function gatesMeasured(
  { shown, model, rows }: TrainingOutcome,
  { inputs }: Unit,
  exported: ExportedModel,
  latency: Latency,
  calibrated: Calibrated | null,
): Promise<{ gates?: GatesShown }> {
  if (!shown.gates) return {};
  const executor = await createExecutor('cpu');
  return {
    gates: {
      ...shown.gates,
      measured: calibrated?.measured(exported, latency) ?? null,
      pruneDifference: await largestDifference(model, prunedModel(model), inputs, rows, executor),
    },
  };
}
