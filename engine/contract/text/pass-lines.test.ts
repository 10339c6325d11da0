// What was asked of a task beforehand: which figures it is about, when they reach it, and how that is said.

import * as v from 'valibot';
import { expect, test } from 'vitest';
import { missedLines, passLinesOf } from '../pass-lines.ts';
import { Task } from '../tasks.ts';
import { heldText, passedText, passLineText } from './pass-lines.ts';
import { projectRefusals } from './refusals-project.ts';

const look = v.parse(Task, {
  id: '外観',
  kind: 'binary',
  target: '外観',
  passLine: { missRate: 0.05, overkillRate: 0.1 },
});
const size = v.parse(Task, { id: '寸法', kind: 'regression', target: '寸法', unit: 'mm', floor: 0.02 });
const rate = (events: number, outOf: number, high: number) => ({ value: events / outOf, low: 0, high, events, outOf });

test('OK and NG are held to both rates, a quantity to its error', () => {
  expect(passLinesOf(look)).toEqual([
    { metric: 'missRate', worst: 0.05 },
    { metric: 'overkillRate', worst: 0.1 },
  ]);
  expect(passLinesOf(size).map((line) => passLineText(line, 'mm', 'ja'))).toEqual([
    '平均絶対誤差（MAE） 0.0200 mm 以下',
  ]);
  // A project of an earlier release keeps its line on the ranking, where more is better.
  const earlier = v.parse(Task, { id: 'a', kind: 'binary', target: 'a', floor: 0.9 });
  expect(passLineText(passLinesOf(earlier)[0]!, null, 'en')).toBe(
    'Telling NG apart (average precision, AP) at least 0.900',
  );
});

test('each rate is held against its own line, and what has no value reaches none', () => {
  const metrics = { missRate: rate(1, 20, 0.25), overkillRate: rate(11, 100, 0.19) };
  // 1 of 20 is 5 %, which is just enough; 11 of 100 is more than 10 %.
  expect(missedLines(look, { metrics })).toEqual([{ metric: 'overkillRate', worst: 0.1 }]);
  expect(missedLines(look, undefined)).toHaveLength(2);
  expect(missedLines(size, { metrics: { mae: { value: null, low: null, high: null } } })).toHaveLength(1);
  expect(missedLines({ ...size, floor: undefined } as unknown as Task, undefined)).toEqual([]);
});

test('a rate that is met by few parts says that they do not prove it', () => {
  const [miss] = passLinesOf(look);
  expect(passLineText(miss!, null, 'ja')).toBe('見逃し率 5.0 % 以下');
  expect(passedText(miss!, rate(0, 8, 0.369), 'ja')).toBe(
    '満たします（8 件中 0 件、95 % 区間の端は 36.9 % のため、この件数では言い切れません）',
  );
  expect(passedText(miss!, rate(0, 800, 0.005), 'en')).toBe('met (0 of 800)');
  expect(passedText(miss!, rate(1, 8, 0.53), 'ja')).toBe('届きません（8 件中 1 件）');
  expect(passedText(miss!, undefined, 'en')).toBe('missed');
});

test('what is refused is told in the words and the unit of the figure', () => {
  const missed = { task: '外観', metric: 'missRate', worst: 0.05, value: 0.125, unit: null };
  const facts = { ...missed, count: { events: 1, outOf: 8 } };
  expect(projectRefusals['run.below-floor'].ja(facts).message).toBe(
    'タスク「外観」の見逃し率は 12.5 %（8 件中 1 件）で、決めておいた合格ライン（見逃し率 5.0 % 以下）に届いていません。',
  );
  expect(heldText({ metric: 'mae', worst: 0.02, value: 0.031, unit: 'mm', count: null }, 'en')).toBe('0.0310 mm');
});
