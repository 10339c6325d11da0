// What the house-rule tests read: the source files of the program and what each imports.

import { readFileSync } from 'node:fs';
import { posix } from 'node:path';
import ts from 'typescript';
import { filesUnder, fromRoot } from './paths.ts';

export const topFolders = ['electron', 'renderer', 'engine', 'build'] as const;

/** Every source file of these folders, tests included. */
export function sourceFiles(folders: readonly string[] = topFolders): string[] {
  return folders.flatMap((folder) => filesUnder(folder)).filter((file) => /\.(ts|svelte|js|mjs|css)$/.test(file));
}

export function isTest(file: string): boolean {
  return /\.(test|e2e|bench)\.ts$/.test(file) || /\/(bench|fixtures|gallery|e2e)\//.test(file) || /\/(fake|test)-[\w-]+\.ts$/.test(file);
}

export function read(file: string): string {
  return readFileSync(fromRoot(file), 'utf8');
}

/** The module names a file imports, relative ones as paths from the root. */
export function importsOf(file: string): string[] {
  const names = ts.preProcessFile(scriptOf(file), true, true).importedFiles.map((found) => found.fileName);
  return names.map((name) => (name.startsWith('.') ? posix.join(posix.dirname(file), name) : name));
}

/** The TypeScript in a file: all of it, or the script blocks of a component. */
export function scriptOf(file: string): string {
  const text = read(file);
  if (!file.endsWith('.svelte')) return text;
  return [...text.matchAll(/<script[^>]*>([\s\S]*?)<\/script>/g)].map((block) => block[1]).join('\n');
}

/** The name a bare import belongs to: `@scope/name` or `name`. */
export function packageOf(name: string): string {
  return name
    .split('/')
    .slice(0, name.startsWith('@') ? 2 : 1)
    .join('/');
}
