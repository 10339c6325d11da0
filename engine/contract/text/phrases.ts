// Numbers as sentences print them, the same in both languages: comma thousands, point decimals.

/** A count or a measured value with at most four significant decimals: `12,345`, `0.0312`. */
export function number(value: number): string {
  if (Number.isInteger(value)) return value.toLocaleString('en-US');
  if (Math.abs(value) >= 1000) return value.toLocaleString('en-US', { maximumFractionDigits: 1 });
  return value.toLocaleString('en-US', { maximumSignificantDigits: 4 });
}

/** A share of 1 in percent, finer where it is small: `34 %`, `3.4 %`, `0.12 %`. */
export function percent(share: number): string {
  const value = share * 100;
  // Never rounded up to certainty, nor down to nothing.
  const digits = value >= 99.95 && value < 100 ? 2 : value >= 10 ? 0 : value >= 1 ? 1 : 2;
  const near = value > 99 && value < 99.95 ? 1 : digits;
  return `${Number(value.toFixed(near))} %`;
}

/** A moment on the file's own clock as `2026/08/01`. */
export function dateOf(milliseconds: number): string {
  return new Date(milliseconds).toISOString().slice(0, 10).replaceAll('-', '/');
}

/** A value with its unit, where it has one. */
export function withUnit(value: number, unit: string): string {
  return unit === '' ? number(value) : `${number(value)} ${unit}`;
}
