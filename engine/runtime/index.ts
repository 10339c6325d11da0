// What other areas use of the runtime.

export { openBackbone } from './backbone.ts';
export type { Backbone } from './backbone.ts';
export { chooseDevice, listDevices } from './choose.ts';
export type { DeviceChoice, DeviceReport, DeviceTiming, Probe } from './choose.ts';
export { createExecutor } from './create.ts';
export { DeviceFailed, DeviceUnavailable } from './devices.ts';
export { devices } from './executor.ts';
export { openExportedModel } from './exported-model.ts';
export type {
  Batch,
  BatchShapes,
  CompiledFunction,
  CompiledStep,
  Device,
  Executor,
  HostState,
  HostTensor,
  State,
  Step,
  TensorFunction,
} from './executor.ts';
