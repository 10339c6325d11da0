// Share, specialise and prune (InterroGate): each layer's channels are common or a task's own, learned by
// gates under pressure to share; what nobody uses is removed from the finished model.
//
// Bejnordi et al. 2024 (arXiv 2402.16848), equations 1 to 5. No official code exists, and threshold, start
// values and the start of the common branch are ours (methods.md 5.3, 5.4): T own branches from the same first
// values train as single-task networks, the common one begins as their mean (`gate-steering.ts`).

import { add, clipByValue, greater, mul, reshape, slice, sub, where } from '@tensorflow/tfjs-core';
import type { Tensor, Tensor1D } from '@tensorflow/tfjs-core';
import { Refusal } from '../../contract/errors.ts';
import { filled, prefixed } from '../../models/arrays.ts';
import type { HostArrays } from '../../models/arrays.ts';
import { applyTrunk, startTrunk, under } from '../../models/trunk.ts';
import { stopGradient } from '../../models/stop-gradient.ts';
import { costingOf, sharedShare } from '../maths/gate-cost.ts';
import { noLine, writeState } from '../maths/gate-phases.ts';
import { channelOrder, pruneParameters, prunedFeatures } from '../maths/gate-pruning.ts';
import { showGates, showSharing } from '../maths/gate-show.ts';
import { alphasOf, controlNames, openOf, steerGates } from '../maths/gate-steering.ts';
import { applyBlock, blocksOf, choose, hardGate, hinge, mix } from '../maths/gates.ts';
import { budgetOf, numberOf } from '../settings.ts';
import { interrogateSettings } from './interrogate-settings.ts';
import type { Sharing, SharingContext } from './sharing.ts';

/** Where gates start: own, sigmoid 0.62. */
const startAlpha = 0.5;
/** Share of the pressure that a budget begins with: it is raised as needed, and must not close all gates at once. */
const firstPressure = 0.01;
/** Gates' numbers stay within this, so that none is lost for good. */
const largestAlpha = 10;

