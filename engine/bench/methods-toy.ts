// The toy problem of methods.md 1.8 from its five starts: how many runs end where they are known to.

import { createExecutor } from '../runtime/index.ts';
import { bilevel } from '../recipes/weighting/bilevel.ts';
import { equal } from '../recipes/weighting/equal.ts';
import { famo } from '../recipes/weighting/famo.ts';
import { toyEnds } from '../recipes/weighting/toy-runner.ts';
import type { BenchRow } from './accuracy.bench.ts';

type Point = readonly [number, number];

const balanced: Point = [-1.509, -15.092];
const corner: Point = [-0.38, -19.828];
/** Where FAMO's five runs end. */
const spread: readonly Point[] = [
  [-1.438, -15.751],
  [-1.52, -14.983],
  [-1.556, -14.603],
  [-1.367, -16.332],
  [-1.725, -12.318],
];

/** `quick`: nothing, as the known points are reached after 50,000 steps only. */
export async function toyRows(quick: boolean): Promise<BenchRow[]> {
  if (quick) return [];
  const executor = await createExecutor('cpu');
  const full = await toyEnds(executor, {
    weighting: bilevel,
    settings: { variant: 'full', tau: 'one', normalisation: 'identical', lambda: 0.5 },
    scales: [0.1, 1],
  });
  const plain = await toyEnds(executor, { weighting: equal });
  const famoEnds = await toyEnds(executor, { weighting: famo, settings: { gamma: 0 }, least: [-2.1, -21], clip: 1 });
  return [
    row('full bilevel at the balanced point', full, () => balanced, 5),
    row('plain sum at its corner (the run from (9, 9) sticks, as published)', plain, () => corner, 4),
    row('FAMO at its five points', famoEnds, (run) => spread[run]!, 5),
  ];
}

function row(
  name: string,
  ends: readonly (readonly number[])[],
  known: (run: number) => Point,
  wanted: number,
): BenchRow {
  const there = ends.filter((end, run) => end.every((loss, k) => Math.abs(loss - known(run)[k]!) < 0.02)).length;
  return { name: `toy: ${name}`, ours: there, peer: wanted, unit: 'runs', ratio: there / wanted, target: 'at least 1' };
}
