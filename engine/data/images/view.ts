// Pictures for the window: small ones for lists, large ones for looking closely, all as JPEG or PNG.

import { decodePicture, type Decoded } from './decode.ts';
import { loadDecoder } from './decoder.ts';
import type { ImageSet } from './image-set.ts';

/** At most `side` pixels a side, never enlarged; JPEG. */
export async function thumbnail(set: ImageSet, index: number, side: number): Promise<Uint8Array> {
  return toBytes(await decodePicture(await set.read(index), side), set.bits, 'jpeg');
}

/** The picture itself for zooming, reduced only above `most` pixels a side; PNG, so that no edge is altered. */
export async function picture(set: ImageSet, index: number, most: number): Promise<Uint8Array> {
  return toBytes(await decodePicture(await set.read(index), most), set.bits, 'png');
}

async function toBytes(decoded: Decoded, bits: number, format: 'jpeg' | 'png'): Promise<Uint8Array> {
  const { width, height, channels } = decoded;
  const open = await loadDecoder();
  const raw = open(eightBits(decoded, bits), { raw: { width, height, channels } });
  const encoded = format === 'jpeg' ? raw.jpeg({ quality: 82 }) : raw.png({ compressionLevel: 3 });
  const buffer = await encoded.toBuffer();
  return new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.length);
}

function eightBits({ data, depth }: Decoded, bits: number): Uint8Array {
  if (depth === 8) return data as Uint8Array;
  const scale = 255 / (2 ** bits - 1);
  return Uint8Array.from(data, (value) => Math.min(255, Math.round(value * scale)));
}
