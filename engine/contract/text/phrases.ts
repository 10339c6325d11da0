// Numbers as sentences print them, the same in both languages: comma thousands, point decimals.

/** A count or a measured value with at most four significant decimals: `12,345`, `0.0312`. */
export function number(value: number): string {
  if (Number.isInteger(value)) return value.toLocaleString('en-US');
  if (Math.abs(value) >= 1000) return value.toLocaleString('en-US', { maximumFractionDigits: 1 });
  return value.toLocaleString('en-US', { maximumSignificantDigits: 4 });
}

/** A share of 1 in percent, finer near none and all: `34 %`, `3.4 %`, `99.5 %`. Never rounded to certainty. */
export function percent(share: number): string {
  const value = share * 100;
  // An improvement or a loss may be more than all.
  const edge = value > 100 ? value : Math.min(value, 100 - value);
  const rounded = Number(value.toFixed(edge >= 10 ? 0 : edge >= 1 ? 1 : 2));
  if (rounded === 100 && value < 100) return '99.99 %';
  if (rounded === 0 && value > 0) return '0.01 %';
  return `${rounded} %`;
}

/** An upper bound in percent, rounded up so that the claim still holds: `31.3 %`. */
export function atMost(share: number): string {
  return `${Math.ceil(share * 1000 - 1e-9) / 10} %`;
}

/** `1 row`, `1,200 rows`: an English noun that takes an s. */
export function counted(count: number | string, noun: string): string {
  const text = typeof count === 'number' ? number(count) : count;
  return `${text} ${noun}${text === '1' ? '' : 's'}`;
}

/** A moment on the file's own clock as `2026/08/01`. */
export function dateOf(milliseconds: number): string {
  return new Date(milliseconds).toISOString().slice(0, 10).replaceAll('-', '/');
}

/** A value with its unit, where it has one. */
export function withUnit(value: number, unit: string): string {
  return unit === '' ? number(value) : `${number(value)} ${unit}`;
}
