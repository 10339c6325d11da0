// Tests that need more than some twenty seconds each: crashes by the dozen, real data, packaging.
import { defineConfig } from 'vitest/config';
import { common, commonTest } from './vitest-common.ts';

export default defineConfig({
  ...common,
  test: {
    ...commonTest,
    exclude: ['**/node_modules/**'],
    name: 'slow',
    include: ['{engine,electron,renderer,build}/**/*.slow.test.ts'],
    testTimeout: 600_000,
    hookTimeout: 600_000,
    fileParallelism: false,
  },
});
