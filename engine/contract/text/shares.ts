// Shares of tasks and amounts of time as sentences tell them, in both languages.

import type { Language } from '../language.ts';

/** A task's name in quotation marks of the language. */
export function quoted(name: string, language: Language): string {
  return language === 'ja' ? `「${name}」` : `"${name}"`;
}

/** `寸法 54 %、外観判定 21 %`: the largest first; of many only the first few, with the number of the others. */
export function sharesText(tasks: readonly string[], shares: readonly number[], language: Language, most = 4): string {
  const sorted = tasks.map((task, k) => ({ task, share: shares[k] ?? 0 })).sort((a, b) => b.share - a.share);
  const told = sorted.slice(0, most).map(({ task, share }) => `${task} ${wholePercent(share)}`);
  const rest = sorted.length - told.length;
  if (language === 'ja') return told.join('、') + (rest > 0 ? `、ほか ${rest} 件` : '');
  return told.join(', ') + (rest > 0 ? ` and ${rest} more` : '');
}

/** Whole percent; one decimal below 1 %, so that a share never reads as none. */
export function wholePercent(share: number): string {
  const value = 100 * share;
  return `${value > 0 && value < 1 ? value.toFixed(1) : Math.round(value)} %`;
}

/** Whole percent with a true sign: `+62 %`, `−44 %`, `0 %`. */
export function signedPercent(share: number): string {
  const rounded = Math.round(100 * share);
  return `${rounded > 0 ? '+' : rounded < 0 ? '−' : ''}${Math.abs(rounded)} %`;
}

/** Three significant digits: `0.212`, `1.85`, `42`. */
export function significant(value: number): string {
  return value >= 100 ? Math.round(value).toLocaleString('en-US') : String(Number(value.toPrecision(3)));
}

/** `42 秒`, `3 分 5 秒`, `2 時間 10 分`. */
export function duration(seconds: number, language: Language): string {
  const japanese = language === 'ja';
  if (seconds < 10) return `${significant(seconds)} ${japanese ? '秒' : 's'}`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} ${japanese ? '秒' : 's'}`;
  if (whole < 3600) {
    const [minutes, rest] = [Math.floor(whole / 60), whole % 60];
    return japanese ? `${minutes} 分${rest ? ` ${rest} 秒` : ''}` : `${minutes} min${rest ? ` ${rest} s` : ''}`;
  }
  const [hours, minutes] = [Math.floor(whole / 3600), Math.round((whole % 3600) / 60)];
  return japanese ? `${hours} 時間${minutes ? ` ${minutes} 分` : ''}` : `${hours} h${minutes ? ` ${minutes} min` : ''}`;
}
