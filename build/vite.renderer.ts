// Builds the window (Svelte) into dist/renderer. Paths are relative, so that the same files are
// served by the loopback host and loaded from disk by Electron.
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';

const root = new URL('../renderer/', import.meta.url).pathname;

export default defineConfig({
  root,
  base: './',
  publicDir: false,
  cacheDir: new URL('../.cache/vite-renderer/', import.meta.url).pathname,
  plugins: [svelte({ configFile: false })],
  build: {
    outDir: new URL('../dist/renderer/', import.meta.url).pathname,
    emptyOutDir: true,
    target: 'chrome130',
    modulePreload: { polyfill: false },
    // Fonts and icons stay files: a data: address would need a wider content security policy.
    assetsInlineLimit: 0,
  },
});
