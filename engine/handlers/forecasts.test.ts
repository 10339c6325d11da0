// Data in order of time and several data sets through the contract: proposals, further tables, signals, splits.

import { afterEach, beforeEach, expect, test } from 'vitest';
import { createRng } from '../base/rng.ts';
import { openWorkplace } from './testing/workplace.ts';
import type { Workplace } from './testing/workplace.ts';

let here: Workplace;
beforeEach(() => {
  here = openWorkplace();
});
afterEach(() => here.close());

const refusal = (code: string) => expect.objectContaining({ code }) as Error;
const hour = 3_600_000;

/** 40 days of hours of two machines, one below the other: 960 rows each, 4 hours of the first are missing. */
function hours(machines: readonly string[]): string {
  const rng = createRng(8);
  const lines = machines.flatMap((machine, m) =>
    Array.from({ length: 960 }, (_, i) => {
      const moment = new Date(Date.UTC(2026, 5, 1) + i * hour).toISOString().slice(0, 16).replace('T', ' ');
      const load = 50 + 10 * Math.sin((2 * Math.PI * i) / 24) + rng.normal();
      return m === 0 && i >= 300 && i < 304 ? [] : [`${moment},${machine},${load.toFixed(2)},${(load / 2).toFixed(2)}`];
    }).flat(),
  );
  return `日時,号機,負荷[kW],油温[℃]\n${lines.join('\n')}\n`;
}

const parts = (): string =>
  `品番,温度,判定\n${Array.from({ length: 60 }, (_, i) => `P${i},${20 + (i % 7) + i / 100},${i % 5 === 0 ? 'NG' : 'OK'}`).join('\n')}\n`;

async function projectWith(name: string, content: string): Promise<string> {
  const { id } = await here.call('project.create', { name: '変圧器', sample: null });
  await here.call('data.import', { projectId: id, tokens: [await here.file(name, content)], settings: null });
  return id;
}

async function inTime(projectId: string, series?: string): Promise<void> {
  const { document, revision } = await here.call('project.open', { projectId });
  const data = document!.data.map((source) => ({ ...source, time: '日時', ...(series ? { series } : {}) }));
  await here.call('project.edit', { projectId, revision, document: { ...document!, data } });
}

test('a regular clock is proposed with what tells series apart; once taken it is reported in its place', async () => {
  const id = await projectWith('hours.csv', hours(['A', 'B']));
  const before = await here.call('data.view', { projectId: id });
  expect(before).toMatchObject({ seriesProposal: { time: '日時', series: '号機', clock: { step: hour, season: 24 } } });
  expect(before!.series).toBeUndefined();
  await inTime(id, '号機');
  const after = await here.call('data.view', { projectId: id });
  // The 4 missing hours became rows.
  expect(after).toMatchObject({ rows: 1920, series: { series: 2, rowsBefore: 1916, gaps: { count: 4 } } });
  expect(after!.seriesProposal).toBeUndefined();
});

test('a table of parts is no series, nor are dates that come at any time', async () => {
  const id = await projectWith('parts.csv', parts());
  expect((await here.call('data.view', { projectId: id }))!.seriesProposal).toBeUndefined();
  const rng = createRng(2);
  const days = Array.from({ length: 80 }, (_, i) => {
    const at = new Date(Date.UTC(2026, 0, 1) + i * 86_400_000 + Math.floor(rng.next() * 86_000) * 1000);
    return `${at.toISOString().slice(0, 19).replace('T', ' ')},${rng.next().toFixed(3)}`;
  });
  await here.call('data.import', {
    projectId: id,
    tokens: [await here.file('any.csv', `日時,値\n${days.join('\n')}\n`)],
    settings: null,
  });
  expect((await here.call('data.view', { projectId: id }))!.seriesProposal).toBeUndefined();
});

test('a number in a table in order of time is proposed as a forecast of a day, divided by time alone', async () => {
  const id = await projectWith('hours.csv', hours(['A']));
  expect(await here.call('task.propose', { projectId: id, column: '負荷' })).toMatchObject({ kind: 'regression' });
  await inTime(id);
  const task = await here.call('task.propose', { projectId: id, column: '負荷' });
  expect(task).toEqual({
    id: '負荷',
    data: 'main',
    target: '負荷',
    importance: 1,
    kind: 'forecast',
    horizon: 24,
    interval: 0.8,
    unit: 'kW',
  });
  const { document, revision } = await here.call('project.open', { projectId: id });
  await here.call('project.edit', { projectId: id, revision, document: { ...document!, tasks: [task] } });
  const proposal = await here.call('split.propose', { projectId: id, source: 'main' });
  expect(proposal.split.kind).toBe('time');
  expect(proposal.alternatives).toEqual([]);
  const counts = { kind: 'time', train: 600, validation: 150, test: 150, seed: 1 } as const;
  const { parts: rows } = await here.call('split.preview', { projectId: id, source: 'main', split: counts });
  expect(rows.map((part) => part.rows)).toEqual([600, 150, 150]);
  expect(rows[0]!.last!).toBeLessThan(rows[1]!.first!);
});

