// How the engine is bundled: one module graph of all entries, so that tfjs-core and its gradients are
// a single copy. Native modules stay outside.
//
// Worker threads: a file named `x.worker.ts` is an entry of its own, started everywhere by
// `new Worker(new URL('./x.worker.ts', import.meta.url))`. From source Node runs that file; in the
// bundle the extension becomes `.mjs`, and all outputs lie side by side in one folder.

import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import type { InlineConfig, Plugin } from 'vite';
import { filesUnder, fromRoot, root } from './paths.ts';

/** Native or optional: never bundled. */
export const unbundled = [
  'better-sqlite3',
  'onnxruntime-node',
  '@duckdb/node-api',
  'sharp',
  '@cornerstonejs/codec-libjpeg-turbo-8bit/decodewasmjs',
  '@tensorflow/tfjs-node-gpu',
  'bufferutil',
  'utf-8-validate',
];

const hosts = { main: 'engine/main.ts', cli: 'engine/host/cli.ts', loopback: 'engine/host/loopback.ts' };

/** The ways into the engine. */
export function engineEntries(): Record<string, string> {
  return Object.fromEntries(Object.entries(hosts).filter(([, file]) => existsSync(fromRoot(file))));
}

/** A bundle of these entries (name -> file from the root), with the engine's workers beside them. */
export function engineBundle(entries: Record<string, string>, outputFolder: string): InlineConfig {
  return {
    configFile: false,
    root,
    logLevel: 'warn',
    resolve: { mainFields: ['module', 'main'] },
    plugins: [workerExtension],
    ssr: { target: 'node', noExternal: true, external: unbundled },
    build: {
      ssr: true,
      target: 'node24',
      minify: false,
      outDir: outputFolder,
      emptyOutDir: true,
      reportCompressedSize: false,
      rolldownOptions: {
        input: { ...absolute(entries), ...absolute(workerEntries()) },
        external: unbundled,
        output: { format: 'esm', entryFileNames: '[name].mjs', chunkFileNames: '[name]-[hash].mjs' },
      },
    },
  };
}

function workerEntries(): Record<string, string> {
  const workers = filesUnder('engine').filter((file) => file.endsWith('.worker.ts'));
  return Object.fromEntries(workers.map((file) => [basename(file, '.ts'), file]));
}

function absolute(entries: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(entries).map(([name, file]) => [name, fromRoot(file)]));
}

const workerExtension: Plugin = {
  name: 'worker-extension',
  transform: {
    filter: { code: '.worker.ts' },
    handler: (code) => code.replaceAll(/(['"])\.[\w./-]*\/([\w-]+\.worker)\.ts\1/g, "'./$2.mjs'"),
  },
};
