// What `npm test` runs: unit tests, then tests in the browser, with one closing line for both.
import { defineConfig } from 'vitest/config';
import { fromRoot, root } from './paths.ts';

export default defineConfig({
  root,
  test: { projects: [fromRoot('build', 'vitest.ts'), fromRoot('build', 'vitest.e2e.ts')] },
});
