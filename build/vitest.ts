// Unit tests beside the code. The shell's run against a stand-in for Electron, whose real module
// would start a download.
import { defineConfig } from 'vitest/config';
import { fromRoot } from './paths.ts';
import { common, commonTest, tfjsOnce } from './vitest-common.ts';

const fakeElectron = { find: /^electron$/, replacement: fromRoot('electron', 'fake-electron.ts') };

export default defineConfig({
  ...common,
  resolve: { ...common.resolve, alias: [tfjsOnce, fakeElectron] },
  test: {
    ...commonTest,
    name: 'unit',
    include: ['{engine,electron,renderer,build}/**/*.test.ts'],
    testTimeout: 30_000,
  },
});
