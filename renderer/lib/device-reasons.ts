// Why a device cannot be used, from the engine's technical text to one of the reasons that people know.

import type { settingsWords } from '../text/settings.ts';

export type DeviceReason = keyof (typeof settingsWords)['ja']['reasons'];

const causes: readonly (readonly [RegExp, DeviceReason])[] = [
  [/vulkan/i, 'vulkan'],
  [/part of Windows|only on Windows/i, 'windows'],
  [/macOS/i, 'noMac'],
  [/CUDA provider|libcu(dart|dnn|blas)|nvcuda/i, 'cuda'],
  [/not installed|cannot find (module|package)|no such file/i, 'missing'],
  [/adapter|no device|no gpu/i, 'noAdapter'],
];

export function deviceReason(detail: string): DeviceReason {
  return causes.find(([pattern]) => pattern.test(detail))?.[1] ?? 'other';
}
