// Unit tests beside the code. The shell's run against a stand-in for Electron, whose real module
// would start a download.
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';
import { fromRoot } from './paths.ts';
import { common, commonTest, tfjsOnce } from './vitest-common.ts';

const fakeElectron = { find: /^electron$/, replacement: fromRoot('electron', 'fake-electron.ts') };

export default defineConfig({
  ...common,
  // State classes of the window are written with runes.
  plugins: [svelte({ configFile: false })],
  resolve: { ...common.resolve, alias: [tfjsOnce, fakeElectron] },
  test: {
    ...commonTest,
    name: 'unit',
    include: ['{engine,electron,renderer,build}/**/*.test.ts'],
    testTimeout: 30_000,
  },
});
