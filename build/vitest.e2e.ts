// Tests in a real browser against the built program on the loopback host.
import { defineConfig } from 'vitest/config';

export default defineConfig({
  root: new URL('..', import.meta.url).pathname,
  resolve: { mainFields: ['module', 'main'] },
  test: {
    include: ['{engine,electron,renderer,build}/**/*.e2e.ts'],
    exclude: ['**/node_modules/**'],
    server: { deps: { inline: [/@tensorflow/] } },
    environment: 'node',
    testTimeout: 120_000,
    hookTimeout: 120_000,
    fileParallelism: false,
  },
});
