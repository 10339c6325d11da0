// Adding a method, a kernel, a health check is one file and one line in its folder's index: a file
// that neither the index nor anything else reaches is a forgotten line.

import { posix } from 'node:path';
import { expect, test } from 'vitest';
import { importsOf, isTest, sourceFiles } from './source-files.ts';

const files = sourceFiles(['engine']).filter((file) => file.endsWith('.ts') && !isTest(file));
const folders = files.filter((file) => posix.basename(file) === 'index.ts').map((file) => posix.dirname(file));

const importedAcross = new Set(
  files.flatMap((file) =>
    importsOf(file)
      .filter(({ name }) => posix.dirname(name) !== posix.dirname(file))
      .map(({ name }) => name),
  ),
);

/** The files of a folder that its index or another folder leads to. */
function reached(folder: string): Set<string> {
  const seen = new Set<string>();
  const visit = (file: string): void => {
    if (seen.has(file)) return;
    seen.add(file);
    for (const { name } of importsOf(file)) if (posix.dirname(name) === folder) visit(name);
  };
  visit(`${folder}/index.ts`);
  for (const file of importedAcross) if (posix.dirname(file) === folder) visit(file);
  return seen;
}

test.each(folders)('no file of %s is forgotten in its index', (folder) => {
  const known = reached(folder);
  // Workers are entries of their own, and types of a package are found by its name.
  const own = files.filter((file) => posix.dirname(file) === folder && !/\.(worker|d)\.ts$/.test(file));
  expect(own.filter((file) => !known.has(file))).toEqual([]);
});

test('the four axes of recipes each have an index', () => {
  expect(folders).toEqual(
    expect.arrayContaining(['sharing', 'weighting', 'schedule', 'search'].map((axis) => `engine/recipes/${axis}`)),
  );
});
