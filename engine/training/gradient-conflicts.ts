// How often two tasks' gradients by the shared numbers point apart. Information only: it does not predict
// which tasks do well together (methods.md 2.4).

export interface Conflicts {
  /** One gradient a task over all trained numbers, in any scale. */
  add(gradients: readonly Float32Array[]): void;
  /** By pair, the share of measurements with a negative cosine; null where a task had no gradient, and on the diagonal. */
  shares(): (number | null)[][];
}

/** @param shared first and last-plus-one position of the shared numbers */
export function conflicts(taskCount: number, shared: { readonly from: number; readonly to: number }): Conflicts {
  const zeros = (): Float64Array[] => Array.from({ length: taskCount }, () => new Float64Array(taskCount));
  const apart = zeros();
  const counted = zeros();
  return {
    add: (gradients) => {
      for (let i = 0; i < taskCount; i++) {
        for (let k = 0; k < i; k++) {
          let dot = 0;
          for (let at = shared.from; at < shared.to; at++) dot += gradients[i]![at]! * gradients[k]![at]!;
          if (dot === 0 || !Number.isFinite(dot)) continue;
          counted[i]![k]!++;
          if (dot < 0) apart[i]![k]!++;
        }
      }
    },
    shares: () =>
      apart.map((row, i) =>
        Array.from(row, (_, k) => {
          const [high, low] = [Math.max(i, k), Math.min(i, k)];
          const count = counted[high]![low]!;
          return i === k || count === 0 ? null : apart[high]![low]! / count;
        }),
      ),
  };
}
