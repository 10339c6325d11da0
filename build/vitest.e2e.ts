// Tests in a real browser against the built program on the loopback host; one at a time, after the
// unit tests.
import { defineConfig } from 'vitest/config';
import { common, commonTest } from './vitest-common.ts';

export default defineConfig({
  ...common,
  test: {
    ...commonTest,
    name: 'e2e',
    exclude: [...commonTest.exclude, 'build/vitest.e2e.ts'],
    include: ['{engine,electron,renderer,build}/**/*.e2e.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    fileParallelism: false,
    sequence: { groupOrder: 1 },
  },
});
