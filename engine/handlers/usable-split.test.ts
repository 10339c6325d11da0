import { afterEach, beforeEach, expect, test } from 'vitest';
import { saySplitReason } from '../contract/text/split-notes.ts';
import { testDocument } from '../jobs/testing/document.ts';
import { openWorkbench, type Workbench } from '../jobs/testing/workbench.ts';
import { usableProposal } from './usable-split.ts';

let bench: Workbench;
beforeEach(() => (bench = openWorkbench()));
afterEach(() => bench.close());

/** One part a day; those of these days are NG. */
async function proposed(isNg: (day: number) => boolean) {
  const rows = Array.from({ length: 200 }, (_, day) => {
    const date = new Date(Date.UTC(2026, 0, 1 + day)).toISOString().slice(0, 10);
    return [date, (day * 7) % 13, isNg(day) ? 'NG' : 'OK'].join(',');
  });
  bench.write('parts.csv', ['日付,温度,判定', ...rows].join('\n'));
  const document = testDocument({
    name: '外観',
    data: [{ id: 'main', files: ['parts.csv'] }],
    tasks: [{ id: '判定', data: 'main', target: '判定', kind: 'binary', positive: 'NG', importance: 1 }],
    split: { kind: 'stratified', test: 0.2, validation: 0.15, seed: 1 },
  });
  return usableProposal(await bench.jobs.proposeSplit(document), (split) => bench.jobs.previewSplit(document, split));
}

test('order in time is proposed where every part has both classes', async () => {
  const { split, reason } = await proposed((day) => day % 9 === 0);
  expect(split).toMatchObject({ kind: 'time', column: '日付' });
  expect(reason.code).toBe('time-column');
});

test('where all NG come early, the proposal can be used and says why it is not by time', async () => {
  const { split, reason, alternatives } = await proposed((day) => day < 20);
  expect(split.kind).toBe('stratified');
  expect(alternatives[0]!.split).toMatchObject({ kind: 'time', column: '日付' });
  expect(reason).toMatchObject({ instead: { code: 'split.class-missing' } });
  expect(saySplitReason(reason, 'ja')).toMatch(/^ロットや日時の順に分けると使えません（.*NG.*）。/);
  expect(saySplitReason(reason, 'en')).toContain('NG');
});

test('where no division can be used, the first stays, and its refusal is what is told', async () => {
  const { split } = await proposed((day) => day === 3);
  expect(split).toMatchObject({ kind: 'time', column: '日付' });
});
