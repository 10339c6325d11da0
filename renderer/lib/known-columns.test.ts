// What is said of a column stands in one list at most, and in the lists of no other.

import { expect, test } from 'vitest';
import type { DataSource } from '../../engine/contract/project.ts';
import { knowledgeOf, knowledges, withKnowledge } from './known-columns.ts';

const source: DataSource = { id: 'main', files: ['a.csv'], time: '日時', past: ['電流', '油温'], ahead: ['計画'] };
const columns = ['電流', '油温', '計画', '気温'];

test('what was said of a column is what it is known as, whatever was said before', () => {
  for (const column of columns) {
    for (const knowledge of knowledges) {
      const after = withKnowledge(source, column, knowledge);
      expect(knowledgeOf(after, column)).toBe(knowledge);
      for (const other of columns.filter((name) => name !== column))
        expect(knowledgeOf(after, other)).toBe(knowledgeOf(source, other));
      const all = [...(after.past ?? []), ...(after.ahead ?? [])];
      expect(new Set(all).size).toBe(all.length);
      expect(after).toMatchObject({ id: 'main', files: ['a.csv'], time: '日時' });
    }
  }
});

test('where nothing is left of a list there is no list', () => {
  expect(withKnowledge(source, '計画', 'unused')).not.toHaveProperty('ahead');
  const emptied = withKnowledge(withKnowledge(source, '電流', 'unused'), '油温', 'ahead');
  expect(emptied).not.toHaveProperty('past');
  expect(emptied.ahead).toEqual(['計画', '油温']);
});
