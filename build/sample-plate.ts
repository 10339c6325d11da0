// A made-up photo of a stamped plate: brushed metal with two holes on a dark fixture, and at most one kind of defect.

import type { Rng } from '../engine/base/rng.ts';

export const plateKinds = ['good', 'scratch', 'dent', 'stain'] as const;
export type PlateKind = (typeof plateKinds)[number];

/** Pixels a side. */
export const side = 96;
/** Millimetres a pixel. */
const pitch = 0.25;

export interface Plate {
  /** Row-major, 0 to 255. */
  readonly pixels: Uint8Array;
  /** Defects, and their area in square millimetres. */
  readonly count: number;
  readonly area: number;
}

/** What a defect adds to the brightness at a place; 0 outside it. */
type Defect = (x: number, y: number) => number;

export function drawPlate(kind: PlateKind, rng: Rng): Plate {
  const [shiftX, shiftY, turn] = [3 * rng.normal(), 3 * rng.normal(), 0.03 * rng.normal()];
  const [light, slope] = [150 + 8 * rng.normal(), 12 * rng.normal()];
  const brush = streaks(rng);
  const count = kind === 'good' ? 0 : 1 + rng.integer(3);
  const defects = Array.from({ length: count }, () => defectOf(kind, rng));
  const marked = new Uint8Array(side * side);
  const pixels = Uint8Array.from({ length: side * side }, (_, i) => {
    const [column, row] = [i % side, Math.floor(i / side)];
    // The plate's own coordinates, from its middle.
    const [dx, dy] = [column - side / 2 - shiftX, row - side / 2 - shiftY];
    const [x, y] = [dx * Math.cos(turn) + dy * Math.sin(turn), dy * Math.cos(turn) - dx * Math.sin(turn)];
    const noise = 2.5 * rng.normal();
    const isHole = Math.hypot(x - 24, y - 16) < 6 || Math.hypot(x + 24, y + 16) < 6;
    if (Math.abs(x) > 38 || Math.abs(y) > 30 || isHole) return bounded((isHole ? 40 : 58) + noise);
    const added = defects.reduce((sum, defect) => sum + defect(x, y), 0);
    if (Math.abs(added) > 6) marked[i] = 1;
    return bounded(light + (slope * x) / side + brush[row]![column]! + added + noise);
  });
  const area = marked.reduce((sum, one) => sum + one, 0) * pitch ** 2;
  return { pixels, count, area };
}

function bounded(value: number): number {
  return Math.min(255, Math.max(0, Math.round(value)));
}

/** Brushed metal: each row's noise is drawn out along the row. */
function streaks(rng: Rng): number[][] {
  return Array.from({ length: side }, () => {
    let value = 6 * rng.normal();
    return Array.from({ length: side }, () => (value = 0.92 * value + 2.2 * rng.normal()));
  });
}

function defectOf(kind: PlateKind, rng: Rng): Defect {
  const [x0, y0] = [(2 * rng.next() - 1) * 30, (2 * rng.next() - 1) * 22];
  if (kind === 'scratch') return scratch(x0, y0, rng);
  return kind === 'dent' ? dent(x0, y0, rng) : stain(x0, y0, rng);
}

/** A thin line, brighter or darker than the metal. */
function scratch(x0: number, y0: number, rng: Rng): Defect {
  const [angle, half] = [Math.PI * rng.next(), 8 + 12 * rng.next()];
  const [width, depth] = [1.1 + 0.6 * rng.next(), (rng.next() < 0.5 ? -1 : 1) * (50 + 40 * rng.next())];
  return (x, y) => {
    const along = (x - x0) * Math.cos(angle) + (y - y0) * Math.sin(angle);
    const across = (y - y0) * Math.cos(angle) - (x - x0) * Math.sin(angle);
    return Math.abs(along) > half ? 0 : depth * Math.exp(-((across / width) ** 2));
  };
}

/** A hollow under light from one side: one flank bright, the other dark. */
function dent(x0: number, y0: number, rng: Rng): Defect {
  const [radius, depth] = [4 + 2.5 * rng.next(), 90 + 50 * rng.next()];
  return (x, y) => {
    const far = Math.hypot(x - x0, y - y0) / radius;
    return far > 2 ? 0 : ((depth * (x - x0 + y - y0)) / radius) * Math.exp(-(far ** 2) * 1.2);
  };
}

/** A soft dark spot of no particular form. */
function stain(x0: number, y0: number, rng: Rng): Defect {
  const drops = Array.from({ length: 4 }, () => [
    x0 + 5 * rng.normal(),
    y0 + 5 * rng.normal(),
    5 + 3 * rng.next(),
    18 + 12 * rng.next(),
  ]);
  return (x, y) =>
    drops.reduce((sum, [u, v, radius, depth]) => {
      const far = Math.hypot(x - u!, y - v!) / radius!;
      return sum - depth! * Math.exp(-(far ** 2));
    }, 0);
}
