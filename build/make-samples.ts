// `node build/run.mjs make-samples`: makes the two samples that are not public data anew, bit for bit: photos of stamped plates with
// defects, and the hourly power of three production lines. Made up, so that everyone may ship and look at them.

import { mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { createRng } from '../engine/base/rng.ts';
import type { Rng } from '../engine/base/rng.ts';
import { packFolder } from '../engine/data/images/zip-write.ts';
import { japaneseHolidays } from '../engine/data/series/holidays.ts';
import { drawPlate, plateKinds, side } from './sample-plate.ts';
import { fromRoot } from './paths.ts';

const counts = { good: 240, scratch: 90, dent: 80, stain: 70 } as const;

export async function main(): Promise<number> {
  await writePlates();
  writeLoad();
  return 0;
}

async function writePlates(): Promise<void> {
  const folder = join(tmpdir(), 'taskloom-plates');
  mkdirSync(join(folder, 'plates'), { recursive: true });
  const rng = createRng(20261121);
  const kinds = plateKinds.flatMap((kind) => Array.from({ length: counts[kind] }, () => kind));
  const lines = ['photo,defect,count,area_mm2'];
  for (const [i, at] of shuffled(kinds.length, rng).entries()) {
    const kind = kinds[at]!;
    const { pixels, count, area } = drawPlate(kind, rng);
    const name = `plate_${String(i + 1).padStart(4, '0')}.jpg`;
    await sharp(pixels, { raw: { width: side, height: side, channels: 1 } })
      .jpeg({ quality: 82 })
      .toFile(join(folder, 'plates', name));
    lines.push(`${name},${kind},${count},${area.toFixed(2)}`);
  }
  const target = fromRoot('assets/samples/plates');
  await packFolder([join(folder, 'plates')], join(target, 'plates.zip'));
  writeFileSync(join(target, 'labels.csv'), `${lines.join('\n')}\n`);
}

function shuffled(count: number, rng: Rng): number[] {
  return Array.from({ length: count }, (_, i) => [i, rng.next()] as const)
    .sort((a, b) => a[1] - b[1])
    .map(([i]) => i);
}

const weeks = 26;
const hour = 3_600_000;
const start = Date.UTC(2026, 0, 5);

/** Two lines in shifts that make what is planned for the day, a compressor that follows both and the weather. */
function writeLoad(): void {
  const rng = createRng(26);
  const off = new Set(japaneseHolidays(2026));
  const lines = ['time,line1_kw,line2_kw,compressor_kw,line1_plan_pieces,line2_plan_pieces'];
  let [firstPlan, secondPlan, orders, weather] = [0, 0, 0, 0];
  for (let i = 0; i < weeks * 168; i++) {
    const time = new Date(start + i * hour);
    const [clock, day] = [time.getUTCHours(), time.getUTCDay()];
    const works = day !== 0 && day !== 6 && !off.has(start + Math.floor(i / 24) * 24 * hour);
    if (clock === 0) {
      orders = 0.8 * orders + 0.2 * rng.normal();
      firstPlan = works ? 10 * Math.round(120 + 35 * orders + 10 * rng.normal()) : 0;
      secondPlan = works ? 10 * Math.round(45 + 12 * orders + 6 * rng.normal()) : 0;
    }
    weather = 0.97 * weather + 0.5 * rng.normal();
    const season = 14 - 10 * Math.cos((2 * Math.PI * (i / 24 + 5 - 30)) / 365);
    const temperature = season + 4 * Math.sin((2 * Math.PI * (clock - 9)) / 24) + weather;
    const isFirst = works && clock >= 6 && clock < 22;
    const isSecond = works && clock >= 8 && clock < 17;
    const first = isFirst ? 20 + (clock === 12 || clock === 18 ? 0.03 : 0.07) * firstPlan : 12;
    const second = isSecond ? 12 + (clock === 12 ? 0.05 : 0.12) * secondPlan : 7;
    const kilowatts = [first + 3 * rng.normal(), second + 2 * rng.normal()];
    const compressor = 6 + 0.16 * (kilowatts[0]! + kilowatts[1]!) + 0.5 * Math.max(0, temperature - 15) + rng.normal();
    const measured = [...kilowatts, compressor].map((value) => value.toFixed(1));
    lines.push([time.toISOString().slice(0, 16).replace('T', ' '), ...measured, firstPlan, secondPlan].join(','));
  }
  writeFileSync(fromRoot('assets/samples/line-load/line-load.csv'), `${lines.join('\n')}\n`);
}
