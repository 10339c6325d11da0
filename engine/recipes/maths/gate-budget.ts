// Gates moved to a compute budget: the choice with the largest sum of soft gates whose cost still fits.
//
// Tasks do not pay apart: while one task uses a common channel it is computed anyway, so with T tasks the
// last two own channels cost as much as one. Each channel therefore offers steps (one more owner, the last
// two together) with a gain and a price; steps are taken by gain over price until the budget is full. Ours.

import type { Cost } from '../../models/trunk.ts';
import { costOf } from './gate-cost.ts';
import type { Costing, Gates } from './gate-cost.ts';

interface Step {
  readonly layer: number;
  readonly channel: number;
  /** Tasks that get the channel for their own. */
  readonly tasks: readonly number[];
  readonly gain: number;
  readonly price: number;
}

/**
 * @param alphas by block, by task, one number a channel
 * @param limit most the network may cost, in `quantity`; at least that of hard sharing
 */
export function gatesWithin(costing: Costing, alphas: Gates, limit: number, quantity: keyof Cost): Gates {
  const steps = costing.blocks.flatMap(({ channels }, layer) =>
    Array.from({ length: channels.count }, (_, channel) =>
      stepsOf(
        alphas[layer]!.map((task) => task[channel]!),
        layer,
        channel,
        channels.each[quantity],
      ),
    ).flat(),
  );
  steps.sort((a, b) => b.gain / b.price - a.gain / a.price);
  const taken = (count: number): Gates => {
    const gates = alphas.map((layer) => layer.map((task) => new Uint8Array(task.length)));
    for (const { layer, channel, tasks } of steps.slice(0, count)) {
      for (const task of tasks) gates[layer]![task]![channel] = 1;
    }
    return gates;
  };
  const fits = (count: number): boolean => costOf(costing, taken(count))[quantity] <= limit;
  if (fits(steps.length)) return taken(steps.length);
  let from = 0;
  let to = steps.length;
  while (to - from > 1) {
    const middle = (from + to) >> 1;
    if (fits(middle)) from = middle;
    else to = middle;
  }
  return taken(from);
}

/** The steps of one channel, dearest bargain first, so that taking them by gain over price keeps their order. */
function stepsOf(alphas: readonly number[], layer: number, channel: number, price: number): Step[] {
  const order = alphas.map((_, task) => task).sort((a, b) => alphas[b]! - alphas[a]!);
  const gainOf = (task: number): number => 1 / (1 + Math.exp(-alphas[task]!));
  const steps: Step[] = [];
  const add = (tasks: readonly number[]): void => {
    let step: Step = { layer, channel, tasks, price, gain: tasks.reduce((sum, task) => sum + gainOf(task), 0) };
    for (
      let before = steps.at(-1);
      before && step.gain / step.price > before.gain / before.price;
      before = steps.at(-1)
    ) {
      steps.pop();
      step = {
        ...step,
        tasks: [...before.tasks, ...step.tasks],
        gain: before.gain + step.gain,
        price: before.price + step.price,
      };
    }
    steps.push(step);
  };
  const [last, ...others] = order.toReversed();
  const single = others.toReversed();
  // With the last task the common channel goes, so it costs nothing more.
  single.forEach((task, i) => add(i === single.length - 1 ? [task, last!] : [task]));
  return steps;
}
