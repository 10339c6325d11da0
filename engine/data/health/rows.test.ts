// Findings about rows and labels: copies, contradictions, order, lots, and what few NG allow to claim.

import { expect, test } from 'vitest';
import { createRng } from '../../base/rng.ts';
import type { Column } from '../table.ts';
import { binary, check, noise, of, range, regression } from './example-check.ts';
import { dates, numbers, words } from './example-tables.ts';

const rng = createRng(11);
const count = 1000;
const x = noise(count, rng);
const y = noise(count, rng);
const z = noise(count, rng);

/** A verdict with this many NG, spread evenly. */
const verdict = (ng: number, rows = count) =>
  words(
    '判定',
    range(rows).map((i) => (Math.floor(((i + 1) * ng) / rows) > Math.floor((i * ng) / rows) ? 'NG' : 'OK')),
  );

test('copied rows are named, whatever their serial number; nearly equal ones too', async () => {
  const copies = x.map((value, i) => (i === 500 ? x[20]! : i === 700 ? x[30]! + 1e-6 : value));
  const others = y.map((value, i) => (i === 500 ? y[20]! : i === 700 ? y[30]! : value));
  const third = z.map((value, i) => (i === 500 ? z[20]! : i === 700 ? z[30]! : value));
  const report = await check([
    numbers('連番', range(count)),
    numbers('x', copies),
    numbers('y', others),
    numbers('z', third),
  ]);
  const [finding] = of(report, 'duplicate-rows');
  expect(finding).toMatchObject({
    rows: [500, 700],
    facts: { exact: 1, near: 1 },
    fix: { kind: 'remove-rows', rows: [500, 700] },
  });
});

test('switches that repeat by nature, and coarse readings that meet by chance, are no copies', async () => {
  const switches = [
    words(
      '機種',
      range(count).map((i) => 'LMH'[i % 3]!),
    ),
    words(
      '直',
      range(count).map((i) => '昼夜'[i % 2]!),
    ),
  ];
  expect(of(await check(switches), 'duplicate-rows')).toEqual([]);
  const coarse = [
    numbers(
      'x',
      x.map((value) => Math.round(value * 10)),
    ),
    numbers(
      'y',
      y.map((value) => Math.round(value * 10)),
    ),
  ];
  expect(of(await check(coarse), 'duplicate-rows')).toEqual([]);
});

test('after rows were removed, findings and fixes still name rows of the snapshot', async () => {
  // Rows 0 and 3 of the snapshot are gone: row 499 of the table is row 501 of the snapshot.
  const copies = x.map((value, i) => (i === 499 ? x[0]! : value));
  const others = y.map((value, i) => (i === 499 ? y[0]! : value));
  const report = await check([numbers('x', copies), numbers('y', others)], {
    data: [{ files: ['a.csv'], withoutRows: [3, 0] }],
  });
  expect(of(report, 'duplicate-rows')[0]!.rows).toEqual([501]);
});

test('equal inputs with different verdicts leave errors that no model can avoid', async () => {
  const step = x.map((_, i) => i % 250); // every value four times
  const labels = range(count).map((i) => (i < 4 && i % 2 ? 'NG' : i === 253 ? 'NG' : 'OK'));
  // Inputs 1 and 3 have both verdicts: rows 1, 251, 501, 751 and 3, 253, 503, 753.
  const report = await check([numbers('x', step), words('判定', labels)], { tasks: [binary('判定')] });
  const [finding] = of(report, 'conflicting-labels');
  // One NG of four for input 1, two of four for input 3: 1 + 2 wrong at least.
  expect(finding).toMatchObject({ rowCount: 8, facts: { groups: 2, error: 3 / count } });
});

test('41 NG: the claim that the test part allows, the one that all allow, and how many are needed', async () => {
  const report = await check([numbers('x', x), verdict(41)], { tasks: [binary('判定')] });
  const [finding] = of(report, 'few-defects');
  // A fifth of 41 is 8.2; 1 - 0.05^(1/8) = 0.312, 1 - 0.05^(1/41) = 0.0705; 59 / 0.2 = 295.
  expect(finding).toMatchObject({ severity: 'fail', rowCount: 41, facts: { count: 41, inTest: 8, needed: 295 } });
  expect(finding!.facts['bound']).toBeCloseTo(0.312, 3);
  expect(finding!.facts['boundOfAll']).toBeCloseTo(0.0705, 4);
  const enough = await check([numbers('x', x), verdict(300)], { tasks: [binary('判定')] });
  expect(of(enough, 'few-defects')).toEqual([]);
});

