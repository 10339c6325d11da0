// New tables judged with finished runs: the same answers as were evaluated, and nothing passed over in silence.

import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeAll, afterAll, expect, test } from 'vitest';
import { createRng } from '../../base/rng.ts';
import { plainRecipe } from '../../contract/yardsticks.ts';
import { column, filesOf, furthest, hooks, judgeOn, trained } from '../testing/judging.ts';
import { testDocument } from '../testing/document.ts';
import { openWorkbench, type Workbench } from '../testing/workbench.ts';
import type { Judge } from './judging.ts';

const rows = 240;

/** Parts with two numbers, a word, a day and a sometimes missing number; a verdict, a class and a size that follow them. */
function parts(count: number, seed: number): string[] {
  const rng = createRng(seed);
  return Array.from({ length: count }, (_, i) => {
    const heat = 20 + 5 * rng.normal();
    const force = rng.normal();
    const machine = ['A', 'B', 'C'][Math.floor(3 * rng.next())]!;
    const day = `2026/0${1 + (i % 6)}/1${i % 9}`;
    const damp = rng.next() < 0.2 ? '' : (50 + 10 * rng.normal()).toFixed(1);
    const size = 100 + 2 * heat + (machine === 'A' ? 3 : 0) + 0.1 * rng.normal();
    const verdict = force + 0.3 * rng.normal() > 0.8 ? 'NG' : 'OK';
    const grade = heat > 22 ? '上' : heat > 18 ? '中' : '下';
    return [heat.toFixed(3), force.toFixed(4), machine, day, damp, size.toFixed(2), verdict, grade].join(',');
  });
}
const head = '温度[℃],荷重[kN],号機,日付,湿度,寸法,判定,等級';
const inputs = (line: string): string => line.split(',').slice(0, 5).join(',');

const document = testDocument({
  name: '部品',
  data: [{ id: 'main', files: ['train.csv'] }],
  tasks: [
    { id: '判定', data: 'main', target: '判定', kind: 'binary', importance: 1 },
    { id: '等級', data: 'main', target: '等級', kind: 'classification', importance: 1 },
    { id: '寸法', data: 'main', target: '寸法', kind: 'regression', importance: 1, unit: 'mm' },
  ],
  split: { kind: 'random', test: 0.25, validation: 0.2, seed: 1 },
  budget: { epochs: 6 },
});

let bench: Workbench;
let judge: Judge;
let runs: string[];
beforeAll(async () => {
  bench = openWorkbench();
  judge = judgeOn(bench);
  bench.write('train.csv', [head, ...parts(rows, 1)].join('\n'));
  runs = await trained(bench, document, [plainRecipe, { ...plainRecipe, sharing: 'interrogate' }]);
}, 60_000);
afterAll(() => bench.close());
afterEach(() => judge.close());

const judged = async (lines: readonly string[], header: string = head) => {
  bench.write('tomorrow.csv', [header, ...lines].join('\n'));
  const result = await judge.start({ runId: runs[0]!, data: filesOf(bench, ['tomorrow.csv']) }, hooks());
  return { result, table: judge.table(result.judgingId, 'main') };
};
const newOnes = parts(40, 2);

test('the project’s own rows get the answers that were evaluated, the whole network and a pruned one', async () => {
  for (const runId of runs) {
    const result = await judge.start({ runId, data: filesOf(bench, ['train.csv']) }, hooks());
    const table = judge.table(result.judgingId, 'main');
    for (const [task, role] of [
      ['判定', 'ng-probability'],
      ['寸法', 'value'],
    ] as const) {
      const { largest, compared } = furthest(bench, runId, task, column(table, task, role));
      expect(largest, task).toBeLessThan(1e-5);
      expect(compared).toBe(rows / 4);
    }
    // The linear part is in the delivered model as well: sizes are a line of the temperature.
    expect(bench.store.jobs.readRun(runId).summary.result!.lines?.['寸法']).toBeGreaterThan(0);
  }
});

test('figures on labelled rows are those of the run where the rows are its test rows', async () => {
  const all = parts(rows, 1);
  const evaluated = bench.store.jobs.readRun(runs[0]!).summary.result!;
  const { readPredictions } = await import('../predictions-file.ts');
  const { test: tested } = readPredictions(bench.store.jobs.readArtifact(runs[0]!, 'predictions')!);
  const { result } = await judged(Array.from(tested.rows, (row) => all[row]!));
  for (const { taskId, result: figures } of result.sources[0]!.tasks) {
    const before = evaluated.tasks[taskId]!;
    expect(figures!.n).toBe(before.n);
    expect(figures!.threshold).toEqual(before.threshold);
    expect(figures!.confusion).toEqual(before.confusion);
    for (const [metric, { value }] of Object.entries(before.metrics))
      if (value !== null) expect(figures!.metrics[metric]!.value, metric).toBeCloseTo(value, 5);
  }
});

