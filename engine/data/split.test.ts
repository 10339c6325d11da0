// What must hold of every division, on random tables, and the refusals in words.

import { expect, test } from 'vitest';
import { createRng, type Rng } from '../base/rng.ts';
import { Refusal } from '../contract/errors.ts';
import type { Split, Task } from '../contract/tasks.ts';
import type { TaskTargets } from '../tasks/targets.ts';
import { dates, numbers, table, words } from './health/example-tables.ts';
import { profileColumn } from './profile.ts';
import { makeSplit, proposeSplit, rowsOfPart } from './split.ts';
import type { Column, Table } from './table.ts';

const shares = { test: 0.2, validation: 0.15, seed: 1 } as const;

function binary(id: string, values: ArrayLike<number>): TaskTargets {
  return {
    task: { id, data: 'main', target: id, importance: 1, kind: 'binary', positive: 'NG' },
    values: Float32Array.from(values),
    classes: ['OK', 'NG'],
  };
}

function regression(id: string, values: ArrayLike<number>): TaskTargets {
  return {
    task: { id, data: 'main', target: id, importance: 1, kind: 'regression' },
    values: Float32Array.from(values),
    classes: [],
  };
}

function labels(count: number, positives: number, rng: Rng): Float32Array {
  const values = new Float32Array(count);
  for (let made = 0; made < positives;) {
    const row = rng.integer(count);
    if (values[row] === 0) made++;
    values[row] = 1;
  }
  return values;
}

/** Tasks of 600 rows: two of OK/NG with rare NG, one measured, with gaps. */
function randomCase(seed: number): { table: Table; targets: TaskTargets[] } {
  const rng = createRng(seed);
  const count = 600;
  const lot = Array.from({ length: count }, () => `L${rng.integer(20 + seed * 7)}`);
  const measured = Array.from({ length: count }, () => (rng.next() < 0.1 ? NaN : rng.normal()));
  const moments = Array.from({ length: count }, () => rng.integer(80) * 3_600_000);
  const columns: Column[] = [words('lot', lot), dates('at', moments), numbers('x', measured)];
  return {
    table: table(columns),
    targets: [binary('a', labels(count, 60, rng)), binary('b', labels(count, 35, rng)), regression('c', measured)],
  };
}

const cases = Array.from({ length: 12 }, (_, seed) => ({ seed, ...randomCase(seed) }));

test.each(cases)(
  'a lot never stands on two sides, and every row of a lot has one (case $seed)',
  ({ table: rows, targets }) => {
    const { parts, summary } = makeSplit(rows, targets, { kind: 'group', column: 'lot', ...shares });
    const lot = rows.columns[0] as Column & { codes: Int32Array };
    const sides = new Map<number, number>();
    parts.forEach((part, row) => {
      expect(sides.get(lot.codes[row]!) ?? part).toBe(part);
      sides.set(lot.codes[row]!, part);
    });
    expect(summary.parts.reduce((sum, part) => sum + part.groups!, 0)).toBe(new Set(lot.codes).size);
  },
);

test.each(cases)(
  'dividing by lot comes near the shares, for rows and for the NG of every task (case $seed)',
  ({ table: rows, targets }) => {
    const { summary } = makeSplit(rows, targets, { kind: 'group', column: 'lot', ...shares });
    const wanted = [0.65, 0.15, 0.2];
    summary.parts.forEach((part, code) => expect(Math.abs(part.rows / 600 - wanted[code]!)).toBeLessThan(0.05));
    for (const task of summary.tasks.slice(0, 2)) {
      const ng = task.parts.map((part) => part.counts[1]!);
      const all = ng.reduce((sum, count) => sum + count, 0);
      ng.forEach((count, code) => expect(Math.abs(count / all - wanted[code]!)).toBeLessThan(0.15));
    }
  },
);

test.each(cases)(
  'divided by time, the oldest train, the newest test, and no moment stands on two sides (case $seed)',
  ({ table: rows, targets }) => {
    const { summary } = makeSplit(rows, targets, { kind: 'time', column: 'at', ...shares });
    const [train, validation, last] = summary.parts as [
      (typeof summary.parts)[0],
      (typeof summary.parts)[0],
      (typeof summary.parts)[0],
    ];
    expect(train.last!).toBeLessThan(validation.first!);
    expect(validation.last!).toBeLessThan(last.first!);
    expect(Math.abs(last.rows / 600 - 0.2)).toBeLessThan(0.03); // 80 moments of about 8 rows
  },
);

