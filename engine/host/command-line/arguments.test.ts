import { expect, test } from 'vitest';
import { languageOf, parseArguments } from './arguments.ts';

test('the forms of the manual are understood', () => {
  expect(parseArguments(['run', 'PROJECT.json', '--out', 'DIR', '--device', 'cpu', '--json'])).toEqual({
    verb: 'run',
    project: 'PROJECT.json',
    out: 'DIR',
    device: 'cpu',
    sizes: false,
    json: true,
  });
  expect(parseArguments(['run', '--out=DIR', 'PROJECT.json', '--sizes'])).toMatchObject({
    device: 'auto',
    sizes: true,
    json: false,
  });
  expect(parseArguments(['report', 'DIR', '--pdf', 'FILE', '--lang', 'ja'])).toEqual({
    verb: 'report',
    folder: 'DIR',
    pdf: 'FILE',
    lang: 'ja',
  });
  expect(parseArguments(['judge', 'DIR', '--data', 'a.csv', '--data', 'B=b.csv', '--out', 'c.csv'])).toEqual({
    verb: 'judge',
    folder: 'DIR',
    data: ['a.csv', 'B=b.csv'],
    out: 'c.csv',
    run: null,
    json: false,
  });
  expect(parseArguments(['import', 'a.csv', 'b.csv', '--json'])).toEqual({
    verb: 'import',
    files: ['a.csv', 'b.csv'],
    json: true,
  });
  expect(parseArguments(['recipes', '--json'])).toEqual({ verb: 'recipes', json: true });
  expect(parseArguments(['devices'])).toEqual({ verb: 'devices', json: false });
  for (const help of [[], ['--help'], ['-h'], ['run', '--help'], ['help']])
    expect(parseArguments(help)).toEqual({ verb: 'help' });
});

test.each([
  [['train', 'x.json'], '"train"'],
  [['run', 'x.json'], '--out'],
  [['run', '--out', 'd'], 'project file'],
  [['judge', 'd', '--out', 'c.csv'], '--data'],
  [['judge', 'd', '--data', 'a.csv'], '--out'],
  [['judge', '--data', 'a.csv', '--out', 'c.csv'], 'folder'],
  [['judge', 'd', '--data', 'a.csv', '--out', 'c.csv', '--device', 'cpu'], '--device'],
  [['run', 'a.json', 'b.json', '--out', 'd'], 'project file'],
  [['run', 'a.json', '--out', 'd', '--device', 'tpu'], '--device'],
  [['run', 'a.json', '--out', 'd', '--pdf', 'f'], '--pdf'],
  [['report', 'd'], '--pdf'],
  [['report', 'd', '--pdf', 'f', '--lang', 'fr'], '--lang'],
  [['import'], 'file'],
  [['devices', 'all'], '"all"'],
  [['run', 'a.json', '--outt', 'd'], '--outt'],
  [['run', 'a.json', '--out'], '--out'],
])('%j is refused, naming %s', (args, named) => {
  expect(() => parseArguments(args)).toThrow(expect.objectContaining({ code: 'command-line.usage' }) as Error);
  try {
    parseArguments(args);
  } catch (error) {
    expect((error as { facts: { problem: { en: string } } }).facts.problem.en).toContain(named);
  }
});

test.each([
  [['run', '--lang', 'ja'], { LANG: 'en_US.UTF-8' }, 'ja'],
  [['run', '--lang=en'], { LANG: 'ja_JP.UTF-8' }, 'en'],
  [['run'], { LANG: 'ja_JP.UTF-8' }, 'ja'],
  [['run'], { LC_ALL: 'C', LANG: 'ja_JP.UTF-8' }, 'en'],
  [['run'], {}, 'en'],
  [['run', '--lang'], {}, 'en'],
] as const)('%j with %j speaks %s', (args, environment, language) => {
  expect(languageOf(args, environment)).toBe(language);
});
