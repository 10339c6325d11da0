// What every chart shares: its size, its language, its root element, and how wide words are.

import type { Language } from '../contract/language.ts';
import { svg, type Markup } from './svg.ts';
import { fontFamily, type Theme } from './theme.ts';

export interface Frame {
  /** CSS pixels. */
  readonly width: number;
  readonly height: number;
  readonly theme: Theme;
  readonly language: Language;
}

/** Letter sizes in CSS pixels: one scale for all charts. */
export const sizes = { small: 10.5, label: 11.5, value: 13 } as const;

/** The whole picture: `title` names it and `description` says in words what it shows, for screen readers. */
export function chart(frame: Frame, title: string, description: string, ...body: Markup[]): string {
  const { width, height, theme } = frame;
  return svg`<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="${fontFamily}" font-size="${sizes.label}" fill="${theme.text}">
<title>${title}</title>
<desc>${description}</desc>
${body}
</svg>`.text;
}

/** A chart without anything to show says so. */
export function emptyChart(frame: Frame, title: string): string {
  const words = frame.language === 'ja' ? 'まだ表示するデータがありません' : 'Nothing to show yet';
  return chart(
    frame,
    title,
    words,
    svg`<text x="${frame.width / 2}" y="${frame.height / 2}" text-anchor="middle" fill="${frame.theme.muted}">${words}</text>`,
  );
}

/** About how wide a text is drawn: full-width letters take one em, others a little over half. */
export function textWidth(text: string, size: number): number {
  let ems = 0;
  for (const letter of text) {
    const code = letter.codePointAt(0)!;
    if (code >= 0x2e80) ems += 1;
    else if (/[A-Z%@mwMW]/.test(letter)) ems += 0.7;
    else ems += /[ .,:;'|il()\u2212-]/.test(letter) ? 0.34 : 0.57;
  }
  return ems * size;
}

/** The text, cut with an ellipsis to fit a width. */
export function fitted(text: string, size: number, width: number): string {
  if (textWidth(text, size) <= width) return text;
  let cut = [...text];
  while (cut.length > 1 && textWidth(`${cut.join('')}…`, size) > width) cut = cut.slice(0, -1);
  return `${cut.join('')}…`;
}

/** Text that crosses lines: a halo of the background keeps it readable. */
export function haloed(
  theme: Theme,
  x: number,
  y: number,
  anchor: 'start' | 'middle' | 'end',
  text: string,
  options: { size?: number; fill?: string; weight?: number } = {},
): Markup {
  const { size = sizes.label, fill = theme.text, weight = 400 } = options;
  return svg`<text x="${x}" y="${y}" text-anchor="${anchor}" font-size="${size}" font-weight="${weight}" fill="${fill}" stroke="${theme.surface}" stroke-width="3" stroke-linejoin="round" paint-order="stroke">${text}</text>`;
}

/** Moves wished positions apart to at least `gap`, keeping their order and staying inside `[low, high]` where they fit. */
export function spreadApart(wished: readonly number[], gap: number, low: number, high: number): number[] {
  const order = wished.map((_, i) => i).sort((a, b) => wished[a]! - wished[b]!);
  const placed = order.map((i) => Math.min(high, Math.max(low, wished[i]!)));
  for (let i = 1; i < placed.length; i++) placed[i] = Math.max(placed[i]!, placed[i - 1]! + gap);
  for (let i = placed.length - 1, edge = high; i >= 0; i--, edge = placed[i + 1]! - gap)
    placed[i] = Math.min(placed[i]!, edge);
  const result = new Array<number>(wished.length);
  order.forEach((original, i) => (result[original] = placed[i]!));
  return result;
}

export function phrase(frame: Frame, ja: string, en: string): string {
  return frame.language === 'ja' ? ja : en;
}

/** A unit behind a name, in brackets as the language writes them; nothing without a unit. */
export function inUnit(frame: Pick<Frame, 'language'>, unit: string | null | undefined): string {
  if (!unit) return '';
  return frame.language === 'ja' ? `（${unit}）` : ` (${unit})`;
}
