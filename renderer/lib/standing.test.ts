import { expect, test } from 'vitest';
import type { Recipe } from '../../engine/contract/recipes.ts';
import type { RunResult, RunSummary } from '../../engine/contract/runs.ts';
import { standing } from './standing.ts';

const plain = { sharing: 'hard', weighting: 'equal', schedule: 'joint', search: 'none' };

function run(
  id: string,
  deltaM: number | null | 'waiting',
  sharing = 'hard',
  kind: RunSummary['kind'] = 'recipe',
): RunSummary {
  const recipe = { ...plain, sharing };
  const result = { recipe, deltaM, comparisons: [] } as unknown as RunResult;
  return {
    id,
    projectId: 'p',
    snapshotId: 's',
    kind,
    recipe,
    seed: 1,
    state: deltaM === 'waiting' ? 'waiting' : 'completed',
    queuedAt: 0,
    startedAt: null,
    endedAt: null,
    epochs: 0,
    failure: null,
    result: deltaM === 'waiting' ? null : result,
    decision: null,
  };
}

test('separate models that were ended before they had learned are no zero for the others', () => {
  const twin = run('twin', null, 'single-task');
  const untrained = { ...twin, result: { ...twin.result!, untrained: ['a'] } };
  expect(standing([untrained, run('a', null)]).map(({ rank, deltaM }) => [rank, deltaM])).toEqual([
    [null, null],
    [null, null],
  ]);
});

test('the smallest Delta-m leads, separate models stand at 0, equal figures share a rank, the rest follow without one', () => {
  const runs = [run('twin', null, 'single-task'), run('a', -3), run('b', 2), run('c', -3), run('d', null)];
  expect(standing(runs).map(({ run: one, rank, deltaM }) => [one.id, rank, deltaM])).toEqual([
    ['a', 1, -3],
    ['c', 1, -3],
    ['twin', 3, 0],
    ['b', 4, 2],
    ['d', null, null],
  ]);
});

test('what has no result yet, and the baselines, stand in no ranking', () => {
  const runs = [run('a', -1), run('b', 'waiting'), run('base', null, 'hard', 'constant')];
  expect(standing(runs).map((row) => row.run.id)).toEqual(['a']);
});

test('runs of another size of model stand behind the ranking without a rank: their zero is another one', () => {
  const small = (id: string, deltaM: number | null, sharing?: string): RunSummary => {
    const one = run(id, deltaM, sharing);
    const recipe = { ...one.recipe, capacity: 'small' } as Recipe;
    return { ...one, recipe, result: { ...one.result!, recipe } };
  };
  const runs = [
    small('small', -9),
    run('twin', null, 'single-task'),
    run('a', -1),
    run('b', 1),
    small('twin2', null, 'single-task'),
  ];
  expect(standing(runs).map(({ run: one, rank, deltaM }) => [one.id, rank, deltaM])).toEqual([
    ['a', 1, -1],
    ['twin', 2, 0],
    ['b', 3, 1],
    ['small', null, -9],
    ['twin2', null, 0],
  ]);
});