test('without the columns of labels, in another order and with others beside them the answers are the same', async () => {
  const whole = await judged(newOnes);
  const values = column(whole.table, '寸法', 'value');
  const header = '備考,湿度,日付,号機,荷重[kN],温度[℃]';
  const { result, table } = await judged(
    newOnes.map((line) => ['x', ...inputs(line).split(',').reverse()].join(',')),
    header,
  );
  expect(column(table, '寸法', 'value')).toEqual(values);
  expect(result.sources[0]!.tasks.map((task) => task.result)).toEqual([null, null, null]);
  expect(result.notes.find(({ code }) => code === 'columns-not-read')!.facts).toEqual({ columns: ['備考'] });
});

test('a missing input column is refused by name, with the column that was probably meant', async () => {
  const preview = async (header: string) => {
    bench.write('tomorrow.csv', [header, ...newOnes].join('\n'));
    return judge.preview({ runId: runs[0]!, data: filesOf(bench, ['tomorrow.csv']) }, hooks());
  };
  const { problems } = await preview(head.replace('荷重[kN]', '荷 重値'));
  expect(problems).toEqual([
    { code: 'judging.column-missing', facts: { column: '荷重', file: 'tomorrow.csv', nearest: '荷 重値', others: [] } },
  ]);
  const { problems: none } = await preview(head.replace('荷重[kN]', 'xyz'));
  expect(none[0]!.facts['nearest']).toBe('');
  await expect(judged(newOnes, head.replace('荷重[kN]', 'xyz'))).rejects.toMatchObject({
    code: 'judging.column-missing',
  });
});

test('another unit, unknown words, values outside training and cells newly empty are told, by column and line', async () => {
  const cells = newOnes.map((line) => line.split(','));
  cells[3]![2] = 'Z';
  cells[4]![1] = '99';
  cells[5]![0] = '';
  cells[6]![1] = '故障';
  const { result, table } = await judged(
    cells.map((one) => one.join(',')),
    head.replace('[℃]', '[K]'),
  );
  const told = result.notes.map(({ code, column: name, lines }) => [code, name, lines]);
  expect(told).toContainEqual(['unit-differs', '温度', []]);
  expect(told).toContainEqual(['unknown-words', '号機', [5]]);
  expect(told).toContainEqual(['outside-range', '荷重', expect.arrayContaining([6]) as number[]]);
  expect(told).toContainEqual(['newly-empty', '温度', [7]]);
  expect(told).toContainEqual(['unreadable-cells', '荷重', []]);
  const remarks = table.cells(3, 5, 'ja').map((one) => one.at(-1));
  expect(remarks[0]).toContain('号機「Z」');
  expect(remarks[1]).toContain('荷重 99');
  // A missing humidity is nothing new.
  expect(told.some(([code, name]) => code === 'newly-empty' && name === '湿度')).toBe(false);
});

test('a column of another kind is refused', async () => {
  const cells = newOnes.map((line) => line.split(','));
  for (const one of cells) one[1] = '高';
  await expect(judged(cells.map((one) => one.join(',')))).rejects.toMatchObject({
    code: 'features.kind-changed',
    facts: { column: '荷重', expected: 'number' },
  });
});

test('a row without any input stays in its place, with the reason', async () => {
  const lines = [newOnes[0]!, ',,,,,,OK,', newOnes[1]!];
  const { result, table } = await judged(lines);
  expect(table.rows).toBe(3);
  const place = table.columns.findIndex(({ role }) => role === 'reason');
  expect(table.cells(0, 3, 'en').map((one) => one[place])).toEqual([
    '',
    expect.stringContaining('empty') as string,
    '',
  ]);
  expect(column(table, '寸法', 'value').map(Number.isNaN)).toEqual([false, true, false]);
  expect(result.sources[0]!.tasks[0]).toMatchObject({ judged: 2, notJudged: 1 });
  expect(result.notes[0]).toMatchObject({ code: 'not-judged', facts: { count: 1 } });
  expect(table.passes(1, { kind: 'not-judged' })).toBe(true);
  expect(table.passes(0, { kind: 'not-judged' })).toBe(false);
});

test('a value beyond all reason is warned of, and the other rows are judged', async () => {
  const cells = newOnes.slice(0, 12).map((line) => line.split(','));
  cells[0]![1] = '300000000000000';
  const { result, table } = await judged(cells.map((one) => one.join(',')));
  expect(column(table, '寸法', 'value').slice(1).every(Number.isFinite)).toBe(true);
  const { judged: count, notJudged } = result.sources[0]!.tasks[2]!;
  expect(count + notJudged).toBe(12);
  expect(table.passes(0, { kind: 'not-judged' })).toBe(Number.isNaN(column(table, '寸法', 'value')[0]));
  expect(result.notes.find(({ code, column: name }) => code === 'outside-range' && name === '荷重')!.severity).toBe(
    'warn',
  );
});

