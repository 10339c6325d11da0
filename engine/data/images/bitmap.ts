// Windows bitmaps, which the decoder of the other formats does not read: 1 to 32 bits, palettes, bit
// fields, run lengths, either way up (Microsoft, Bitmap Storage; BITMAPINFOHEADER).

import { PictureError } from './problem.ts';

export interface Bitmap {
  readonly width: number;
  readonly height: number;
  readonly channels: 3;
  readonly data: Uint8Array;
}

interface Layout {
  readonly width: number;
  readonly height: number;
  readonly isTopDown: boolean;
  readonly bits: number;
  readonly compression: number;
  readonly start: number;
  readonly palette: (index: number) => readonly [number, number, number];
  readonly masks: readonly [number, number, number];
}

/** Size from the header, before anything is unpacked. @throws PictureError */
export function bitmapSize(bytes: Buffer): { width: number; height: number } {
  const isOld = bytes.readUInt32LE(14) === 12;
  if (bytes.length < (isOld ? 26 : 54)) throw new PictureError('truncated', '');
  const width = isOld ? bytes.readUInt16LE(18) : bytes.readInt32LE(18);
  const height = isOld ? bytes.readUInt16LE(20) : Math.abs(bytes.readInt32LE(22));
  if (width <= 0 || height <= 0) throw new PictureError('unreadable', 'BMP');
  return { width, height };
}

/** @throws PictureError `truncated`, `unsupported`, `unreadable` */
export function decodeBitmap(bytes: Buffer): Bitmap {
  const layout = layoutOf(bytes);
  const { width, height, bits, start, compression } = layout;
  const data = new Uint8Array(width * height * 3);
  const place = (x: number, y: number): number => ((layout.isTopDown ? y : height - 1 - y) * width + x) * 3;
  if (compression === 1 || compression === 2) {
    runLengths(bytes.subarray(start), layout, (x, y, index) => data.set(layout.palette(index), place(x, y)));
    return { width, height, channels: 3, data };
  }
  const stride = Math.ceil((width * bits) / 32) * 4;
  // The padding of the last row is sometimes missing, pixels are not.
  if (start + stride * (height - 1) + Math.ceil((width * bits) / 8) > bytes.length)
    throw new PictureError('truncated', '');
  for (let y = 0; y < height; y++) {
    const row = bytes.subarray(start + y * stride);
    for (let x = 0; x < width; x++) data.set(pixelAt(row, x, layout), place(x, y));
  }
  return { width, height, channels: 3, data };
}

function layoutOf(bytes: Buffer): Layout {
  const { width, height } = bitmapSize(bytes);
  const length = bytes.readUInt32LE(14);
  const isOld = length === 12;
  const bits = bytes.readUInt16LE(isOld ? 24 : 28);
  const compression = isOld ? 0 : bytes.readUInt32LE(30);
  if (![1, 4, 8, 16, 24, 32].includes(bits) || ![0, 1, 2, 3, 6].includes(compression))
    throw new PictureError('unsupported', `BMP ${bits} bit`);
  const entry = isOld ? 3 : 4;
  const first = 14 + length;
  const palette = (index: number): readonly [number, number, number] => {
    const at = first + index * entry;
    return at + 2 < bytes.length ? [bytes[at + 2]!, bytes[at + 1]!, bytes[at]!] : [0, 0, 0];
  };
  const hasMasks = (compression === 3 || compression === 6) && bytes.length >= 66;
  const usual: Layout['masks'] = bits === 16 ? [0x7c00, 0x3e0, 0x1f] : [0xff0000, 0xff00, 0xff];
  const masks: Layout['masks'] = hasMasks
    ? [bytes.readUInt32LE(54), bytes.readUInt32LE(58), bytes.readUInt32LE(62)]
    : usual;
  const isTopDown = !isOld && bytes.readInt32LE(22) < 0;
  return { width, height, isTopDown, bits, compression, start: bytes.readUInt32LE(10), palette, masks };
}

function pixelAt(row: Buffer, x: number, { bits, palette, masks }: Layout): readonly [number, number, number] {
  switch (bits) {
    case 24:
      return [row[x * 3 + 2]!, row[x * 3 + 1]!, row[x * 3]!];
    case 16:
    case 32: {
      const value = bits === 16 ? row.readUInt16LE(x * 2) : row.readUInt32LE(x * 4);
      return [part(value, masks[0]), part(value, masks[1]), part(value, masks[2])];
    }
    default: {
      const perByte = 8 / bits;
      const shift = 8 - bits * ((x % perByte) + 1);
      return palette((row[Math.floor(x / perByte)]! >> shift) & ((1 << bits) - 1));
    }
  }
}

/** The bits under the mask, stretched to 0..255. */
function part(value: number, mask: number): number {
  if (mask === 0) return 0;
  const shift = 31 - Math.clz32(mask & -mask);
  const most = mask >>> shift;
  return Math.round((((value & mask) >>> shift) * 255) / most);
}

/** Run lengths of 8 or 4 bits (BI_RLE8, BI_RLE4); what is never written stays black. */
function runLengths(
  bytes: Buffer,
  { width, height, compression }: Layout,
  put: (x: number, y: number, index: number) => void,
): void {
  const isHalf = compression === 2;
  let x = 0;
  let y = 0;
  const write = (index: number): void => {
    if (x < width && y < height) put(x, y, index);
    x++;
  };
  for (let at = 0; y < height;) {
    if (at + 1 >= bytes.length) throw new PictureError('truncated', '');
    const [count, value] = [bytes[at]!, bytes[at + 1]!];
    at += 2;
    if (count > 0) {
      for (let i = 0; i < count; i++) write(isHalf ? (i % 2 === 0 ? value >> 4 : value & 15) : value);
    } else if (value === 0) {
      x = 0;
      y++;
    } else if (value === 1) return;
    else if (value === 2) {
      x += bytes[at] ?? 0;
      y += bytes[at + 1] ?? 0;
      at += 2;
    } else {
      for (let i = 0; i < value; i++) {
        const byte = bytes[at + (isHalf ? i >> 1 : i)] ?? 0;
        write(isHalf ? (i % 2 === 0 ? byte >> 4 : byte & 15) : byte);
      }
      at += Math.ceil((isHalf ? Math.ceil(value / 2) : value) / 2) * 2;
    }
  }
}
