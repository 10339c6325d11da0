// Unit tests beside the code. tfjs is inlined so that its gradients and its core are one copy.
import { defineConfig } from 'vitest/config';

export default defineConfig({
  root: new URL('..', import.meta.url).pathname,
  resolve: {
    mainFields: ['module', 'main'],
    // Without this, Vitest takes tfjs's CommonJS bundle beside its modules: two copies, one without gradients.
    alias: [{ find: /^(@tensorflow\/tfjs-(?:core|backend-cpu))$/, replacement: '$1/dist/index.js' }],
  },
  test: {
    include: ['{engine,electron,renderer,build}/**/*.test.ts'],
    exclude: ['**/node_modules/**', '**/*.slow.test.ts'],
    server: { deps: { inline: [/@tensorflow/] } },
    environment: 'node',
    testTimeout: 30_000,
  },
});
