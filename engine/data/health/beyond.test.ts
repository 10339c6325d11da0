// Rows outside the range of the training rows: what is told of them, and what is none of it.

import { expect, test } from 'vitest';
import { createRng } from '../../base/rng.ts';
import type { BeyondFacts } from '../../contract/checks.ts';
import type { Finding } from '../../contract/health.ts';
import { sayFinding } from '../../contract/text/findings.ts';
import { profileTable } from '../profile.ts';
import type { Column } from '../table.ts';
import { documentWith, of, regression } from './example-check.ts';
import { dates, numbers, table, words } from './example-tables.ts';
import { checkHealth } from './index.ts';

const rows = 400;
const rng = createRng(3);
const even = (): number[] => Array.from({ length: rows }, () => rng.next());
/** 70 % training, 10 % validation, 20 % test, one after another. */
const blocks = Uint8Array.from({ length: rows }, (_, row) => (row < 280 ? 0 : row < 320 ? 1 : 2));
const target = numbers('寸法', even());

async function look(columns: readonly Column[], parts: Uint8Array | null = blocks, changes = {}): Promise<Finding[]> {
  const example = table([...columns, target]);
  const document = documentWith({ tasks: [regression('寸法')], ...changes });
  const report = await checkHealth(example, await profileTable(example), document, { parts: parts ?? undefined });
  return report.findings.filter(({ check }) => check === 'beyond-training');
}

test('a cold start in the test part is named with its column, its rows and both ranges', async () => {
  const warm = even().map((value) => 50 + 8 * value);
  const cold = warm.map((value, row) => (row >= 320 && row < 350 ? 36 + (row - 320) / 5 : value));
  const [finding] = await look([numbers('油温', cold, '℃'), numbers('圧力', even())]);
  expect(finding).toMatchObject({ severity: 'warn', columns: ['油温'], rowCount: 30 });
  expect(finding!.rows).toEqual(Array.from({ length: 30 }, (_, i) => 320 + i));
  const facts = finding!.facts as unknown as BeyondFacts;
  expect(facts).toMatchObject({ test: 30, testRows: 80, validation: 0, validationRows: 40, columns: 1, inputs: 2 });
  expect([facts.from, facts.to]).toEqual([36, 41.8]);
  expect(facts.low).toBeGreaterThan(50);
  expect(facts.high).toBeLessThan(58);
  expect(sayFinding(finding!, 'ja').title).toBe('テスト用の 30 行（80 行中）が、学習用の行にない範囲にあります');
  expect(sayFinding(finding!, 'en').reason).toContain('and 36 ℃ to 41.8 ℃ in these');
});

test('divided at random the same rows are no finding, and neither are single readings or a little beyond', async () => {
  const cold = even().map((value, row) => (row >= 320 && row < 350 ? 36 + (row - 320) / 5 : 50 + 8 * value));
  const draw = createRng(5);
  const random = blocks.map(() => [0, 0, 0, 0, 0, 0, 0, 1, 2, 2][draw.integer(10)]!);
  expect(warned(await look([numbers('油温', cold)], random))).toEqual([]);
  const single = even().map((value, row) => (row >= 394 ? 90 : value));
  expect(warned(await look([numbers('電流', single)]))).toEqual([]);
  const drift = even().map((value, row) => value + (row >= 320 ? 0.09 : 0));
  expect(warned(await look([numbers('電圧', drift)]))).toEqual([]);
});

test('heavy tails divided at random are no finding', async () => {
  for (let seed = 0; seed < 20; seed++) {
    const draw = createRng(seed);
    // Cauchy: the largest of 400 lies many times beyond the next.
    const wild = Array.from({ length: 12 }, (_, i) =>
      numbers(
        `列${i}`,
        Array.from({ length: rows }, () => Math.tan(Math.PI * (draw.next() - 0.5))),
      ),
    );
    const random = blocks.map(() => [0, 0, 0, 0, 0, 0, 0, 1, 2, 2][draw.integer(10)]!);
    expect(warned(await look(wild, random))).toEqual([]);
  }
});

test('words that training never saw are told, and rows of validation as well', async () => {
  const machine = Array.from({ length: rows }, (_, row) =>
    row >= 300 && row < 330 ? 'M3' : row % 2 === 0 ? 'M1' : 'M2',
  );
  const [finding] = await look([words('機械', machine)]);
  expect(finding!.facts).toMatchObject({ form: 'word', word: 'M3', test: 10, validation: 20 });
  // The test rows first: theirs are the figures that are told.
  expect(finding!.rows.slice(0, 11)).toEqual([...Array.from({ length: 10 }, (_, i) => 320 + i), 300]);
  expect(sayFinding(finding!, 'en').title).toBe(
    '10 of 80 test rows and 20 of 40 validation rows lie outside the range of the training rows',
  );
  expect(sayFinding(finding!, 'ja').reason).toContain('「M3」');
});

test('of many rare words some stand in one part alone by chance', async () => {
  for (let seed = 0; seed < 20; seed++) {
    const draw = createRng(seed);
    const lots = words(
      '型番',
      Array.from({ length: rows }, () => `T${draw.integer(150)}`),
    );
    const random = blocks.map(() => [0, 0, 0, 0, 0, 0, 0, 1, 2, 2][draw.integer(10)]!);
    expect(warned(await look([lots], random))).toEqual([]);
  }
});

test('dates go on, columns left out do not matter, and nothing is claimed where nothing was looked at', async () => {
  const days = dates(
    '日時',
    Array.from({ length: rows }, (_, row) => Date.UTC(2026, 0, 1) + row * 86_400_000),
  );
  const rising = numbers(
    '累計',
    Array.from({ length: rows }, (_, row) => 10 * row + rng.next()),
  );
  const excluded = { inputs: { exclude: ['累計'] } };
  expect(
    (await look([days, rising, numbers('温度', even())], blocks, excluded)).map(({ severity }) => severity),
  ).toEqual(['pass']);
  expect(warned(await look([days, rising]))).toHaveLength(1);
  expect(await look([days])).toEqual([]);
  expect(await look([rising], null)).toEqual([]);
});

test('of forecasts only what stands beside them is looked at: their own level is another finding', async () => {
  const load = numbers(
    '負荷',
    Array.from({ length: rows }, (_, row) => (row >= 320 ? 50 : 10) + rng.next()),
  );
  const plan = numbers(
    '計画',
    Array.from({ length: rows }, (_, row) => (row >= 320 ? 50 : 10) + rng.next()),
  );
  const days = dates(
    '日時',
    Array.from({ length: rows }, (_, row) => Date.UTC(2026, 0, 1) + row * 86_400_000),
  );
  const tasks = [{ id: 'f', target: '負荷', kind: 'forecast', horizon: 3 }];
  const own = (more: object) => ({ tasks, data: [{ files: ['a.csv'], time: '日時', ...more }] });
  expect(await look([days, load, plan], blocks, own({}))).toEqual([]);
  expect((await look([days, load, plan], blocks, own({ ahead: ['計画'] })))[0]).toMatchObject({
    columns: ['計画'],
    severity: 'warn',
  });
});

function warned(findings: readonly Finding[]): Finding[] {
  return of({ findings: [...findings], counts: { fail: 0, warn: 0, pass: 0 } }, 'beyond-training');
}
