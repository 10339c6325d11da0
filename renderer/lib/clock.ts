// The window's clock: its only caller of performance.now.

/** Milliseconds since the page was loaded, never going back: for durations. */
export function milliseconds(): number {
  return performance.now();
}

/** The same in seconds. */
export function seconds(): number {
  return milliseconds() / 1000;
}
