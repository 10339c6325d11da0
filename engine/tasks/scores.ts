// The few scores that training itself watches. Intervals and the rest are in evaluation/.

/** Area under the precision-recall steps (average precision). Ties are taken together. NaN without a positive, or with a score that is NaN. */
export function averagePrecision(scores: ArrayLike<number>, positive: ArrayLike<number>): number {
  if (Array.from(scores).some(Number.isNaN)) return Number.NaN;
  const order = Array.from({ length: scores.length }, (_, i) => i).sort((a, b) => scores[b]! - scores[a]!);
  let positives = 0;
  for (let i = 0; i < positive.length; i++) positives += positive[i]!;
  let seen = 0;
  let hits = 0;
  let area = 0;
  for (let i = 0; i < order.length;) {
    const value = scores[order[i]!]!;
    let found = 0;
    for (; i < order.length && scores[order[i]!]! === value; i++, seen++) found += positive[order[i]!]!;
    hits += found;
    area += (found / positives) * (hits / seen);
  }
  return area;
}

/** Mean of the classes' hit rates, over the classes that occur. NaN when none does. */
export function balancedAccuracy(judged: ArrayLike<number>, actual: ArrayLike<number>, classCount: number): number {
  const total = new Float64Array(classCount);
  const right = new Float64Array(classCount);
  for (let i = 0; i < actual.length; i++) {
    total[actual[i]!]! += 1;
    if (judged[i] === actual[i]) right[actual[i]!]! += 1;
  }
  let sum = 0;
  let classes = 0;
  for (let c = 0; c < classCount; c++) {
    if (total[c] === 0) continue;
    sum += right[c]! / total[c]!;
    classes++;
  }
  return sum / classes;
}
