// The device of a run and why it was taken, in words, from what the engine keeps: `fastest: cpu 4.07 ms, webgpu 9.1 ms`.

import type { Language } from '../../engine/contract/language.ts';
import { compareWords } from '../text/compare.ts';
import { settingsWords } from '../text/settings.ts';

/** `CPU（このPCで使える唯一の装置、1回の更新 4.07 ms）`. A reason of a newer release is left out rather than shown raw. */
export function chosenDevice(device: string, reason: string, language: Language): string {
  const t = compareWords[language];
  const nameOf = (id: string): string => settingsWords[language].devices[id] ?? id;
  const [, code = '', timings = ''] = /^(\w+)(?:: (.*))?$/.exec(reason) ?? [];
  const failed = /^(\w+) failed$/.exec(reason)?.[1];
  const why = failed ? t.deviceFailed(nameOf(failed)) : t.deviceWhy[code];
  const times = [...timings.matchAll(/(\w+) ([\d.]+ ms)/g)].map(([, id = '', time = '']) => `${nameOf(id)} ${time}`);
  const parts = [why, times.length > 0 ? t.deviceStep(times.join(t.deviceGap)) : undefined].filter(Boolean);
  return parts.length === 0 ? nameOf(device) : t.deviceIs(nameOf(device), parts.join(t.deviceGap));
}
