import sharp, { type JpegOptions } from 'sharp';
import { expect, test } from 'vitest';
import { createRng } from '../../base/rng.ts';
import { decodePicture } from './decode.ts';
import { decodeGrey } from './grey-jpeg.ts';

const rng = createRng(4);

/** Waves with a little noise: neighbours are alike, as in photos. */
function waves(width: number, height: number, channels: 1 | 3): Buffer {
  const [steep, flat] = [rng.next() / 3, rng.next() / 5];
  return Buffer.from(
    Uint8Array.from({ length: width * height * channels }, (_, i) => {
      const at = Math.floor(i / channels);
      const wave = Math.sin((at % width) * steep + Math.floor(at / width) * flat + (i % channels));
      return 128 + 90 * wave + rng.integer(30);
    }),
  );
}

function jpeg(width: number, height: number, channels: 1 | 3, options: JpegOptions): Promise<Buffer> {
  const picture = sharp(waves(width, height, channels), { raw: { width, height, channels } }).jpeg(options);
  return picture.toColourspace(channels === 1 ? 'b-w' : 'srgb').toBuffer();
}

/** Light by the weights of ITU-R BT.601, as JPEG has it. */
async function greyBySharp(file: Buffer, channels: 1 | 3): Promise<number[]> {
  const data = await sharp(file)
    .toColourspace(channels === 1 ? 'b-w' : 'srgb')
    .raw()
    .toBuffer();
  if (channels === 1) return [...data];
  return Array.from({ length: data.length / 3 }, (_, i) => {
    const [red, green, blue] = data.subarray(3 * i, 3 * i + 3);
    return 0.299 * red! + 0.587 * green! + 0.114 * blue!;
  });
}

function meanOf(values: ArrayLike<number>): number {
  return Array.from(values).reduce((sum, value) => sum + value, 0) / values.length;
}

const subsampled = ['4:2:0', '4:4:4'];

test.each(subsampled)(
  'grey pictures and the light of colour pictures (%s) come out as libjpeg has them',
  async (share) => {
    for (const channels of [1, 3] as const) {
      for (const [width, height] of [
        [8, 8],
        [37, 21],
        [64, 48],
        [200, 131],
      ] as const) {
        for (const quality of [20, 75, 98]) {
          const file = await jpeg(width, height, channels, { quality, chromaSubsampling: share });
          const wanted = await greyBySharp(file, channels);
          const grey = decodeGrey(file, false)!;
          expect([grey.width, grey.height]).toEqual([width, height]);
          // Colours that no screen can show are cut off before they are made grey: then the light differs.
          const apart = meanOf(wanted.map((value, i) => Math.abs(value - grey.data[i]!)));
          expect(apart).toBeLessThan(channels === 1 ? 1e-9 : 0.5);
        }
      }
    }
  },
);

test('at half the size each pixel is nearly the mean of four', async () => {
  for (const [width, height] of [
    [40, 24],
    [201, 33],
  ] as const) {
    const file = await jpeg(width, height, 1, { quality: 90 });
    const whole = decodeGrey(file, false)!;
    const half = decodeGrey(file, true)!;
    expect([half.width, half.height]).toEqual([Math.ceil(width / 2), Math.ceil(height / 2)]);
    const apart: number[] = [];
    for (let y = 0; y + 1 < height; y += 2) {
      for (let x = 0; x + 1 < width; x += 2) {
        const at = y * width + x;
        const four = [0, 1, width, width + 1].map((step) => whole.data[at + step]!);
        apart.push(half.data[(y / 2) * half.width + x / 2]! - meanOf(four));
      }
    }
    // Noise of up to 30 levels leaves a few; a shift or a wrong scale would leave tens.
    expect(Math.abs(meanOf(apart))).toBeLessThan(0.5);
    expect(meanOf(apart.map(Math.abs))).toBeLessThan(3);
  }
});

test('restarts begin the light anew', async () => {
  // Two pictures of one block each with the same tables are one of two blocks with a restart between.
  const options = { quality: 80, optimiseCoding: false };
  const [one, other] = [await jpeg(8, 8, 1, options), await jpeg(8, 8, 1, options)];
  const scanOf = (file: Buffer): number => {
    const at = file.indexOf(Buffer.from([0xff, 0xda]));
    return at + 2 + file.readUInt16BE(at + 2);
  };
  const head = Buffer.from(one.subarray(0, scanOf(one)));
  head.writeUInt16BE(16, head.indexOf(Buffer.from([0xff, 0xc0])) + 7);
  const restart = Buffer.from([0xff, 0xdd, 0, 4, 0, 1]);
  const bits = (file: Buffer): Buffer => file.subarray(scanOf(file), file.length - 2);
  const start = head.indexOf(Buffer.from([0xff, 0xda]));
  const both = Buffer.concat([
    ...[head.subarray(0, start), restart, head.subarray(start), bits(one), Buffer.from([0xff, 0xd0])],
    ...[bits(other), Buffer.from([0xff, 0xd9])],
  ]);
  const grey = decodeGrey(both, false)!;
  const parts = [one, other].map((file) => decodeGrey(file, false)!.data);
  for (let y = 0; y < 8; y++) {
    expect(grey.data.subarray(16 * y, 16 * y + 8)).toEqual(parts[0]!.subarray(8 * y, 8 * y + 8));
    expect(grey.data.subarray(16 * y + 8, 16 * y + 16)).toEqual(parts[1]!.subarray(8 * y, 8 * y + 8));
  }
});

test('what is cut off, progressive or red, green and blue is left to the other decoders, and damage throws nothing', async () => {
  const file = await jpeg(64, 64, 3, { quality: 80 });
  expect(decodeGrey(file, false)).not.toBeNull();
  for (const share of [0.1, 0.4, 0.7, 0.9]) expect(decodeGrey(file.subarray(0, share * file.length), true)).toBeNull();
  expect(decodeGrey(await jpeg(64, 64, 3, { progressive: true }), false)).toBeNull();
  const rgb = Buffer.from(file);
  const frame = rgb.indexOf(Buffer.from([0xff, 0xc0]));
  for (const i of [0, 1, 2]) rgb[frame + 10 + 3 * i] = 'RGB'.charCodeAt(i);
  expect(decodeGrey(rgb, false)).toBeNull();
  for (let i = 0; i < 300; i++) {
    const damaged = Buffer.from(file);
    for (let k = 0; k < 3; k++) damaged[2 + rng.integer(damaged.length - 2)] = rng.integer(256);
    // One side of the frame may have been what was damaged: then it would be a large picture of nothing.
    if (damaged.readUInt16BE(frame + 5) > 200 || damaged.readUInt16BE(frame + 7) > 200) continue;
    const grey = decodeGrey(damaged, i % 2 === 0);
    if (grey) expect(grey.data).toHaveLength(grey.width * grey.height);
  }
});

test('where grey is enough, small sizes are decoded at half the size and others whole', async () => {
  const file = await jpeg(96, 60, 3, { quality: 80 });
  const size = { width: 32, height: 20 };
  expect(await decodePicture(file, 0, size)).toMatchObject({ channels: 1, width: 48, height: 30, fullWidth: 96 });
  expect(await decodePicture(file, 0, { ...size, width: 33 })).toMatchObject({
    channels: 1,
    width: 96,
    fullHeight: 60,
  });
  expect(await decodePicture(file)).toMatchObject({ channels: 3, width: 96 });
});
