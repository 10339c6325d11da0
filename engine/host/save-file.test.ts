import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { say } from '../contract/errors.ts';
import { saveFailure, saveFile } from './save-file.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'taskloom-save-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("a report is saved over last week's, under a name in Japanese", () => {
  const [from, to] = [join(folder, 'made.pdf'), join(folder, '検査(最終)_修正版2.pdf')];
  writeFileSync(from, 'new');
  writeFileSync(to, 'old');
  expect(saveFile(from, to)).toBeNull();
  expect(readFileSync(to, 'utf8')).toBe('new');
  expect(readdirSync(folder)).toHaveLength(2);
});

test('where saving fails, what lay there stays and no half file is left', () => {
  const [from, to] = [join(folder, 'made.pdf'), join(folder, 'report')];
  writeFileSync(from, 'new');
  mkdirSync(to);
  writeFileSync(join(to, 'kept'), 'old');
  expect(saveFile(from, to)).not.toBeNull();
  expect(readFileSync(join(to, 'kept'), 'utf8')).toBe('old');
  expect(readdirSync(folder).sort()).toEqual(['made.pdf', 'report']);
});

test.each(['EBUSY', 'EPERM', 'EACCES'])('a target held by another program (%s) is named, in both languages', (code) => {
  const failure = saveFailure(Object.assign(new Error('held'), { code }), '報告書.pdf');
  expect(say(failure, 'ja').message).toContain('「報告書.pdf」に書き込めません。ほかのプログラムで開いている');
  expect(say(failure, 'en').message).toContain('"報告書.pdf" cannot be written: it is open in another program');
});

test('a full stick is said to be full', () => {
  const failure = saveFailure(Object.assign(new Error('no space'), { code: 'ENOSPC' }), 'a.pdf');
  expect(say(failure, 'ja').message).toContain('空きがない');
  expect(say(failure, 'en').message).toContain('the drive is full');
});
