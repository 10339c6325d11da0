// 500 broken, odd and hostile pictures for tests, each with what must become of it.

import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import sharp, { type Sharp } from 'sharp';
import type { Rng } from '../../base/rng.ts';
import type { ImageProblemCode } from '../../contract/images.ts';
import { bitmap, deepPicture, greyPicture, plate } from './example-pictures.ts';
import { zipWith } from '../../fixtures/zip.ts';

/** `read`: a row of the table; `ignored`: counted by reason; otherwise the problem it must be reported as. */
export type Fate = 'read' | 'ignored' | ImageProblemCode;

interface Specimen {
  readonly extension: string;
  readonly fate: Fate;
  readonly bytes: Buffer;
}

/** Writes 500 files below `folder`, and two loops of links beside them. @returns the fate of each relative path */
export async function writeHostilePictures(folder: string, rng: Rng): Promise<Map<string, Fate>> {
  const fates = new Map<string, Fate>();
  const write = (name: string, fate: Fate, bytes: Uint8Array): void => {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), bytes);
    fates.set(name.normalize('NFC'), fate);
  };
  for (let round = 0; fates.size < 470; round++)
    for (const [index, one] of (await specimens(rng)).entries())
      if (fates.size < 470)
        write(`${places[(round + index) % places.length]}/${round}-${index}${one.extension}`, one.fate, one.bytes);
  const good = await jpeg(rng);
  for (const name of oddNames) write(`names/${name}.jpg`, 'read', await jpeg(rng));
  for (const name of [
    'Thumbs.db',
    '.DS_Store',
    'desktop.ini',
    '__MACOSX/._a.jpg',
    '.hidden.jpg',
    'notes.txt',
    'list.csv',
  ])
    write(`junk/${name}`, 'ignored', good);
  write('twice/first.jpg', 'read', good);
  write('twice/second.jpg', 'duplicate-exact', good);
  write('nested/inside.zip', 'nested-archive', zipWith([{ name: 'a.jpg', bytes: good }]));
  for (let i = 0; fates.size < 500; i++) write(`more/${i}.jpg`, 'read', await jpeg(rng));
  symlinkSync(folder, join(folder, 'names', 'loop'));
  symlinkSync(join(folder, 'nowhere'), join(folder, 'names', 'dangling.jpg'));
  return fates;
}

const places = ['plain', '日本語 フォルダー', 'deep/er/and/deeper', 'spaces in name', 'ｶﾅ①㈱'];
const oddNames = [
  'きず 1',
  'emoji 🔩',
  'ガ',
  'a b  c',
  'quote\'"',
  'percent%20#1',
  '長'.repeat(80),
  'dots..in..it..',
  '-rf',
  '表ソ能',
  'con',
  'ÄÖ',
];

async function jpeg(rng: Rng): Promise<Buffer> {
  return greyPicture(plate(rng, 40, 40), 40, 40)
    .jpeg()
    .toBuffer();
}

function bytesOf(rng: Rng, length: number): Uint8Array {
  return Uint8Array.from({ length }, () => rng.integer(256));
}

async function specimens(rng: Rng): Promise<Specimen[]> {
  const [width, height] = [24 + rng.integer(20), 24 + rng.integer(20)];
  const data = plate(rng, width, height);
  const grey = greyPicture(data, width, height);
  const colour = grey.clone().toColourspace('srgb').tint({ r: 255, g: 120, b: 60 });
  const [jpg, png, tiff] = [
    await grey.clone().jpeg().toBuffer(),
    await grey.clone().png().toBuffer(),
    await colour.clone().tiff().toBuffer(),
  ];
  const other = (): Sharp => greyPicture(plate(rng, width, height), width, height);
  const deep = Uint16Array.from(data, (value, i) => value * 16 + (i % 16));
  const read = (extension: string, bytes: Buffer): Specimen => ({ extension, fate: 'read', bytes });
  const broken = (extension: string, fate: Fate, bytes: Buffer): Specimen => ({ extension, fate, bytes });
  const badPng = Buffer.from(png);
  badPng[60]! ^= 0xff;
  const bombPng = Buffer.from(png);
  bombPng.writeUInt32BE(100_000, 16);
  bombPng.writeUInt32BE(100_000, 20);
  const bombBmp = bitmap(data, width, height, 24);
  bombBmp.writeInt32LE(2_000_000_000, 18);
  const frame = jpg.indexOf(Buffer.from([0xff, 0xc0]));
  const bombJpeg = Buffer.from(jpg);
  bombJpeg.writeUInt16BE(65_500, frame + 5);
  bombJpeg.writeUInt16BE(65_500, frame + 7);
  return [
    read('.jpg', jpg),
    read('.png', png),
    read('.tif', tiff),
    read('.bmp', bitmap(data, width, height, 8)),
    read('.bmp', bitmap(data, width, height, 24, true)),
    read('.webp', await colour.clone().webp().toBuffer()),
    read('.gif', await colour.clone().gif().toBuffer()),
    read('.png', await deepPicture(deep, width, height, 'png')),
    read('.tiff', await deepPicture(deep, width, height, 'tiff')),
    read('.jpg', await colour.clone().toColourspace('cmyk').jpeg().toBuffer()),
    read('.png', await colour.clone().png({ palette: true }).toBuffer()),
    read('.png', await grey.clone().ensureAlpha(0.5).png().toBuffer()),
    read('.jpg', await grey.clone().withMetadata({ orientation: 6 }).jpeg().toBuffer()),
    read('.jpg', await other().png().toBuffer()),
    read('', await other().jpeg().toBuffer()),
    read('.dat', await other().png().toBuffer()),
    read(
      '.png',
      await sharp(bytesOf(rng, 3), { raw: { width: 1, height: 1, channels: 3 } })
        .png()
        .toBuffer(),
    ),
    read('.png', await greyPicture(bytesOf(rng, 20_000), 20_000, 1).png().toBuffer()),
    broken('.jpg', 'empty', Buffer.alloc(0)),
    broken('.jpg', 'truncated', jpg.subarray(0, jpg.length >> 1)),
    broken('.jpg', 'truncated', jpg.subarray(0, 40)),
    broken('.png', 'truncated', png.subarray(0, png.length >> 1)),
    broken('.png', 'unreadable', badPng),
    broken('.bmp', 'truncated', bitmap(data, width, height, 8).subarray(0, 1500)),
    broken('.tif', 'unreadable', tiff.subarray(0, 60)),
    broken('.jpg', 'not-an-image', Buffer.from(`<!DOCTYPE html><p>404 ${rng.next()}</p>`)),
    broken('.png', 'not-an-image', Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" id="a${rng.next()}"/>`)),
    broken('.jpg', 'not-an-image', Buffer.from(data)),
    broken('.png', 'too-large', bombPng),
    broken('.jpg', 'too-large', bombJpeg),
    broken('.bmp', 'too-large', bombBmp),
    broken('.jpg', 'unsupported', Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1')),
    broken('.bin', 'ignored', Buffer.from(data)),
  ];
}
