// Numbers, sizes, dates and times for reading. Japanese and English differ only in words; digits,
// separators and the 24-hour date form 2026/08/22 14:05 are the same in both.

import type { Language } from '../../engine/contract/language.ts';

/** Shown where there is no number. */
export const noValue = '–';

/** A count: whole, with thousands separators. */
export function formatCount(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}

/** A measured number to three significant digits; large ones keep all digits before the point. */
export function formatNumber(value: number | null | undefined, digits = 3): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return noValue;
  if (Number.isInteger(value)) return minus(formatCount(value));
  const size = Math.abs(value);
  if (size >= 10 ** digits) return minus(formatCount(value));
  if (size !== 0 && size < 0.0001) return minus(value.toExponential(1));
  const decimals = size === 0 ? 0 : Math.min(6, Math.max(0, digits - 1 - Math.floor(Math.log10(size))));
  return minus(value.toFixed(decimals));
}

/** A value of the data itself: up to five significant digits, as a gauge that reads 24.836 gives them, no zeros added. */
export function formatValue(value: number): string {
  const rounded = Number(value.toPrecision(5));
  return minus(
    Math.abs(rounded) >= 1e6 ? formatCount(rounded) : rounded.toLocaleString('en-US', { maximumFractionDigits: 8 }),
  );
}

/** `−0.938 – 8.841`: from the least to the greatest value of a column; the minus is not the dash between them. */
export function formatRange(least: number, most: number): string {
  return `${formatValue(least)} – ${formatValue(most)}`;
}

/** A share of 0 to 1 as a percentage; small and nearly full shares keep a decimal, so that 99.96 % is not called 100 %. */
export function formatPercent(share: number | null | undefined): string {
  if (share === null || share === undefined || !Number.isFinite(share)) return noValue;
  const percent = share * 100;
  if (percent === 0 || percent === 100) return `${percent} %`;
  if (percent > 99.95 || percent < 0.05) return `${percent.toFixed(2)} %`;
  return `${percent.toFixed(1)} %`;
}

/** `2026/08/22 14:05` on this PC's clock. */
export function formatMoment(milliseconds: number): string {
  const date = new Date(milliseconds);
  return `${dayOf(date.getFullYear(), date.getMonth(), date.getDate())} ${two(date.getHours())}:${two(date.getMinutes())}`;
}

/** The same with seconds, where a minute is too coarse to tell two apart. */
export function formatMomentExactly(milliseconds: number): string {
  return `${formatMoment(milliseconds)}:${two(new Date(milliseconds).getSeconds())}`;
}

/** A moment from a file, which carries its own clock: the day, and the time where there is one. */
export function formatFileMoment(milliseconds: number): string {
  const date = new Date(milliseconds);
  const day = dayOf(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate());
  const atMidnight = milliseconds % 86_400_000 === 0;
  return atMidnight ? day : `${day} ${two(date.getUTCHours())}:${two(date.getUTCMinutes())}`;
}

function dayOf(year: number, month: number, day: number): string {
  return `${year}/${two(month + 1)}/${two(day)}`;
}

/** A true minus sign, as wide as a plus, in place of the hyphens of a number's text. */
function minus(text: string): string {
  return text.replaceAll('-', '−');
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}

/** A length of time, rounded as one would say it: `2分30秒`, `2 min 30 s`. */
export function formatDuration(seconds: number, language: Language): string {
  const word =
    language === 'ja'
      ? { hour: '時間', minute: '分', second: '秒', gap: '' }
      : { hour: ' h', minute: ' min', second: ' s', gap: ' ' };
  if (seconds < 1) return language === 'ja' ? '1秒未満' : 'under 1 s';
  if (seconds < 60) return `${Math.round(seconds)}${word.second}`;
  if (seconds < 600) {
    const tens = Math.round(seconds / 10) * 10;
    const rest = tens % 60;
    return `${Math.floor(tens / 60)}${word.minute}${rest === 0 ? '' : `${word.gap}${rest}${word.second}`}`;
  }
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes}${word.minute}`;
  const rest = minutes % 60;
  return `${Math.floor(minutes / 60)}${word.hour}${rest === 0 ? '' : `${word.gap}${rest}${word.minute}`}`;
}

/**
 * A time left, in steps coarse enough to be true; the last seconds are not counted. Rounded to the nearest step: rounded
 * up, it could stand above what is told as the most.
 */
export function formatTimeLeft(seconds: number, language: Language): string {
  if (seconds < 5) return language === 'ja' ? 'まもなく終わります' : 'almost done';
  const time = formatDuration(seconds < 60 ? Math.round(seconds / 5) * 5 : seconds, language);
  return language === 'ja' ? `残り 約${time}` : `about ${time} left`;
}

/** Bytes as a person reads them: `512 B`, `2.6 MB`. */
export function formatBytes(bytes: number): string {
  return scaled(bytes, 1000, ['B', 'kB', 'MB', 'GB', 'TB']);
}

/** Operations to judge one part: `41.2 k`, `3.1 M`. */
export function formatOperations(flops: number): string {
  return scaled(flops, 1000, ['', 'k', 'M', 'G', 'T']);
}

function scaled(value: number, base: number, units: readonly string[]): string {
  let rest = value;
  let step = 0;
  while (rest >= base && step < units.length - 1) {
    rest /= base;
    step += 1;
  }
  const text = step === 0 ? formatCount(rest) : formatNumber(rest);
  return `${text} ${units[step] ?? ''}`.trim();
}

/** Latency: `0.21 ms`. */
export function formatMilliseconds(milliseconds: number | null | undefined): string {
  return milliseconds === null || milliseconds === undefined ? noValue : `${formatNumber(milliseconds)} ms`;
}
