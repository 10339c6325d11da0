// The lint: lost promises, unused names, and the few things that only one file may touch. Each
// message names the replacement.

import { fileURLToPath } from 'node:url';
import svelte from 'eslint-plugin-svelte';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

const root = fileURLToPath(new URL('..', import.meta.url));

const noRandom = { object: 'Math', property: 'random', message: 'Use an Rng of engine/base/rng.ts, passed in.' };
const noDate = {
  object: 'Date',
  property: 'now',
  message: 'Use timestamp() of clock.ts (engine/base, electron, renderer/lib).',
};
const noPerformance = {
  object: 'performance',
  property: 'now',
  message: 'Use milliseconds() of clock.ts (engine/base, renderer/lib).',
};
const noConsole = { name: 'console', message: 'Use log() of engine/base/log.ts.' };
const noIpcMain = {
  name: 'electron',
  importNames: ['ipcMain'],
  message: 'Use answer() of electron/ipc.ts: it checks the sender.',
};
const noIpcRenderer = {
  name: 'electron',
  importNames: ['ipcRenderer'],
  message: 'Only electron/preload.ts speaks to the main process.',
};

export default defineConfig([
  { ignores: ['dist/**', '.cache/**', 'node_modules/**'] },
  {
    files: ['**/*.ts', '**/*.svelte'],
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: root, extraFileExtensions: ['.svelte'] },
    },
  },
  {
    files: ['**/*.ts'],
    languageOptions: { parser: tseslint.parser },
    plugins: { '@typescript-eslint': tseslint.plugin },
  },
  ...svelte.configs['flat/recommended'].map((config) => ({ ...config, files: config.files ?? ['**/*.svelte'] })),
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: tseslint.parser } },
    plugins: { '@typescript-eslint': tseslint.plugin },
    rules: { 'svelte/no-navigation-without-resolve': 'off' }, // A rule of SvelteKit; there is no router here.
  },
  {
    files: ['**/*.ts', '**/*.svelte'],
    rules: {
      'no-debugger': 'error',
      'no-eval': 'error',
      'no-var': 'error',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-control-regex': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': [
        'error',
        { checksVoidReturn: { arguments: false, attributes: false } },
      ],
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-unused-expressions': 'error',
      '@typescript-eslint/only-throw-error': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      'no-restricted-properties': ['error', noRandom, noDate, noPerformance],
      'no-restricted-globals': ['error', noConsole],
      'no-restricted-imports': ['error', { paths: [noIpcMain, noIpcRenderer] }],
    },
  },
  // The window's tests run in Node: they are type-checked with the build scripts.
  {
    files: ['renderer/**/*.test.ts', 'renderer/**/*.e2e.ts'],
    languageOptions: { parserOptions: { projectService: false, project: ['build/tsconfig.json'] } },
  },
  // The one file of each.
  {
    files: ['engine/base/clock.ts', 'electron/clock.ts', 'renderer/lib/clock.ts'],
    rules: { 'no-restricted-properties': 'off' },
  },
  { files: ['engine/base/log.ts'], rules: { 'no-restricted-globals': 'off' } },
  { files: ['electron/ipc.ts'], rules: { 'no-restricted-imports': ['error', { paths: [noIpcRenderer] }] } },
  { files: ['electron/preload.ts'], rules: { 'no-restricted-imports': ['error', { paths: [noIpcMain] }] } },
  // Charts are SVG text of engine/charts, which escapes everything it is given.
  { files: ['renderer/parts/Chart.svelte'], rules: { 'svelte/no-at-html-tags': 'off' } },
  // Benchmarks and build scripts measure time themselves and speak to the terminal.
  {
    files: ['engine/bench/**', 'build/**'],
    rules: { 'no-restricted-properties': ['error', noRandom], 'no-restricted-globals': 'off' },
  },
]);
