// Bilevel balancing on the toy problem, all five starts, 50,000 Adam steps at 1e-3 (methods.md 1.8, 1.12 item 6).

import { add, div, engine, mul, ones, scalar, sqrt, square, sub, sum, tensor1d, unstack } from '@tensorflow/tfjs-core';
import type { Scalar, Tensor, Tensor1D } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { createExecutor } from '../../runtime/index.ts';
import type { Executor, State, Step } from '../../runtime/index.ts';
import { resolveRecipe } from '../recipe.ts';
import { bilevel } from './bilevel.ts';
import { toyLosses, toyStarts } from './toy-problem.ts';
import type { WeightingInput } from './weighting.ts';

const steps = 50_000;
/** Steps recorded into one graph: a toy step is far cheaper than starting a run. */
const unrolled = 50;
const tasks = ['one', 'two'].map(
  (id) => ({ id, data: 'main', target: id, kind: 'regression', importance: 1 }) as const,
);
let executor: Executor;
beforeAll(async () => {
  executor = await createExecutor('cpu');
});

/** Adam with learning rate 1e-3 on one named tensor and its moments. */
function adam(state: State, name: string, gradient: Tensor, correction: Tensor1D): State {
  const first = add(mul(state[`${name}/first`]!, 0.9), mul(gradient, 0.1));
  const second = add(mul(state[`${name}/second`]!, 0.999), mul(square(gradient), 0.001));
  const [c1, c2] = [mul(correction, [1, 0]), mul(correction, [0, 1])].map((part) => sum(part));
  const next = sub(state[name]!, mul(div(mul(first, c1!), add(sqrt(mul(second, c2!)), 1e-8)), 1e-3));
  return { [name]: next, [`${name}/first`]: first, [`${name}/second`]: second };
}

function gradients(at: readonly Tensor[], objective: () => Tensor): Tensor[] {
  return engine().gradients(objective as () => Scalar, [...at], undefined, true).grads as Tensor[];
}

/** Losses divided by the known scales of the toy, so that the balanced point is where both are equal. */
const scaled = (point: Tensor): Tensor1D => div(toyLosses(point as Tensor1D), tensor1d([0.1, 1])) as Tensor1D;

function toyStep(settings: Readonly<Record<string, string | number>>): Step {
  const resolved = resolveRecipe(
    { sharing: 'hard', weighting: 'bilevel', schedule: 'joint', search: 'none', ...settings },
    tasks,
  ).weighting.settings;
  const shadow = bilevel.shadow!(resolved);
  return (state, batch) => {
    const correction = batch['correction'] as Tensor1D;
    const input = (point: Tensor, vector: Tensor, shadowLosses: Tensor1D | null): WeightingInput => ({
      losses: scaled(point),
      present: ones([2]) as Tensor1D,
      mayMiss: false,
      importance: ones([2]) as Tensor1D,
      features: ones([1]) as Tensor1D,
      variables: { vector },
      memory: { anchors: ones([2]) },
      epochStart: scalar(0),
      weights: ones([2]) as Tensor1D,
      gram: null,
      noise: null,
      shadowLosses,
      settings: resolved,
    });
    let next: State = {};
    if (shadow) {
      const [gradient] = gradients([state['z']!], () => shadow.objective(input(state['z']!, state['vector']!, null)));
      next = adam(state, 'z', gradient!, correction);
    }
    const atShadow = shadow ? scaled(next['z']!) : null;
    const [dx, dw] = gradients(
      [state['x']!, state['vector']!],
      () => bilevel.objective(input(state['x']!, state['vector']!, atShadow)).objective,
    );
    next = {
      ...next,
      ...adam(state, 'x', dx!, correction),
      ...adam(state, 'vector', dw ?? mul(state['vector']!, 0), correction),
    };
    return { state: next, metrics: { losses: toyLosses(state['x'] as Tensor1D) } };
  };
}

/** The step `unrolled` times in a row, each with its own row of corrections. */
function repeated(step: Step): Step {
  return (state, batch) => {
    let now = { state, metrics: {} as Record<string, Tensor> };
    for (const correction of unstack(batch['correction']!)) now = step(now.state, { correction });
    return now;
  };
}

/** The pair of losses after all steps from one start. */
async function descend(step: Step, start: readonly [number, number], names: readonly string[]): Promise<number[]> {
  const zero = { shape: [2], data: new Float32Array(2) };
  const state = Object.fromEntries(
    names.flatMap((name) => [
      [name, zero],
      [`${name}/first`, zero],
      [`${name}/second`, zero],
    ]),
  );
  for (const name of ['x', 'z']) if (names.includes(name)) state[name] = { shape: [2], data: Float32Array.from(start) };
  const compiled = await executor.compile(repeated(step), state, {
    correction: { shape: [unrolled, 2], dtype: 'float32' },
  });
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

const near = ([l1, l2]: number[], [a, b]: readonly [number, number]): boolean =>
  Math.abs(l1! - a) < 0.02 && Math.abs(l2! - b) < 0.02;

describe('the toy problem', () => {
  test('the full variant reaches the balanced point from all five starts', async () => {
    const step = toyStep({ variant: 'full', tau: 'one', normalisation: 'identical', lambda: 0.5 });
    const ends: number[][] = [];
    for (const start of toyStarts) ends.push(await descend(step, start, ['x', 'vector', 'z']));
    // x = (0, -8.4), where 10 l1 = l2.
    expect(
      ends.filter((end) => near(end, [-1.509, -15.092])),
      JSON.stringify(ends),
    ).toHaveLength(5);
  }, 600_000);

  test('plain summation ends near the corner of the larger loss in four runs and is stuck in one', async () => {
    const step: Step = (state, batch) => {
      const [gradient] = gradients([state['x']!], () => sum(toyLosses(state['x'] as Tensor1D)));
      return {
        state: adam(state, 'x', gradient!, batch['correction'] as Tensor1D),
        metrics: { losses: toyLosses(state['x'] as Tensor1D) },
      };
    };
    const ends: number[][] = [];
    for (const start of toyStarts) ends.push(await descend(step, start, ['x']));
    expect(
      ends.filter((end) => near(end, [-0.38, -19.828])),
      JSON.stringify(ends),
    ).toHaveLength(4);
  }, 600_000);
});
