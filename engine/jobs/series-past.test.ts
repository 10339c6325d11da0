// Columns known up to now, from the project file to what a network is fed: which they are, how they are scaled, that
// nothing of them is read before its time, and which data sets share a network.

import { afterEach, beforeEach, expect, test } from 'vitest';
import { createRng } from '../base/rng.ts';
import type { DataSource, ProjectDocument } from '../contract/project.ts';
import { inputTensors } from '../training/batch.ts';
import { freeze } from './prepare.ts';
import { openWorkbench, type Workbench } from './testing/workbench.ts';
import { prepare } from './units.ts';
import type { Unit } from './units.ts';
import { testDocument } from './testing/document.ts';

const rows = 300;
const [lookback, horizon] = [24, 6];
let bench: Workbench;
beforeEach(() => (bench = openWorkbench()));
afterEach(() => bench.close());

/** Hours with a load, a current that is far higher after row 180 (where training ends), a mode and a plan. */
function file(current: (row: number, value: number) => number | string = (_, value) => value): string {
  const rng = createRng(5);
  const lines = Array.from({ length: rows }, (_, row) => {
    const time = new Date(Date.UTC(2026, 0, 1, row)).toISOString().slice(0, 16).replace('T', ' ');
    const value = (row < 180 ? 100 : 900) + 10 * Math.round(10 * rng.next());
    const mode = ['連続', '段取り'][Math.floor(row / 7) % 2]!;
    const load = (10 + Math.sin(row / 4) + 0.1 * rng.normal()).toFixed(3);
    return [time, load, current(row, value), row % 50 === 49 ? '' : mode, rng.integer(3)].join(',');
  });
  return ['日時,負荷,電流[A],モード,計画', ...lines].join('\n');
}

const forecast = (id: string, data = 'main') =>
  ({ id, data, target: '負荷', kind: 'forecast', horizon, lookback, importance: 1 }) as const;

const document = (source: Partial<DataSource>, more: readonly DataSource[] = []): ProjectDocument =>
  testDocument({
    name: '電力',
    data: [{ id: 'main', files: ['負荷.csv'], time: '日時', ...source }, ...more],
    tasks: [forecast('main'), ...more.map(({ id }) => forecast(id!, id))],
    split: { kind: 'time', train: 180, validation: 60, test: 60, seed: 1 },
    budget: { epochs: 1 },
  });

async function unitsOf(text: string, asked: ProjectDocument): Promise<readonly Unit[]> {
  bench.write(asked.data[0]!.files[0]!, text);
  const data = await bench.jobs.load(asked);
  return (await prepare(asked, data, freeze(asked, data))).units;
}

test('they come behind what is forecast, numbers as they are and each word as 0 and 1, scaled by training rows alone', async () => {
  const [unit] = await unitsOf(file(), document({ past: ['電流', 'モード'] }));
  const { channels, companions } = unit!.plan.series!;
  expect(channels.map(({ column, word }) => [column, word])).toEqual([
    ['負荷', undefined],
    ['電流', undefined],
    ['モード', '連続'],
    ['モード', '段取り'],
  ]);
  expect(companions).toBe(3);
  // In training rows the current runs from 100 to 200, in the others it is above 900.
  expect(channels[1]!.mean).toBeGreaterThan(100);
  expect(channels[1]!.mean).toBeLessThan(200);
  const { data, shape } = inputTensors(unit!.inputs, Uint32Array.of(60))['series']!;
  expect(shape).toEqual([1, lookback, 4]);
  const row = (place: number): number[] => [...data.slice(place * 4, place * 4 + 4)];
  // The window ends at row 60: the ninth stretch of seven hours has the first mode, and row 49 has none.
  expect(row(lookback - 1).slice(2)).toEqual([1, 0]);
  expect(row(lookback - 1 - 11).slice(2)).toEqual([NaN, NaN]);
});

test('what stands in them after the origin is not read: changed, it changes nothing that is fed', async () => {
  const origin = 150;
  const source = { past: ['電流', 'モード'] };
  const [before] = await unitsOf(file(), document(source));
  const [after] = await unitsOf(
    file((row, value) => (row > origin ? 5000 + row : value)),
    document({ ...source, files: ['変更後.csv'] }),
  );
  const fed = (unit: Unit | undefined, row: number): number[] => [
    ...inputTensors(unit!.inputs, Uint32Array.of(row))['series']!.data,
  ];
  expect(fed(after, origin)).toEqual(fed(before, origin));
  expect(fed(after, origin + 1)).not.toEqual(fed(before, origin + 1));
});

test('a gap drawn on a line tells what comes behind it: no forecast starts inside one of theirs', async () => {
  const holes = (row: number, value: number): number | string => (row >= 120 && row < 125 ? '' : value);
  const order = { gaps: 'line', duplicates: 'mean' } as const;
  const [without] = await unitsOf(file(holes), document({ order }));
  const [unit] = await unitsOf(file(holes), document({ order, past: ['電流'] }));
  for (let row = 100; row < 150; row++) expect([row, unit!.parts[row] === 0]).toEqual([row, row < 120 || row > 124]);
  expect(without!.parts.slice(100, 150).every((part) => part === 0)).toBe(true);
});

test('a header with its unit is as good as the name, and data sets that read other columns do not share a network', async () => {
  bench.write('別.csv', file());
  const other = (id: string, past?: string[]): DataSource => ({
    id,
    files: ['別.csv'],
    time: '日時',
    ...(past ? { past } : {}),
  });
  const asked = document({ past: ['電流'] }, [other('same', ['電流']), other('none'), other('more', ['電流', '計画'])]);
  const units = await unitsOf(file(), asked);
  const tasks = units.map(({ targets }) => targets.map(({ task }) => task.id));
  expect(tasks).toEqual([['main', 'same'], ['none'], ['more']]);
  expect(units.map(({ plan }) => plan.series!.companions)).toEqual([1, undefined, 2]);
});

test('a column that is not there is refused by name, and so is one that is known ahead as well', async () => {
  const refused = (source: Partial<DataSource>) => expect(unitsOf(file(), document(source))).rejects;
  await refused({ past: ['温度'] }).toMatchObject({ code: 'series.no-past-column', facts: { column: '温度' } });
  await refused({ past: ['日時'] }).toMatchObject({ code: 'series.no-past-column', facts: { column: '日時' } });
  await refused({ past: ['計画'], ahead: ['計画'] }).toMatchObject({
    code: 'series.past-and-ahead',
    facts: { column: '計画' },
  });
});
