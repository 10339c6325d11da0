import * as v from 'valibot';
import { expect, test } from 'vitest';
import { Task } from '../../engine/contract/tasks.ts';
import { classTaskName } from './class-task.ts';

const task = (kind: string, target = 'class'): Task => v.parse(Task, { id: target, kind, target });
const labels = new Set(['class', '等級']);

test('the class of a folder has a name in the language of the window; its target stays what it was', () => {
  expect(classTaskName(task('classification'), labels, [], 'ja')).toBe('写真の種類');
  expect(classTaskName(task('binary'), labels, [], 'ja')).toBe('写真の判定');
  expect(classTaskName(task('binary'), labels, [], 'en')).toBe('Photo judgement');
});

test('a column of a table, another label and a second set of photos keep the name they have', () => {
  expect(classTaskName(task('classification'), new Set(), [], 'ja')).toBeNull();
  expect(classTaskName(task('classification', '等級'), labels, [], 'ja')).toBeNull();
  expect(classTaskName(task('classification'), labels, ['写真の種類'], 'ja')).toBeNull();
});
