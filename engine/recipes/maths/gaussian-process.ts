// Gaussian-process regression in plain arithmetic: a squared-exponential kernel that forgets with time.
// Source: Rasmussen and Williams 2006, algorithm 2.1; the factor of time is that of PB2 (Parker-Holder 2020).

export interface Observation {
  /** When it was seen; only differences count. */
  readonly time: number;
  readonly place: readonly number[];
  readonly value: number;
}

export interface Kernel {
  /** Distance over which values stop being alike. */
  readonly length: number;
  /** Share of what is known that fades with every two units of time, 0 to below 1. */
  readonly fading: number;
  /** Standard deviation of one observation, in units of the values' own. */
  readonly noise: number;
  /** Variance of what all observations of one time have in common, whatever their place; not part of what is predicted. */
  readonly common: number;
}

export interface Process {
  /** Logarithm of the likelihood of the observations, larger is better. */
  readonly evidence: number;
  /** Expected value at a place and time, and its standard deviation without noise. Far from all observations 0 and 1. */
  at(time: number, place: readonly number[]): { readonly mean: number; readonly deviation: number };
}

/** The process that has seen these observations, whose values have about mean 0 and deviation 1. */
export function fitProcess(seen: readonly Observation[], kernel: Kernel): Process {
  const covariance = seen.map((one, i) =>
    seen.map(
      (other, j) =>
        alike(one, other, kernel) +
        (one.time === other.time ? kernel.common : 0) +
        (i === j ? kernel.noise ** 2 + 1e-8 : 0),
    ),
  );
  const lower = cholesky(covariance);
  const values = seen.map((one) => one.value);
  const weights = backward(lower, forward(lower, values));
  const fit = values.reduce((sum, value, i) => sum + value * weights[i]!, 0);
  const volume = lower.reduce((sum, row, i) => sum + Math.log(row[i]!), 0);
  return {
    evidence: -0.5 * fit - volume - 0.5 * seen.length * Math.log(2 * Math.PI),
    at: (time, place) => {
      const near = seen.map((one) => alike(one, { time, place }, kernel));
      const explained = forward(lower, near).reduce((sum, each) => sum + each * each, 0);
      return {
        mean: near.reduce((sum, each, i) => sum + each * weights[i]!, 0),
        deviation: Math.sqrt(Math.max(0, 1 - explained)),
      };
    },
  };
}

/** The kernel of the list under which the observations are likeliest. */
export function likeliestKernel(seen: readonly Observation[], kernels: readonly Kernel[]): Kernel {
  const evidence = kernels.map((kernel) => fitProcess(seen, kernel).evidence);
  return kernels[evidence.indexOf(Math.max(...evidence))]!;
}

function alike(
  one: Pick<Observation, 'time' | 'place'>,
  other: Pick<Observation, 'time' | 'place'>,
  { length, fading }: Kernel,
): number {
  const square = one.place.reduce((sum, value, i) => sum + (value - other.place[i]!) ** 2, 0);
  return Math.exp(-square / (2 * length * length)) * (1 - fading) ** (Math.abs(one.time - other.time) / 2);
}

/** L with L L^T = a, for a symmetric positive definite matrix. */
function cholesky(a: readonly (readonly number[])[]): number[][] {
  const lower = a.map((row) => row.map(() => 0));
  a.forEach((row, i) => {
    for (let j = 0; j <= i; j++) {
      let rest = row[j]!;
      for (let k = 0; k < j; k++) rest -= lower[i]![k]! * lower[j]![k]!;
      lower[i]![j] = i === j ? Math.sqrt(Math.max(rest, 1e-12)) : rest / lower[j]![j]!;
    }
  });
  return lower;
}

/** x with L x = b. */
function forward(lower: readonly (readonly number[])[], b: readonly number[]): number[] {
  const x: number[] = [];
  b.forEach((value, i) => {
    let rest = value;
    for (let j = 0; j < i; j++) rest -= lower[i]![j]! * x[j]!;
    x.push(rest / lower[i]![i]!);
  });
  return x;
}

/** x with L^T x = b. */
function backward(lower: readonly (readonly number[])[], b: readonly number[]): number[] {
  const x = new Array<number>(b.length).fill(0);
  for (let i = b.length - 1; i >= 0; i--) {
    let rest = b[i]!;
    for (let j = i + 1; j < b.length; j++) rest -= lower[j]![i]! * x[j]!;
    x[i] = rest / lower[i]![i]!;
  }
  return x;
}