test('a further table stands beside the first; each has its own view, health, tasks and split; undo takes it out', async () => {
  const id = await projectWith('hours.csv', hours(['A']));
  await inTime(id);
  const token = await here.file('parts.csv', parts());
  const { data } = await here.call('data.import', { projectId: id, tokens: [token], settings: null, id: '検査' });
  expect(data).toMatchObject({ sourceId: '検査', rows: 60 });
  expect(data.sources!.map(({ id: name, kind }) => [name, kind])).toEqual([
    ['main', 'series'],
    ['検査', 'table'],
  ]);
  const judged = await here.call('task.propose', { projectId: id, column: '判定', source: '検査' });
  const load = await here.call('task.propose', { projectId: id, column: '負荷', source: 'main' });
  expect([judged.data, load.data]).toEqual(['検査', 'main']);
  const { document, revision } = await here.call('project.open', { projectId: id });
  await here.call('project.edit', { projectId: id, revision, document: { ...document!, tasks: [judged, load] } });
  const split = { kind: 'stratified', test: 0.25, validation: 0.15, seed: 1 } as const;
  const summary = await here.call('split.preview', { projectId: id, source: '検査', split });
  expect(summary.parts.map((part) => part.rows).reduce((a, b) => a + b)).toBe(60);
  expect(summary.tasks.map(({ taskId }) => taskId)).toEqual(['判定']);
  const ofSeries = await here.call('data.health', { projectId: id, source: 'main' });
  const ofParts = await here.call('data.health', { projectId: id, source: '検査' });
  expect(ofSeries.findings.some(({ check, severity }) => check === 'series-gaps' && severity === 'warn')).toBe(true);
  expect(ofParts.findings.some(({ check }) => check.startsWith('series-'))).toBe(false);
  // More rows of the second leave the first as it is.
  const more = await here.file('more.csv', parts());
  const { data: longer } = await here.call('data.append', {
    projectId: id,
    tokens: [more],
    settings: null,
    source: '検査',
  });
  expect(longer.rows).toBe(120);
  expect((await here.call('data.view', { projectId: id, source: 'main' }))!.rows).toBe(960);
  await expect(here.call('data.view', { projectId: id, source: 'no' })).rejects.toThrow(refusal('project.no-data-set'));
  for (let steps = 0; steps < 3; steps++) await here.call('project.undo', { projectId: id });
  expect((await here.call('data.view', { projectId: id }))!.sources!.map((source) => source.id)).toEqual(['main']);
});

test('files with one cycle a row become signals of the table, and only where there are as many rows', async () => {
  const id = await projectWith('parts.csv', parts());
  const cycles = (rows: number): string =>
    Array.from({ length: rows }, (_, i) => `${i}\t${i + 1}\t${i + 2}`).join('\n');
  const token = await here.file('PS1.txt', `${cycles(60)}\n`);
  const { data } = await here.call('data.add-signals', { projectId: id, tokens: [token] });
  expect(data.columns.length).toBeGreaterThan(3);
  expect(data.rows).toBe(60);
  const short = await here.file('PS2.txt', `${cycles(59)}\n`);
  await expect(here.call('data.add-signals', { projectId: id, tokens: [short] })).rejects.toThrow();
  expect((await here.call('project.undo', { projectId: id })).document!.data[0]!.signals).toBeUndefined();
});

test('rows that a finding names are shown as they stand in the file, though they stand elsewhere in order of time', async () => {
  const [head, ...lines] = hours(['A']).trimEnd().split('\n');
  const id = await projectWith('backwards.csv', [head, ...lines.toReversed()].join('\n'));
  await inTime(id);
  const { rows } = await here.call('data.rows', { projectId: id, offset: 0, limit: 10, rows: [0, 7] });
  // Line 1 is the head, row 0 the last hour.
  expect(rows.map((row) => row.line)).toEqual([2, 9]);
  expect(rows.map((row) => row.row)).toEqual([959, 952]);
});
