// From folders, names, masks and lists to a table of photos.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { createRng } from '../../base/rng.ts';
import { cellText, columnOf, type Table } from '../table.ts';
import { greyPicture, plate } from './example-pictures.ts';
import { importImages } from './index.ts';

const root = mkdtempSync(join(tmpdir(), 'taskloom-images-'));
const cacheFolder = join(root, 'cache');
const rng = createRng(3);
afterAll(() => rmSync(root, { recursive: true }));

async function photo(folder: string, name: string, data = plate(rng, 32, 32)): Promise<void> {
  const encoded = greyPicture(data, 32, 32);
  write(folder, name, await (name.endsWith('.png') ? encoded.png() : encoded.jpeg()).toBuffer());
}

function write(folder: string, name: string, bytes: Uint8Array | string): string {
  const path = join(root, folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, bytes);
  return path;
}

/** A mask of 32 x 32 whose upper `rows` rows are marked. */
function mask(rows: number): Uint8Array {
  return Uint8Array.from({ length: 1024 }, (_, i) => (i < rows * 32 ? 255 : 0));
}

const open = (folder: string, more: object = {}) =>
  importImages({ origins: [join(root, folder)], ...more }, { cacheFolder });
const cells = (table: Table, name: string): string[] => {
  const column = columnOf(table, name)!;
  return Array.from({ length: table.rowCount }, (_, row) => cellText(column, row));
};

test('folders are classes; where the last folder is the same everywhere, the one above it', async () => {
  for (const name of ['OK/1.jpg', 'OK/2.jpg', '傷/1.jpg']) await photo('direct', name);
  expect(cells((await open('direct')).table, 'class')).toEqual(['OK', 'OK', '傷']);
  for (const name of ['MT_Blowhole/Imgs/exp1_num_1.jpg', 'MT_Free/Imgs/exp1_num_2.jpg']) await photo('above', name);
  expect(cells((await open('above')).table, 'class')).toEqual(['MT_Blowhole', 'MT_Free']);
  for (const name of ['IMAGES/a.jpg', 'IMAGES/b.jpg']) await photo('plain', name);
  expect(columnOf((await open('plain')).table, 'class')).toBeUndefined();
});

test('train and test folders become a column that a split can follow, not a class', async () => {
  for (const name of ['train/OK/1.jpg', 'train/NG/1.jpg', 'test/OK/2.jpg', 'test/NG/2.jpg']) await photo('split', name);
  const { table } = await open('split');
  expect(cells(table, 'split')).toEqual(['test', 'test', 'train', 'train']);
  expect(cells(table, 'class')).toEqual(['NG', 'OK', 'NG', 'OK']);
});

test('a mask of the same name with another extension is no photo; its area is the share of marked pixels', async () => {
  await photo('beside', 'MT_Crack/Imgs/exp1_num_7.jpg');
  await photo('beside', 'MT_Crack/Imgs/exp1_num_7.png', mask(8));
  await photo('beside', 'MT_Break/Imgs/exp1_num_8.jpg');
  await photo('beside', 'MT_Break/Imgs/exp1_num_8.png', mask(0));
  const { table, report } = await open('beside');
  expect([report.images, report.masks]).toEqual([2, 2]);
  expect(cells(table, 'mask_area')).toEqual(['0', String(8 / 32)]);
});

test('ground truth folders and endings as in MVTec: masks find their photo, good parts have no marked area', async () => {
  for (const name of ['test/good/000.png', 'test/crack/000.png', 'test/crack/001.png', 'train/good/000.png'])
    await photo('mvtec', name);
  await photo('mvtec', 'ground_truth/crack/000_mask.png', mask(16));
  await photo('mvtec', 'ground_truth/crack/009_mask.png', mask(4));
  const { table, report } = await open('mvtec');
  expect(cells(table, 'image')).toEqual([
    'test/crack/000.png',
    'test/crack/001.png',
    'test/good/000.png',
    'train/good/000.png',
  ]);
  expect(cells(table, 'mask_area')).toEqual(['0.5', '', '0', '0']);
  expect(report.problems).toEqual([
    { path: 'ground_truth/crack/009_mask.png', code: 'mask-without-photo', detail: '' },
  ]);
});

test('a photo saved twice under one name and two extensions is two photos: neither looks like a mask', async () => {
  await photo('formats', 'a.jpg');
  await photo('formats', 'a.png');
  expect((await open('formats')).report.images).toBe(2);
});

