// An executor for a device by name.

import { createEagerExecutor } from './eager.ts';
import type { Device, Executor } from './executor.ts';
import type { OnnxOptions } from './onnx-runtime.ts';
import { createOnnxExecutor } from './onnx-runtime.ts';
import { createTensorflowExecutor } from './tensorflow.ts';

/** @throws DeviceUnavailable here, or when the first step is compiled, if this PC has no such device. */
export async function createExecutor(device: Device, options: OnnxOptions = {}): Promise<Executor> {
  if (device === 'eager') return createEagerExecutor();
  if (device === 'tensorflow') return createTensorflowExecutor();
  return createOnnxExecutor(device, options);
}
