// Decoding and caching the 1,800 JPEGs of 200x200 of the steel set, against Pillow in two processes, in turns:
// from the files to one file of 64x64 grey rows. Our threads are those that the import before it started, as in the
// program; Pillow's processes are forked each time, which takes them a hundredth of a second. And the memory.

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { milliseconds } from '../base/clock.ts';
import { importImages, openPack, type ImageSet } from '../data/images/index.ts';
import { calmTime, findPython, type Comparison } from './peer.ts';
import { sharedData } from './shared-data.ts';

const rounds = 7;
const size = { height: 64, width: 64, channels: 1 } as const;

interface Measured {
  readonly seconds: number;
  /** Of all processors together. */
  readonly processor: number;
  readonly mean: number;
}

/** Run from the repository's root. @throws Error on a machine without the pictures */
export async function run(): Promise<(Comparison & { readonly reached?: boolean })[]> {
  const pictures = sharedData(join('neu-det', 'IMAGES'));
  if (pictures === null) throw new Error('The steel pictures (shared/data/neu-det) are not on this machine.');
  const folder = mkdtempSync(join(tmpdir(), 'taskloom-bench-'));
  try {
    const started = milliseconds();
    const { set } = await importImages({ origins: [pictures] }, { cacheFolder: folder });
    const surveySeconds = (milliseconds() - started) / 1000;
    const again = milliseconds();
    await importImages({ origins: [pictures] }, { cacheFolder: folder });
    const againSeconds = (milliseconds() - again) / 1000;
    const python = findPython(['PIL']);
    const ours: Measured[] = [];
    const peer: Measured[] = [];
    const memory: number[] = [];
    for (let round = 0; round < rounds; round++) {
      ours.push(await pack(set, join(folder, String(round))));
      memory.push(process.memoryUsage().rss / 1e6);
      peer.push(pillow(python, pictures, join(folder, 'peer.bin')));
    }
    check(ours[0]!, peer[0]!);
    const [a, b] = [calmTime(ours.map((one) => one.seconds)), calmTime(peer.map((one) => one.seconds))];
    const [c, d] = [calmTime(ours.map((one) => one.processor)), calmTime(peer.map((one) => one.processor))];
    const growth = memory.at(-1)! - memory[1]!;
    return [
      { name: '1,800 JPEGs decoded and cached', ours: a, peer: b, unit: 's', ratio: a / b, target: 'below 1' },
      { name: "the same, processor's time", ours: c, peer: d, unit: 's', ratio: c / d, target: 'for information' },
      alone('the same, first look (survey) beside it', surveySeconds, 's'),
      alone('the same, opened again from the cache', againSeconds, 's'),
      { ...alone('memory added by five more packings', growth, 'MB'), target: 'below 60 MB', reached: growth < 60 },
      alone('memory of the whole process at the end', memory.at(-1)!, 'MB'),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function alone(name: string, value: number, unit: string): Comparison {
  return { name, ours: value, peer: NaN, unit, ratio: NaN, target: 'no peer' };
}

async function pack(set: ImageSet, cacheFolder: string): Promise<Measured> {
  const before = process.cpuUsage();
  const started = milliseconds();
  const opened = await openPack(set, size, cacheFolder);
  const seconds = (milliseconds() - started) / 1000;
  const { user, system } = process.cpuUsage(before);
  const processor = (user + system) / 1e6;
  const row = new Uint8Array(64 * 64);
  let sum = 0;
  for (let index = 0; index < opened.count; index++) {
    opened.read([index], row);
    for (const value of row) sum += value;
  }
  opened.close();
  return { seconds, processor, mean: sum / (opened.count * row.length) };
}

function pillow(python: string, pictures: string, target: string): Measured {
  const { status, stdout, stderr } = spawnSync(python, ['engine/bench/images-peer.py', pictures, target], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`images-peer.py ended with ${status}: ${stderr.slice(-500)}`);
  return JSON.parse(stdout) as Measured;
}

/** Both must have made the same pictures; decoders differ by fractions of a level. */
function check(ours: Measured, peer: Measured): void {
  if (Math.abs(ours.mean - peer.mean) > 0.5) throw new Error(`the pictures differ: ${JSON.stringify([ours, peer])}`);
}