export const interrogate: Sharing = {
  about: {
    id: 'interrogate',
    name: { ja: '共通設備と専用治具に分けて枝刈り(InterroGate)', en: 'Share, specialise and prune (InterroGate)' },
    purpose: {
      ja: '層のチャネルごとに、全タスクの共通設備にするか、タスクの専用治具にするかを学習で決め、使わない分を取り除きます。計算量の予算を指定できます。',
      en: 'Learns for each channel whether it is common to all tasks or one task’s own, and removes what is not used. A compute budget can be given.',
    },
    cost: {
      ja: '学習中はタスク数+1個の本体を持つため、学習時間とメモリーが本体1個のほぼ(タスク数+1)倍になります(初めに別々のモデルとして学習する期間を含みます)。完成したモデルは1個分からタスク数個分の間です。',
      en: 'Trains one body for each task and a common one, so time and memory are about (tasks + 1) times those of one body, its warm start as separate models included. The finished model costs between one body and one for each task.',
    },
    source: 'Bejnordi et al. 2024 (arXiv 2402.16848), equations 1 to 5; budget, schedule and warm start ours',
    settings: interrogateSettings,
  },
  independent: false,
  clippedApart: false,
  shares: true,
  refuse: (settings, taskCount) => {
    if (taskCount === 1 && budgetOf(settings, 'budget')) {
      throw new Refusal('recipe.needs-two-tasks', { choice: interrogate.about.name });
    }
  },
  featureSets: (taskCount) => taskCount,
  start: (trunk, taskCount, rng, settings) => {
    const branch = startTrunk(trunk, rng);
    const common = prefixed('shared/trunk/', branch);
    if (taskCount === 1) return common;
    const blocks = blocksOf(trunk);
    const arrays: HostArrays = { ...common };
    blocks.forEach(({ name, channels }, l) => {
      // The last layer is read by the heads alone: nothing is mixed behind it.
      if (l < blocks.length - 1) arrays[`shared/mix/${name}`] = filled([channels.count, taskCount], 0);
      for (let t = 0; t < taskCount; t++) {
        for (const kind of ['gate', 'held']) arrays[`task/${t}/${kind}/${name}`] = filled([channels.count], startAlpha);
      }
    });
    if (blocks.length === 0) return arrays;
    for (let t = 0; t < taskCount; t++) Object.assign(arrays, prefixed(`task/${t}/trunk/`, branch));
    const pressure = numberOf(settings, 'sharePressure') * (budgetOf(settings, 'budget') ? firstPressure : 1);
    return { ...arrays, ...writeState({ phase: 0, pressure, flipped: 0, line: noLine }) };
  },
  features: (context, parameters, prepared, controls) => {
    const { trunk, taskCount } = context;
    const blocks = blocksOf(trunk);
    if (isPlain(context)) {
      const shared = applyTrunk(trunk, under('shared/trunk/', parameters), prepared);
      return Array.from({ length: taskCount }, () => shared);
    }
    const { columns, kept } = prepared;
    let own: readonly Tensor[] = Array.from({ length: taskCount }, () => columns);
    let common = columns;
    blocks.forEach((block, l) => {
      const branch = (prefix: string, input: Tensor, read: Tensor): Tensor =>
        applyBlock(block, under(prefix, parameters), input, kept, read);
      const gates = own.map((_, t) => gateIn(parameters[`task/${t}/gate/${block.name}`]!, controls));
      // What pruning will leave: own channels that are chosen, and common ones that some task does not own.
      const chosen = gates.map((gate) => stopGradient(gate));
      const ownedByAll = chosen.reduce((a, b) => mul(a, b));
      const commonOut = branch('shared/trunk/', common, sub(1, ownedByAll));
      own = own.map((input, t) => choose(gates[t]!, branch(`task/${t}/trunk/`, input, chosen[t]!), commonOut));
      if (l < blocks.length - 1) common = mix(parameters[`shared/mix/${block.name}`]!, own);
    });
    return own;
  },
  penalty: (context, parameters, controls) => {
    const { settings, taskCount, trunk } = context;
    const pressure = controls ? reshape(slice(controls, 2, 1), []) : numberOf(settings, 'sharePressure');
    if (isPlain(context)) return mul(0, pressure);
    const given = settings['ownShares'] as readonly number[] | null;
    const common = budgetOf(settings, 'budget') ? 0 : numberOf(settings, 'ownShare');
    const alphas = Array.from({ length: taskCount }, (_, t) =>
      blocksOf(trunk).map(({ name }) => parameters[`task/${t}/gate/${name}`]!),
    );
    return mul(hinge(alphas, given ?? alphas.map(() => common)), pressure);
  },
  afterUpdate: (context, parameters, controls) => {
    if (isPlain(context) || !controls) return {};
    const still = greater(reshape(slice(controls, 1, 1), []), 0.5);
    const changed: Record<string, Tensor> = {};
    for (const { name } of blocksOf(context.trunk)) {
      for (let t = 0; t < context.taskCount; t++) {
        const alpha = clipByValue(parameters[`task/${t}/gate/${name}`]!, -largestAlpha, largestAlpha);
        changed[`task/${t}/gate/${name}`] = where(still, parameters[`task/${t}/held/${name}`]!, alpha);
      }
    }
    return changed;
  },
  rates: (settings, taskCount) =>
    Object.fromEntries(
      Array.from({ length: taskCount }, (_, t) => [`task/${t}/gate/`, numberOf(settings, 'gateSpeed')]),
    ),
  controlCount: () => controlNames.length,
  steer: steerGates,
  leastShare: (context) => (isPlain(context) ? 1 : sharedShare(context)),
  prune: (context, parameters) => {
    if (isPlain(context)) return null;
    const cost = costingOf(context);
    const gates = openOf(alphasOf(cost, parameters));
    return {
      parameters: pruneParameters(cost, gates, parameters),
      order: channelOrder(gates.at(-1)!),
      features: (kept, prepared) => prunedFeatures(cost, gates, kept, prepared),
    };
  },
  show: (context, parameters, taskIds) => {
    if (isPlain(context)) return {};
    const gates = showGates(context, parameters, taskIds);
    return { gates, sharing: showSharing(gates) };
  },
};

/** For one task, or where no channel can be removed, there is nothing to choose: a plain network. */
function isPlain({ trunk, taskCount }: SharingContext): boolean {
  return taskCount === 1 || blocksOf(trunk).length === 0;
}

/** The gate in use, `[channels]`: own while gates are held at own, the same number without gradient while they stand still. */
function gateIn(alpha: Tensor, controls: Tensor1D | null): Tensor {
  if (!controls) return hardGate(alpha);
  const [warm, still] = [0, 1].map((i) => reshape(slice(controls, i, 1), []));
  const stopped = add(warm!, still!);
  const gate = hardGate(add(mul(alpha, sub(1, stopped)), mul(stopGradient(alpha), stopped)));
  return add(warm!, mul(sub(1, warm!), gate));
}
