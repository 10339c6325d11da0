// The quick way for small JPEGs: libjpeg-turbo in WebAssembly. Setting up the general decoder takes longer than
// decoding a picture of 200x200; here nothing is set up. Whatever is unusual is left to the general one.

import load, { type JpegDecoder } from '@cornerstonejs/codec-libjpeg-turbo-8bit/decodewasmjs';
import type { Header } from './header.ts';

/** Above this the general decoder is as fast, and can reduce while decoding. */
const mostPixels = 1_500_000;

let decoder: Promise<JpegDecoder> | null = null;

/** Upright grey or colour without a colour profile, and not large. */
export function isQuick(bytes: Buffer, { width, height, channels, depth, orientation }: Header): boolean {
  const isUsual = depth === 8 && orientation === 1 && (channels === 1 || channels === 3);
  return isUsual && width * height <= mostPixels && !bytes.subarray(0, 4096).includes('ICC_PROFILE', 0, 'latin1');
}

/** @returns row-major HWC pixels, or null where the bytes are not as they should be: then the other decoder judges */
export async function decodeQuickly(
  bytes: Buffer,
  { width, height }: Header,
): Promise<{ readonly channels: 1 | 3; readonly data: Uint8Array } | null> {
  const jpeg = await (decoder ??= load().then(({ JPEGDecoder }) => new JPEGDecoder()));
  try {
    // No other picture comes between: nothing is awaited from here on.
    jpeg.getEncodedBuffer(bytes.length).set(bytes);
    jpeg.decode();
    const frame = jpeg.getFrameInfo();
    const data = jpeg.getDecodedBuffer().slice();
    const channels = frame.componentCount;
    if (frame.width !== width || frame.height !== height || (channels !== 1 && channels !== 3)) return null;
    return data.length === width * height * channels ? { channels, data } : null;
  } catch {
    return null;
  }
}
