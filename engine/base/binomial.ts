// Exact limits of a rate that was counted: Clopper and Pearson 1934, through the regularised
// incomplete beta function (continued fraction, DLMF 8.17.22, by Lentz's method); Student's t by the same function.

/**
 * The largest rate that still explains so few events at this confidence, one-sided: with 0 of 41, 0.0705 at 0.95.
 *
 * @param events 0 to `trials`
 * @param trials at least 0; without trials nothing is excluded and the bound is 1
 * @param confidence such as 0.95, one-sided
 */
export function binomialUpperBound(events: number, trials: number, confidence = 0.95): number {
  if (trials <= 0 || events >= trials) return 1;
  if (events === 0) return 1 - (1 - confidence) ** (1 / trials);
  return betaQuantile(confidence, events + 1, trials - events);
}

/** The smallest rate that still explains so many events at this confidence, one-sided. */
export function binomialLowerBound(events: number, trials: number, confidence = 0.95): number {
  return 1 - binomialUpperBound(trials - events, trials, confidence);
}

/** Two-sided Clopper-Pearson interval: each side at (1 + confidence) / 2. */
export function binomialInterval(events: number, trials: number, confidence = 0.95): { low: number; high: number } {
  const side = (1 + confidence) / 2;
  return { low: binomialLowerBound(events, trials, side), high: binomialUpperBound(events, trials, side) };
}

/** Trials without an event that show a rate below `rate`: 59 for 5 % at 0.95. */
export function trialsToShow(rate: number, confidence = 0.95): number {
  return Math.ceil(Math.log(1 - confidence) / Math.log(1 - rate));
}

/** Student's t that a two-sided interval reaches to: 2.776 with 4 degrees of freedom at 0.95. */
export function studentQuantile(freedom: number, confidence = 0.95): number {
  const x = betaQuantile(1 - confidence, freedom / 2, 0.5);
  return Math.sqrt((freedom * (1 - x)) / x);
}

/** Probability that a normal variable is more than `deviations` below its mean: 0.025 at 1.96. */
export function normalTail(deviations: number): number {
  // Student's t with this many degrees of freedom is normal to six digits.
  const freedom = 1e7;
  return incompleteBeta(freedom / (freedom + deviations ** 2), freedom / 2, 0.5) / 2;
}

/** Probability that a Beta(a, b) variable is at most x: the regularised incomplete beta function I_x(a, b). */
export function incompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  const front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x));
  // The fraction converges fast on its own side of the mean; the other side follows by symmetry.
  if (x < (a + 1) / (a + b + 2)) return (front * betaFraction(x, a, b)) / a;
  return 1 - (front * betaFraction(1 - x, b, a)) / b;
}

/** The x with I_x(a, b) = probability, by bisection to the last bit that matters. */
function betaQuantile(probability: number, a: number, b: number): number {
  let low = 0;
  let high = 1;
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    if (incompleteBeta(middle, a, b) < probability) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

function betaFraction(x: number, a: number, b: number): number {
  const tiny = 1e-300;
  const away = (value: number): number => (Math.abs(value) < tiny ? tiny : value);
  let c = 1;
  let d = 1 / away(1 - ((a + b) * x) / (a + 1));
  let result = d;
  // Large counts need about sqrt(max(a, b)) terms.
  for (let m = 1; m <= 100000; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / away(1 + even * d);
    c = away(1 + even / c);
    result *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / away(1 + odd * d);
    c = away(1 + odd / c);
    const factor = d * c;
    result *= factor;
    if (Math.abs(factor - 1) < 1e-15) break;
  }
  return result;
}

/** Logarithm of the gamma function for positive x: Stirling's series (DLMF 5.11.1) after shifting x above 10. */
export function logGamma(x: number): number {
  let shift = 0;
  let value = x;
  for (; value < 10; value++) shift += Math.log(value);
  const inverse = 1 / value;
  const square = inverse * inverse;
  const series = inverse * (1 / 12 - square * (1 / 360 - square * (1 / 1260 - square * (1 / 1680 - square / 1188))));
  return (value - 0.5) * Math.log(value) - value + 0.5 * Math.log(2 * Math.PI) + series - shift;
}
