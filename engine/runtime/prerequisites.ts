// What a device needs on this PC before it is worth trying. Native libraries write to the terminal when a
// driver is absent, which would alarm a user; a missing file says the same in silence.

import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Device } from './executor.ts';

/** Where Linux distributions keep the loader of Vulkan, through which WebGPU reaches a graphics card. */
const vulkanPlaces = [
  '/usr/lib/x86_64-linux-gnu',
  '/usr/lib/aarch64-linux-gnu',
  '/usr/lib64',
  '/usr/lib',
  '/lib/x86_64-linux-gnu',
  '/usr/local/lib',
];

/** Why this device cannot be on this PC, or null where only trying tells. */
export function missingFor(device: Device): string | null {
  const { platform, arch } = process;
  switch (device) {
    case 'directml':
      return platform === 'win32' ? null : 'DirectML is part of Windows';
    case 'cuda':
      return existsSync(cudaProvider(platform, arch)) ? null : 'the CUDA provider of ONNX Runtime is not installed';
    case 'webgpu':
      return platform !== 'linux' || hasVulkan() ? null : 'no Vulkan loader (libvulkan.so.1) is installed';
    case 'tensorflow':
      return platform === 'darwin' ? 'there is no CUDA for macOS' : null;
    case 'cpu':
    case 'eager':
      return null;
  }
}

function cudaProvider(platform: NodeJS.Platform, arch: string): string {
  const runtime = dirname(createRequire(import.meta.url).resolve('onnxruntime-node/package.json'));
  const file = platform === 'win32' ? 'onnxruntime_providers_cuda.dll' : 'libonnxruntime_providers_cuda.so';
  return join(runtime, 'bin', 'napi-v6', platform, arch, file);
}

function hasVulkan(): boolean {
  if (process.env['VK_ICD_FILENAMES'] || process.env['VK_DRIVER_FILES']) return true;
  const searched = (process.env['LD_LIBRARY_PATH'] ?? '').split(':').filter(Boolean);
  return [...searched, ...vulkanPlaces].some((place) => existsSync(join(place, 'libvulkan.so.1')));
}
