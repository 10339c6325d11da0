// Refusals are read in the window and on the command line: they hold in both.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { healthRefusals } from './refusals-health.ts';
import { trainingRefusals } from './refusals-training.ts';

const areas = ['data', 'health', 'jobs', 'project', 'report', 'tasks', 'training'];

test('no refusal sends a reader to a page that the command line has not, or to a word that no page says', () => {
  for (const area of areas) {
    const lines = readFileSync(join(import.meta.dirname, `refusals-${area}.ts`), 'utf8').split('\n');
    const sentences = lines.filter((line) => !line.startsWith('//') && /message|hint|['`]/.test(line));
    expect(sentences.length, area).toBeGreaterThan(5);
    for (const sentence of sentences)
      expect(sentence, area).not.toMatch(
        /の画面|のページ|ドロップ|\b[Pp]age\b|\b[Dd]rop (it|those|a)\b|案件|目的列|層化|取り込/,
      );
  }
});

test('one row is a row, several are rows', () => {
  const one = { task: '判定', class: 'NG', part: 'test', count: 1, train: 1, validation: 0, test: 0 } as const;
  expect(healthRefusals['split.class-missing'].en(one).message).toContain('has 1 row in all');
  expect(healthRefusals['split.class-missing'].en({ ...one, count: 2 }).message).toContain('has 2 rows in all');
  expect(trainingRefusals['training.too-few-rows'].en({ training: 1, validation: 0 }).message).toBe(
    'Only 1 row for training and 0 for validation.',
  );
});
