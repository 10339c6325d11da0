// A graphics adapter for machines without one: Chromium brings SwiftShader, a Vulkan driver in software,
// and the loader that finds it.

import { existsSync } from 'node:fs';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';

const places = ['/usr/lib/chromium', '/usr/lib/chromium-browser', '/usr/lib64/chromium-browser', '/opt/google/chrome'];
const driverFile = 'vk_swiftshader_icd.json';

/**
 * Points Vulkan at SwiftShader if it is installed and nothing else was asked for. To be called before
 * ONNX Runtime loads. Returns the driver's description file, null if there is none.
 */
export function offerSoftwareAdapter(): string | null {
  const asked = process.env['VK_ICD_FILENAMES'];
  const found = asked ?? places.map((place) => join(place, driverFile)).find((file) => existsSync(file)) ?? null;
  if (found === null) return null;
  process.env['VK_ICD_FILENAMES'] = found;
  keepLoaded(join(dirname(found), 'libvulkan.so.1'));
  return found;
}

/**
 * Loads a library that is no module of Node's, so that whoever asks for it by its short name finds it:
 * the search path of libraries cannot be changed once a process runs.
 */
function keepLoaded(library: string): void {
  if (process.platform !== 'linux' || !existsSync(library)) return;
  // RTLD_NODELETE of <dlfcn.h>, which Node does not name: it closes what does not register as a module.
  const stay = 0x1000;
  try {
    process.dlopen({ exports: {} }, library, constants.dlopen.RTLD_NOW | constants.dlopen.RTLD_GLOBAL | stay);
  } catch {
    // "Module did not self-register": as expected, and loaded.
  }
}
