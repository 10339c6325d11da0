// Makes icon.png and icon.ico from assets/icons/taskloom.svg: `node build/run.mjs icons`, after the
// drawing changed. The pictures are kept in the repository, so that packaging needs no browser.

import { readFileSync, writeFileSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { findBrowser } from './browsers.ts';
import { fromRoot } from './paths.ts';

const icoSizes = [16, 24, 32, 48, 64, 128, 256];
const pngSize = 512;

export async function main(): Promise<number> {
  const executablePath = findBrowser();
  if (executablePath === null) throw new Error('Making icons needs an installed Chromium-family browser.');
  const svg = readFileSync(fromRoot('assets', 'icons', 'taskloom.svg'), 'utf8');
  const browser = await chromium.launch({ executablePath, args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] });
  const render = async (size: number): Promise<Buffer> => {
    const page = await browser.newPage({ viewport: { width: size, height: size } });
    await page.setContent(`<style>body{margin:0}svg{display:block;width:${size}px;height:${size}px}</style>${svg}`);
    return page.screenshot({ omitBackground: true });
  };
  const pictures: Buffer[] = [];
  for (const size of icoSizes) pictures.push(await render(size));
  writeFileSync(fromRoot('assets', 'icons', 'icon.ico'), ico(pictures));
  writeFileSync(fromRoot('assets', 'icons', 'icon.png'), await render(pngSize));
  await browser.close();
  return 0;
}

/** An ICO file of PNG pictures (Windows Vista and newer): a header, one 16-byte entry each, the pictures. */
export function ico(pictures: readonly Buffer[]): Buffer {
  const header = Buffer.alloc(6);
  header.writeUInt16LE(1, 2); // kind: icon
  header.writeUInt16LE(pictures.length, 4);
  let offset = header.length + 16 * pictures.length;
  const entries = pictures.map((picture) => {
    const entry = Buffer.alloc(16);
    entry.writeUInt8(picture.readUInt32BE(16) % 256, 0); // width, 0 = 256
    entry.writeUInt8(picture.readUInt32BE(20) % 256, 1); // height
    entry.writeUInt16LE(1, 4); // colour planes
    entry.writeUInt16LE(32, 6); // bits a pixel
    entry.writeUInt32LE(picture.length, 8);
    entry.writeUInt32LE(offset, 12);
    offset += picture.length;
    return entry;
  });
  return Buffer.concat([header, ...entries, ...pictures]);
}
