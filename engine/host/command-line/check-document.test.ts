import { expect, test } from 'vitest';
import { say, toFailure } from '../../contract/errors.ts';
import { importFiles } from '../../data/import.ts';
import { withFiles } from '../../fixtures/read.ts';
import type { LoadedData } from '../../jobs/jobs.ts';
import { checkDocument } from './check-document.ts';
import { parseProject } from './project-file.ts';

const csv = 'size [mm],Machine failure,y\n1.5,0,2\n2.5,1,3\n3.5,0,4\n';
const task = { id: 'y', target: 'y', kind: 'regression' };

async function refused(change: object): Promise<string | null> {
  return withFiles({ 'a.csv': csv }, async (path) => {
    const { table, report } = await importFiles([path('a.csv')], {});
    const text = JSON.stringify({ data: [{ files: ['a.csv'] }], tasks: [task], ...change });
    const loaded: LoadedData = { table, report, profile: [], tableHash: '', fileNames: [], sources: [] };
    try {
      checkDocument(parseProject(text, 'p.json'), loaded, 'p.json');
      return null;
    } catch (error) {
      return say(toFailure(error), 'en').message;
    }
  });
}

test('a misspelt column in the exclusions, which would stay in as an input, is refused with its place', async () => {
  expect(await refused({ inputs: { exclude: ['Machine failure', 'Machin failure'] } })).toContain(
    'inputs.exclude[1]: the data have no column "Machin failure"',
  );
});

test('exclusions by header with its unit or by name alone are known', async () => {
  expect(await refused({ inputs: { exclude: ['size [mm]'] } })).toBeNull();
  expect(await refused({ inputs: { exclude: ['size'] } })).toBeNull();
});

test('a task on data that the file does not list is refused', async () => {
  expect(await refused({ tasks: [{ ...task, data: 'other' }] })).toContain('tasks[0].data: there are no data called');
});

test('limits the wrong way round, within which nothing could lie, are refused', async () => {
  expect(await refused({ tasks: [{ ...task, limits: { lower: 2, upper: -2 } }] })).toContain('tasks[0].limits');
  expect(await refused({ tasks: [{ ...task, limits: { lower: -2, upper: 2 } }] })).toBeNull();
});
