import '@tensorflow/tfjs-backend-cpu';
import { tensor1d, tensor3d } from '@tensorflow/tfjs-core';
import { describe, expect, test } from 'vitest';
import type { Task } from '../contract/tasks.ts';
import type { Table } from '../data/table.ts';
import { encodeTargets, rulesOf } from './index.ts';
import { proposeTask, unitInHeader } from './propose.ts';
import { averagePrecision, balancedAccuracy } from './scores.ts';
import type { TaskHead } from './rules.ts';

function words(name: string, values: (string | null)[]): Table['columns'][number] {
  const levels = [...new Set(values.filter((value) => value !== null))];
  return {
    kind: 'category',
    name,
    unit: null,
    levels,
    codes: Int32Array.from(values, (value) => (value === null ? -1 : levels.indexOf(value))),
  };
}
function numbers(name: string, values: number[], unit: string | null = null): Table['columns'][number] {
  return { kind: 'number', name, unit, values: Float64Array.from(values) };
}
function table(...columns: Table['columns'][number][]): Table {
  const first = columns[0]!;
  const rowCount = 'codes' in first ? first.codes.length : first.values.length;
  return {
    rowCount,
    columns,
    source: { file: new Uint16Array(rowCount), line: new Uint32Array(rowCount), files: ['t.csv'] },
  };
}
const binary = (positive?: string): Task => ({
  id: 't',
  data: 'main',
  target: 'c',
  kind: 'binary',
  importance: 1,
  ...(positive === undefined ? {} : { positive }),
});
const classification: Task = { id: 't', data: 'main', target: 'c', kind: 'classification', importance: 1 };
const regression: Task = { id: 't', data: 'main', target: 'c', kind: 'regression', importance: 1 };

describe('labels', () => {
  test('the spelling that means NG becomes 1, missing becomes NaN', () => {
    const { values, classes } = encodeTargets(table(words('c', ['OK', 'NG', null, 'OK'])), binary('NG'));
    expect(Array.from(values)).toEqual([0, 1, Number.NaN, 0]);
    expect(classes).toEqual(['OK', 'NG']);
  });

  test('numbers 0 and 1 can be a judgement too', () => {
    expect(Array.from(encodeTargets(table(numbers('c', [0, 1, 0])), binary('1')).values)).toEqual([0, 1, 0]);
  });

  test.each([
    ['task.no-column', table(words('other', ['a', 'b'])), binary('NG')],
    ['task.all-missing', table(words('c', [null, null])), binary('NG')],
    ['task.one-class', table(words('c', ['OK', 'OK'])), binary('NG')],
    ['task.not-binary', table(words('c', ['A', 'B', 'C'])), binary('A')],
    ['task.no-positive', table(words('c', ['OK', 'FAIL'])), binary('NG')],
    ['task.not-a-number', table(words('c', ['a', 'b'])), regression],
    ['task.one-value', table(numbers('c', [3, 3, 3])), regression],
    ['task.all-missing', table(numbers('c', [Number.NaN, Number.NaN])), regression],
    // Next to 1e9 single precision knows every 64th number only.
    ['task.differences-too-small', table(numbers('c', [1e9 - 2, 1e9, 1e9 + 2])), regression],
    [
      'task.too-many-classes',
      table(
        words(
          'c',
          Array.from({ length: 201 }, (_, i) => `P${i}`),
        ),
      ),
      classification,
    ],
  ])('%s is refused in words', (code, from, task) => {
    expect(() => encodeTargets(from, task)).toThrowError(expect.objectContaining({ code }));
  });

  test('training rows without a value, or with one value only, are refused in the words of a measured quantity', () => {
    const targets = encodeTargets(table(numbers('c', [Number.NaN, 4, 4, 5])), regression);
    const code = (wanted: string) => expect.objectContaining({ code: wanted }) as Error;
    expect(() => rulesOf(targets.task).fit(targets, [0])).toThrowError(code('task.none-in-training'));
    expect(() => rulesOf(targets.task).fit(targets, [0, 1, 2])).toThrowError(code('task.one-value-in-training'));
  });

  test('training rows without a second class are refused though the table has one', () => {
    const targets = encodeTargets(table(words('c', ['OK', 'OK', 'NG'])), binary('NG'));
    expect(() => rulesOf(targets.task).fit(targets, [0, 1])).toThrowError(
      expect.objectContaining({ code: 'task.one-class-in-training' }),
    );
  });
});

describe("a head starts at the training rows' own frequencies", () => {
  test('binary: the first probability is the NG rate', () => {
    const targets = encodeTargets(table(words('c', ['NG', 'OK', 'OK', 'OK'])), binary('NG'));
    const head = rulesOf(targets.task).fit(targets, [0, 1, 2, 3]);
    expect(1 / (1 + Math.exp(-head.startBias[0]!))).toBeCloseTo(0.25, 6);
    // Entropy of 1/4 and 3/4.
    expect(head.constantLoss).toBeCloseTo(-(0.25 * Math.log(0.25) + 0.75 * Math.log(0.75)), 6);
  });
});

