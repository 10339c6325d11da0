// Pixels: decoding, resizing, packing, and what a health check makes of the photos.

import { mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, expect, test } from 'vitest';
import { createRng } from '../../base/rng.ts';
import { bitmap, deepPicture, greyPicture, plate } from './example-pictures.ts';
import { decodePicture } from './decode.ts';
import { fitPicture } from './fit-picture.ts';
import { importImages, openPack, picture, proposeSize, thumbnail } from './index.ts';
import { resize } from './resize.ts';

const root = mkdtempSync(join(tmpdir(), 'taskloom-pack-'));
const cacheFolder = join(root, 'cache');
const rng = createRng(8);
afterAll(() => rmSync(root, { recursive: true }));

/** A folder of `count` pictures of 40 x 20, as PNG so that every level is known. */
async function folderOf(name: string, count: number, width = 40, height = 20): Promise<string> {
  const folder = join(root, name);
  mkdirSync(folder);
  for (let i = 0; i < count; i++)
    writeFileSync(
      join(folder, `${String(i).padStart(3, '0')}.png`),
      await greyPicture(plate(rng, width, height), width, height)
        .png()
        .toBuffer(),
    );
  return folder;
}

test('bitmaps of 8 and 24 bits, either way up, hold the levels that were written', async () => {
  const data = plate(rng, 13, 7);
  for (const [bits, isTopDown] of [
    [8, false],
    [8, true],
    [24, false],
    [24, true],
  ] as const) {
    const decoded = await decodePicture(bitmap(data, 13, 7, bits, isTopDown));
    expect(Array.from({ length: 91 }, (_, i) => decoded.data[i * 3])).toEqual([...data]);
  }
});

test('16 bits stay what they are; a picture turned by its EXIF tag comes upright; white stands for transparent', async () => {
  const samples = Uint16Array.from({ length: 24 }, (_, i) => i * 1000);
  for (const format of ['png', 'tiff'] as const) {
    const decoded = await decodePicture(await deepPicture(samples, 6, 4, format));
    expect([decoded.depth, ...Array.from({ length: 24 }, (_, i) => decoded.data[i * decoded.channels])]).toEqual([
      16,
      ...samples,
    ]);
  }
  const turned = await greyPicture(plate(rng, 30, 10), 30, 10)
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer();
  expect(await decodePicture(turned)).toMatchObject({ width: 10, height: 30, fullWidth: 10, fullHeight: 30 });
  const clear = sharp({ create: { width: 2, height: 2, channels: 4, background: { r: 9, g: 9, b: 9, alpha: 0 } } });
  expect([...(await decodePicture(await clear.png().toBuffer())).data]).toEqual(new Array(12).fill(255));
});

test('resizing keeps the mean when shrinking and a constant always', () => {
  const data = Uint8Array.from(plate(rng, 37, 23));
  const small = resize(data, { width: 37, height: 23, channels: 1 }, 8, 5);
  const mean = (values: ArrayLike<number>): number =>
    Array.from(values).reduce((sum, value) => sum + value, 0) / values.length;
  expect(mean(small)).toBeCloseTo(mean(data), 3);
  const flat = new Uint8Array(37 * 23 * 3).fill(77);
  for (const [width, height] of [
    [5, 9],
    [37, 23],
    [64, 64],
  ] as const)
    for (const value of resize(flat, { width: 37, height: 23, channels: 3 }, width, height))
      expect(value).toBeCloseTo(77, 3);
});

test('a part of another aspect is not squeezed: it stands in the middle, the rest is the mean of its border', () => {
  // Border 10 and core 250, 8 x 4; at 8 x 8 two rows above and below are added.
  const data = Uint8Array.from({ length: 32 }, (_, i) => (i % 8 === 0 || i % 8 === 7 || i < 8 || i >= 24 ? 10 : 250));
  const spec = { height: 8, width: 8, channels: 1, bits: 8, fit: 'pad' } as const;
  const fitted = fitPicture({ width: 8, height: 4, channels: 1, depth: 8, data }, spec);
  expect([...fitted.subarray(16, 48)]).toEqual([...data]);
  expect(new Set([...fitted.subarray(0, 16), ...fitted.subarray(48)])).toEqual(new Set([10]));
});

test('16 bit pictures of 12 used bits are scaled by 4095, one scale for all of a set', async () => {
  const folder = join(root, 'deep');
  mkdirSync(folder);
  for (const level of [1000, 4095])
    writeFileSync(join(folder, `${level}.png`), await deepPicture(new Uint16Array(32 * 32).fill(level), 32, 32, 'png'));
  const { set } = await importImages({ origins: [folder] }, { cacheFolder });
  expect(set.bits).toBe(12);
  const pack = await openPack(set, proposeSize(set));
  const into = new Uint8Array(2 * 32 * 32);
  pack.read([0, 1], into);
  pack.close();
  expect([into[0], into[1024]]).toEqual([Math.round((1000 * 255) / 4095), 255]);
});

