// The weighting study as a table: mean rank over the tables by Delta-m against the single-task twins.

import { log } from '../base/log.ts';
import type { BenchRow } from './accuracy.bench.ts';
import { standings, study } from './weighting-study.ts';

const allSeeds = [1, 2, 3, 4, 5];
const allSteps = 2000;

/** `quick`: one seed, a tenth of the steps. */
export async function rankingRows(quick: boolean): Promise<BenchRow[]> {
  const results = await study({
    seeds: quick ? allSeeds.slice(0, 1) : allSeeds,
    steps: quick ? allSteps / 10 : allSteps,
    report: ({ table, contestant, seed, deltaM }) =>
      log(`weighting study: ${table}, seed ${seed}, ${contestant}: Delta-m ${deltaM.toFixed(2)} %`),
  });
  if (results.length === 0) {
    log('weighting study: not measured, none of its tables is on this machine (shared/data)');
    return [];
  }
  const ranked = standings(results);
  const equal = ranked.find((one) => one.contestant === 'equal weights')!;
  for (const { contestant, deltaM } of ranked) {
    const each = Object.entries(deltaM).map(([table, value]) => `${table} ${value.toFixed(1)}`);
    log(`weighting study: ${contestant}, mean Delta-m in percent: ${each.join(', ')}`);
  }
  return ranked.map(({ contestant, meanRank }) => ({
    name: `mean rank by Delta-m: ${contestant}`,
    ours: meanRank,
    peer: equal.meanRank,
    unit: 'rank',
    ratio: meanRank / equal.meanRank,
    target: 'none: the table',
  }));
}
