// Choosing a device: every answer says which and why, and what does not load is no failure.

import { expect, test } from 'vitest';
import { log } from '../base/log.ts';
import { createRng } from '../base/rng.ts';
import { chooseDevice, listDevices } from './choose.ts';
import type { Probe } from './choose.ts';
import { createExecutor } from './create.ts';
import { DeviceUnavailable } from './devices.ts';
import { mlpBatch, mlpShapes, mlpState, mlpStep, referenceMlp } from './testing/mlp-step.ts';
import { createTensorflowExecutor } from './tensorflow.ts';

const options = { ...referenceMlp, trunk: [8], headWidth: 4, batch: 16 };
const probe: Probe = {
  step: mlpStep(options),
  state: mlpState(options, createRng(1)),
  shapes: mlpShapes(options),
  batch: mlpBatch(options, createRng(2)),
};

test('the CPU is always there, and every device that is not says why', async () => {
  const reports = await listDevices();
  expect(reports.find(({ device }) => device === 'cpu')).toEqual({ device: 'cpu', available: true, reason: '' });
  for (const { available, reason } of reports) expect(reason === '').toBe(available);
  expect(reports.map(({ device }) => device)).not.toContain('eager');
});

test('auto times the step on what loads and keeps the fastest', async () => {
  const { device, reason, timings } = await chooseDevice('auto', probe, 2);
  const measured = timings.filter(({ stepMs }) => stepMs !== null);
  const fastest = measured.reduce((best, timing) => (timing.stepMs! < best.stepMs! ? timing : best));
  expect(device).toBe(fastest.device);
  expect(reason).toBe(measured.length > 1 ? 'fastest' : 'only');
  for (const timing of timings) expect(timing.reason === '').toBe(timing.stepMs !== null);
});

test('a device that was asked for is used; where it does not load, the CPU is, and the reason is kept', async () => {
  expect(await chooseDevice('cpu', probe, 2)).toMatchObject({ device: 'cpu', reason: 'asked' });
  const { available } = (await listDevices()).find(({ device }) => device === 'cuda') ?? { available: false };
  const choice = await chooseDevice('cuda', probe, 2);
  expect(choice.device).toBe(available ? 'cuda' : 'cpu');
  expect(choice.timings[0]!.reason === '').toBe(available);
});

test('an error in the step itself is no matter of the device', async () => {
  const broken: Probe = {
    ...probe,
    step: () => {
      throw new RangeError('in the model');
    },
  };
  await expect(chooseDevice('auto', broken, 2)).rejects.toThrow('in the model');
});

test('a device that does not exist here is refused with a type', async () => {
  const { available } = (await listDevices()).find(({ device }) => device === 'cuda') ?? { available: false };
  const executor = await createExecutor('cuda');
  const opening = executor.compileFunction(({ x }) => ({ y: x!.neg() }), { x: { shape: [1], dtype: 'float32' } });
  if (available) await expect(opening).resolves.toBeDefined();
  else await expect(opening).rejects.toThrow(DeviceUnavailable);
});

test('TensorFlow runs the step where @tensorflow/tfjs-node-gpu is installed', async ({ skip }) => {
  let executor;
  try {
    executor = await createTensorflowExecutor();
  } catch (error) {
    if (!(error instanceof DeviceUnavailable)) throw error;
    log(`Skipped: ${error.message}`);
    return skip(error.message);
  }
  const step = await executor.compile(probe.step, probe.state, probe.shapes);
  expect(Object.keys(await step.run(probe.batch))).toEqual(['losses']);
});
