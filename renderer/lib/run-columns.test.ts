import { expect, test } from 'vitest';
import type { RunSummary } from '../../engine/contract/runs.ts';
import type { Task } from '../../engine/contract/tasks.ts';
import { compareWords } from '../text/compare.ts';
import { runColumns } from './run-columns.ts';

const task = { id: '判定', data: 'main', target: '判定', kind: 'binary', positive: 'NG', importance: 1 } as Task;

function judging(missRate: number, overkillRate: number): RunSummary {
  const figure = (value: number) => ({ value, low: null, high: null });
  const metrics = { missRate: figure(missRate), overkillRate: figure(overkillRate) };
  return { kind: 'recipe', result: { tasks: { 判定: { metrics } } } } as unknown as RunSummary;
}

test('what calls everything OK has no merit in rejecting nothing falsely, and what calls everything NG none in missing nothing', () => {
  const [allOk, allNg, sound] = [judging(1, 0), judging(0, 1), judging(0.1, 0.02)];
  const columns = runColumns([task], 'single-task', compareWords.ja, 'ja', [allOk, allNg, sound]);
  const merits = (key: string) => {
    const column = columns.find((one) => one.key === `判定/${key}`)!;
    return [allOk, allNg, sound].map((run) => column.isMerit(run));
  };
  expect(merits('overkillRate')).toEqual([false, true, true]);
  expect(merits('missRate')).toEqual([true, false, true]);
  expect(merits('averagePrecision')).toEqual([true, true, true]);
});