test('a target of one value, without labels, or absent is a failure with the task to drop', async () => {
  const report = await check(
    [
      numbers('x', x),
      words(
        'a',
        range(count).map(() => 'OK'),
      ),
      numbers(
        'b',
        range(count).map((i) => (i < 10 ? i : NaN)),
      ),
    ],
    { tasks: [binary('a'), regression('b'), regression('c')] },
  );
  expect(of(report, 'single-class')).toMatchObject([{ severity: 'fail', fix: { kind: 'drop-task', taskId: 'a' } }]);
  expect(of(report, 'missing-labels')).toMatchObject([
    { severity: 'fail', rowCount: count - 10, facts: { labelled: 10 } },
  ]);
  expect(of(report, 'target-absent')).toMatchObject([{ severity: 'fail', columns: ['c'] }]);
});

test('lots ask for a split by lot, and are content once there is one', async () => {
  const lot = words(
    'ロット',
    range(count).map((i) => `A${Math.floor(i / 40)}`),
  );
  const random = await check([numbers('x', x), lot], {});
  expect(of(random, 'groups')).toMatchObject([
    { columns: ['ロット'], fix: { kind: 'use-split', split: { kind: 'group', column: 'ロット' } } },
  ]);
  const grouped = await check([numbers('x', x), lot], { split: { kind: 'group', column: 'ロット' } });
  expect(of(grouped, 'groups')).toEqual([]);
});

test('a column that stands in blocks is a lot, whatever its name', async () => {
  const inBlocks = words(
    '記号',
    range(count).map((i) => `q${(Math.floor(i / 40) * 7) % 25}`),
  );
  const scattered = words(
    '記号',
    range(count).map((i) => `q${(i * 7) % 25}`),
  );
  expect(of(await check([numbers('x', x), inBlocks]), 'groups')).toMatchObject([{ facts: { by: 'structure' } }]);
  expect(of(await check([numbers('x', x), scattered]), 'groups')).toEqual([]);
});

test('numbers in blocks are lots where another column says the same throughout each, not where rows were sorted', async () => {
  const blocks = numbers(
    'chick',
    range(count).map((i) => (Math.floor(i / 40) * 7) % 25),
  );
  const diet = numbers(
    'diet',
    range(count).map((i) => Math.floor(i / 40) % 3),
  );
  const groupsOf = async (...columns: Column[]) => of(await check([numbers('x', x), ...columns]), 'groups');
  expect(await groupsOf(blocks, diet)).toMatchObject([{ columns: ['chick'], facts: { by: 'structure' } }]);
  expect(await groupsOf(blocks)).toEqual([]);
  const sameAgain = numbers(
    'K',
    [...blocks.values].map((value) => value + 273),
  );
  expect(await groupsOf(blocks, sameAgain)).toEqual([]);
});

test('dates ask for a split by time', async () => {
  const at = dates(
    '日時',
    range(count).map((i) => i * 3_600_000),
  );
  expect(of(await check([numbers('x', x), at]), 'time-order')).toMatchObject([
    { fix: { kind: 'use-split', split: { kind: 'time', column: '日時' } } },
  ]);
  expect(of(await check([numbers('x', x), at], { split: { kind: 'time', column: '日時' } }), 'time-order')).toEqual([]);
});

test('a target that drifts over time is named with both levels; one that does not is not', async () => {
  const at = dates(
    '日時',
    range(count).map((i) => i * 3_600_000),
  );
  const drifting = numbers(
    '寸法',
    x.map((value, i) => value + i / 250),
  );
  const steady = numbers('重さ', y);
  const report = await check([at, numbers('z', noise(count, rng)), drifting, steady], {
    tasks: [regression('寸法'), regression('重さ')],
  });
  expect(of(report, 'target-drift').map((finding) => finding.taskId)).toEqual(['寸法']);
  // Means of the first and last 200 rows: about 0.4 and 3.6.
  expect(of(report, 'target-drift')[0]!.facts['from']).toBeCloseTo(0.4, 0);
  expect(of(report, 'target-drift')[0]!.facts['to']).toBeCloseTo(3.6, 0);
});

