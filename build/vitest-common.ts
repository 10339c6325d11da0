// What all tests share. tfjs is inlined and taken from its modules: otherwise Vitest loads its
// CommonJS bundle beside them, and of two copies one has no gradients.

import { fromRoot, root } from './paths.ts';

export const tfjsOnce = { find: /^(@tensorflow\/tfjs-(?:core|backend-cpu))$/, replacement: '$1/dist/index.js' };

export const common = {
  root,
  resolve: { mainFields: ['module', 'main'], alias: [tfjsOnce] },
};

export const commonTest = {
  exclude: ['**/node_modules/**', '**/*.slow.test.ts'],
  server: { deps: { inline: [/@tensorflow/] } },
  environment: 'node' as const,
  setupFiles: [fromRoot('engine', 'base', 'without-maglev.ts')],
};
