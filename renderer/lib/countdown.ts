// A time left that runs like a clock: it counts down by itself and drifts towards newer estimates instead
// of jumping to them.

/** Seconds after which about two thirds of a difference to the newest estimate are made up for. */
const settling = 6;

export class Countdown {
  #shown: number | null = null;
  #at = 0;

  /** The seconds to show at `now` (seconds of any clock); null until there was an estimate. */
  next(estimate: number | null, now: number): number | null {
    const passed = now - this.#at;
    this.#at = now;
    if (this.#shown === null || estimate === null) {
      this.#shown = estimate ?? (this.#shown === null ? null : Math.max(0, this.#shown - passed));
      return this.#shown;
    }
    const counted = Math.max(0, this.#shown - passed);
    this.#shown = counted + (estimate - counted) * (1 - Math.exp(-passed / settling));
    return this.#shown;
  }

  /** While nothing goes on, no time passes. */
  hold(now: number): void {
    this.#at = now;
  }

  reset(): void {
    this.#shown = null;
  }
}
