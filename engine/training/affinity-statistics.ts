// From measured updates to an affinity map: gains in units of the target's own, intervals by a bootstrap over
// trainings and blocks of points within them, verdicts, suggested groups.
//
// The threshold of the verdicts by experiment. On made data (180 training rows; two tasks that follow one hidden
// quantity, one of pure chance, two of other quantities) every pair was also trained jointly and alone, 3 seeds.
// Affinities of 0.53 and 0.58 (helps): test loss of the pair against alone -20 % and -6 %; the nine cells between
// -0.07 and -0.23 (hurts): +10 to +44 % on average, every one worse in every seed. Over three seeds (made data with
// 300 and 2,000 rows, Energy, AI4I, gas turbine) no cell was judged in two contradicting ways; half to five sixths
// of the cells got the same word each time, the others were also `unknown`.
// It is a guide from the start of training: Energy's two targets help each other in it (0.27, 0.17), yet trained to
// the end (120 epochs, seeds 1 and 2) only Y1 gained from sharing (-29, -7 %) and Y2 lost (+29, +44 %).

import type { Rng } from '../base/rng.ts';
import type { AffinityCell, AffinityMap } from '../contract/methods.ts';
import { mergeGroups } from './affinity-groups.ts';

/** Sums over neighbouring points of one training: losses before, and after an update of each source. */
export interface ProbeBlock {
  readonly training: number;
  points: number;
  readonly before: Float64Array;
  readonly after: readonly Float64Array[];
}

const resamples = 1000;
/** An effect below this share of the target's own is no difference, however certain. */
const negligible = 0.05;

export function affinityMap(
  blocks: readonly ProbeBlock[],
  taskIds: readonly string[],
  rng: Rng,
): Pick<AffinityMap, 'tasks' | 'cells' | 'groups'> {
  const count = taskIds.length;
  const gains = blocks.map((block) => gainsOf(block));
  const byTraining = groupByTraining(blocks);
  const whole = meanGains(gains, [...blocks.keys()], count);
  const drawn = Array.from({ length: resamples }, () => meanGains(gains, draw(byTraining, rng), count));
  const points = blocks.reduce((sum, block) => sum + block.points, 0);
  const cells = taskIds.flatMap((source, i) =>
    taskIds.map((target, k): AffinityCell => {
      const relative = ratio(whole, drawn, i * count + k, k * count + k);
      const gain = whole[i * count + k]!;
      return {
        source,
        target,
        relative,
        gain: Number.isFinite(gain) ? gain : null,
        verdict: verdictOf(relative),
        n: points,
      };
    }),
  );
  return { tasks: [...taskIds], cells, groups: mergeGroups(cells, taskIds) };
}

/** Relative change of the summed losses, `[K * K]`, row = source; NaN without a loss to lower. */
function gainsOf({ before, after }: ProbeBlock): Float64Array {
  const count = before.length;
  return Float64Array.from({ length: count * count }, (_, at) => {
    const k = at % count;
    return before[k]! > 0 ? 1 - after[Math.floor(at / count)]![k]! / before[k]! : Number.NaN;
  });
}

function meanGains(gains: readonly Float64Array[], chosen: readonly number[], count: number): Float64Array {
  const mean = new Float64Array(count * count);
  for (const block of chosen) gains[block]!.forEach((gain, at) => (mean[at]! += gain / chosen.length));
  return mean;
}

/** Trainings with replacement, and within each its blocks with replacement. */
function draw(byTraining: readonly (readonly number[])[], rng: Rng): number[] {
  const chosen: number[] = [];
  for (let training = 0; training < byTraining.length; training++) {
    const blocks = byTraining[rng.integer(byTraining.length)]!;
    for (let block = 0; block < blocks.length; block++) chosen.push(blocks[rng.integer(blocks.length)]!);
  }
  return chosen;
}

/** Unknown where the target's own updates do not clearly help it: there is nothing to compare with. */
function ratio(whole: Float64Array, drawn: readonly Float64Array[], at: number, own: number): AffinityCell['relative'] {
  const ratios = drawn.map((mean) => (mean[own]! > 0 ? mean[at]! / mean[own]! : Number.NaN));
  const known = ratios.filter((one) => Number.isFinite(one)).sort((a, b) => a - b);
  const isKnown = whole[own]! > 0 && known.length >= 0.975 * ratios.length;
  if (!isKnown) return { value: null, low: null, high: null };
  return { value: whole[at]! / whole[own]!, low: percentile(known, 0.025), high: percentile(known, 0.975) };
}

/** Helps or hurts where the interval excludes 0 and the effect is worth a word; unknown, not none, where it is wide. */
export function verdictOf({ value, low, high }: AffinityCell['relative']): AffinityCell['verdict'] {
  if (value === null || low === null || high === null) return 'unknown';
  if (low > 0 && value > negligible) return 'helps';
  if (high < 0 && value < -negligible) return 'hurts';
  return low > -negligible && high < negligible ? 'no-difference' : 'unknown';
}

function percentile(sorted: readonly number[], share: number): number {
  const position = share * (sorted.length - 1);
  const below = Math.floor(position);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below]! + (sorted[above]! - sorted[below]!) * (position - below);
}

function groupByTraining(blocks: readonly ProbeBlock[]): number[][] {
  const groups = new Map<number, number[]>();
  blocks.forEach((block, at) => groups.set(block.training, [...(groups.get(block.training) ?? []), at]));
  return [...groups.values()];
}
