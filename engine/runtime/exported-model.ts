// An exported model opened as a program on the line would open it: on the CPU, from its bytes alone.

import type { CompiledFunction, HostTensor } from './executor.ts';

/** `threads` are those one judgement may use; a line PC usually has other work, hence 1. */
export async function openExportedModel(
  onnx: Uint8Array,
  { threads = 1 }: { readonly threads?: number } = {},
): Promise<CompiledFunction> {
  const { InferenceSession, Tensor } = await import('onnxruntime-node');
  const session = await InferenceSession.create(onnx, {
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    logSeverityLevel: 3,
  });
  return {
    async run(inputs) {
      const feeds = Object.entries(inputs).map(([name, { shape, data }]) => [
        name,
        data instanceof Float32Array ? new Tensor('float32', data, [...shape]) : new Tensor('int32', data, [...shape]),
      ]);
      const found = await session.run(Object.fromEntries(feeds) as Parameters<typeof session.run>[0]);
      return Object.fromEntries(
        Object.entries(found).map(([name, { dims, data }]) => [
          name,
          { shape: dims, data: data as HostTensor['data'] },
        ]),
      );
    },
    dispose: () => session.release(),
  };
}
