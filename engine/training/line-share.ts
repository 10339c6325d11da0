// How much of an answer should be linear: the share that the validation rows find best, and none where its gain could be
// chance.

/** What both are off by on one validation row, in deviations of the target. */
export interface RowErrors {
  readonly network: number;
  readonly line: number;
}

const steps = 20;
/** With fewer rows nothing is told from chance. */
const fewest = 8;
/**
 * The mean absolute error must fall by this many of its standard errors. Where the rule is linear (cars' price, two made-up
 * tables, breast cancer cells' area, oil temperature an hour ahead; three or four divisions each) it fell by 2.2 to 8; where a twentieth or a tenth of a
 * line looked better on few rows and was not (Energy's cooling load, test error 18 % higher), by less.
 */
const leastErrors = 2;

/** 0 to 1 by twentieths. */
export function bestLineShare(rows: readonly RowErrors[]): number {
  if (rows.length < fewest) return 0;
  const losses = Array.from({ length: steps + 1 }, (_, step) =>
    mean(rows.map((row) => huber(mixed(row, step / steps)))),
  );
  const share = losses.indexOf(Math.min(...losses)) / steps;
  const gains = rows.map((row) => Math.abs(row.network) - Math.abs(mixed(row, share)));
  const gain = mean(gains);
  const error = Math.sqrt(mean(gains.map((one) => (one - gain) ** 2)) / (rows.length - 1));
  return gain > leastErrors * error ? share : 0;
}

function mixed({ network, line }: RowErrors, share: number): number {
  return (1 - share) * network + share * line;
}

/** As in training: straight from one deviation on. */
function huber(error: number): number {
  const near = Math.min(Math.abs(error), 1);
  return near ** 2 / 2 + Math.abs(error) - near;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
