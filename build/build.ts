// Builds what the program runs from: dist/renderer, dist/engine, dist/electron. A part is rebuilt
// only when its sources changed (their hash is kept in .cache).

import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { InlineConfig } from 'vite';
import { filesUnder, fromRoot } from './paths.ts';

interface Part {
  /** Made by the build; when it is missing the part is stale. */
  readonly output: string;
  readonly sources: readonly string[];
  readonly build: () => Promise<void>;
}

/** Vite is only loaded when something is stale: the program starts half a second earlier. */
async function bundle(config: InlineConfig): Promise<void> {
  const { build } = await import('vite');
  await build(config);
}

const parts = {
  engine: {
    output: 'dist/engine/main.mjs',
    sources: ['engine'],
    build: async () => {
      const { engineBundle, engineEntries } = await import('./vite.engine.ts');
      await bundle(engineBundle(engineEntries(), fromRoot('dist', 'engine')));
    },
  },
  renderer: {
    output: 'dist/renderer/index.html',
    sources: ['renderer', 'engine/contract', 'engine/charts', 'assets/icons'],
    build: async () => {
      const { default: config } = await import('./vite.renderer.ts');
      await bundle({ ...config, configFile: false });
    },
  },
  electron: {
    output: 'dist/electron/main.mjs',
    sources: ['electron', 'engine/contract'],
    build: async () => {
      const { mainBundle, preloadBundle } = await import('./vite.electron.ts');
      await bundle(mainBundle(fromRoot('dist', 'electron')));
      await bundle(preloadBundle(fromRoot('dist', 'electron')));
    },
  },
} satisfies Record<string, Part>;

export type PartName = keyof typeof parts;
const allParts: readonly PartName[] = ['engine', 'renderer', 'electron'];

/** Builds what is stale among `names` and returns what was built. `say` hears of each part before it starts. */
export async function buildStale(
  names: readonly PartName[] = allParts,
  say: (line: string) => void = () => {},
): Promise<PartName[]> {
  const built: PartName[] = [];
  for (const name of names) {
    const part = parts[name];
    const hash = hashOf(part);
    if (existsSync(fromRoot(part.output)) && storedHash(name) === hash) continue;
    say(`Building ${name} ...`);
    await part.build();
    storeHash(name, hash);
    built.push(name);
  }
  return built;
}

export async function main(names: string[]): Promise<number> {
  const wanted = names.length === 0 ? allParts : allParts.filter((name) => names.includes(name));
  const built = await buildStale(wanted, (line) => process.stderr.write(`${line}\n`));
  process.stderr.write(built.length === 0 ? 'Everything is up to date.\n' : `Built ${built.join(', ')}.\n`);
  return 0;
}

function hashOf(part: Part): string {
  const hash = createHash('sha256');
  const toolFiles = ['package-lock.json', ...filesUnder('build').filter((file) => file.includes('/vite.'))];
  for (const file of [...part.sources.flatMap(sourceFiles), ...toolFiles]) {
    hash
      .update(file)
      .update('\0')
      .update(readFileSync(fromRoot(file)))
      .update('\0');
  }
  return hash.digest('hex');
}

function sourceFiles(folder: string): string[] {
  return filesUnder(folder).filter((file) => !/\.(test|e2e|bench)\.ts$|\/(fixtures|gallery)\/|\.md$/.test(file));
}

function stampPath(name: PartName): string {
  return fromRoot('.cache', `built-${name}`);
}

function storedHash(name: PartName): string | null {
  return existsSync(stampPath(name)) ? readFileSync(stampPath(name), 'utf8') : null;
}

function storeHash(name: PartName, hash: string): void {
  mkdirSync(dirname(stampPath(name)), { recursive: true });
  writeFileSync(stampPath(name), hash);
}
