// Trainings that read columns known only up to now: what is gained, what is delivered, and that the network is first
// learned as if they were not there. Every sharing and the convolution network: series-companions.slow.test.ts.

import { expect, test } from 'vitest';
import { exportModel } from '../deploy/index.ts';
import type { HostArrays } from '../models/arrays.ts';
import { companionNames } from '../models/series-companions.ts';
import { createEagerExecutor } from '../runtime/eager.ts';
import type { HostTensor } from '../runtime/executor.ts';
import { inputTensors, labelTensors } from './batch.ts';
import { trainRun } from './index.ts';
import type { TrainingRequest } from './index.ts';
import { paceOf } from './pacing.ts';
import { setUp } from './setup.ts';
import { createStep } from './step.ts';
import { followingRequest, seriesRequest, seriesTasks, testFigures, withCompanion } from './testing-series.ts';

const noise = 0.2;

test('what follows another column is forecast from its past almost as well as the noise allows', async () => {
  const request = await followingRequest(noise, true);
  const found = testFigures(request, await trainRun(request));
  // Nobody can do better than the noise itself, 0.2; the mean that stands in for the level is known to 1 in 22.
  expect(found.error).toBeGreaterThan(0.97 * noise);
  expect(found.error).toBeLessThan(1.25 * noise);
  expect(found.inside).toBeGreaterThan(0.7);
  expect(found.inside).toBeLessThan(0.87);
});

const plans = [undefined, 'convolution'] as const;
const asked = async (recipe: object, network?: 'convolution'): Promise<TrainingRequest> =>
  withCompanion(await seriesRequest(recipe, seriesTasks.slice(0, network ? 2 : 3), network));

test('the signature names a companion among the columns of the past, behind those that are forecast', async () => {
  const outcome = await trainRun({ ...(await asked({})), budget: { epochs: 1 } });
  const { signature } = exportModel(outcome.model);
  expect(signature.series).toMatchObject({ columns: ['load', 'oil'], companions: [{ column: 'oil' }] });
  expect(signature.outputs[0]!.forecast!.columns).toEqual(['load']);
});

test.each(plans)(
  '%s: recorded steps agree with tfjs, before companions are learned from and after',
  async (network) => {
    const request = await asked({}, network);
    const setup = setUp({ ...request, capacity: network ? 'medium' : 'large' });
    const [ours, oracle] = await Promise.all(
      [request.executor, createEagerExecutor()].map((executor) =>
        executor.compile(createStep(setup.plan), setup.start, setup.shapes),
      ),
    );
    const { slots } = setup.plan.layout;
    const companions = slots.filter(({ name }) => companionNames.includes(name.split('/').at(-1)!));
    const numbersOf = (vector: HostTensor): number[][] =>
      companions.map(({ offset, size }) => [...vector.data.slice(offset, offset + size)]);
    const start = numbersOf(setup.start['vector']!);
    for (let step = 0; step < 6; step++) {
      const rows = setup.rows.training.slice(step, step + setup.pacing.batchSize);
      const kept = setup.shapes['kept'];
      const batch: Record<string, HostTensor> = {
        ...inputTensors(request.inputs, rows),
        ...labelTensors(request.targets, rows),
        ...(kept
          ? { kept: { shape: kept.shape, data: new Float32Array(kept.shape[0]! * kept.shape[1]!).fill(1) } }
          : {}),
        pace: { shape: [3], data: paceOf(step, 20) },
        late: { shape: [], data: Float32Array.of(step < 3 ? 0 : 1) },
        epochStart: { shape: [], data: Float32Array.of(0) },
      };
      const [mine, theirs] = [await ours!.run(batch), await oracle!.run(batch)];
      mine['losses']!.data.forEach((loss, k) => expect(loss).toBeCloseTo(theirs['losses']!.data[k]!, 4));
      const now = numbersOf((await ours!.readState())['vector']!);
      if (step < 3) expect(now).toEqual(start);
      else expect(now.some((numbers, i) => numbers.some((value, place) => value !== start[i]![place]))).toBe(true);
    }
    await Promise.all([ours!.dispose(), oracle!.dispose()]);
  },
);

test('companions rest for the first third of a training, and the rest of the network learns meanwhile', async () => {
  const short = await trainRun({ ...(await followingRequest(noise, true)), budget: { epochs: 1 } });
  const state = short.model.state as HostArrays;
  // One epoch of 29 steps: companions have learned for 19 of them; with none they would stand at zero.
  expect(state['shared/trunk/forecast/companionLags']!.data.some((value) => value !== 0)).toBe(true);
});