test.each([
  ['shot counted last', (part: number, shot: number) => `A${String(part).padStart(3, '0')}_${shot}.jpg`],
  ['shot counted first', (part: number, shot: number) => `exp${shot}_num_${part + 4700}.jpg`],
  ['shot in words', (part: number, shot: number) => `${part}_${['left', 'right'][shot - 1]}.jpg`],
])('several shots of one part are one part: %s', async (title, nameOf) => {
  for (let part = 0; part < 6; part++) for (let shot = 1; shot <= 2; shot++) await photo(title, nameOf(part, shot));
  const { table } = await open(title);
  const parts = cells(table, 'part');
  expect(new Set(parts).size).toBe(6);
  const names = cells(table, 'image');
  for (let part = 0; part < 6; part++) {
    const [first, second] = [1, 2].map((shot) => parts[names.indexOf(nameOf(part, shot))]);
    expect(first).toBe(second);
  }
});

test('numbered photos of a class are no shots of one part', async () => {
  for (let i = 1; i <= 40; i++) await photo('numbered', `${i % 2 ? 'crazing' : 'patches'}_${i}.jpg`);
  expect(columnOf((await open('numbered')).table, 'part')).toBeUndefined();
});

test('a list is joined by the names it holds, in any writing; what does not fit is reported with its line', async () => {
  for (const name of ['a/1.jpg', 'a/2.jpg', 'b/1.jpg']) await photo('listed', name);
  const manifest = write(
    'listed',
    'list.csv',
    'no,picture,depth,kind\n1,.\\A\\1.JPG,0.5,scratch;dent\n2,D:/x/b/1,0.7,dent\n3,a/9.jpg,1,scratch\n4,1.jpg,2,dent\n',
  );
  const { table, report } = await open('listed', { manifest });
  expect(report.pathColumn).toBe('picture');
  expect(cells(table, 'depth')).toEqual(['0.5', '', '0.7']);
  expect(cells(table, 'kind: scratch')).toEqual(['yes', '', 'no']);
  expect(cells(table, 'kind: dent')).toEqual(['yes', '', 'yes']);
  expect(report.problems).toEqual([
    { path: 'a/9.jpg', code: 'row-without-picture', detail: '4' },
    { path: '1.jpg', code: 'row-ambiguous', detail: '5' },
    { path: 'a/2.jpg', code: 'picture-without-row', detail: '' },
  ]);
  expect(report.tables).toEqual(['list.csv']);
});

test('boxes become their number and the share of the picture that they cover, overlaps once', async () => {
  for (const name of ['1.jpg', '2.jpg']) await photo('boxes', name);
  // 16x16 and 16x16 that share 8x16: 24 x 16 of 32 x 32 pixels.
  const manifest = write(
    'boxes',
    'b.csv',
    'file,class,x,y,w,h\n1.jpg,dent,0,0,16,16\n1.jpg,scratch,8,0,16,16\n2.jpg,dent,0,0,64,64\n',
  );
  const { table } = await open('boxes', { manifest });
  expect(cells(table, 'boxes')).toEqual(['2', '1']);
  expect(cells(table, 'box_area')).toEqual([String((24 * 16) / (32 * 32)), '1']);
  expect(cells(table, 'class: scratch')).toEqual(['yes', 'no']);
});

test('a list without the column asked for is read by the column that names the pictures, and the report tells which', async () => {
  for (const name of ['1.jpg', '2.jpg']) await photo('misnamed', name);
  const list = write('misnamed', 'labels.csv', 'file,depth\n1.jpg,1\n2.jpg,3\n');
  const { table, report } = await open('misnamed', { manifest: list, pathColumn: 'image' });
  expect(report.pathColumn).toBe('file');
  expect(cells(table, 'depth')).toEqual(['1', '3']);
});

test('rows that contradict each other, and a list about other pictures, are refused with names', async () => {
  for (const name of ['1.jpg', '2.jpg']) await photo('refused', name);
  const twice = write('refused', 'twice.csv', 'file,depth\n1.jpg,1\n1.jpg,2\n2.jpg,3\n');
  await expect(open('refused', { manifest: twice })).rejects.toMatchObject({
    code: 'images.rows-conflict',
    facts: { picture: '1.jpg', column: 'depth' },
  });
  const other = write('refused', 'other.csv', 'file,depth\nx.jpg,1\ny.jpg,2\n');
  await expect(open('refused', { manifest: other })).rejects.toMatchObject({ code: 'images.no-path-column' });
  await expect(open('refused', { manifest: other, pathColumn: 'file' })).rejects.toMatchObject({
    code: 'images.no-rows-match',
  });
  await expect(open('refused', { manifest: other, pathColumn: 'path' })).rejects.toMatchObject({
    code: 'images.path-column-missing',
  });
});
