import { setTimeout } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createLedger } from './ledger.ts';
import { createMachine } from './machine.ts';
import { startStanding } from './rounds.ts';
import { setUp } from './setup.ts';
import type { TrainingRequest } from './setup.ts';
import { sampleRequest } from './testing.ts';
import type { TrainingProgress } from './train-run.ts';

/** What is told in the first epoch of a training on the sample, after 51 steps of 100 ms. */
async function toldInFirstEpoch(
  budget: TrainingRequest['budget'],
): Promise<{ told: TrainingProgress[]; steps: number }> {
  const request = { ...(await sampleRequest()), budget };
  const setup = setUp(request);
  const machine = await createMachine(setup, request.executor, setup.start);
  const told: TrainingProgress[] = [];
  const ledger = createLedger(setup, { onProgress: (progress) => void told.push(progress) });
  const onStep = ledger.onStep(await startStanding(setup, machine));
  for (let i = 0; i < 50; i++) onStep(1, 100);
  await setTimeout(150); // the next report is due
  onStep(1, 100);
  await machine.dispose();
  return { told, steps: setup.pacing.stepsPerEpoch };
}

test('what a training takes at most is told beside what it likely takes: all epochs laid out', async () => {
  // More epochs than anyone needs: patience will end it long before, which nobody knows while it trains.
  const { told, steps } = await toldInFirstEpoch({ epochs: 1000 });
  expect([told[0]!.secondsLeft, told[0]!.mostSecondsLeft]).toEqual([null, null]);
  const { secondsLeft, mostSecondsLeft } = told.at(-1)!;
  expect(mostSecondsLeft).toBeCloseTo((1000 * steps - 1) * 0.1, 6);
  expect(secondsLeft).toBeLessThan(mostSecondsLeft!);
});

test('a limit of time is kept by what is told from the first epoch on', async () => {
  // 30 s are three hundred steps.
  const { told, steps } = await toldInFirstEpoch({ epochs: 1000, seconds: 30 });
  const { epochs, mostSecondsLeft } = told.at(-1)!;
  expect(epochs).toBe(Math.floor(300 / steps));
  expect(mostSecondsLeft).toBeCloseTo((epochs * steps - 1) * 0.1, 6);
});
