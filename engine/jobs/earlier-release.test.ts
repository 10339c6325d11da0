// What release 0.1.0 left behind: its projects are the same data to compare on, its models judge as they did.

import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ProjectDocument } from '../contract/project.ts';
import { exportModel } from '../deploy/index.ts';
import { createExecutor } from '../runtime/index.ts';
import { inputShapes, inputTensors } from '../training/batch.ts';
import { loadModel } from '../training/index.ts';
import { sampleRequest } from '../training/testing.ts';
import { freeze } from './prepare.ts';
import { openWorkbench, type Workbench } from './testing/workbench.ts';
import { prepare } from './units.ts';

let bench: Workbench;
beforeEach(() => void (bench = openWorkbench()));
afterEach(() => bench.close());

/** As 0.1.0 stored it: nothing of photos, series or several data sets. */
const stored =
  '{"name":"研削","data":[{"id":"main","files":["t.csv"],"withoutRows":[3,9]}],"inputs":{"exclude":[]},"tasks":[' +
  '{"id":"寸法","data":"main","target":"寸法","kind":"regression","importance":1},' +
  '{"id":"判定","data":"main","target":"判定","kind":"binary","positive":"NG","importance":1}],' +
  '"split":{"kind":"stratified","test":0.2,"validation":0.15,"seed":1},' +
  '"recipes":[],"budget":{"epochs":2},"seeds":[1],"accepted":[]}';
/** The snapshot that 0.1.0 gave its runs on the table below. */
const snapshotId = '6ddf816af1edfab83625f7f3c65ec300';

function table(): string {
  const rows = Array.from({ length: 80 }, (_, i) => {
    const heat = (i * 7) % 23;
    return `${heat},${(i * 5) % 17},${10 + heat / 100},${heat > 15 ? 'NG' : 'OK'}`;
  });
  return ['温度[℃],圧力,寸法[mm],判定', ...rows].join('\n');
}

test('a project of 0.1.0 is read as it stands, and its runs stand beside new ones', async () => {
  const document = JSON.parse(stored) as ProjectDocument;
  expect(v.parse(ProjectDocument, document)).toEqual(document);
  bench.write('t.csv', table());
  const data = await bench.jobs.load(document);
  expect(freeze(document, data).id).toBe(snapshotId);
  const { units } = await prepare(document, data);
  expect(units.map(({ targets }) => targets.map(({ task }) => task.id))).toEqual([['寸法', '判定']]);
});

test('a model of 0.1.0 judges as it did, and can be exported', async () => {
  const model = loadModel(readFileSync(new URL('../fixtures/releases/0.1.0.model', import.meta.url)));
  // What 0.1.0 said of the first rows that it judged, printed when the file was made.
  const rows = Uint32Array.of(0, 1, 2, 3, 10, 11);
  const size = [20.89717674, 20.93581009, 21.06157684, 20.86561012, 21.00789833, 20.90119332];
  const judge = [0.2032967955, 0.2090702355, 0.2198027074, 0.2013415992, 0.2115893662, 0.2102002054];
  const { inputs } = await sampleRequest();
  const executor = await createExecutor('cpu');
  const compiled = await executor.compileFunction(model.infer, inputShapes(inputs, rows.length));
  const answers = await compiled.run(inputTensors(inputs, rows));
  await compiled.dispose();
  size.forEach((value, i) => expect(answers['size']!.data[i]).toBeCloseTo(value, 4));
  judge.forEach((value, i) => expect(answers['judge']!.data[i]).toBeCloseTo(value, 5));
  const { signature } = exportModel(model);
  expect(signature).not.toHaveProperty('image');
  expect(signature.outputs.map(({ task }) => task)).toEqual(['size', 'judge', 'grade']);
});
