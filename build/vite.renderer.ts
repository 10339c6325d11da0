// Builds the window (Svelte) into dist/renderer. Paths are relative, so that the same files are
// served by the loopback host and under app:// by Electron.

import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';
import { fromRoot } from './paths.ts';

export default defineConfig({
  root: fromRoot('renderer'),
  base: './',
  publicDir: false,
  cacheDir: fromRoot('.cache', 'vite-renderer'),
  logLevel: 'warn',
  plugins: [svelte({ configFile: false })],
  build: {
    outDir: fromRoot('dist', 'renderer'),
    emptyOutDir: true,
    target: 'chrome130',
    reportCompressedSize: false,
    chunkSizeWarningLimit: 2000,
    rolldownOptions: { checks: { bundlerTimings: false } },
    modulePreload: { polyfill: false },
    // Fonts and icons stay files: a data: address would need a wider content security policy.
    assetsInlineLimit: 0,
  },
});
