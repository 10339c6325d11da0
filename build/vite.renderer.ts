// How the window is bundled. Paths are relative, so that the same build works under app:// and on
// the loopback host; nothing is inlined that a strict content security policy would refuse.

import { svelte } from '@sveltejs/vite-plugin-svelte';
import type { InlineConfig } from 'vite';
import { fromRoot } from './paths.ts';

export function rendererBundle(outputFolder: string): InlineConfig {
  return {
    configFile: false,
    root: fromRoot('renderer'),
    base: './',
    logLevel: 'warn',
    publicDir: false,
    cacheDir: fromRoot('.cache', 'vite'),
    plugins: [svelte({ configFile: false })],
    build: {
      target: 'chrome140',
      outDir: outputFolder,
      emptyOutDir: true,
      reportCompressedSize: false,
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      chunkSizeWarningLimit: 2000,
    },
  };
}
