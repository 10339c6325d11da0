// What bilevel balancing costs against equal weights: time of a training step and memory, for 2, 12
// and 40 tasks on one hard-shared network. Memory is that of a process that does nothing else.

import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { milliseconds } from '../base/clock.ts';
import { createExecutor } from '../runtime/index.ts';
import type { BenchRow } from './accuracy.bench.ts';
import { median, prepareStep } from './prepared-step.ts';
import type { PreparedStep } from './prepared-step.ts';

const rounds = 10;
const stepsPerRound = 10;
/** Processes a figure of memory is the median of, and the steps each trains. */
const processes = 3;
const stepsPerProcess = 200;

export async function run(): Promise<BenchRow[]> {
  const executor = await createExecutor('cpu');
  const rows: BenchRow[] = [];
  for (const taskCount of [2, 12, 40]) {
    const equal = await prepareStep({ taskCount, recipe: { weighting: 'equal' }, executor });
    const bilevel = await prepareStep({ taskCount, recipe: { weighting: 'bilevel' }, executor });
    // Interleaved, so that a busy machine slows both alike; the fastest round of each counts.
    const times = { equal: Number.POSITIVE_INFINITY, bilevel: Number.POSITIVE_INFINITY };
    for (let round = 0; round < rounds; round++) {
      times.equal = Math.min(times.equal, await timeRound(equal));
      times.bilevel = Math.min(times.bilevel, await timeRound(bilevel));
    }
    rows.push(row(`bilevel, ${taskCount} tasks: time of a step`, times.bilevel, times.equal, 'ms', 'at most 1.10'));
    rows.push(
      row(
        `bilevel, ${taskCount} tasks: numbers held between steps`,
        bilevel.held / 1024,
        equal.held / 1024,
        'KiB',
        'at most 1.05',
      ),
    );
    await equal.step.dispose();
    await bilevel.step.dispose();
  }
  for (const taskCount of [2, 12, 40]) rows.push(compareMemory(taskCount));
  return rows;
}

/** Both weightings by turns, each time in a new process. */
function compareMemory(taskCount: number): BenchRow {
  const peaks: Record<'equal' | 'bilevel', number[]> = { equal: [], bilevel: [] };
  for (let i = 0; i < processes; i++) {
    for (const weighting of ['equal', 'bilevel'] as const) peaks[weighting].push(peakOfProcess(taskCount, weighting));
  }
  const name = `bilevel, ${taskCount} tasks: peak memory of a process that trains`;
  return row(name, median(peaks.bilevel), median(peaks.equal), 'MB', 'at most 1.05');
}

function peakOfProcess(taskCount: number, weighting: string): number {
  const program = 'const [file, ...rest] = process.argv.slice(1); await (await import(file)).trainAlone(...rest)';
  // This module as it was bundled: the new process imports the same file.
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--input-type=module', '-e', program, import.meta.url, String(taskCount), weighting],
    { encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(`training alone ended with ${status}: ${stderr.slice(-500)}`);
  return Number(stdout);
}

/** Trains some steps and prints the peak resident memory of this process in MB. Called in a process of its own. */
export async function trainAlone(taskCount: string, weighting: string): Promise<void> {
  const executor = await createExecutor('cpu');
  const { step, batch } = await prepareStep({ taskCount: Number(taskCount), recipe: { weighting }, executor });
  for (let i = 0; i < stepsPerProcess; i++) await step.run(batch);
  process.stdout.write(String(peakMegabytes()));
}

/** Peak resident memory of this process. On Linux `maxRSS` starts from the parent's peak; the kernel's own mark does not. */
function peakMegabytes(): number {
  const status = '/proc/self/status';
  const mark = existsSync(status) ? /VmHWM:\s*(\d+) kB/u.exec(readFileSync(status, 'utf8')) : null;
  return (mark ? Number(mark[1]) : process.resourceUsage().maxRSS) / 1024;
}

/** Mean milliseconds of a step over one round. */
async function timeRound({ step, batch }: PreparedStep): Promise<number> {
  const started = milliseconds();
  for (let i = 0; i < stepsPerRound; i++) await step.run(batch);
  return (milliseconds() - started) / stepsPerRound;
}

function row(name: string, ours: number, peer: number, unit: string, target: string): BenchRow {
  return { name, ours, peer, unit, ratio: ours / peer, target };
}
