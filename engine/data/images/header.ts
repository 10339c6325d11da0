// Size and depth of a JPEG or PNG from its first bytes, without a decoder: what says no to a
// decompression bomb before anything is unpacked (ISO 10918-1 B.2.2, PNG 11.2.2, EXIF 2.3 4.6.2).

export interface Header {
  readonly width: number;
  readonly height: number;
  /** Bits a sample. */
  readonly depth: number;
  /** JPEG: 1 grey, 3 colour, 4 CMYK. PNG: as decoded, with alpha. */
  readonly channels: number;
  /** EXIF orientation, 1 to 8; 1 is upright. */
  readonly orientation: number;
}

/** Null where the bytes end before the size is told. */
export function jpegHeader(bytes: Buffer): Header | null {
  let orientation = 1;
  for (let at = 2; at + 9 < bytes.length;) {
    if (bytes[at] !== 0xff) return null;
    const marker = bytes[at + 1]!;
    if (marker === 0xff) {
      at++;
      continue;
    }
    const isFrame = marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
    if (isFrame)
      return {
        depth: bytes[at + 4]!,
        height: bytes.readUInt16BE(at + 5),
        width: bytes.readUInt16BE(at + 7),
        channels: bytes[at + 9]!,
        orientation,
      };
    if (marker === 0xda || marker === 0xd9) return null;
    const isBare = marker === 1 || (marker >= 0xd0 && marker <= 0xd8);
    const length = isBare ? 0 : bytes.readUInt16BE(at + 2);
    if (marker === 0xe1) orientation = exifOrientation(bytes.subarray(at + 4, at + 2 + length)) ?? orientation;
    at += 2 + length;
  }
  return null;
}

function exifOrientation(segment: Buffer): number | null {
  if (segment.length < 14 || segment.toString('latin1', 0, 6) !== 'Exif\0\0') return null;
  const tiff = segment.subarray(6);
  const isLittle = tiff[0] === 0x49;
  const short = (at: number): number => (isLittle ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at));
  const start = isLittle ? tiff.readUInt32LE(4) : tiff.readUInt32BE(4);
  if (start + 2 > tiff.length) return null;
  for (let i = 0, at = start + 2; i < short(start) && at + 12 <= tiff.length; i++, at += 12) {
    if (short(at) !== 0x0112) continue;
    const value = short(at + 8);
    return value >= 1 && value <= 8 ? value : null;
  }
  return null;
}

/** Null where the first chunk is no header. */
export function pngHeader(bytes: Buffer): Header | null {
  if (bytes.length < 33 || bytes.toString('latin1', 12, 16) !== 'IHDR') return null;
  const channels = [1, 0, 3, 3, 2, 0, 4][bytes[25]!] ?? 0;
  if (channels === 0) return null;
  return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20), depth: bytes[24]!, channels, orientation: 1 };
}