test.each([0, 1, 2, 3, 4, 5])(
  'stratified, each class of a single task is within one row of its share (seed %i)',
  (seed) => {
    const rng = createRng(seed);
    const count = 200 + rng.integer(300);
    const positives = 7 + rng.integer(60);
    const { summary } = makeSplit(
      table([numbers('x', new Array<number>(count).fill(0))]),
      [binary('a', labels(count, positives, rng))],
      { kind: 'stratified', ...shares, seed },
    );
    summary.tasks[0]!.parts.forEach((part, code) => {
      const share = [0.65, 0.15, 0.2][code]!;
      expect(Math.abs(part.counts[1]! - share * positives)).toBeLessThanOrEqual(1);
      expect(Math.abs(part.counts[0]! - share * (count - positives))).toBeLessThanOrEqual(1);
    });
  },
);

test.each(cases)(
  'stratified over three tasks, the NG of each are within two rows of their share (case $seed)',
  ({ table: rows, targets }) => {
    const { summary } = makeSplit(rows, targets, { kind: 'stratified', ...shares });
    for (const task of summary.tasks.slice(0, 2)) {
      const all = task.parts.reduce((sum, part) => sum + part.counts[1]!, 0);
      task.parts.forEach((part, code) =>
        expect(Math.abs(part.counts[1]! - [0.65, 0.15, 0.2][code]! * all)).toBeLessThanOrEqual(2),
      );
    }
    // Deciles of the measured target are kept even, so its means stay close: 600 rows, deviation 1.
    const means = summary.tasks[2]!.parts.map((part) => part.mean!);
    expect(Math.max(...means) - Math.min(...means)).toBeLessThan(0.2);
  },
);

test.each<Split>([
  { kind: 'random', ...shares },
  { kind: 'stratified', ...shares },
  { kind: 'group', column: 'lot', ...shares },
  { kind: 'time', column: 'at', ...shares },
])('the same seed gives the same division, and each row one part ($kind)', (split) => {
  const { table: rows, targets } = randomCase(3);
  const { parts, summary } = makeSplit(rows, targets, split);
  expect(makeSplit(rows, targets, split).parts).toEqual(parts);
  expect(rowsOfPart(parts, 0).length + rowsOfPart(parts, 1).length + rowsOfPart(parts, 2).length).toBe(600);
  expect(summary.parts.map((part) => part.rows)).toEqual([0, 1, 2].map((code) => rowsOfPart(parts, code).length));
  if (split.kind === 'random' || split.kind === 'stratified') {
    expect(makeSplit(rows, targets, { ...split, seed: 2 }).parts).not.toEqual(parts);
  }
});

test('at random, parts are within one row of their shares', () => {
  const { summary } = makeSplit(table([numbers('x', new Array<number>(101).fill(0))]), [], {
    kind: 'random',
    ...shares,
  });
  expect(summary.parts.map((part) => part.rows)).toEqual([66, 15, 20]);
});

test('rows without any label are left out and counted', () => {
  const values = Float32Array.from({ length: 60 }, (_, row) => (row < 10 ? NaN : row));
  const { parts, summary } = makeSplit(
    table([numbers('x', values as unknown as number[])]),
    [regression('y', values)],
    { kind: 'random', ...shares },
  );
  expect([...parts.subarray(0, 10)]).toEqual(new Array(10).fill(255));
  expect(summary.leftOut).toBe(10);
  expect(summary.notes).toContainEqual({ code: 'left-out', rows: 10, column: null });
});

test('a column of the file is followed, however it spells the parts', () => {
  const cells = [
    ...Array<string>(10).fill('学習'),
    ...Array<string>(3).fill('Validation'),
    ...Array<string>(5).fill('評価用'),
    '予備',
  ];
  const { parts, summary } = makeSplit(table([words('part', cells)]), [], { kind: 'column', column: 'part' });
  expect([...parts]).toEqual([...Array(10).fill(0), ...Array(3).fill(1), ...Array(5).fill(2), 255]);
  expect(summary.notes).toEqual([{ code: 'left-out', rows: 1, column: 'part' }]);
});

