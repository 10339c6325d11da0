// Advice follows from the evidence, a trained comparison before a probe, and says nothing without evidence.

import { expect, test } from 'vitest';
import { mergeAdvice, type Verdict } from './advice.ts';
import type { AffinityMap } from './methods.ts';
import type { Comparison } from './runs.ts';

const tasks = ['A', 'B', 'C'];

function compared(verdicts: Record<string, Verdict>): Comparison[] {
  return Object.entries(verdicts).map(([taskId, verdict]) => ({
    taskId,
    metric: 'mae',
    against: 'single-task',
    joint: 1,
    other: 2,
    difference: { value: 1, low: 0.5, high: 1.5 },
    verdict,
  }));
}

function map(verdicts: Record<string, Verdict>, groups: string[][]): AffinityMap {
  const cells = tasks.flatMap((source) =>
    tasks.map((target) => ({
      source,
      target,
      relative: { value: 0.1, low: 0, high: 0.2 },
      gain: 0.001,
      verdict: source === target ? ('helps' as const) : (verdicts[`${source}${target}`] ?? ('unknown' as const)),
      n: 50,
    })),
  );
  return { tasks, cells, groups, conflict: null, steps: 50, seconds: 10, seed: 1 };
}

test('where no task lost, all stay in one model, even if the short probe saw a conflict', () => {
  const advice = mergeAdvice(
    tasks,
    compared({ A: 'helps', B: 'no-difference', C: 'unknown' }),
    map({ AB: 'hurts' }, [['A'], ['B', 'C']]),
  );
  expect(advice.overall).toBe('helps');
  expect(advice.models).toEqual([{ tasks, basis: 'all-joined' }]);
  expect(advice.groupedBy).toBe('comparison');
});

test('of most tasks nothing could be told: then neither equality nor one model for all is concluded from the rest', () => {
  const verdicts = { A: 'no-difference', B: 'unknown', C: 'unknown' } as const;
  const advice = mergeAdvice(tasks, compared(verdicts), map({ AB: 'hurts' }, [['A'], ['B', 'C']]));
  expect(advice).toMatchObject({ overall: 'unknown', groupedBy: 'affinity' });
  expect(advice.models.map((one) => one.tasks)).toEqual([['A'], ['B', 'C']]);
  expect(mergeAdvice(tasks, compared(verdicts), null)).toMatchObject({ overall: 'unknown', models: [] });
  expect(mergeAdvice(tasks, compared({ ...verdicts, B: 'no-difference' }), null).overall).toBe('no-difference');
});

test('where a task lost, the map parts the tasks; new combinations are told to be untested', () => {
  const advice = mergeAdvice(
    tasks,
    compared({ A: 'helps', B: 'helps', C: 'hurts' }),
    map({ AB: 'helps', AC: 'hurts' }, [['A', 'B'], ['C']]),
  );
  expect(advice.overall).toBe('mixed');
  expect(advice.models).toEqual([
    { tasks: ['A', 'B'], basis: 'untested' },
    { tasks: ['C'], basis: 'alone' },
  ]);
  expect(advice.groupedBy).toBe('affinity');
});

test('a combination that was measured to hurt is not suggested again by a map that would join everything', () => {
  const advice = mergeAdvice(
    tasks,
    compared({ A: 'helps', B: 'hurts', C: 'no-difference' }),
    map({ AB: 'helps' }, [tasks]),
  );
  expect(advice.models.map((one) => one.tasks)).toEqual([['A', 'C'], ['B']]);
});

test('without a map, tasks that lost get a model of their own', () => {
  const advice = mergeAdvice(tasks, compared({ A: 'hurts', B: 'hurts', C: 'hurts' }), null);
  expect(advice.overall).toBe('hurts');
  expect(advice.models).toEqual(tasks.map((id) => ({ tasks: [id], basis: 'alone' })));
  expect(advice.pairs.every((pair) => pair.verdict === 'unknown' && pair.cells.every((cell) => cell === null))).toBe(
    true,
  );
});

test.each<[Verdict, Verdict, Verdict]>([
  ['helps', 'helps', 'helps'],
  ['helps', 'no-difference', 'helps'],
  ['helps', 'unknown', 'helps'],
  ['helps', 'hurts', 'hurts'],
  ['no-difference', 'no-difference', 'no-difference'],
  ['no-difference', 'unknown', 'unknown'],
  ['unknown', 'unknown', 'unknown'],
])('a pair of which one direction %s and the other %s: %s', (there, back, verdict) => {
  const pair = mergeAdvice(tasks, [], map({ AB: there, BA: back }, [])).pairs[0]!;
  expect(pair).toMatchObject({ first: 'A', second: 'B', verdict });
  const turned = mergeAdvice(tasks, [], map({ AB: back, BA: there }, [])).pairs[0]!;
  expect(turned.verdict).toBe(verdict);
});

test('every task stands in exactly one suggested model', () => {
  for (const a of ['helps', 'hurts', 'no-difference', 'unknown'] as const)
    for (const c of ['helps', 'hurts', 'unknown'] as const)
      for (const affinity of [
        null,
        map({ AB: 'helps', CB: 'hurts' }, [['C'], ['B', 'A']]),
        map({ AB: 'helps' }, [tasks]),
      ]) {
        const { models } = mergeAdvice(tasks, compared({ A: a, B: 'unknown', C: c }), affinity);
        if (models.length > 0) expect(models.flatMap((one) => one.tasks).sort()).toEqual(tasks);
      }
});

test('without evidence, and for one task alone, nothing is suggested', () => {
  expect(mergeAdvice(tasks, [], null)).toMatchObject({ overall: 'unknown', models: [], groupedBy: null });
  expect(mergeAdvice(tasks, compared({ A: 'unknown', B: 'unknown', C: 'unknown' }), null).models).toEqual([]);
  expect(mergeAdvice(tasks, [], map({}, [['A', 'B', 'C']])).models).toEqual([]);
  expect(mergeAdvice(tasks, [], map({ BA: 'no-difference' }, [['A'], ['B'], ['C']])).models).toEqual([]);
  expect(mergeAdvice(['A'], compared({ A: 'helps' }), null).models).toEqual([]);
});
