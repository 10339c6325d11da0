// The compiled step and evaluator of a run on one device, and the move to the CPU when it fails.

import { log } from '../base/log.ts';
import { createExecutor, DeviceFailed } from '../runtime/index.ts';
import type { CompiledStep, Device, Executor, HostState } from '../runtime/index.ts';
import { createEvaluator } from './evaluate.ts';
import type { Evaluator } from './evaluate.ts';
import { modelArrays } from './layout.ts';
import type { Setup } from './setup.ts';
import { createStep } from './step.ts';

export interface Machine {
  readonly step: CompiledStep;
  readonly evaluator: Evaluator;
  readonly device: Device;
  readonly executor: Executor;
  dispose(): Promise<void>;
}

export async function createMachine(setup: Setup, executor: Executor, state: HostState): Promise<Machine> {
  const { plan, request, rows, shapes } = setup;
  const step = await executor.compile(createStep(plan), state, shapes);
  const parameters = modelArrays(setup.start['vector']!.data as Float32Array, plan.layout);
  const largest = Math.max(rows.validation.length, rows.judged.length);
  const evaluator = await createEvaluator(plan.network, request.inputs, parameters, largest, executor);
  return {
    step,
    evaluator,
    device: executor.device,
    executor,
    dispose: async () => {
      await step.dispose();
      await evaluator.dispose();
    },
  };
}

/** A machine that goes on from `state` on the CPU after `error`; rethrows what is no failure of a device. */
export async function fallBack(setup: Setup, broken: Machine, state: HostState, error: unknown): Promise<Machine> {
  if (!(error instanceof DeviceFailed) || broken.device === 'cpu') throw error;
  log(`device ${broken.device} failed; the training goes on on the CPU`, error);
  await broken.dispose().catch((second: unknown) => log('the failed device could not be released', second));
  const executor = await (setup.request.fallback?.() ?? createExecutor('cpu'));
  return createMachine(setup, executor, state);
}
