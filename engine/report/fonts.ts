// The Japanese font of the report, as data inside the page: of the font's pieces only those that hold a
// letter the page uses, so that a report carries about a megabyte instead of six.

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Name under which the page finds the font. */
export const embeddedFont = 'TaskLoom Report';

/** `@font-face` rules for every piece with a letter of `text`. Throws when the font is not where the program was built. */
export function fontFaces(text: string, folder = fontFolder()): string {
  const letters = new Set([...text].map((letter) => letter.codePointAt(0)!));
  const ranges = JSON.parse(readFileSync(join(folder, 'unicode.json'), 'utf8')) as Record<string, string>;
  return Object.entries(ranges)
    .filter(([, range]) => holdsAny(range, letters))
    .map(([piece, range]) => {
      const file = join(folder, 'files', `noto-sans-jp-${piece.replace(/[[\]]/g, '')}-wght-normal.woff2`);
      const data = readFileSync(file).toString('base64');
      return `@font-face{font-family:'${embeddedFont}';font-weight:100 900;src:url(data:font/woff2;base64,${data}) format('woff2');unicode-range:${range}}`;
    })
    .join('\n');
}

/** Beside the packaged program in `assets/fonts/noto-sans-jp`; in a checkout, the package it comes from. */
function fontFolder(): string {
  const places = [join('assets', 'fonts', 'noto-sans-jp'), join('node_modules', '@fontsource-variable', 'noto-sans-jp')];
  const candidates = ['..', '../..', '../../..'].flatMap((up) => places.map((place) => join(import.meta.dirname, up, place)));
  const found = candidates.find((candidate) => existsSync(join(candidate, 'unicode.json')));
  if (found === undefined) throw new Error(`the report's font is in none of ${candidates.join(', ')}`);
  return found;
}

/** Whether a CSS `unicode-range` holds one of the code points. */
export function holdsAny(range: string, letters: ReadonlySet<number>): boolean {
  return range.split(',').some((part) => {
    const [from, to] = part.trim().replace(/^U\+/i, '').split('-').map((code) => Number.parseInt(code, 16)) as [number, number?];
    if (to === undefined) return letters.has(from);
    for (let code = from; code <= to; code++) if (letters.has(code)) return true;
    return false;
  });
}