describe('losses', () => {
  const head = { outputSize: 1, center: 10, scale: 2 } as unknown as TaskHead;
  test('binary is cross-entropy, averaged over members and over labelled rows', () => {
    const outputs = tensor3d([
      [[0], [5]],
      [[2], [5]],
    ]); // two members, two rows; the second row has no label
    const expected = (Math.log(2) + Math.log(1 + Math.exp(-2))) / 2;
    expect(
      rulesOf(binary())
        .loss(outputs, tensor1d([1, 0]), tensor1d([1, 0]), head)
        .dataSync()[0],
    ).toBeCloseTo(expected, 5);
  });

  test('regression is square near the target and straight far from it', () => {
    // Targets 10 and 14 are 0 and 2 standardised; outputs 0.5 and -1: errors 0.5 and 3 -> 0.125 and 0.5 + 2.
    const loss = rulesOf(regression).loss(tensor3d([[[0.5], [-1]]]), tensor1d([10, 14]), tensor1d([1, 1]), head);
    expect(loss.dataSync()[0]).toBeCloseTo((0.125 + 2.5) / 2, 5);
  });

  test('no label in the batch costs nothing', () => {
    for (const task of [binary(), regression]) {
      expect(
        rulesOf(task)
          .loss(tensor3d([[[3], [4]]]), tensor1d([0, 0]), tensor1d([0, 0]), head)
          .dataSync()[0],
      ).toBe(0);
    }
  });

  test("classification is the negative logarithm of the right class's chance", () => {
    const three = { outputSize: 3 } as unknown as TaskHead;
    const loss = rulesOf(classification).loss(
      tensor3d([
        [
          [0, 0, 0],
          [Math.log(2), 0, 0],
        ],
      ]),
      tensor1d([2, 0]),
      tensor1d([1, 1]),
      three,
    );
    expect(loss.dataSync()[0]).toBeCloseTo((Math.log(3) + Math.log(2)) / 2, 5);
  });
});

describe('scores', () => {
  test('average precision: hits at ranks 1 and 3 of four give (1/1 + 2/3) / 2', () => {
    expect(averagePrecision([0.9, 0.8, 0.7, 0.1], [1, 0, 1, 0])).toBeCloseTo((1 + 2 / 3) / 2, 9);
  });
  test('average precision of equal scores is the share of positives', () => {
    expect(averagePrecision([0.5, 0.5, 0.5, 0.5], [1, 0, 0, 0])).toBe(0.25);
  });
  test('average precision with a score that is no number is no number, and ends', () => {
    expect(averagePrecision([Number.NaN, 1], [1, 0])).toBeNaN();
  });
  test("balanced accuracy is the mean of the classes' hit rates", () => {
    expect(balancedAccuracy([0, 0, 0, 1], [0, 0, 1, 1], 3)).toBeCloseTo((1 + 0.5) / 2, 9);
  });
});

describe('a proposed task', () => {
  test.each([
    [['OK', 'NG', 'OK'], 'NG'],
    [['○', '×'], '×'],
    [['合', '否'], '否'],
    [['良', '不良'], '不良'],
    [['ＮＧ', 'ＯＫ'], 'ＮＧ'],
    [['OK', 'scratch'], 'scratch'],
  ])('%j: NG is %s', (values, positive) => {
    expect(proposeTask(table(words('c', values)), 'c')).toMatchObject({ kind: 'binary', positive });
  });
  test('0 and 1 are a judgement, 1 means NG', () => {
    expect(proposeTask(table(numbers('c', [0, 1, 1, 0])), 'c')).toMatchObject({ kind: 'binary', positive: '1' });
  });
  test('unknown words: the rarer one is taken for NG', () => {
    expect(proposeTask(table(words('c', ['x1', 'x1', 'x2'])), 'c')).toMatchObject({ positive: 'x2' });
  });
  test('a measured number is a regression with the unit of its header', () => {
    expect(proposeTask(table(numbers('外径[mm]', [1.5, 2.25, 3])), '外径[mm]')).toMatchObject({
      kind: 'regression',
      unit: 'mm',
    });
    expect(unitInHeader('温度（℃）')).toBe('℃');
    expect(unitInHeader('torque')).toBeNull();
  });
  test('a count is a number however few its values are; a code of few whole numbers is classes', () => {
    const few = [0, 1, 3, 2, 0];
    for (const name of ['欠陥数', '打痕の個数', 'defect_count', 'Number of scratches'])
      expect(proposeTask(table(numbers(name, few)), name)).toMatchObject({ kind: 'regression' });
    for (const name of ['ランク', 'discount class', 'grade'])
      expect(proposeTask(table(numbers(name, few)), name)).toMatchObject({ kind: 'classification' });
    expect(proposeTask(table(numbers('不良数', [0, 1, 1])), '不良数')).toMatchObject({ kind: 'binary', positive: '1' });
  });
  test('classes that are numbers stand by size, words as they come first', () => {
    const encoded = encodeTargets(table(numbers('c', [3, 10, Number.NaN, 0, 3])), {
      id: 't',
      data: 'main',
      target: 'c',
      kind: 'classification',
      importance: 1,
    });
    expect(encoded.classes).toEqual(['0', '3', '10']);
    expect([...encoded.values]).toEqual([1, 2, Number.NaN, 0, 1]);
  });
  test('limits that cross are refused; equal ones leave nothing between them either', () => {
    const column = table(numbers('c', [1, 2, 3]));
    const task = { id: 't', data: 'main', target: 'c', kind: 'regression', importance: 1 } as const;
    const limited = (lower?: number, upper?: number): unknown =>
      encodeTargets(column, {
        ...task,
        limits: { ...(lower === undefined ? {} : { lower }), ...(upper === undefined ? {} : { upper }) },
      });
    expect(() => limited(3.09, 3.07)).toThrow('task.limits-crossed');
    expect(() => limited(3, 3)).toThrow('task.limits-crossed');
    expect(() => [limited(3), limited(undefined, 3), limited(2.97, 3.07)]).not.toThrow();
  });
  test('several words are classes', () => {
    expect(proposeTask(table(words('c', ['A', 'B', 'C'])), 'c')).toMatchObject({ kind: 'classification' });
  });
});
