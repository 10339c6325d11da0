// What a compute budget would give, read between measured trainings. Measured values stay as measured; what
// lies between is an estimate with a band, and outside the measured range nothing is said.

/** One measured training: its compute, and how well it did with the interval where one is known. */
export interface SweepPoint {
  readonly id: string;
  /** Compute, positive; less is cheaper. */
  readonly x: number;
  readonly y: number;
  readonly low: number | null;
  readonly high: number | null;
}

export interface SweepValue {
  readonly x: number;
  readonly y: number;
  /** Interval of a measurement, or the band of an estimate; null where a measurement has none. */
  readonly low: number | null;
  readonly high: number | null;
  /** The training it was measured on; null = estimated. */
  readonly measured: string | null;
}

/** Budgets closer than this share to a measured one count as measured. */
const near = 0.01;

/**
 * Value at compute `x`: measured where a training lies within 1 %, otherwise a straight line over log(x)
 * between the two neighbours. The estimate's half band is the neighbours' own (linear between them) plus a part
 * that grows from 0 at a neighbour to its full size half-way: half the step between the neighbours (half-way, any value
 * between them is as likely), plus the root mean square error of predicting each inner training from its neighbours.
 *
 * @returns null outside the measured range, and with fewer than two different amounts of compute
 */
export function predictAt(points: readonly SweepPoint[], x: number): SweepValue | null {
  const sorted = distinct(points);
  const close = sorted.find((point) => Math.abs(point.x - x) <= near * point.x);
  if (close)
    return {
      x: close.x,
      y: close.y,
      low: close.low,
      high: close.high,
      measured: close.id,
    };
  const after = sorted.findIndex((point) => point.x > x);
  if (after <= 0) return null;
  const [left, right] = [sorted[after - 1]!, sorted[after]!];
  const t = along(left, right, x);
  const y = left.y + t * (right.y - left.y);
  const own = (1 - t) * halfWidth(left) + t * halfWidth(right);
  const half = own + 2 * Math.min(t, 1 - t) * (Math.abs(right.y - left.y) / 2 + scatter(sorted));
  return { x, y, low: y - half, high: y + half, measured: null };
}

/** The least and the largest measured compute; null with fewer than two different ones. */
export function sweepRange(points: readonly SweepPoint[]): readonly [number, number] | null {
  const sorted = distinct(points);
  return sorted.length > 1 ? [sorted[0]!.x, sorted.at(-1)!.x] : null;
}

/** By rising compute; of trainings with the same compute the one in the middle. */
function distinct(points: readonly SweepPoint[]): SweepPoint[] {
  const known = points.filter((point) => point.x > 0 && Number.isFinite(point.x) && Number.isFinite(point.y));
  const sorted = [...known].sort((a, b) => a.x - b.x);
  const groups: SweepPoint[][] = [];
  for (const point of sorted) {
    const last = groups.at(-1);
    if (last && point.x - last[0]!.x <= near * point.x) last.push(point);
    else groups.push([point]);
  }
  return groups.map((group) => [...group].sort((a, b) => a.y - b.y)[Math.floor((group.length - 1) / 2)]!);
}

function along(left: SweepPoint, right: SweepPoint, x: number): number {
  return Math.log(x / left.x) / Math.log(right.x / left.x);
}

function halfWidth({ low, high }: SweepPoint): number {
  return low === null || high === null ? 0 : Math.abs(high - low) / 2;
}

function scatter(sorted: readonly SweepPoint[]): number {
  const inner = sorted.slice(1, -1);
  if (inner.length === 0) return 0;
  const squares = inner.map((point, i) => {
    const [left, right] = [sorted[i]!, sorted[i + 2]!];
    return (point.y - (left.y + along(left, right, point.x) * (right.y - left.y))) ** 2;
  });
  return Math.sqrt(squares.reduce((sum, one) => sum + one, 0) / squares.length);
}
