// The same suite on WebGPU: a real adapter where there is one, else SwiftShader from an installed Chromium.

import { describe, test } from 'vitest';
import { log } from '../base/log.ts';
import { offerSoftwareAdapter } from './testing/software-adapter.ts';

// Before anything loads ONNX Runtime, which reads the variable once.
const driver = offerSoftwareAdapter();
const { createOnnxExecutor } = await import('./onnx-runtime.ts');
const { listDevices } = await import('./choose.ts');
const { conformanceTests, shader } = await import('./testing/suite.ts');
const { stepTests } = await import('./testing/step-suite.ts');

const report = (await listDevices()).find(({ device }) => device === 'webgpu');

if (report?.available) {
  const executor = await createOnnxExecutor('webgpu');
  describe(`ONNX Runtime on WebGPU agrees with tfjs (driver: ${driver ?? 'of this PC'})`, () =>
    conformanceTests(() => executor, shader));
  describe("ONNX Runtime on WebGPU keeps an executor's promises", () => stepTests(() => executor));
} else {
  const reason = `no WebGPU adapter here (${report?.reason ?? 'not offered'}); Debian's chromium package brings one in software`;
  test('WebGPU agrees with tfjs', ({ skip }) => {
    log(`Skipped: ${reason}.`);
    skip(reason);
  });
}
