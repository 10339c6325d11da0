// The command line as a user runs it: the bundled program in a process of its own.

import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { builtEngine } from './testing/built-engine.ts';

const folder = mkdtempSync(join(tmpdir(), 'taskloom-cli-'));
const samples = join(import.meta.dirname, '../../assets/samples');
const project = join(folder, 'energy.json');
let program: string;

const document = {
  data: [{ id: 'main', files: [join(samples, 'energy-efficiency', 'ENB2012.csv')] }],
  tasks: ['Y1', 'Y2'].map((id) => ({ id, target: id, kind: 'regression', unit: 'kWh/m2' })),
  split: { kind: 'random', seed: 1 },
  recipes: [{ sharing: 'single-task' }, { sharing: 'hard', weighting: 'bilevel' }],
  budget: { epochs: 20 },
};

beforeAll(() => {
  program = join(builtEngine(), 'cli.mjs');
  writeFileSync(project, JSON.stringify(document));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Ended {
  readonly status: number | null;
  readonly output: string;
  readonly errors: string;
}

/** @param onOutput hears each piece of standard output; what it returns true for ends the program with -9 */
function taskloom(
  args: readonly string[],
  { lang = 'en_US.UTF-8', killWhen = (_: string) => false as boolean } = {},
): Promise<Ended> {
  const child = spawn(process.execPath, [program, ...args], { env: { ...process.env, LANG: lang, LC_ALL: '' } });
  let output = '';
  let errors = '';
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString();
    if (killWhen(output)) child.kill('SIGKILL');
  });
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  return new Promise((resolve) => child.once('close', (status) => resolve({ status, output, errors })));
}

interface ResultLine {
  readonly event: string;
  readonly runs: {
    recipe: { sharing: string };
    tasks: Record<string, { n: number; metrics: Record<string, { value: number; low: number; high: number }> }>;
    epochs: number;
    seed: number;
    device: string;
  }[];
  readonly baselines: { kind: string }[];
}

const lastLine = (output: string): ResultLine => JSON.parse(output.trimEnd().split('\n').at(-1)!) as ResultLine;

test(
  'killed in the middle and run again, it goes on, ends with one result line, and adds only what is new',
  { timeout: 300_000 },
  async () => {
    const out = join(folder, 'out');
    const args = ['run', project, '--out', out, '--device', 'cpu', '--json'];
    const killed = await taskloom(args, { killWhen: (text) => /"epoch":1[0-9]/.test(text) });
    expect(killed.status).toBeNull();
    expect(killed.output).not.toContain('"result"');

    const whole = await taskloom(args);
    expect(whole.errors).toBe('');
    expect(whole.status).toBe(0);
    const lines = whole.output
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { event: string });
    expect(lines.slice(0, -1).every(({ event }) => event === 'progress')).toBe(true);
    const { event, runs, baselines } = lastLine(whole.output);
    expect(event).toBe('result');
    expect(runs.map(({ recipe }) => recipe.sharing)).toEqual(['single-task', 'hard']);
    expect(baselines.map(({ kind }) => kind).sort()).toEqual(['constant', 'reference']);
    for (const run of runs) {
      expect(run).toMatchObject({
        seed: 1,
        device: 'cpu',
        deltaM: run.recipe.sharing === 'hard' ? (expect.any(Number) as unknown) : null,
      });
      // 768 rows, a fifth of them tested: 154.
      expect(run.tasks['Y1']!.n).toBe(154);
      const { value, low, high } = run.tasks['Y1']!.metrics['mae']!;
      expect(low <= value && value <= high).toBe(true);
    }
    expect(JSON.parse(readFileSync(join(out, 'results.json'), 'utf8'))).toMatchObject({
      runs: runs.map(({ seed }) => ({ seed })),
    });

    writeFileSync(project, JSON.stringify({ ...document, recipes: [...document.recipes, { weighting: 'equal' }] }));
    const added = await taskloom(['run', project, '--out', out, '--device', 'cpu'], { lang: 'ja_JP.UTF-8' });
    expect(added.status).toBe(0);
    expect(added.output).toMatch(/^レシピ/);
    // Head, two baselines, two old runs, the new one, the legend; then what joining brought the two joined ones.
    const shown = added.output.trimEnd().split('\n');
    expect(shown).toHaveLength(7 + 4);
    expect(shown[7]).toMatch(/^まとめて学習した効果/);
  },
);

