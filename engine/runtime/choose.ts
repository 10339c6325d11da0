// Which device runs a step: the one asked for, or the fastest of those that load, found by timing a
// few real steps on each.

import { milliseconds } from '../base/clock.ts';
import { DeviceFailed, DeviceUnavailable, reasonOf } from './devices.ts';
import { createExecutor } from './create.ts';
import { missingFor } from './prerequisites.ts';
import type { BatchShapes, Device, Executor, HostState, HostTensor, Step } from './executor.ts';

export interface DeviceReport {
  readonly device: Device;
  readonly available: boolean;
  /** Why not, in the library's words; empty when available. */
  readonly reason: string;
}

/** A step with everything needed to run it a few times. */
export interface Probe {
  readonly step: Step;
  readonly state: HostState;
  readonly shapes: BatchShapes;
  readonly batch: Readonly<Record<string, HostTensor>>;
}

export interface DeviceTiming {
  readonly device: Device;
  /** Median of the timed steps; null where the device does not load or fails. */
  readonly stepMs: number | null;
  readonly reason: string;
}

export interface DeviceChoice {
  readonly device: Device;
  /** `asked`: the user named it. `fastest`: measured. `only`: nothing else loads. `fallback`: what was asked for does not load. */
  readonly reason: 'asked' | 'fastest' | 'only' | 'fallback';
  readonly timings: readonly DeviceTiming[];
}

const warmUpSteps = 3;
const timedSteps = 9;
/** The oracle is never chosen: it is there to be right, not fast. */
const candidates: readonly Device[] = ['cpu', 'webgpu', 'directml', 'cuda', 'tensorflow'];

/** Every device that the program knows, and whether it works on this PC. */
export async function listDevices(): Promise<readonly DeviceReport[]> {
  const reports: DeviceReport[] = [];
  for (const device of candidates) {
    const reason = missingFor(device);
    reports.push(reason === null ? await tryDevice(device) : { device, available: false, reason });
  }
  return reports;
}

/**
 * Settles on a device for this step.
 * A device that was asked for by name is used untimed; if it does not load, the CPU is.
 */
export async function chooseDevice(preference: Device | 'auto', probe: Probe, threads?: number): Promise<DeviceChoice> {
  if (preference !== 'auto') {
    const timing = await timeDevice(preference, probe, threads, 1);
    if (timing.stepMs !== null || preference === 'cpu')
      return { device: preference, reason: 'asked', timings: [timing] };
    return { device: 'cpu', reason: 'fallback', timings: [timing] };
  }
  const timings: DeviceTiming[] = [];
  for (const device of candidates) timings.push(await timeDevice(device, probe, threads, timedSteps));
  const working = timings.filter((timing): timing is DeviceTiming & { stepMs: number } => timing.stepMs !== null);
  const fastest = working.toSorted((a, b) => a.stepMs - b.stepMs)[0];
  return { device: fastest?.device ?? 'cpu', reason: working.length > 1 ? 'fastest' : 'only', timings };
}

async function timeDevice(
  device: Device,
  probe: Probe,
  threads: number | undefined,
  steps: number,
): Promise<DeviceTiming> {
  const missing = missingFor(device);
  if (missing !== null) return { device, stepMs: null, reason: missing };
  try {
    const executor = await createExecutor(device, threads === undefined ? {} : { threads });
    return { device, stepMs: await timeSteps(executor, probe, steps), reason: '' };
  } catch (error) {
    if (error instanceof DeviceUnavailable || error instanceof DeviceFailed)
      return { device, stepMs: null, reason: reasonOf(error) };
    throw error;
  }
}

async function timeSteps(executor: Executor, { step, state, shapes, batch }: Probe, steps: number): Promise<number> {
  const compiled = await executor.compile(step, state, shapes);
  try {
    const durations: number[] = [];
    for (let i = 0; i < warmUpSteps + steps; i++) {
      const start = milliseconds();
      await compiled.run(batch);
      if (i >= warmUpSteps) durations.push(milliseconds() - start);
    }
    return durations.toSorted((a, b) => a - b)[durations.length >> 1]!;
  } finally {
    await compiled.dispose();
  }
}

/** Opens the smallest function there is: a provider shows only then whether its driver is there. */
async function tryDevice(device: Device): Promise<DeviceReport> {
  try {
    const executor = await createExecutor(device);
    const shapes = { x: { shape: [1], dtype: 'float32' } } as const;
    const compiled = await executor.compileFunction(({ x }) => ({ y: x!.clone() }), shapes);
    await compiled.run({ x: { shape: [1], data: Float32Array.of(1) } });
    await compiled.dispose();
    return { device, available: true, reason: '' };
  } catch (error) {
    if (error instanceof DeviceUnavailable || error instanceof DeviceFailed)
      return { device, available: false, reason: reasonOf(error) };
    throw error;
  }
}
