// The clock: the only caller of Date.now and performance.now.

/** Milliseconds since an arbitrary moment, never going back: for durations. */
export function milliseconds(): number {
  return performance.now();
}

/** Milliseconds since 1970 UTC: for time stamps on records. */
export function timestamp(): number {
  return Date.now();
}

/** A time stamp as local `YYYYMMDD`, for file names. */
export function compactDate(at: number): string {
  const date = new Date(at);
  return `${date.getFullYear()}${pad(date.getMonth() + 1)}${pad(date.getDate())}`;
}

function pad(value: number): string {
  return String(value).padStart(2, '0');
}
