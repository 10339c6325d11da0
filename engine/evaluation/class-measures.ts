// Figures of judged classes, from how often each row counts.

import type { Measure } from './resample.ts';

/** Counts by true class (row) and judged class (column), `[C * C]`. */
function crossed(
  actual: ArrayLike<number>,
  judged: ArrayLike<number>,
  classes: number,
  counts: Int32Array,
): Float64Array {
  const cells = new Float64Array(classes * classes);
  for (let i = 0; i < counts.length; i++) cells[actual[i]! * classes + judged[i]!]! += counts[i]!;
  return cells;
}

/** Rows true class, columns judged class. */
export function confusion(actual: ArrayLike<number>, judged: ArrayLike<number>, classes: number): number[][] {
  const cells = crossed(actual, judged, classes, new Int32Array(actual.length).fill(1));
  return Array.from({ length: classes }, (_, row) => [...cells.subarray(row * classes, (row + 1) * classes)]);
}

/** F1 of one class: harmonic mean of precision and recall; 0 where the class occurs but is never met, NaN where it does not occur. */
export function f1Measure(
  actual: ArrayLike<number>,
  judged: ArrayLike<number>,
  classes: number,
  positive: number,
): Measure {
  return (counts) => f1Of(crossed(actual, judged, classes, counts), classes, positive);
}

/** Mean F1 over the classes that occur among the rows or the judgements, each class counting the same (macro). */
export function macroF1Measure(actual: ArrayLike<number>, judged: ArrayLike<number>, classes: number): Measure {
  return (counts) => {
    const cells = crossed(actual, judged, classes, counts);
    const scores = Array.from({ length: classes }, (_, c) => f1Of(cells, classes, c)).filter(
      (score) => !Number.isNaN(score),
    );
    return scores.reduce((sum, score) => sum + score, 0) / scores.length;
  };
}

/** Mean recall over the classes that occur. */
export function balancedAccuracyMeasure(
  actual: ArrayLike<number>,
  judged: ArrayLike<number>,
  classes: number,
): Measure {
  return (counts) => {
    const cells = crossed(actual, judged, classes, counts);
    let [sum, present] = [0, 0];
    for (let c = 0; c < classes; c++) {
      const row = cells.subarray(c * classes, (c + 1) * classes).reduce((total, count) => total + count, 0);
      if (row === 0) continue;
      sum += cells[c * classes + c]! / row;
      present++;
    }
    return sum / present;
  };
}

/** Mean of -ln(probability given to the true class); probabilities below 1e-7 count as 1e-7. */
export function logLossMeasure(
  actual: ArrayLike<number>,
  probabilityOf: (row: number, label: number) => number,
): Measure {
  const losses = Float64Array.from(
    actual,
    (label, row) => -Math.log(Math.min(1, Math.max(1e-7, probabilityOf(row, label)))),
  );
  return meanMeasure(losses);
}

/** Mean of one number a row. */
export function meanMeasure(values: Float64Array): Measure {
  return (counts) => {
    let [sum, total] = [0, 0];
    for (let i = 0; i < counts.length; i++) {
      sum += counts[i]! * values[i]!;
      total += counts[i]!;
    }
    return sum / total;
  };
}

function f1Of(cells: Float64Array, classes: number, positive: number): number {
  let [row, column] = [0, 0];
  for (let c = 0; c < classes; c++) {
    row += cells[positive * classes + c]!;
    column += cells[c * classes + positive]!;
  }
  return (2 * cells[positive * classes + positive]!) / (row + column);
}
