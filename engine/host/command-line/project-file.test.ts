import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { say, toFailure } from '../../contract/errors.ts';
import { parseProject, readProjectFile } from './project-file.ts';

/** The example of the manual. */
const example = {
  data: [{ id: 'main', files: ['ENB2012.csv'] }],
  inputs: { exclude: [] },
  tasks: [
    { id: 'Y1', data: 'main', target: 'Y1', kind: 'regression', unit: 'kWh/m2' },
    { id: 'Y2', data: 'main', target: 'Y2', kind: 'regression' },
  ],
  split: { kind: 'random', test: 0.2, validation: 0.15, seed: 1 },
  recipes: [
    { sharing: 'single-task' },
    { sharing: 'hard', weighting: 'equal' },
    { sharing: 'hard', weighting: 'bilevel' },
  ],
  budget: { epochs: 300, seconds: 120 },
  seeds: [1],
};

test("the manual's example is a project; what is left out has its usual value", () => {
  const document = parseProject(JSON.stringify(example), 'p.json');
  expect(document.recipes[2]).toEqual({ sharing: 'hard', weighting: 'bilevel', schedule: 'joint', search: 'none' });
  expect(document.tasks[1]).toMatchObject({ importance: 1, data: 'main' });
  expect(parseProject('{"data":[{"files":["a.csv"]}],"tasks":[]}', 'p.json').split).toEqual({
    kind: 'stratified',
    test: 0.2,
    validation: 0.15,
    seed: 1,
  });
});

test('a setting of a method is kept in its recipe', () => {
  const recipes = [{ weighting: 'bilevel', lambda: 0.1 }];
  expect(parseProject(JSON.stringify({ ...example, recipes }), 'p.json').recipes[0]).toMatchObject({ lambda: 0.1 });
});

test('a list where an object is wanted stays a list, so that it is refused as one', () => {
  const recipes = [{ weighting: 'fixed', weights: [0.3, 0.7] }];
  expect(parseProject(JSON.stringify({ ...example, recipes }), 'p.json').recipes[0]).toMatchObject({
    weights: [0.3, 0.7],
  });
});

test.each<[object, string, string]>([
  [{ ...example, taks: [] }, 'taks', 'not known'],
  [{ ...example, tasks: [{ ...example.tasks[0], untis: 'mm' }] }, 'tasks[0].untis', 'not known'],
  [{ ...example, tasks: [{ ...example.tasks[0], kind: 'regresion' }] }, 'tasks[0].kind', '"regresion"'],
  [{ ...example, tasks: [example.tasks[0], { id: 'Y2', kind: 'regression' }] }, 'tasks[1].target', 'missing'],
  [{ ...example, split: { kind: 'random', test: 1.5 } }, 'split.test', '1.5'],
  [{ ...example, split: { kind: 'random', tset: 0.2 } }, 'split.tset', 'not known'],
  [{ ...example, budget: { epochs: 0.5 } }, 'budget.epochs', '0.5'],
  [{ ...example, data: [] }, 'data', 'range'],
  [{ ...example, seeds: ['one'] }, 'seeds[0]', '"one"'],
  [{ ...example, data: [{ files: ['a.csv'], import: { encoding: 'sjis' } }] }, 'data[0].import.encoding', '"sjis"'],
  [7 as unknown as object, '(top)', '7'],
])('what does not fit is refused with its place: %# ', (value, place, words) => {
  let caught: unknown;
  try {
    parseProject(JSON.stringify(value), 'p.json');
  } catch (error) {
    caught = error;
  }
  expect(caught).toMatchObject({ code: 'project.invalid', facts: { file: 'p.json', path: place } });
  for (const language of ['ja', 'en'] as const) expect(say(toFailure(caught), language).message).toContain(place);
  expect(say(toFailure(caught), 'en').message).toContain(words);
});

test('a number for the value that means NG is taken as its spelling', () => {
  const tasks = [{ id: 'k', target: 'k', kind: 'binary', positive: 1 }];
  expect(parseProject(JSON.stringify({ ...example, tasks }), 'p.json').tasks[0]).toMatchObject({ positive: '1' });
});

test('a task called __proto__, which no record can hold, is refused and not a bug', () => {
  const tasks = [{ id: '__proto__', target: 'y', kind: 'regression' }];
  expect(() => parseProject(JSON.stringify({ ...example, tasks }), 'p.json')).toThrow(
    expect.objectContaining({ code: 'project.invalid' }) as Error,
  );
});