test('cells stay as they are written, in one file or several', async () => {
  const first = newOnes[0]!.split(',');
  first[0] = ' 2２.50 ';
  first[7] = '"上, ""特"""';
  bench.write('one.csv', [head, first.join(',')].join('\n'));
  bench.write('two.csv', [head, newOnes[1]!].join('\n'));
  const result = await judge.start({ runId: runs[0]!, data: filesOf(bench, ['one.csv', 'two.csv']) }, hooks());
  const table = judge.table(result.judgingId, 'main');
  const cells = table.cells(0, 2, 'ja');
  expect(cells[0]!.slice(0, 9)).toEqual(['one.csv', ' 2２.50 ', ...first.slice(1, 7), '上, "特"']);
  expect(cells[1]!.slice(0, 9)).toEqual(['two.csv', ...newOnes[1]!.split(',')]);
  expect(result.notes.find(({ code }) => code === 'unknown-labels')).toMatchObject({ column: '等級', lines: [2] });
});

test('rows of a class, those with remarks: filters leave what they say', async () => {
  const { result, table } = await judged(newOnes);
  const verdict = table.columns.findIndex(({ role }) => role === 'verdict');
  const words = table.cells(0, table.rows, 'en').map((one) => one[verdict]);
  const bad = words.flatMap((word, row) => (word === 'NG' ? [row] : []));
  expect(bad.length).toBeGreaterThan(0);
  const left = [...words.keys()].filter((row) => table.passes(row, { kind: 'class', taskId: '判定', label: 'NG' }));
  expect(left).toEqual(bad);
  expect(result.sources[0]!.tasks[0]!.classes).toEqual([
    { label: 'OK', count: 40 - bad.length },
    { label: 'NG', count: bad.length },
  ]);
});

test('a cancelled judging leaves nothing behind', async () => {
  bench.write('tomorrow.csv', [head, ...newOnes].join('\n'));
  const stop = new AbortController();
  const progress = (phase: string): void => {
    if (phase === 'judging') stop.abort();
  };
  const asked = { runId: runs[0]!, data: filesOf(bench, ['tomorrow.csv']) };
  await expect(judge.start(asked, { signal: stop.signal, progress })).rejects.toMatchObject({ name: 'AbortError' });
  expect(readdirSync(join(bench.folder, 'judging'))).toEqual([]);
});

test('what was previewed is not read again, unless the file was changed in between', async () => {
  bench.write('tomorrow.csv', [head, ...newOnes].join('\n'));
  const asked = { runId: runs[0]!, data: filesOf(bench, ['tomorrow.csv']) };
  const phases = async (): Promise<Set<string>> => {
    const heard = new Set<string>();
    await judge.start(asked, { ...hooks(), progress: (phase) => heard.add(phase) });
    return heard;
  };
  await judge.preview(asked, hooks());
  expect(await phases()).toEqual(new Set(['judging']));
  expect(await phases()).toEqual(new Set(['reading', 'judging']));
  await judge.preview(asked, hooks());
  bench.write('tomorrow.csv', [head, ...newOnes.slice(0, 7)].join('\n'));
  const { sources } = await judge.start(asked, hooks());
  expect(sources[0]!.rows).toBe(7);
});

test('only the last results are kept', async () => {
  const first = await judged(newOnes);
  await judged(newOnes);
  await judged(newOnes);
  expect(() => judge.table(first.result.judgingId, 'main')).toThrow(
    expect.objectContaining({ code: 'judging.gone' }) as Error,
  );
});

test('the project’s own data are not needed', async () => {
  const before = column((await judged(newOnes)).table, '寸法', 'value');
  rmSync(join(bench.folder, 'train.csv'));
  rmSync(join(bench.folder, 'cache'), { recursive: true });
  const again = judgeOn({ ...bench, jobs: bench.again() });
  const result = await again.start({ runId: runs[0]!, data: filesOf(bench, ['tomorrow.csv']) }, hooks());
  expect(column(again.table(result.judgingId, 'main'), '寸法', 'value')).toEqual(before);
  // A run of a release that did not keep what they looked like has to ask them.
  bench.store.jobs.deleteArtifacts(runs[0]!, ['reading']);
  await expect(again.start({ runId: runs[0]!, data: filesOf(bench, ['tomorrow.csv']) }, hooks())).rejects.toMatchObject(
    { code: 'judging.old-run' },
  );
  again.close();
});
