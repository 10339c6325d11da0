// `npm run check`: types, components, lint, format, house rules. With names (`types`, `lint`, ...)
// only those. Runs on after a failure, so that one call shows everything.

import { runTool } from './run-tool.ts';
import { topFolders } from './source-files.ts';

const sources = '{engine,electron,renderer,build}/**/*.{ts,js,mjs,svelte,css}';

const checks = {
  types: async () => {
    const statuses: number[] = [];
    for (const project of topFolders) statuses.push(await runTool('typescript', ['-p', project], 'tsc'));
    return Math.max(...statuses);
  },
  components: () =>
    runTool(
      'svelte-check',
      ['--workspace', 'renderer', '--tsconfig', './tsconfig.json', '--fail-on-warnings', '--output', 'human'],
      'svelte-check',
    ),
  lint: () =>
    runTool('eslint', [
      '--config',
      'build/eslint.js',
      '--max-warnings',
      '0',
      '--cache',
      '--cache-location',
      '.cache/eslint',
      'engine',
      'electron',
      'renderer',
      'build',
    ]),
  format: () =>
    runTool('prettier', [
      '--config',
      'build/prettier.json',
      '--check',
      '--cache',
      '--cache-location',
      '.cache/prettier',
      '--log-level',
      'warn',
      sources,
    ]),
  house: () => runTool('vitest', ['run', '--config', 'build/vitest.ts', '--silent=passed-only', 'build/']),
};

type Name = keyof typeof checks;

/** Runs these checks in order; the names of those that failed. */
export async function runChecks(names: readonly Name[]): Promise<Name[]> {
  const failed: Name[] = [];
  for (const name of names) {
    process.stderr.write(`- ${name}\n`);
    if ((await checks[name]()) !== 0) failed.push(name);
  }
  return failed;
}

export async function main(args: string[]): Promise<number> {
  const all = Object.keys(checks) as Name[];
  const failed = await runChecks(args.length === 0 ? all : all.filter((name) => args.includes(name)));
  process.stderr.write(failed.length === 0 ? 'All checks passed.\n' : `Failed: ${failed.join(', ')}.\n`);
  return failed.length === 0 ? 0 : 1;
}
