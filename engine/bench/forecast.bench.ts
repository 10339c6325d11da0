// Forecasts of the electricity transformer (ETTh1), lookback 336, all seven series: errors over all test windows
// against those published for DLinear and those of the same model in PyTorch, and the time of a training step,
// windows cut and fed included on both sides.

import { createRng } from '../base/rng.ts';
import { log } from '../base/log.ts';
import { epochBatches } from '../data/batches.ts';
import { createExecutor } from '../runtime/index.ts';
import type { Executor } from '../runtime/index.ts';
import { trainRun } from '../training/index.ts';
import { inputTensors, labelTensors } from '../training/batch.ts';
import { paceOf } from '../training/pacing.ts';
import { setUp } from '../training/setup.ts';
import { createStep } from '../training/step.ts';
import { lookback, months, requestOf, testErrors, transformerCase } from './forecast-case.ts';
import type { ForecastCase } from './forecast-case.ts';
import { compareRounds, inTurns, timeTurn } from './in-turns.ts';
import { startPeer } from './peer.ts';
import type { Comparison, Peer } from './peer.ts';

/** Mean squared errors of Zeng et al. 2023, table 2, lookback 336. */
const published = [
  { horizon: 96, mse: 0.375 },
  { horizon: 192, mse: 0.405 },
];
/** One on each side: on a busy machine PyTorch's threads spin while they wait for each other. */
const threads = 1;
const stepsInTurn = 8;

type Line = Comparison & { readonly reached?: boolean };

/** About ten minutes. @throws Error where no Python with PyTorch is installed. */
export async function run(): Promise<Line[]> {
  const executor = await createExecutor('cpu', { threads });
  const lines: Line[] = [];
  for (const { horizon, mse } of published) {
    const made = transformerCase(horizon, false);
    if (!made) throw new Error('shared/data/ett/ETTh1.csv is not on this machine.');
    const { pacing } = setUp(requestOf(made, {}, { seed: 1, executor, capacity: 'medium' }));
    const { batchSize: batch, epochs, rate } = pacing;
    const rows = [months.train, months.validation, months.test];
    const peer = startPeer('peer-forecast.py', ['torch'], {
      ...{ path: made.path, lookback, horizon, batch, epochs, rate, threads, rows },
    });
    try {
      lines.push(...(await errorsOf(made, mse, peer, executor)));
      if (horizon === 96) lines.push(...(await stepTimes(made, peer, executor)));
    } finally {
      peer.close();
    }
  }
  return lines;
}

async function errorsOf(made: ForecastCase, published: number, peer: Peer, executor: Executor): Promise<Line[]> {
  const outcome = await trainRun(requestOf(made, {}, { seed: 1, executor, capacity: 'medium' }));
  const ours = testErrors(made, outcome);
  const theirs = await peer.ask('train');
  log(
    `${made.horizon} hours ahead: ${outcome.trainSeconds.toFixed(0)} s ours, ${theirs['seconds']!.toFixed(0)} s theirs`,
  );
  const name = `transformer, ${made.horizon} hours ahead`;
  const line = (what: string, mine: number, other: number): Comparison => ({
    ...{ name: `${name}, ${what}`, ours: mine, peer: other, unit: '', ratio: mine / other, target: 'for information' },
  });
  return [
    { ...line('MSE', ours.mse, theirs['mse']!), target: `MSE at most ${published}`, reached: ours.mse <= published },
    line('MAE', ours.mae, theirs['mae']!),
  ];
}

async function stepTimes(made: ForecastCase, peer: Peer, executor: Executor): Promise<Comparison[]> {
  const setup = setUp(requestOf(made, {}, { seed: 1, executor, capacity: 'medium' }));
  const { batchSize } = setup.pacing;
  const step = await executor.compile(createStep(setup.plan), setup.start, setup.shapes);
  const batches = epochBatches(setup.rows.training, batchSize, createRng(1));
  let at = 0;
  const one = async (): Promise<void> => {
    const rows = batches[at++ % batches.length]!;
    await step.run({
      ...inputTensors(setup.request.inputs, rows),
      ...labelTensors(setup.request.targets, rows),
      pace: { shape: [3], data: paceOf(100, 1000) },
      epochStart: { shape: [], data: Float32Array.of(0) },
    });
  };
  try {
    const rounds = await inTurns(
      () => timeTurn(stepsInTurn, one),
      async () => {
        const { stepMs, processorMs } = await peer.ask(String(stepsInTurn));
        return { clock: stepMs!, processor: processorMs! };
      },
      { rounds: 40, seconds: 40 },
    );
    return compareRounds('training step of a linear forecaster', rounds, 'for information');
  } finally {
    await step.dispose();
  }
}
