// What other areas use of the compiler.

export { blockProbe, blockSizeFrom, probeChannels } from './block-probe.ts';
export { compile } from './compile.ts';
export { emitOnnx } from './emit/onnx-model.ts';
export { compileWith, exportOnnx } from './export.ts';
export type { Constants } from './export.ts';
export { countFlops } from './flops.ts';
export type { Dtype, Graph } from './ir/graph.ts';
export { hashGraph } from './ir/hash.ts';
export type { Target } from './passes/index.ts';
export { printGraph } from './ir/print.ts';
export { packState } from './passes/pack-state.ts';
export type { Pack } from './passes/pack-state.ts';
export { record } from './record.ts';
export type { InputTypes, Recordable } from './record.ts';
export { ReadWhileRecording } from './recording-backend.ts';