test('rows sorted by the verdict are noticed, mixed ones are not', async () => {
  const sorted = words(
    '判定',
    range(count).map((i) => (i < 700 ? 'OK' : 'NG')),
  );
  expect(of(await check([numbers('x', x), sorted], { tasks: [binary('判定')] }), 'sorted-by-target')).toHaveLength(1);
  // Photos come in the order of their folders, which says nothing of the time they were taken.
  const photo: Column = {
    name: 'image',
    kind: 'image',
    unit: null,
    codes: Int32Array.from(x.keys()),
    levels: x.map((_, i) => `${i}.png`),
  };
  const photos = await check([photo, sorted], { tasks: [binary('判定')] });
  expect(of(photos, 'sorted-by-target')).toEqual([]);
  expect(of(await check([numbers('x', x), verdict(300)], { tasks: [binary('判定')] }), 'sorted-by-target')).toEqual([]);
});

test('30 rows are too few, and findings come worst first', async () => {
  const report = await check([
    numbers('x', x.slice(0, 30)),
    numbers(
      '工場',
      range(30).map(() => 1),
    ),
  ]);
  expect(of(report, 'few-rows')).toMatchObject([{ severity: 'fail', facts: { rows: 30 } }]);
  expect(report.findings.map((finding) => finding.severity).slice(0, 3)).toEqual(['fail', 'warn', 'pass']);
  expect(new Set(report.findings.map((finding) => finding.key)).size).toBe(report.findings.length);
});

test('photos with the same labels are no copied rows: what is in the picture tells them apart', async () => {
  const rows = 60;
  const photo = {
    ...words(
      'image',
      range(rows).map((i) => `${i}.jpg`),
    ),
    kind: 'image' as const,
  };
  // Each label twenty times, in the manner of a list of defects.
  const label = words(
    'type',
    range(rows).map((i) => 'abc'[i % 3]!),
  );
  const wanted = { tasks: [{ id: 'type', target: 'type', kind: 'classification' }] };
  const report = await check([photo, label], wanted);
  expect(of(report, 'duplicate-rows')).toEqual([]);
  expect(of(report, 'conflicting-labels')).toEqual([]);
});

test('NG are called enough only where something is judged OK or NG', async () => {
  const passes = (report: Awaited<ReturnType<typeof check>>) => report.findings.map((finding) => finding.check);
  const judged = [numbers('x', x), verdict(400)];
  expect(passes(await check(judged, { tasks: [binary('判定')] }))).toContain('few-defects');
  expect(passes(await check([numbers('x', x), numbers('y', y)], { tasks: [regression('y')] }))).not.toContain(
    'few-defects',
  );
});

test('a date that tells the lot is named where lots are kept apart; dates that lots share are not', async () => {
  const lot = (row: number): string => `L${100 + Math.floor(row / 25)}`;
  const hour = 3_600_000;
  const inTurn = dates(
    '日時',
    range(count).map((row) => Date.UTC(2026, 7, 1) + row * hour),
  );
  const split = { kind: 'group', column: 'ロット', test: 0.2, validation: 0.15, seed: 1 } as const;
  const told = async (date: Column, more: object = {}) =>
    of(
      await check([date, words('ロット', range(count).map(lot)), numbers('x', x), numbers('寸法', y)], {
        tasks: [regression('寸法')],
        split,
        ...more,
      }),
      'told-groups',
    );
  const [finding] = await told(inTurn);
  // 1000 rows of 25 to a lot.
  expect(finding).toMatchObject({
    facts: { column: '日時', group: 'ロット', groups: 40 },
    fix: { kind: 'exclude-column', columns: ['日時'] },
  });
  const shared = dates(
    '日時',
    range(count).map((row) => Date.UTC(2026, 7, 1) + ((row * 37) % count) * hour),
  );
  expect(await told(shared)).toEqual([]);
  expect(await told(inTurn, { split: { ...split, kind: 'time', column: '日時' } })).toEqual([]);
  expect(await told(inTurn, { inputs: { exclude: ['日時'] } })).toEqual([]);
});
