import { expect, test } from 'vitest';
import { parse } from 'valibot';
import { ProjectDocument } from '../contract/project.ts';
import type { RunSummary } from '../contract/runs.ts';
import { result, summary } from '../store/testing/records.ts';
import { reportedRuns } from './reported-runs.ts';

const document = (exclude: string[]): ProjectDocument =>
  parse(ProjectDocument, { data: [{ files: ['a.csv'] }], tasks: [], inputs: { exclude } });
const run = (id: string, changes: Partial<RunSummary> = {}): RunSummary =>
  summary(id, 'p', { snapshotId: 's', state: 'completed', result, ...changes });

test('models that read other columns, or other rows, are not in the report of the newest ones', () => {
  const runs = [run('with date'), run('elsewhere', { snapshotId: 'other' }), run('without date')];
  const documentOf = ({ id }: RunSummary) => document(id === 'without date' ? ['日時'] : []);
  expect(reportedRuns(runs, runs[2]!, documentOf).map(({ id }) => id)).toEqual(['without date']);
  expect(reportedRuns(runs, runs[0]!, documentOf).map(({ id }) => id)).toEqual(['with date']);
});

test('what was ended long before its time does not replace what was trained to the end, but it does the other way round', () => {
  const cut = run('cut short', { result: { ...result, cutShort: true } });
  const reported = (runs: RunSummary[]): string[] =>
    reportedRuns(runs, runs.at(-1)!, () => document([])).map(({ id }) => id);
  expect(reported([run('whole'), cut])).toEqual(['whole']);
  expect(reported([cut, run('whole')])).toEqual(['whole']);
  expect(reported([cut, { ...cut, id: 'cut again' }])).toEqual(['cut again']);
});

test('a recipe trained again with the same seed stands once, with what it came to last; seeds and failures stay', () => {
  const runs = [
    run('before costs'),
    run('seed 2', { seed: 2 }),
    run('baseline', { kind: 'constant' }),
    run('failed', { state: 'failed', result: null }),
    run('after costs'),
  ];
  expect(reportedRuns(runs, runs[4]!, () => document([])).map(({ id }) => id)).toEqual([
    'seed 2',
    'baseline',
    'failed',
    'after costs',
  ]);
});