test('the size follows the common aspect, is grey for grey pictures, and stays within 32 to 128', async () => {
  const wide = await importImages({ origins: [await folderOf('wide', 3, 100, 50)] }, { cacheFolder });
  expect(proposeSize(wide.set)).toEqual({ height: 48, width: 96, channels: 1, bits: 8, fit: 'fill' });
  const tiny = await importImages({ origins: [await folderOf('tiny', 3, 9, 9)] }, { cacheFolder });
  expect(proposeSize(tiny.set)).toMatchObject({ height: 32, width: 32 });
});

test('a pack hands out any pictures in any order, -1 as black, and is the same after a cancelled beginning', async () => {
  const { set } = await importImages({ origins: [await folderOf('pack', 40)] }, { cacheFolder });
  const size = { height: 16, width: 32, channels: 1 } as const;
  const whole = await openPack(set, size, join(root, 'one'));
  const control = new AbortController();
  const broken = openPack(set, size, join(root, 'two'), { signal: control.signal, progress: () => control.abort() });
  await expect(broken).rejects.toMatchObject({ name: 'AbortError' });
  const resumed = await openPack(set, size, join(root, 'two'));
  const read = (pack: typeof whole, indices: number[]): Uint8Array => {
    const into = new Uint8Array(indices.length * 16 * 32);
    pack.read(indices, into);
    return into;
  };
  const all = Array.from({ length: 40 }, (_, i) => i);
  expect(read(resumed, all)).toEqual(read(whole, all));
  const some = read(whole, [7, -1, 3]);
  expect(some.subarray(0, 512)).toEqual(read(whole, [7]));
  expect(some.subarray(512, 1024).every((value) => value === 0)).toBe(true);
  expect(some.subarray(1024)).toEqual(read(whole, [3]));
  whole.close();
  resumed.close();
});

test('two that ask for the same pack at once get it from one packing, also where the first of them gives up', async () => {
  const { set } = await importImages({ origins: [await folderOf('twice', 30)] }, { cacheFolder });
  const size = { height: 16, width: 32, channels: 1 } as const;
  let reads = 0;
  const counted = { ...set, pathOf: (index: number) => (reads++, set.pathOf(index)) };
  const packs = await Promise.all([
    openPack(counted, size, join(root, 'four')),
    openPack(counted, size, join(root, 'four')),
  ]);
  expect(reads).toBe(30);
  expect(packs.map((pack) => pack.count)).toEqual([30, 30]);
  for (const pack of packs) pack.close();
  const control = new AbortController();
  const first = openPack(set, size, join(root, 'five'), { signal: control.signal, progress: () => control.abort() });
  const second = openPack(set, size, join(root, 'five'));
  await expect(first).rejects.toMatchObject({ name: 'AbortError' });
  const pack = await second;
  expect(pack.count).toBe(30);
  pack.close();
  pack.close(); // closing twice closes nobody else's file
});

test('rows written before a crash are kept: only what the head does not count is packed again', async () => {
  const { set } = await importImages({ origins: [await folderOf('crash', 20)] }, { cacheFolder });
  const folder = join(root, 'three');
  const size = { height: 16, width: 16, channels: 1 } as const;
  (await openPack(set, size, folder)).close();
  const [name] = readdirSync(join(folder, 'packs'));
  const path = join(folder, 'packs', name!);
  // As after a power cut before the rename: the head says 20, so no picture is read again, and a gone file is no matter.
  renameSync(path, `${path}.part`);
  const gone = {
    ...set,
    pathOf: () => {
      throw new Error('read again');
    },
  };
  (await openPack(gone, size, folder)).close();
  renameSync(path, `${path}.part`);
  truncateSync(`${path}.part`, 100);
  writeFileSync(`${path}.part`, 'not a head at all');
  const pack = await openPack(set, size, folder);
  expect(pack.count).toBe(20);
  pack.close();
});

test('a picture changed after the import is refused by name, not learned', async () => {
  const folder = await folderOf('changed', 3);
  const { set } = await importImages({ origins: [folder] }, { cacheFolder });
  writeFileSync(join(folder, '001.png'), 'something else');
  await expect(openPack(set, { height: 16, width: 16, channels: 3 })).rejects.toMatchObject({
    code: 'images.picture-lost',
    facts: { path: '001.png' },
  });
});

test('pictures for the window: small ones as JPEG, the whole one without loss', async () => {
  const { set } = await importImages({ origins: [await folderOf('window', 1, 200, 100)] }, { cacheFolder });
  expect(await sharp(await thumbnail(set, 0, 50)).metadata()).toMatchObject({ format: 'jpeg', width: 50, height: 25 });
  const shown = await sharp(await picture(set, 0, 4000))
    .raw()
    .toBuffer();
  expect(new Uint8Array(shown)).toEqual((await decodePicture(await set.read(0))).data);
});
