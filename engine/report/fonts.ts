// The Japanese font of the report, as data inside the page: of the font's pieces only those that hold a
// letter the page uses, so that a report carries about a megabyte instead of six.

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Name under which the page finds the font. */
export const embeddedFont = 'TaskLoom Report';

/** Fixed weights, not the variable font: a PDF holds those as ordinary fonts, variable ones only as drawings. */
const weights = [400, 700] as const;

/** `@font-face` rules for every piece with a letter of `text`, in both weights. Throws when the fonts are missing. */
export function fontFaces(text: string, folder = fontFolder()): string {
  const letters = new Set([...text].map((letter) => letter.codePointAt(0)!));
  const ranges = JSON.parse(readFileSync(join(folder, 'unicode.json'), 'utf8')) as Record<string, string>;
  const needed = Object.entries(ranges).filter(([, range]) => holdsAny(range, letters));
  return needed
    .flatMap(([piece, range]) =>
      weights.map((weight) => fontFace(join(folder, `${piece.replace(/[[\]]/g, '')}-${weight}.woff2`), weight, range)),
    )
    .join('\n');
}

function fontFace(file: string, weight: number, range: string): string {
  const data = readFileSync(file).toString('base64');
  return `@font-face{font-family:'${embeddedFont}';font-weight:${weight};src:url(data:font/woff2;base64,${data}) format('woff2');unicode-range:${range}}`;
}

/** `assets/fonts/noto-sans-jp`, some folders above the source or the bundle. */
function fontFolder(): string {
  const candidates = ['..', '../..', '../../..'].map((up) =>
    join(import.meta.dirname, up, 'assets', 'fonts', 'noto-sans-jp'),
  );
  const found = candidates.find((candidate) => existsSync(join(candidate, 'unicode.json')));
  if (found === undefined) throw new Error(`the report's font is in none of ${candidates.join(', ')}`);
  return found;
}

/** Whether a CSS `unicode-range` holds one of the code points. */
export function holdsAny(range: string, letters: ReadonlySet<number>): boolean {
  return range.split(',').some((part) => {
    const [from, to] = part
      .trim()
      .replace(/^U\+/i, '')
      .split('-')
      .map((code) => Number.parseInt(code, 16)) as [number, number?];
    if (to === undefined) return letters.has(from);
    for (let code = from; code <= to; code++) if (letters.has(code)) return true;
    return false;
  });
}