test(
  'what was trained judges a new file, beside its own cells; never over the file itself',
  { timeout: 120_000 },
  async () => {
    const out = join(folder, 'judging');
    const recipes = [{ sharing: 'hard' }];
    writeFileSync(project, JSON.stringify({ ...document, recipes, budget: { epochs: 5 } }));
    expect((await taskloom(['run', project, '--out', out, '--device', 'cpu'])).status).toBe(0);
    const [header, ...lines] = readFileSync(document.data[0]!.files[0]!, 'utf8').trimEnd().split(/\r?\n/);
    const tomorrow = join(folder, 'tomorrow.csv');
    writeFileSync(tomorrow, [header, ...lines.slice(0, 20)].join('\n'));
    const judged = join(folder, 'judged.csv');
    const { status, output, errors } = await taskloom(['judge', out, '--data', tomorrow, '--out', judged, '--json']);
    expect([status, errors]).toEqual([0, '']);
    const line = JSON.parse(output.trimEnd().split('\n').at(-1)!) as {
      event: string;
      files: string[];
      sources: { rows: number; tasks: { result: { n: number } }[] }[];
    };
    expect([line.event, line.files, line.sources[0]!.rows, line.sources[0]!.tasks[1]!.result.n]).toEqual([
      'result',
      [judged],
      20,
      20,
    ]);
    const written = readFileSync(judged, 'utf8').trimEnd().split('\r\n');
    expect(written[0]).toBe(`\ufeff${header},Y1 predicted [kWh/m2],Y2 predicted [kWh/m2]`);
    expect(written).toHaveLength(21);
    written.slice(1).forEach((row, i) => expect(row.startsWith(`${lines[i]},`)).toBe(true));

    const over = await taskloom(['judge', out, '--data', tomorrow, '--out', tomorrow], { lang: 'ja_JP.UTF-8' });
    expect([over.status, readFileSync(tomorrow, 'utf8').split('\n')[0]]).toEqual([1, header]);
    expect(over.errors).toMatch(/判定するファイル自身/);
    writeFileSync(tomorrow, [header!.replace('X3', 'Y3'), ...lines.slice(0, 20)].join('\n'));
    const lacking = await taskloom(['judge', out, '--data', tomorrow, '--out', join(folder, 'none.csv')]);
    expect([lacking.status, existsSync(join(folder, 'none.csv'))]).toEqual([1, false]);
    expect(lacking.errors).toMatch(/^tomorrow\.csv has no column "X3".*"Y3"/);
  },
);

test.each([
  [['run', 'nothing.json', '--out', 'x'], 'nothing.json'],
  [['judge', join(folder, 'nowhere'), '--data', 'x.csv', '--out', 'y.csv'], 'nowhere'],
  [['report', join(folder, 'nowhere'), '--pdf', 'x.pdf'], 'nowhere'],
  [['import', 'missing.csv'], 'missing.csv'],
  [['fly'], 'fly'],
])('%j fails with one line on standard error, in the language of the environment', async (args, named) => {
  for (const [lang, letters] of [
    ['ja_JP.UTF-8', /[ぁ-ん]/],
    ['en_US.UTF-8', /^[\x20-\x7e]+$/],
  ] as const) {
    const { status, output, errors } = await taskloom(args, { lang });
    expect(status).toBeGreaterThan(0);
    expect(output).toBe('');
    expect(errors.trimEnd().split('\n')).toHaveLength(1);
    expect(errors).toContain(named);
    expect(errors.trimEnd()).toMatch(letters);
  }
  expect(existsSync(join(folder, 'nowhere'))).toBe(false);
});

test('a misspelt key is refused with its place in the file, before anything is made', async () => {
  const wrong = join(folder, 'wrong.json');
  writeFileSync(wrong, JSON.stringify({ ...document, splitt: {} }));
  const { status, errors } = await taskloom(['run', wrong, '--out', join(folder, 'none')]);
  expect(status).toBe(1);
  expect(errors).toContain('wrong.json, at splitt');
  expect(existsSync(join(folder, 'none'))).toBe(false);
});

test('what made a training fail is said with what to do about it', { timeout: 120_000 }, async () => {
  const tight = join(folder, 'tight.json');
  const recipes = [{ sharing: 'interrogate', budget: { flopsOfSeparate: 0.01 } }];
  writeFileSync(tight, JSON.stringify({ ...document, recipes, budget: { epochs: 1 } }));
  const { status, errors } = await taskloom(['run', tight, '--out', join(folder, 'tight'), '--device', 'cpu']);
  expect(status).toBe(1);
  expect(errors).toMatch(/compute budget of 1\.0 %.*Give between/);
});

test('a reader that stops early, as head does, is no failure', async () => {
  const child = spawn(process.execPath, [program, 'recipes', '--json']);
  child.stdout.destroy();
  let errors = '';
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  const status = await new Promise((resolve) => child.once('close', resolve));
  expect([status, errors]).toEqual([0, '']);
});

test('import says what a file holds, as JSON lines and as a table', async () => {
  const csv = join(samples, 'ai4i2020', 'ai4i2020.csv');
  const json = await taskloom(['import', csv, '--json']);
  const result = JSON.parse(json.output.trimEnd().split('\n').at(-1)!) as {
    event: string;
    columns: { name: string }[];
    guesses: object;
    health: { counts: object };
  };
  expect(result).toMatchObject({ event: 'result', report: { rows: 10000 }, guesses: { delimiter: { value: ',' } } });
  expect(result.columns.map(({ name }) => name)).toContain('TWF');
  const table = (await taskloom(['import', csv])).output;
  expect(table).toMatch(/^10000 rows, 14 columns/);
  // How the file was read, and every finding that is not in order, named.
  expect(table).toContain('reads the same in any encoding');
  expect(table).toMatch(/^ {2}FAIL {2}"UDI" only numbers the rows: It counts/m);
});

test('recipes and devices are listed, one JSON line each', async () => {
  const recipes = (await taskloom(['recipes', '--json'])).output
    .trimEnd()
    .split('\n')
    .map((line) => (JSON.parse(line) as { axis: string }).axis);
  expect(recipes).toEqual(['sharing', 'weighting', 'schedule', 'search']);
  const devices = (await taskloom(['devices', '--json'])).output
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as { device: string; available: boolean });
  expect(devices).toContainEqual({ device: 'cpu', available: true, reason: '' });
});
