import { expect, test } from 'vitest';
import type { RunSummary } from '../../engine/contract/runs.ts';
import type { Task } from '../../engine/contract/tasks.ts';
import { compareWords } from '../text/compare.ts';
import { deltaMOf, runColumns } from './run-columns.ts';

const task = { id: '判定', data: 'main', target: '判定', kind: 'binary', positive: 'NG', importance: 1 } as Task;

function judging(missRate: number, overkillRate: number): RunSummary {
  const figure = (value: number) => ({ value, low: null, high: null });
  const metrics = { missRate: figure(missRate), overkillRate: figure(overkillRate) };
  return { kind: 'recipe', result: { tasks: { 判定: { metrics } } } } as unknown as RunSummary;
}

test('what calls everything OK has no merit in rejecting nothing falsely, and what calls everything NG none in missing nothing', () => {
  const [allOk, allNg, sound] = [judging(1, 0), judging(0, 1), judging(0.1, 0.02)];
  const columns = runColumns([task], compareWords.ja, 'ja', [allOk, allNg, sound]);
  const merits = (key: string) => {
    const column = columns.find((one) => one.key === `判定/${key}`)!;
    return [allOk, allNg, sound].map((run) => column.isMerit(run));
  };
  expect(merits('overkillRate')).toEqual([false, true, true]);
  expect(merits('missRate')).toEqual([true, false, true]);
  expect(merits('averagePrecision')).toEqual([true, true, true]);
});

test('nor has a miss rate of 0 % where 97.5 % of the good parts are rejected, or one of 60 % beside no false reject', () => {
  const runs = [judging(0, 0.975), judging(0.6, 0), judging(0.2, 0.3)];
  const columns = runColumns([task], compareWords.ja, 'ja', runs);
  const merits = (key: string) => runs.map((run) => columns.find((one) => one.key === `判定/${key}`)!.isMerit(run));
  expect(merits('missRate')).toEqual([false, true, true]);
  expect(merits('overkillRate')).toEqual([true, false, true]);
});

test('only separate models are the base of Delta-m, and only where something was measured against them', () => {
  const run = (sharing: string, deltaM: number | null): RunSummary =>
    ({ kind: 'recipe', recipe: { sharing }, result: { tasks: {}, deltaM } }) as unknown as RunSummary;
  const [joint, alone, twin] = [run('hard', 3.2), run('hard', null), run('single-task', null)];
  expect(deltaMOf(alone, [alone])).toBeNull();
  expect(deltaMOf(twin, [twin])).toBeNull();
  expect([joint, twin].map((one) => deltaMOf(one, [joint, twin]))).toEqual([3.2, 0]);
});
