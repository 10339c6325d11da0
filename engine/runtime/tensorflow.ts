// TensorFlow's CUDA backend, for those who installed @tensorflow/tfjs-node-gpu beside the program.

import { DeviceUnavailable, reasonOf } from './devices.ts';
import { createEagerExecutor } from './eager.ts';
import type { Executor } from './executor.ts';

/** @throws DeviceUnavailable if the package is not installed or its library does not load. */
export async function createTensorflowExecutor(): Promise<Executor> {
  await restoreRemovedUtilities();
  try {
    // A variable keeps bundlers and the type checker from looking for a package that is rarely there.
    const name = '@tensorflow/tfjs-node-gpu';
    await import(/* @vite-ignore */ name);
  } catch (error) {
    throw new DeviceUnavailable('tensorflow', reasonOf(error));
  }
  return createEagerExecutor('tensorflow', 'tensorflow');
}

/** tfjs-node 4.22 calls `util.isNullOrUndefined`, which Node 23 removed. */
async function restoreRemovedUtilities(): Promise<void> {
  const { default: utilities } = (await import('node:util')) as unknown as { default: Record<string, unknown> };
  utilities['isNullOrUndefined'] ??= (value: unknown) => value === null || value === undefined;
}
