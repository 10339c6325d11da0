import { expect, test } from 'vitest';
import type { RunSummary } from '../../engine/contract/runs.ts';
import { plainRecipe } from '../../engine/contract/yardsticks.ts';
import { differingSettings } from './run-settings.ts';

const words = { choices: [], language: 'ja', nameOfTask: (id: string) => id } as unknown as Parameters<
  typeof differingSettings
>[1];
const run = (kind: RunSummary['kind'], ...excluded: string[]): RunSummary =>
  ({ kind, recipe: plainRecipe, ...(excluded.length > 0 ? { excluded } : {}) }) as unknown as RunSummary;

test('two trainings of one recipe are told apart by the column that one did not read', () => {
  const [before, after] = [run('recipe', '連番'), run('recipe', '連番', '日時')];
  const settingsOf = differingSettings([before, after], words);
  expect(settingsOf(before)).toEqual([]);
  expect(settingsOf(after)).toEqual(['入力から外した列: 日時']);
  expect(settingsOf(run('reference', '連番', '日時'))).toEqual(['入力から外した列: 日時']);
});

test('columns that all of them left out are not told', () => {
  const runs = [run('recipe', '連番'), run('recipe', '連番')];
  expect(runs.map(differingSettings(runs, words))).toEqual([[], []]);
});
