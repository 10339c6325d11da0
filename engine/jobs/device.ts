// The device of a run: the one asked for, or the fastest of those that load, timed on the run's own step.

import { chooseDevice, createExecutor, type DeviceChoice, type Executor } from '../runtime/index.ts';
import type { Device } from '../runtime/executor.ts';
import { firstBatch } from '../training/first-batch.ts';
import { setUp, type TrainingRequest } from '../training/setup.ts';
import { createStep } from '../training/step.ts';

export interface SettledDevice {
  readonly executor: Executor;
  readonly device: Device;
  /** For the record and the report: why this device, with the milliseconds a step where several were timed. */
  readonly reason: string;
}

/** `setUp` reads everything of a request but its executor. */
export async function settleDevice(
  preference: Device | 'auto',
  request: Omit<TrainingRequest, 'executor'>,
): Promise<SettledDevice> {
  const cpu = await createExecutor('cpu');
  if (preference === 'cpu') return { executor: cpu, device: 'cpu', reason: 'asked' };
  const setup = setUp({ ...request, executor: cpu });
  const choice = await chooseDevice(preference, {
    step: createStep(setup.plan),
    state: setup.start,
    shapes: setup.shapes,
    batch: firstBatch(setup),
  });
  const executor = choice.device === 'cpu' ? cpu : await createExecutor(choice.device);
  return { executor, device: choice.device, reason: reasonText(choice) };
}

function reasonText({ reason, timings }: DeviceChoice): string {
  const timed = timings.filter((timing) => timing.stepMs !== null);
  const figures = timed.map(({ device, stepMs }) => `${device} ${stepMs!.toFixed(2)} ms`).join(', ');
  return timed.length > 0 ? `${reason}: ${figures}` : reason;
}
