// How the shell is bundled: the main process as an ES module, the preload script as CommonJS
// (a sandboxed preload must be).

import type { InlineConfig } from 'vite';
import { fromRoot, root } from './paths.ts';

export function mainBundle(outputFolder: string): InlineConfig {
  return shellBundle('electron/entry.ts', outputFolder, 'es', 'main.mjs');
}

export function preloadBundle(outputFolder: string): InlineConfig {
  return shellBundle('electron/preload.ts', outputFolder, 'cjs', 'preload.cjs');
}

function shellBundle(entry: string, outputFolder: string, format: 'es' | 'cjs', fileName: string): InlineConfig {
  return {
    configFile: false,
    root,
    logLevel: 'warn',
    ssr: { target: 'node', noExternal: true, external: ['electron'] },
    build: {
      ssr: fromRoot(entry),
      target: 'node24',
      minify: false,
      outDir: outputFolder,
      emptyOutDir: false,
      reportCompressedSize: false,
      rolldownOptions: {
        external: ['electron'],
        output: { format, entryFileNames: fileName, codeSplitting: false },
      },
    },
  };
}
