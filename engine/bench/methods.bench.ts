// `npm run bench -- methods`: what the methods cost and what they bring, one file a table.

import type { BenchRow } from './accuracy.bench.ts';
import { costRows } from './methods-cost.ts';
import { gateRows } from './methods-gates.ts';
import { groupRows } from './methods-groups.ts';
import { pcgradRows } from './methods-pcgrad.ts';
import { populationRows } from './methods-population.ts';
import { rankingRows } from './methods-ranking.ts';
import { toyRows } from './methods-toy.ts';
import { traceNormRows } from './methods-trace-norm.ts';

const tables: readonly (() => Promise<readonly BenchRow[]>)[] = [
  costRows,
  pcgradRows,
  groupRows,
  traceNormRows,
  gateRows,
  populationRows,
  toyRows,
  rankingRows,
];

/** One table after another: each wants the machine for itself. */
export async function run(): Promise<BenchRow[]> {
  const rows: BenchRow[] = [];
  for (const table of tables) rows.push(...(await table()));
  return rows;
}
