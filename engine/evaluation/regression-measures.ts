// Figures of predicted values, from how often each row counts.

import { meanMeasure } from './class-measures.ts';
import type { Measure } from './resample.ts';

/** Mean absolute error. */
export function maeMeasure(errors: Float64Array): Measure {
  return meanMeasure(errors.map(Math.abs));
}

/** Root of the mean squared error. */
export function rmseMeasure(errors: Float64Array): Measure {
  const mean = meanMeasure(errors.map((error) => error * error));
  return (counts) => Math.sqrt(mean(counts));
}

/** 1 - squared error / squared spread about the mean; NaN where all actual values are equal. */
export function r2Measure(actual: ArrayLike<number>, errors: Float64Array): Measure {
  // Measured from the first value: sums of squares of large, close numbers would lose their digits.
  const shifted = Float64Array.from(actual, (value) => value - actual[0]!);
  return (counts) => {
    let [n, sum, squares, error] = [0, 0, 0, 0];
    for (let i = 0; i < counts.length; i++) {
      const count = counts[i]!;
      n += count;
      sum += count * shifted[i]!;
      squares += count * shifted[i]! * shifted[i]!;
      error += count * errors[i]! * errors[i]!;
    }
    const spread = squares - (sum * sum) / n;
    return spread > 1e-12 * squares ? 1 - error / spread : NaN;
  };
}

/** The absolute error that a share of the rows does not exceed. */
export function errorQuantileMeasure(errors: Float64Array, share: number): Measure {
  const sizes = errors.map(Math.abs);
  const order = Uint32Array.from({ length: sizes.length }, (_, i) => i).sort((a, b) => sizes[a]! - sizes[b]!);
  return (counts) => {
    const total = counts.reduce((sum, count) => sum + count, 0);
    let seen = 0;
    for (const row of order) {
      seen += counts[row]!;
      if (seen >= share * total) return sizes[row]!;
    }
    return NaN;
  };
}