test('a column that names no validation rows gives some of its training rows, and says so', () => {
  const cells = [...Array<string>(80).fill('TRAIN'), ...Array<string>(20).fill('test')];
  const { parts, summary } = makeSplit(table([words('part', cells)]), [], { kind: 'column', column: 'part' });
  expect(rowsOfPart(parts, 2)).toEqual(Uint32Array.from({ length: 20 }, (_, i) => 80 + i));
  // 15 % of 100 rows.
  expect(summary.notes).toEqual([{ code: 'validation-drawn', rows: 15 }]);
  expect(rowsOfPart(parts, 1).length).toBe(15);
});

function refusalOf(run: () => unknown): Refusal {
  try {
    run();
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

test('a part without NG is refused, naming task, class and counts', () => {
  const rows = table([
    dates(
      'at',
      Array.from({ length: 100 }, (_, i) => i * 1000),
    ),
  ]);
  const early = binary(
    '外観',
    Array.from({ length: 100 }, (_, row) => Number(row < 8)),
  );
  const refusal = refusalOf(() => makeSplit(rows, [early], { kind: 'time', column: 'at', ...shares }));
  expect(refusal.code).toBe('split.class-missing');
  expect(refusal.facts).toEqual({
    task: '外観',
    class: 'NG',
    part: 'test',
    count: 8,
    train: 8,
    validation: 0,
    test: 0,
  });
});

test('two lots cannot make three parts, a word is no date, and a missing column is named', () => {
  const rows = table([
    words(
      'lot',
      Array.from({ length: 50 }, (_, i) => `L${i % 2}`),
    ),
    words('at', Array<string>(50).fill('yesterday')),
  ]);
  expect(refusalOf(() => makeSplit(rows, [], { kind: 'group', column: 'lot', ...shares })).facts).toEqual({
    column: 'lot',
    groups: 2,
  });
  expect(refusalOf(() => makeSplit(rows, [], { kind: 'time', column: 'at', ...shares })).code).toBe('split.not-a-time');
  expect(refusalOf(() => makeSplit(rows, [], { kind: 'time', column: 'when', ...shares })).facts).toEqual({
    column: 'when',
  });
  expect(refusalOf(() => makeSplit(rows, [], { kind: 'column', column: 'lot' })).facts).toEqual({
    column: 'lot',
    values: ['L0', 'L1'],
  });
});

test('years written as numbers divide by year', () => {
  const years = Array.from({ length: 500 }, (_, i) => 2011 + Math.floor(i / 100));
  const { summary } = makeSplit(table([numbers('year', years)]), [], {
    kind: 'time',
    column: 'year',
    test: 0.4,
    validation: 0.2,
    seed: 1,
  });
  expect(summary.parts.map((part) => part.rows)).toEqual([200, 100, 200]);
});

test('lots are proposed before time, time before an even division, and machines are only offered', () => {
  const count = 200;
  const lot = words(
    'ロット',
    Array.from({ length: count }, (_, i) => `A${i % 20}`),
  );
  const machine = words(
    '号機',
    Array.from({ length: count }, (_, i) => `M${i % 6}`),
  );
  const at = dates(
    '日時',
    Array.from({ length: count }, (_, i) => i * 60_000),
  );
  const pressure = numbers(
    '圧力',
    Array.from({ length: count }, (_, i) => i % 17),
  );
  const task: Task = { id: 't', data: 'main', target: '圧力', importance: 1, kind: 'regression' };
  const propose = (columns: Column[]): string[] => {
    const proposal = proposeSplit(table(columns), [task], columns.map(profileColumn));
    return [proposal, ...proposal.alternatives].map(({ split }) =>
      'column' in split ? `${split.kind} ${split.column}` : split.kind,
    );
  };
  expect(propose([pressure, at, machine, lot])).toEqual(['group ロット', 'group 号機', 'time 日時', 'stratified']);
  expect(propose([pressure, at, machine])).toEqual(['time 日時', 'group 号機', 'stratified']);
  expect(propose([pressure, machine])).toEqual(['stratified', 'group 号機']);
  expect(
    propose([
      words(
        'set',
        Array.from({ length: count }, (_, i) => (i % 3 ? 'train' : 'test')),
      ),
      lot,
    ])[0],
  ).toBe('column set');
});
