// Reasons, notes and refusals of splits: both languages, no gaps in the sentences.

import { expect, test } from 'vitest';
import { Refusal, say, toFailure } from '../errors.ts';
import type { SplitNote, SplitReason } from '../splits.ts';
import { saySplitNote, saySplitReason } from './split-notes.ts';

const reasons: SplitReason[] = [
  { code: 'part-column', column: '区分', levels: ['学習', 'テスト'] },
  { code: 'group-column', column: 'ロット', groups: 100, rows: 8000 },
  { code: 'time-column', column: '日時', first: Date.UTC(2026, 7, 1), last: Date.UTC(2026, 7, 22) },
  { code: 'files', files: 5, inTime: true },
  { code: 'files', files: 3, inTime: false },
  { code: 'stratified', tasks: 2 },
  {
    code: 'stratified',
    tasks: 2,
    instead: toFailure(
      new Refusal('split.class-missing', {
        task: '外観',
        class: 'NG',
        part: 'test',
        count: 8,
        train: 8,
        validation: 0,
        test: 0,
      }),
    ) as { code: string; facts: Record<string, unknown> },
  },
];
const notes: SplitNote[] = [
  { code: 'validation-drawn', rows: 15 },
  { code: 'left-out', rows: 3, column: null },
  { code: 'left-out', rows: 3, column: 'ロット' },
  { code: 'files-of-parts', train: ['a.csv', 'b.csv'], validation: ['c.csv'], test: ['d.csv'] },
  { code: 'share-missed', part: 'test', wanted: 0.2, got: 0.31 },
  { code: 'class-absent', taskId: '種類', class: 'キズ', part: 'validation', count: 2 },
];

test.each([
  ...reasons.map((reason) => [reason.code, saySplitReason(reason, 'ja'), saySplitReason(reason, 'en')] as const),
  ...notes.map((note) => [note.code, saySplitNote(note, 'ja'), saySplitNote(note, 'en')] as const),
])('%s is a whole sentence in both languages', (_, ja, en) => {
  expect(ja).toMatch(/[ぁ-ん].*。$/);
  expect(en).toMatch(/^[A-Z"0-9].*\.$/);
  for (const text of [ja, en]) expect(text).not.toMatch(/undefined|NaN/);
});

test('time is proposed with the period it covers', () => {
  expect(saySplitReason(reasons[2]!, 'ja')).toContain('2026/08/01～2026/08/22');
});

test('a part without NG is refused with task, class and counts, and with what to do', () => {
  const facts = { task: '外観', class: 'NG', part: 'test', count: 8, train: 8, validation: 0, test: 0 } as const;
  const { message, hint } = say(toFailure(new Refusal('split.class-missing', facts)), 'ja');
  expect(message).toBe(
    '「外観」の「NG」は全部で 8 行（学習用 8、検証用 0、テスト用 0）で、テスト用に 1 行も入りません。',
  );
  expect(hint).toContain('別の分け方');
  const rare = say(toFailure(new Refusal('split.class-missing', { ...facts, count: 2, train: 2 })), 'en');
  expect(rare.hint).toBe('Collect at least 3 rows of "NG", or drop this task.');
});
