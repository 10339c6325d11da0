// In processes of their own: which of V8's compilers takes up a hot function, and that the switch is thrown first.

import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const hot = `
  let total = 0;
  function hot(n) { for (let i = 0; i < n; i++) total += i % 7; }
  for (let turn = 0; turn < 3000; turn++) hot(1000);`;

function compilersOf(code: string): { readonly maglev: boolean; readonly turbofan: boolean } {
  const { stdout } = spawnSync(process.execPath, ['--trace-opt', '--input-type=module', '--eval', code], {
    encoding: 'utf8',
  });
  const completed = stdout.split('\n').filter((line) => line.includes('completed compiling'));
  return {
    maglev: completed.some((line) => line.includes('target MAGLEV')),
    turbofan: completed.some((line) => line.includes('target TURBOFAN')),
  };
}

it('Maglev compiles nothing once the module is imported, and would have', () => {
  const module = JSON.stringify(new URL('./without-maglev.ts', import.meta.url).href);
  expect(compilersOf(hot)).toEqual({ maglev: true, turbofan: true });
  expect(compilersOf(`await import(${module});${hot}`)).toEqual({ maglev: false, turbofan: true });
});

it.each(['engine/main.ts', 'engine/host/cli.ts', 'build/bench.ts'])('%s imports it before anything else', (file) => {
  const first = readFileSync(file, 'utf8').match(/^import .*$/m)?.[0];
  expect(first).toMatch(/without-maglev\.ts';$/);
});
