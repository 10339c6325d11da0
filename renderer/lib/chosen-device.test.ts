import { expect, test } from 'vitest';
import { chosenDevice } from './chosen-device.ts';

test('why a run was computed where it was is said in words, with the steps that were timed', () => {
  expect(chosenDevice('cpu', 'only: cpu 4.07 ms', 'ja')).toBe(
    'CPU（使える装置がこれだけのため、1回の更新 CPU 4.07 ms）',
  );
  expect(chosenDevice('webgpu', 'fastest: webgpu 2.10 ms, cpu 4.07 ms', 'en')).toBe(
    'GPU (WebGPU): the fastest here, one update GPU (WebGPU) 2.10 ms, CPU 4.07 ms',
  );
  expect(chosenDevice('cpu', 'asked', 'ja')).toBe('CPU（設定で選んだため）');
});

test('a device that failed is named, and what is not known is not shown raw', () => {
  expect(chosenDevice('cpu', 'webgpu failed', 'ja')).toBe('CPU（GPU(WebGPU)が途中で使えなくなったため）');
  expect(chosenDevice('cpu', 'because: of something new', 'ja')).toBe('CPU');
  expect(chosenDevice('cpu', '', 'en')).toBe('CPU');
});