test('data files are found beside the project file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'taskloom-project-'));
  const path = join(folder, 'oven.json');
  writeFileSync(path, `\uFEFF${JSON.stringify(example)}`);
  const document = readProjectFile(path);
  expect(document.data[0]).toMatchObject({ files: [join(folder, 'ENB2012.csv')], names: ['ENB2012.csv'] });
  expect(document.name).toBe('oven');
  writeFileSync(path, '{"data": [');
  expect(() => readProjectFile(path)).toThrow(expect.objectContaining({ code: 'project.not-json' }) as Error);
  rmSync(folder, { recursive: true });
  expect(() => readProjectFile(path)).toThrow(expect.objectContaining({ code: 'file.missing' }) as Error);
});

const photos = { id: 'p', images: 'photos' };
const series = { id: 's', files: ['s.csv'], time: 'at' };
const ahead = { id: 'f', data: 's', target: 'a', kind: 'forecast', horizon: 4 };
const sort = { id: 'c', data: 'p', target: 'class', kind: 'classification' };

test.each<[string, object, string, string]>([
  ['the split of data that are not there', { split: { q: { kind: 'random' } } }, 'split.q', '"q"'],
  [
    'a misspelt key under the short form of splits',
    { split: { p: { kind: 'random', tset: 0.2 } } },
    'split.p.tset',
    '',
  ],
  ['chance between past and future', { split: { s: { kind: 'random' } } }, 'split.s.kind', 'time alone'],
  ['a manifest of a table', { data: [photos, { ...series, manifest: 'm.csv' }] }, 'data[1].manifest', 'photos'],
  ['time of photos', { data: [{ ...photos, time: 'at' }, series] }, 'data[0].time', 'photos'],
  ['photos and tables in one', { data: [{ ...photos, files: ['a.csv'] }, series] }, 'data[0].files', 'either'],
  [
    'a calendar without time',
    { data: [photos, { ...series, time: undefined, calendar: 'japan' }] },
    'calendar',
    'time',
  ],
  [
    'a column known ahead and only up to now',
    { data: [photos, { ...series, past: ['b', 'c'], ahead: ['c'] }] },
    'data[1].past',
    '"c"',
  ],
  [
    'a table joined to a table without a key',
    { data: [photos, { ...series, join: [{ files: ['b.csv'] }] }] },
    'data[1].join[0].keys',
    'at least one column',
  ],
  [
    'a column that names photos for a table',
    { data: [photos, { ...series, join: [{ files: ['b.csv'], keys: ['lot'], photo: 'file' }] }] },
    'data[1].join[0].photo',
    'photos',
  ],
  [
    'photos joined both by key and by their names',
    { data: [{ ...photos, join: [{ files: ['b.csv'], keys: ['part'], photo: 'file' }] }, series] },
    'data[0].join[0].photo',
    'either',
  ],
  ['one column twice', { tasks: [sort, { ...ahead, target: ['a', 'b', 'a'] }] }, 'tasks[1].target', '"a"'],
  ['a side that is no multiple of 8', { inputs: { photos: { side: 50 } } }, 'inputs.photos.side', 'multiple of 8'],
  ['rows below nought', { split: { p: { kind: 'random', test: -5 } } }, 'split.p.test', 'whole number of rows'],
])('%s would be passed over, and is refused with its place', (_, change, place, problem) => {
  const text = JSON.stringify({ data: [photos, series], tasks: [sort, ahead], ...change });
  try {
    parseProject(text, 'p.json');
    expect.unreachable();
  } catch (error) {
    const { message } = say(toFailure(error), 'en');
    expect(message).toContain(`${place}:`);
    expect(message).toContain(problem);
  }
});

test('a table may be joined to photos by the column that names them, said or found', () => {
  for (const photo of ['file', undefined]) {
    const project = { data: [{ ...photos, join: [{ files: ['b.csv'], photo }] }, series], tasks: [sort, ahead] };
    expect(parseProject(JSON.stringify(project), 'p.json').data[0]!.join).toMatchObject([{ keys: [], kind: 'left' }]);
  }
});

test('one split for all, of which forecasts take the time, is no mistake', () => {
  const project = { data: [photos, series], tasks: [sort, ahead], split: { kind: 'random' } };
  expect(parseProject(JSON.stringify(project), 'p.json').split.kind).toBe('random');
});
