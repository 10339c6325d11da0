// The package: a lockfile complete for every platform, no install scripts needed, commands of the
// READMEs that exist, nothing of one machine in the tree.

import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { fromRoot, root } from './paths.ts';
import { read } from './source-files.ts';

interface LockEntry {
  readonly version?: string;
  readonly resolved?: string;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const lock = JSON.parse(read('package-lock.json')) as { packages: Record<string, LockEntry> };
const packageFile = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
const tracked = execFileSync('git', ['ls-files'], { cwd: root, encoding: 'utf8' }).split('\n').filter(Boolean);

/** Node's own search: next to the package, then in every folder above. */
function lockEntry(from: string, name: string): LockEntry | undefined {
  for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('node_modules/') - 1))) {
    const entry = lock.packages[`${folder === '' ? '' : `${folder}/`}node_modules/${name}`];
    if (entry !== undefined || folder === '') return entry;
  }
}

test('the lockfile has a version for every platform package that anything may need', () => {
  const missing = Object.entries(lock.packages).flatMap(([path, entry]) =>
    Object.keys(entry.optionalDependencies ?? {})
      .filter((name) => lockEntry(path, name)?.version === undefined)
      .map((name) => `${path} wants ${name}`),
  );
  expect(missing).toEqual([]);
});

test('the lockfile names no registry', () => {
  expect(Object.values(lock.packages).flatMap((entry) => entry.resolved ?? [])).toEqual([]);
});

test('the READMEs name only commands that exist', () => {
  const builtIn = ['ci', 'install'];
  const unknown = tracked
    .filter((file) => file.endsWith('README.md'))
    .flatMap((file) => [...commandsIn(read(file))].map((match) => ({ file, command: match[1]! })))
    .filter(({ command }) => !builtIn.includes(command) && packageFile.scripts[command] === undefined);
  expect(unknown).toEqual([]);
});

/** `npm NAME` and `npm run NAME` in code spans and code blocks. */
function commandsIn(text: string): RegExpMatchArray[] {
  const code = [...text.matchAll(/```[\s\S]*?```|`[^`]+`/g)].map((block) => block[0]).join('\n');
  return [...code.matchAll(/\bnpm (?:run (?:-s )?)?([a-z][a-z:-]*)/g)];
}

test('every script of package.json has its file', () => {
  const names = Object.values(packageFile.scripts).map((script) => /^node build\/run\.mjs (\w+)/.exec(script)?.[1]);
  expect(names.filter((name) => name === undefined || !tracked.includes(`build/${name}.ts`))).toEqual([]);
});

test('no tracked file names a place on one machine', () => {
  const home = ['/ro' + 'ot/', '/wo' + 'rk/', '/t' + 'mp/'].map((folder) => new RegExp(`(?<![\\w.\\]})-])${folder}`));
  const registry = process.env['npm_config_registry'];
  const host = registry === undefined || registry.includes('registry.npmjs.org') ? null : new URL(registry).host;
  const found = tracked
    .filter((file) => /\.(ts|js|mjs|cjs|svelte|json|md|yml|css|html|py|csv)$|^\.ci\/|^\.npmrc$/.test(file))
    .filter((file) => {
      const text = readFileSync(fromRoot(file), 'utf8');
      return home.some((pattern) => pattern.test(text)) || (host !== null && text.includes(host));
    });
  expect(found).toEqual([]);
});
