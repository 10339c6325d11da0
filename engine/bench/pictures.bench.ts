// MultiMNIST on the convolution trunk with equal weights, against the published accuracy of the usual LeNet
// (Sener and Koltun 2018, uniform scaling): 96.5 % of the upper left digits, 95.0 % of the lower right ones.

import { log } from '../base/log.ts';
import { createExecutor } from '../runtime/index.ts';
import type { BenchRow } from './accuracy.bench.ts';
import { accuracyOf } from './methods-multi-mnist.ts';
import { multiMnist } from './multi-mnist.ts';

/** The published figures are from 60,000 pairs; the trunk needs fewer. */
const counts = [12_000, 1000, 5000] as const;
const epochs = 8;
const published = [96.5, 95];

/** Two to seven minutes. */
export async function run(): Promise<BenchRow[]> {
  const set = multiMnist(counts, 1);
  if (set === null) {
    log('MultiMNIST: not measured, the pictures are not on this machine (shared/data/mnist)');
    return [];
  }
  const accuracy = await accuracyOf(set, {}, 1, await createExecutor('cpu'), { capacity: 'pictures', epochs });
  return accuracy.map((ours, k) => ({
    name: `MultiMNIST ${k === 0 ? 'left' : 'right'} digit, convolutions, ${counts[0]} pairs, ${epochs} epochs`,
    ours,
    peer: published[k]!,
    unit: '%',
    ratio: ours / published[k]!,
    target: 'at most 1 point below the published',
    reached: ours >= published[k]! - 1,
  }));
}
