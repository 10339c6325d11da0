// The shell's clock: its only caller of Date.now.

/** Milliseconds since 1970 UTC. */
export function timestamp(): number {
  return Date.now();
}
