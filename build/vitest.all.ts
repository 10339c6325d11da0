// What `npm test` runs: unit tests, then tests in the browser, with one closing line for both.
import { defineConfig } from 'vitest/config';
import { root } from './paths.ts';
import e2e from './vitest.e2e.ts';
import unit from './vitest.ts';

export default defineConfig({ root, test: { projects: [unit, e2e] } });
