// What a drop is taken for. A browser's entries of folders cannot be made in a test: these have the same methods.

import { expect, test } from 'vitest';
import { chosenFolder, droppedFiles, looseFiles } from './dropped-files.ts';
import type { Dropped } from './dropped-files.ts';

type Tree = { readonly [name: string]: Tree | null };

function entryOf(name: string, tree: Tree | null): FileSystemEntry {
  if (tree === null)
    return {
      name,
      isDirectory: false,
      file: (done: (file: File) => void) => done(new File(['x'], name)),
    } as unknown as FileSystemEntry;
  return {
    name,
    isDirectory: true,
    createReader: () => {
      // As Chromium does: portions of at most 100, then an empty one.
      const left = Object.entries(tree).map(([child, below]) => entryOf(child, below));
      return { readEntries: (done: (entries: FileSystemEntry[]) => void) => done(left.splice(0, 100)) };
    },
  } as unknown as FileSystemEntry;
}

function drop(tree: Tree): Promise<Dropped> {
  const entries = Object.entries(tree).map(([name, below]) => entryOf(name, below));
  const transfer = {
    files: entries.map(({ name }) => new File([], name)),
    items: entries.map((entry) => ({ webkitGetAsEntry: () => entry })),
  };
  return droppedFiles(transfer as unknown as DataTransfer);
}

async function pathsOf(dropped: Dropped): Promise<string[]> {
  if (dropped.kind === 'tables') return [];
  return (await Promise.all(dropped.photos.folders.map((folder) => folder.files()))).flat().map((file) => file.path);
}

test('a folder with pictures anywhere below is one of photos, with all its files and their paths', async () => {
  const many = Object.fromEntries(Array.from({ length: 250 }, (_, i) => [`p${i}.png`, null]));
  const dropped = await drop({
    部品: { OK: many, NG: { 深い: { 'a.JPG': null } }, 'list.csv': null, 'Thumbs.db': null },
  });
  const paths = await pathsOf(dropped);
  expect(paths).toHaveLength(252);
  expect(paths).toEqual(expect.arrayContaining(['OK/p249.png', 'NG/深い/a.JPG', 'list.csv']));
  expect(dropped).toMatchObject({ kind: 'photos', photos: { folders: [{ name: '部品', at: { inside: '' } }] } });
});

test('a folder without a picture stands for the tables in it', async () => {
  const dropped = await drop({ 八月: { 'a.csv': null, '~$b.xlsx': null, 下: { 'c.csv': null } } });
  expect(dropped.kind).toBe('tables');
  expect(dropped.kind === 'tables' && dropped.files.map((file) => file.name)).toEqual(['a.csv', 'c.csv']);
});

test('a table dropped with photos is their list; alone it is a table', async () => {
  const dropped = await drop({ 写真: { 'a.png': null }, 'labels.csv': null });
  expect(dropped).toMatchObject({ kind: 'photos', photos: { files: [], lists: [{ name: 'labels.csv' }] } });
  const csv = new File(['a'], 'labels.csv');
  expect(looseFiles([csv])).toEqual({ kind: 'tables', files: [csv] });
  expect(looseFiles([csv, new File(['x'], '写真.ZIP')])).toMatchObject({ kind: 'photos', photos: { lists: [csv] } });
});

test('a chosen folder is known by the path of its files', async () => {
  const files = ['写真/OK/a.png', '写真/b.png', '写真/desktop.ini'].map((path) =>
    Object.assign(new File(['x'], path.slice(path.lastIndexOf('/') + 1)), {}),
  );
  files.forEach((file, i) =>
    Object.defineProperty(file, 'webkitRelativePath', {
      value: ['写真/OK/a.png', '写真/b.png', '写真/desktop.ini'][i],
    }),
  );
  const [folder] = chosenFolder(files)!.folders;
  expect(folder).toMatchObject({ name: '写真', at: { inside: '写真/OK/a.png' } });
  expect((await folder!.files()).map(({ path }) => path)).toEqual(['OK/a.png', 'b.png']);
  expect(chosenFolder([])).toBeNull();
});
