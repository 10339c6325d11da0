// In processes of their own: which of V8's compilers takes up a hot function, and that the switch is thrown first.

import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const hot = `
  let total = 0;
  function hot(n) { for (let i = 0; i < n; i++) total += i % 7; }
  for (let turn = 0; turn < 3000; turn++) hot(1000);`;

/** The first compiler that is set to work on `hot`. */
function firstCompiler(code: string): string | undefined {
  const { stdout } = spawnSync(process.execPath, ['--trace-opt', '--input-type=module', '--eval', code], {
    encoding: 'utf8',
  });
  return stdout.match(/compiling method .*JSFunction hot .*target (\w+)/)?.[1];
}

it('Maglev compiles nothing once the module is imported, and would have', () => {
  const module = JSON.stringify(new URL('./without-maglev.ts', import.meta.url).href);
  expect(firstCompiler(hot)).toBe('MAGLEV');
  expect(firstCompiler(`await import(${module});${hot}`)).toMatch(/^TURBOFAN/);
});

it.each(['engine/main.ts', 'engine/host/cli.ts', 'build/bench.ts'])('%s imports it before anything else', (file) => {
  const first = readFileSync(file, 'utf8').match(/^import .*$/m)?.[0];
  expect(first).toMatch(/without-maglev\.ts';$/);
});
