// Files stay short, folders shallow, the top level as the user fixed it.

import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { root } from './paths.ts';
import { read, sourceFiles } from './source-files.ts';

const mostLines = 300;
const topLevel = [
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'README.md',
  'LICENSE',
  'electron',
  'renderer',
  'engine',
  'assets',
  'build',
];

const tracked = execFileSync('git', ['ls-files'], { cwd: root, encoding: 'utf8' }).split('\n').filter(Boolean);

test(`no source file is longer than ${mostLines} lines`, () => {
  const long = sourceFiles().map((file) => ({ file, lines: read(file).split('\n').length - 1 }));
  expect(long.filter(({ lines }) => lines > mostLines)).toEqual([]);
});

test('no folder lies more than two below a top-level one', () => {
  const deep = tracked.filter((file) => !file.startsWith('.') && file.split('/').length > 4);
  expect(deep).toEqual([]);
});

test('the top level holds only what design.md allows, and hidden folders that tools need', () => {
  const names = [...new Set(tracked.map((file) => file.split('/')[0]!))];
  expect(names.filter((name) => !name.startsWith('.') && !topLevel.includes(name))).toEqual([]);
});
