// One picture's bytes to pixels: grey or colour, 8 or 16 bits, upright, without alpha.
//
// The header is read first: what claims more than 100 million pixels is not unpacked. Transparent parts
// become white. Of animations and files with several pages the first picture is taken.

import { bitmapSize, decodeBitmap } from './bitmap.ts';
import { loadDecoder } from './decoder.ts';
import { formatOf, otherContent, type PictureFormat } from './file-rules.ts';
import { decodeGrey } from './grey-jpeg.ts';
import { jpegHeader, pngHeader } from './header.ts';
import { PictureError } from './problem.ts';
import { decodeQuickly, isQuick } from './turbo.ts';

export const mostPixels = 100_000_000;

/** `data` is row-major HWC, 0..255 or 0..65535. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 3;
  readonly depth: 8 | 16;
  readonly data: Uint8Array | Uint16Array;
}

export interface Decoded extends Pixels {
  readonly format: PictureFormat;
  /** Size before it was reduced, upright. */
  readonly fullWidth: number;
  readonly fullHeight: number;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** From this many pixels for each wanted one on, half of them average to nearly the same. */
const enough = 3;

interface Facts {
  readonly width: number;
  readonly height: number;
  readonly depth: 8 | 16;
  readonly hasAlpha: boolean;
  readonly isTurned: boolean;
}

/**
 * @param most longest side wanted: larger pictures come reduced to it, keeping their aspect; 0 for all pixels
 * @param greyFor a size at which a grey picture is enough: where that is quicker, colours and detail that does not
 *   show there are left out
 * @throws PictureError saying what is wrong with it
 */
export async function decodePicture(bytes: Buffer, most = 0, greyFor: Size | null = null): Promise<Decoded> {
  if (bytes.length === 0) throw new PictureError('empty', '');
  const format = formatOf(bytes);
  if (format === null) throw new PictureError('not-an-image', otherContent(bytes));
  if (typeof format !== 'string') throw new PictureError('unsupported', format.unsupported);
  try {
    if (format === 'bmp') return await fromBitmap(bytes, most);
    const quick = format === 'jpeg' ? await quickJpeg(bytes, most, greyFor) : null;
    if (quick) return quick;
    return await fromSharp(bytes, format, await factsOf(bytes, format), most);
  } catch (error) {
    throw error instanceof PictureError ? error : translated(error, bytes, format);
  }
}

/** Null where the picture is not for the quick decoders. */
async function quickJpeg(bytes: Buffer, most: number, greyFor: Size | null): Promise<Decoded | null> {
  const header = jpegHeader(bytes);
  if (header === null || !isQuick(bytes, header)) return null;
  const { width, height } = header;
  // Larger than wanted: the other decoder reduces while decoding.
  if (most > 0 && Math.max(width, height) > most) return null;
  const full = { width, height, depth: 8, format: 'jpeg', fullWidth: width, fullHeight: height } as const;
  const isHalf = greyFor !== null && width >= enough * greyFor.width && height >= enough * greyFor.height;
  const grey = greyFor && decodeGrey(bytes, isHalf);
  if (grey) return { ...full, ...grey, channels: 1 };
  const pixels = await decodeQuickly(bytes, header);
  return pixels && { ...full, ...pixels };
}

async function fromBitmap(bytes: Buffer, most: number): Promise<Decoded> {
  const { width, height } = bitmapSize(bytes);
  refuseLarge(width, height);
  const bitmap = decodeBitmap(bytes);
  const full = { ...bitmap, format: 'bmp' as const, depth: 8 as const, fullWidth: width, fullHeight: height };
  if (most === 0 || Math.max(width, height) <= most) return full;
  const raw = { width, height, channels: 3 as const };
  const open = await loadDecoder();
  const { data, info } = await open(bitmap.data, { raw })
    .resize(fitted(most))
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { ...full, width: info.width, height: info.height, data: plain(data) };
}

function fitted(most: number) {
  return { width: most, height: most, fit: 'inside' as const, withoutEnlargement: true };
}

