// What can go wrong with a device, as types that a training run can react to.

import type { Device } from './executor.ts';

/** The device cannot be used on this PC: no library, no driver, no adapter. */
export class DeviceUnavailable extends Error {
  override readonly name = 'DeviceUnavailable';
  readonly device: Device;

  constructor(device: Device, reason: string) {
    super(`Device "${device}" is not available: ${reason}`);
    this.device = device;
  }
}

/** The device was there and failed while working. The state of before the step is still readable. */
export class DeviceFailed extends Error {
  override readonly name = 'DeviceFailed';
  readonly device: Device;

  constructor(device: Device, cause: unknown) {
    super(`Device "${device}" failed: ${reasonOf(cause)}`, { cause });
    this.device = device;
  }
}

/** The first line of whatever was thrown; native libraries throw all kinds of things. */
export function reasonOf(error: unknown): string {
  return String(error instanceof Error ? error.message : error).split('\n', 1)[0]!;
}
