// What every weighting costs: processor time of a training step against equal weights, for 2, 12 and 40 tasks on
// one hard-shared network of the usual size, one thread.

import { milliseconds } from '../base/clock.ts';
import { weightings } from '../recipes/weighting/index.ts';
import { createExecutor } from '../runtime/index.ts';
import type { BenchRow } from './accuracy.bench.ts';
import { median, prepareStep, timeSteps } from './prepared-step.ts';

const secondsPerGroup = 8;
/** Of steps with one backward pass, whose ratios have to be told apart to a few hundredths, and of the others. */
const fewestRounds = { one: 9, many: 3 };

/** What is asked of the ratio; the methods that take a backward pass a task are reported only. */
const targets: Readonly<Record<string, string>> = {
  bilevel: 'at most 1.10',
  uncertainty: 'at most 1.10',
  dwa: 'at most 1.10',
  rlw: 'at most 1.10',
  gls: 'at most 1.10',
  famo: 'at most 1.6',
};

/** `quick`: few rounds, and not 40 tasks. */
export async function costRows(quick: boolean): Promise<BenchRow[]> {
  const executor = await createExecutor('cpu', { threads: 1 });
  const rows: BenchRow[] = [];
  const methods = weightings.filter((weighting) => !weighting.takesWeights);
  for (const taskCount of quick ? [2, 12] : [2, 12, 40]) {
    for (const gram of [false, true]) {
      const chosen = methods.filter((method) => method.neutral || Boolean(method.gram) === gram);
      const steps = await Promise.all(
        chosen.map(({ about }) => prepareStep({ taskCount, recipe: { weighting: about.id }, executor })),
      );
      const times = steps.map((): number[] => []);
      const end = milliseconds() + (quick ? 0 : 1000 * secondsPerGroup);
      const fewest = gram || quick ? fewestRounds.many : fewestRounds.one;
      // In turns within one run, so that a busy machine slows all alike; the first round warms up.
      for (let round = 0; round <= fewest || milliseconds() < end; round++) {
        for (const [i, step] of steps.entries()) {
          const took = await timeSteps(step, gram ? 1 : 5);
          if (round > 0) times[i]!.push(took);
        }
      }
      const base = chosen.findIndex((method) => method.neutral);
      // Of each round the ratio, then the median: neighbours in time had the same machine.
      for (const [i, { about, neutral }] of chosen.entries()) {
        if (neutral) continue;
        rows.push({
          name: `${about.id}, ${taskCount} tasks: time of a step`,
          ours: median(times[i]!),
          peer: median(times[base]!),
          unit: 'ms',
          ratio: median(times[i]!.map((time, round) => time / times[base]![round]!)),
          target: targets[about.id] ?? 'for information',
        });
      }
      for (const { step } of steps) await step.dispose();
    }
  }
  return rows;
}
