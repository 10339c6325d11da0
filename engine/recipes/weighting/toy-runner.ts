// Runs the toy problem (toy-problem.ts) from its five starts with any one-backward weighting: 50,000 steps of Adam at
// 1e-3 on the point and on the weighting's variables. For tests.

import { add, div, engine, minimum, mul, ones, scalar, slice, sqrt, square, sub, sum } from '@tensorflow/tfjs-core';
import { reshape, tensor1d, unstack, zerosLike } from '@tensorflow/tfjs-core';
import type { Scalar, Tensor, Tensor1D } from '@tensorflow/tfjs-core';
import { createRng } from '../../base/rng.ts';
import type { HostArrays } from '../../models/arrays.ts';
import type { Executor, State, Step } from '../../runtime/index.ts';
import { resolveRecipe } from '../recipe.ts';
import type { Settings } from '../settings.ts';
import { toyLosses, toyStarts } from './toy-problem.ts';
import type { Weighting, WeightingInput } from './weighting.ts';

const steps = 50_000;
/** Steps recorded into one graph: a toy step is far cheaper than starting a run. */
const unrolled = 50;

export interface ToyOptions {
  readonly weighting: Weighting;
  readonly settings?: Readonly<Record<string, string | number>>;
  /** What the losses are divided by before the weighting sees them, and what is taken off them. */
  readonly scales?: readonly [number, number];
  readonly least?: readonly [number, number];
  /** Length to which the point's gradient is clipped. */
  readonly clip?: number;
  /** Which of the five starts; all when left out. */
  readonly starts?: typeof toyStarts;
}

/** The pair of losses at the end of each of the five runs. */
export async function toyEnds(executor: Executor, options: ToyOptions): Promise<number[][]> {
  const { weighting } = options;
  const tasks = ['one', 'two'].map(
    (id) => ({ id, data: 'main', target: id, kind: 'regression', importance: 1 }) as const,
  );
  const recipe = { sharing: 'hard', weighting: weighting.about.id, schedule: 'joint', search: 'none' };
  const { settings } = resolveRecipe({ ...recipe, ...options.settings }, tasks).weighting;
  const rng = createRng(1);
  const begun = weighting.start({ taskCount: 2, featureWidth: 1, baselines: [1, 1], settings, rng });
  const step = toyStep(options, settings, Object.keys(begun.variables));
  const ends: number[][] = [];
  for (const start of options.starts ?? toyStarts) {
    const point = { shape: [2], data: Float32Array.from(start) };
    const trained: HostArrays = { x: point, ...begun.variables, ...(weighting.shadow?.(settings) ? { z: point } : {}) };
    ends.push(await descend(executor, step, withMoments(trained), begun.memory));
  }
  return ends;
}

function toyStep(options: ToyOptions, settings: Settings, variables: readonly string[]): Step {
  const { weighting, scales = [1, 1], least = [0, 0] } = options;
  const shadow = weighting.shadow?.(settings) ?? null;
  const seen = (point: Tensor): Tensor1D => div(toyLosses(point as Tensor1D, least), tensor1d([...scales])) as Tensor1D;
  return (state, batch) => {
    const correction = batch['correction'] as Tensor1D;
    const memory = Object.fromEntries(
      Object.entries(state).flatMap(([name, value]) => (name.startsWith('memory/') ? [[name.slice(7), value]] : [])),
    );
    const input = (point: Tensor, shadowLosses: Tensor1D | null): WeightingInput => ({
      losses: seen(point),
      present: ones([2]) as Tensor1D,
      mayMiss: false,
      importance: ones([2]) as Tensor1D,
      features: ones([1]) as Tensor1D,
      variables: Object.fromEntries(variables.map((name) => [name, state[name]!])),
      memory,
      epochStart: scalar(0),
      weights: ones([2]) as Tensor1D,
      gram: null,
      noise: null,
      shadowLosses,
      settings,
    });
    let next: State = {};
    if (shadow) {
      const [slope] = gradients([state['z']!], () => shadow.objective(input(state['z']!, null)));
      next = adam(state, 'z', slope!, correction);
    }
    const atShadow = shadow ? seen(next['z']!) : null;
    const names = ['x', ...variables];
    const slopes = gradients(
      names.map((name) => state[name]!),
      () => weighting.objective(input(state['x']!, atShadow)).objective,
    );
    names.forEach((name, i) => {
      const slope = i === 0 ? clipped(slopes[0]!, options.clip) : slopes[i]!;
      next = { ...next, ...adam(state, name, slope, correction) };
    });
    const learned = weighting.afterStep?.(input(state['x']!, atShadow), seen(next['x']!)) ?? {};
    for (const [name, value] of Object.entries(learned)) next[`memory/${name}`] = value;
    return { state: { ...state, ...next }, metrics: { losses: toyLosses(state['x'] as Tensor1D) } };
  };
}

function gradients(at: readonly Tensor[], objective: () => Tensor): Tensor[] {
  const { grads } = engine().gradients(objective as () => Scalar, [...at], undefined, true);
  return at.map((one, i) => (grads[i] as Tensor | undefined) ?? zerosLike(one));
}

function clipped(gradient: Tensor, most: number | undefined): Tensor {
  if (most === undefined) return gradient;
  return mul(gradient, minimum(1, div(most, add(sqrt(sum(square(gradient))), 1e-6))));
}

/** Adam with learning rate 1e-3 on one named tensor and its moments. */
function adam(state: State, name: string, gradient: Tensor, correction: Tensor1D): State {
  const first = add(mul(state[`${name}/first`]!, 0.9), mul(gradient, 0.1));
  const second = add(mul(state[`${name}/second`]!, 0.999), mul(square(gradient), 0.001));
  const [c1, c2] = [0, 1].map((at) => reshape(slice(correction, at, 1), []));
  const next = sub(state[name]!, mul(div(mul(first, c1!), add(sqrt(mul(second, c2!)), 1e-8)), 1e-3));
  return { [name]: next, [`${name}/first`]: first, [`${name}/second`]: second };
}

function withMoments(trained: HostArrays): HostArrays {
  return Object.fromEntries(
    Object.entries(trained).flatMap(([name, array]) => {
      const zero = { shape: array.shape, data: new Float32Array(array.data.length) };
      return [
        [name, array],
        [`${name}/first`, zero],
        [`${name}/second`, zero],
      ];
    }),
  );
}

/** The pair of losses after all steps. */
async function descend(executor: Executor, step: Step, trained: HostArrays, memory: HostArrays): Promise<number[]> {
  const remembered = Object.fromEntries(Object.entries(memory).map(([name, array]) => [`memory/${name}`, array]));
  const compiled = await executor.compile(
    repeated(step),
    { ...trained, ...remembered },
    {
      correction: { shape: [unrolled, 2], dtype: 'float32' },
    },
  );
  let losses: number[] = [];
  for (let done = 0; done < steps; done += unrolled) {
    const corrections = Float32Array.from(
      { length: 2 * unrolled },
      (_, i) => 1 / (1 - (i % 2 === 0 ? 0.9 : 0.999) ** (done + 1 + (i >> 1))),
    );
    const metrics = await compiled.run({ correction: { shape: [unrolled, 2], data: corrections } });
    losses = Array.from(metrics['losses']!.data);
  }
  await compiled.dispose();
  return losses;
}

/** The step `unrolled` times in a row, each with its own row of corrections. */
function repeated(step: Step): Step {
  return (state, batch) => {
    let now = { state, metrics: {} as Record<string, Tensor> };
    for (const correction of unstack(batch['correction']!))
      now = step(now.state, { correction: correction as Tensor1D });
    return now;
  };
}
