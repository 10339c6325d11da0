// The least value of a function of a few numbers without its gradient (Nelder and Mead 1965).

export interface Found {
  readonly point: readonly number[];
  readonly value: number;
}

/**
 * @param start where to look first; the other corners lie `step` away along each number
 * @param options.evaluations how often the function may be asked, at most
 */
export function minimise(
  measure: (point: readonly number[]) => number,
  start: readonly number[],
  options: { readonly step: number; readonly evaluations: number },
): Found {
  let left = options.evaluations;
  const ask = (point: readonly number[]): Found => {
    left--;
    const value = measure(point);
    return { point, value: Number.isNaN(value) ? Infinity : value };
  };
  let corners = [start, ...start.map((_, k) => start.map((one, i) => (i === k ? one + options.step : one)))].map(ask);
  while (left > 0) {
    corners.sort((a, b) => a.value - b.value);
    const [best, worst, second] = [corners[0]!, corners.at(-1)!, corners.at(-2)!];
    if (worst.value - best.value <= 1e-10 * Math.abs(best.value)) break;
    const centre = start.map(
      (_, i) => corners.slice(0, -1).reduce((sum, one) => sum + one.point[i]!, 0) / start.length,
    );
    const along = (share: number): Found => ask(centre.map((middle, i) => middle + share * (worst.point[i]! - middle)));
    const mirrored = along(-1);
    let next: Found | null = mirrored;
    if (mirrored.value < best.value) {
      const further = along(-2);
      next = further.value < mirrored.value ? further : mirrored;
    } else if (mirrored.value >= second.value) {
      const inner = along(mirrored.value < worst.value ? -0.5 : 0.5);
      next = inner.value < Math.min(worst.value, mirrored.value) ? inner : null;
    }
    corners = next
      ? [...corners.slice(0, -1), next]
      : [best, ...corners.slice(1).map((one) => ask(one.point.map((at, i) => (at + best.point[i]!) / 2)))];
  }
  return corners.reduce((a, b) => (b.value < a.value ? b : a));
}
