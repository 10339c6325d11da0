// `npm run bench -- methods`: what the methods cost and what they bring, one file a table. With `--quick` a first look
// at every table: one seed, short trainings, no verdicts.

import { milliseconds } from '../base/clock.ts';
import { log } from '../base/log.ts';
import type { BenchRow } from './accuracy.bench.ts';
import { costRows } from './methods-cost.ts';
import { gateRows } from './methods-gates.ts';
import { groupRows } from './methods-groups.ts';
import { multiMnistRows } from './methods-multi-mnist.ts';
import { pcgradRows } from './methods-pcgrad.ts';
import { populationRows } from './methods-population.ts';
import { rankingRows } from './methods-ranking.ts';
import { toyRows } from './methods-toy.ts';
import { traceNormRows } from './methods-trace-norm.ts';

export const hasQuick = true;

type Row = BenchRow & { readonly reached?: boolean };

const tables: Readonly<Record<string, (quick: boolean) => Promise<readonly BenchRow[]>>> = {
  'cost of a step': costRows,
  PCGrad: pcgradRows,
  'task groups': groupRows,
  'trace norm': traceNormRows,
  'compute budget': gateRows,
  population: populationRows,
  'toy problem': toyRows,
  'weighting study': rankingRows,
  MultiMNIST: multiMnistRows,
};

/** One table after another: each wants the machine for itself. One that fails leaves the others their figures. */
export async function run({ quick }: { readonly quick: boolean }): Promise<Row[]> {
  const rows: Row[] = [];
  for (const [name, table] of Object.entries(tables)) {
    const started = milliseconds();
    try {
      const found = await table(quick);
      rows.push(...(quick ? found.map(withoutVerdict) : found));
    } catch (error) {
      rows.push(failed(name, error));
    }
    log(`methods, ${name}: ${((milliseconds() - started) / 60_000).toFixed(1)} min`);
  }
  return rows;
}

function failed(name: string, error: unknown): Row {
  const reason = error instanceof Error ? error.message : String(error);
  const none = Number.NaN;
  return {
    name: `${name}: ${reason}`,
    ours: none,
    peer: none,
    unit: '',
    ratio: none,
    target: 'measured',
    reached: false,
  };
}

/** Of one seed and a fraction of the steps nothing is to be concluded. */
function withoutVerdict({ name, ours, peer, unit, ratio }: BenchRow): BenchRow {
  return { name, ours, peer, unit, ratio, target: 'none: a quick look' };
}