/** Size and depth before decoding. */
async function factsOf(bytes: Buffer, format: PictureFormat): Promise<Facts> {
  const header = format === 'jpeg' ? jpegHeader(bytes) : format === 'png' ? pngHeader(bytes) : null;
  if (header !== null) {
    refuseLarge(header.width, header.height);
    if (format === 'jpeg' && header.depth !== 8) throw new PictureError('unsupported', `JPEG ${header.depth} bit`);
    // A palette of PNG may carry transparency too, which only the decoder knows.
    const hasAlpha = format === 'png' && (header.channels === 2 || header.channels === 4 || bytes[25] === 3);
    return { ...header, depth: header.depth === 16 ? 16 : 8, hasAlpha, isTurned: header.orientation !== 1 };
  }
  if (format === 'jpeg' || format === 'png')
    throw new PictureError(bytes.length < 1000 ? 'truncated' : 'unreadable', '');
  const open = await loadDecoder();
  const facts = await open(bytes, { limitInputPixels: false, failOn: 'none' }).metadata();
  const height = facts.pageHeight ?? facts.height;
  refuseLarge(facts.width, height);
  if (facts.depth !== 'uchar' && facts.depth !== 'ushort')
    throw new PictureError('unsupported', `${format.toUpperCase()} ${facts.depth}`);
  const isTurned = (facts.orientation ?? 1) !== 1;
  const depth = facts.depth === 'ushort' ? 16 : 8;
  return { width: facts.width, height, depth, hasAlpha: facts.hasAlpha, isTurned };
}

function refuseLarge(width: number, height: number): void {
  if (width * height > mostPixels) throw new PictureError('too-large', `${width} x ${height}`);
  if (width * height === 0) throw new PictureError('unreadable', `${width} x ${height}`);
}

async function fromSharp(bytes: Buffer, format: PictureFormat, facts: Facts, most: number): Promise<Decoded> {
  const open = await loadDecoder();
  let picture = open(bytes, { limitInputPixels: mostPixels, failOn: 'error' });
  if (facts.isTurned) picture = picture.autoOrient();
  if (most > 0 && Math.max(facts.width, facts.height) > most) picture = picture.resize(fitted(most));
  if (facts.hasAlpha) picture = picture.flatten({ background: '#ffffff' });
  if (facts.depth === 16) picture = picture.toColourspace('rgb16').raw({ depth: 'ushort' });
  else picture = picture.raw();
  const { data, info } = await picture.toBuffer({ resolveWithObject: true });
  const samples = facts.depth === 16 ? new Uint16Array(data.buffer, data.byteOffset, data.length / 2) : plain(data);
  const { width, height } = info;
  const [fullWidth, fullHeight] =
    width > height === facts.width > facts.height ? [facts.width, facts.height] : [facts.height, facts.width];
  const kept = withoutExtra(samples, width * height, info.channels);
  return { width, height, ...kept, depth: facts.depth, format, fullWidth, fullHeight };
}

/** One or three channels; a second or fourth that is left is alpha. */
function withoutExtra(
  data: Uint8Array | Uint16Array,
  pixels: number,
  channels: number,
): Pick<Pixels, 'channels' | 'data'> {
  if (channels === 1 || channels === 3) return { channels, data };
  const kept = channels === 2 ? 1 : 3;
  const smaller = data instanceof Uint16Array ? new Uint16Array(pixels * kept) : new Uint8Array(pixels * kept);
  for (let i = 0; i < pixels; i++) for (let c = 0; c < kept; c++) smaller[i * kept + c] = data[i * channels + c]!;
  return { channels: kept, data: smaller };
}

/** The same bytes, without being a Buffer. */
function plain(data: Buffer): Uint8Array {
  return new Uint8Array(data.buffer, data.byteOffset, data.length);
}

/** The decoder's complaint as one of ours. */
function translated(error: unknown, bytes: Buffer, format: PictureFormat): PictureError {
  const text = error instanceof Error ? error.message.toLowerCase() : '';
  if (text.includes('pixel limit') || text.includes('too large')) return new PictureError('too-large', '');
  const isShort =
    /premature|truncated|end of (file|stream|image|data)|unexpected end|not enough|read error|out of order read/.test(
      text,
    );
  const hasEndMark = format === 'jpeg' || format === 'png';
  if ((isShort || hasEndMark) && !endsWell(bytes, format)) return new PictureError('truncated', '');
  return new PictureError('unreadable', format.toUpperCase());
}

/** Whether the mark that ends a JPEG or PNG is there; other formats have none. */
function endsWell(bytes: Buffer, format: PictureFormat): boolean {
  const tail = bytes.subarray(-64);
  if (format === 'jpeg') return tail.includes(Buffer.from([0xff, 0xd9]));
  return format === 'png' && tail.includes('IEND', 0, 'latin1');
}
