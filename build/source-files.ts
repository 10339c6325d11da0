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
  return (
    /\.(test|e2e|bench)\.ts$/.test(file) ||
    /\/(bench|fixtures|gallery|e2e|testing)\//.test(file) ||
    /\/(fake|test|testing|example|toy)[\w-]*\.ts$/.test(file)
  );
}

export function read(file: string): string {
  return readFileSync(fromRoot(file), 'utf8');
}

export interface Import {
  /** A bare name, or for a relative one the path from the root. */
  readonly name: string;
  /** Gone when the program runs. */
  readonly typeOnly: boolean;
}

const imports = new Map<string, Import[]>();

/** What a file imports: statements, re-exports and `import()`. */
export function importsOf(file: string): readonly Import[] {
  const known = imports.get(file);
  if (known !== undefined) return known;
  const found: Import[] = [];
  imports.set(file, found);
  const add = (specifier: ts.Expression | undefined, typeOnly: boolean): void => {
    if (specifier === undefined || !ts.isStringLiteralLike(specifier)) return;
    const { text } = specifier;
    found.push({ name: text.startsWith('.') ? posix.join(posix.dirname(file), text) : text, typeOnly });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node))
      add(node.moduleSpecifier, node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword);
    else if (ts.isExportDeclaration(node)) add(node.moduleSpecifier, node.isTypeOnly);
    else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
      add(node.arguments[0], false);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, scriptOf(file), ts.ScriptTarget.Latest, true));
  return found;
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
