// The program talks to nobody: no outside address in the built window, none in the engine or shell.

import { readFileSync } from 'node:fs';
import ts from 'typescript';
import { beforeAll, expect, test } from 'vitest';
import { buildStale } from './build.ts';
import { filesUnder, fromRoot } from './paths.ts';
import { isTest, read, scriptOf, sourceFiles } from './source-files.ts';

/** Names, never fetched: XML namespaces, and the pages that error messages of Svelte point at. */
const names = [
  'http://www.w3.org/',
  'https://www.w3.org/',
  'https://svelte.dev/e/',
  'http://schemas.openxmlformats.org/',
  'http://purl.oclc.org/ooxml/',
];
const loopback = /^https?:\/\/(127\.0\.0\.1|localhost)(?![\w.-])/;

/** Outside addresses in a text. A host written by interpolation (`http://${...}`) is judged by the code around it. */
function outsideAddresses(text: string): string[] {
  const found = text.match(/\b(?:https?|wss?):\/\/[\w.-]+[^\s"'`)<>\\]*/g) ?? [];
  return found.filter(
    (address) => !loopback.test(address.replace(/^ws/, 'http')) && !names.some((name) => address.startsWith(name)),
  );
}

/** The text a program can use: string literals and templates, not comments. */
function literals(file: string): string[] {
  const texts: string[] = [];
  if (!/(?:http|ws)s?:\/\//.test(read(file))) return texts; // Parsing is slow.
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddle(node) || ts.isTemplateTail(node))
      texts.push(node.text);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, scriptOf(file), ts.ScriptTarget.Latest, true));
  return texts;
}

beforeAll(() => buildStale(['renderer']).then(() => {}), 120_000);

test('the built window holds no outside address', () => {
  const found = filesUnder('dist/renderer')
    .filter((file) => /\.(html|js|css|svg|json)$/.test(file))
    .flatMap((file) => outsideAddresses(readFileSync(fromRoot(file), 'utf8')).map((address) => `${file}: ${address}`));
  expect(found).toEqual([]);
});

test('engine, shell and window name no outside host in their code', () => {
  const files = sourceFiles(['engine', 'electron', 'renderer']).filter(
    (file) => /\.(ts|svelte)$/.test(file) && !isTest(file),
  );
  const found = files.flatMap((file) =>
    literals(file)
      .flatMap(outsideAddresses)
      .map((address) => `${file}: ${address}`),
  );
  expect(found).toEqual([]);
});

test('an outside address is found, a name and this machine are not', () => {
  expect(
    outsideAddresses(
      '"https://example.org/x" "http://127.0.0.1:8080/" "http://www.w3.org/2000/svg" "http://localhost.evil.test/"',
    ),
  ).toEqual(['https://example.org/x', 'http://localhost.evil.test/']);
});
