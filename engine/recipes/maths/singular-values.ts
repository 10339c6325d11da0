// Singular values of a matrix with few rows by one-sided Jacobi rotations (Hestenes 1958): pairs of rows are
// turned until all stand at right angles; their lengths are the singular values. Plain arithmetic in float64.

/** Turns smaller than this, as a cosine, leave a pair as it is. */
const rightAngle = 1e-14;
const mostSweeps = 60;

/** In descending order, one for each row. @throws Error when a number is not finite */
export function singularValues(rows: readonly ArrayLike<number>[]): number[] {
  const turned = rows.map((row) => Float64Array.from(row));
  if (turned.some((row) => !row.every(Number.isFinite))) throw new Error('singular values of numbers not finite');
  for (let sweep = 0; sweep < mostSweeps; sweep++) {
    let still = true;
    for (let i = 0; i < turned.length; i++) {
      for (let j = i + 1; j < turned.length; j++) if (turn(turned[i]!, turned[j]!)) still = false;
    }
    if (still) break;
  }
  return turned.map((row) => Math.sqrt(dot(row, row))).sort((a, b) => b - a);
}

/** Rotates two rows in their plane until they stand at right angles; false when they already do. */
function turn(one: Float64Array, other: Float64Array): boolean {
  const [a, b, c] = [dot(one, one), dot(other, other), dot(one, other)];
  if (Math.abs(c) <= rightAngle * Math.sqrt(a * b)) return false;
  const ratio = (b - a) / (2 * c);
  const tangent = (ratio >= 0 ? 1 : -1) / (Math.abs(ratio) + Math.sqrt(1 + ratio * ratio));
  const cosine = 1 / Math.sqrt(1 + tangent * tangent);
  const sine = cosine * tangent;
  for (let i = 0; i < one.length; i++) {
    const [x, y] = [one[i]!, other[i]!];
    one[i] = cosine * x - sine * y;
    other[i] = sine * x + cosine * y;
  }
  return true;
}

export function dot(one: ArrayLike<number>, other: ArrayLike<number>): number {
  let total = 0;
  for (let i = 0; i < one.length; i++) total += one[i]! * other[i]!;
  return total;
}
