// SVG as text. Values put into the `svg` template are escaped; only what `svg` itself made is markup.

/** Markup that is safe to put into a page: made by `svg`, never by hand. */
export class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  toString(): string {
    return this.text;
  }
}

type Value = Markup | string | number | null | undefined | false | readonly Value[];

/** A piece of SVG. Text is escaped, numbers lose needless digits, arrays are joined, null and false are nothing. */
export function svg(pieces: TemplateStringsArray, ...values: Value[]): Markup {
  return new Markup(pieces.reduce((text, piece, i) => text + shown(values[i - 1]) + piece));
}

function shown(value: Value): string {
  if (value === null || value === undefined || value === false) return '';
  if (value instanceof Markup) return value.text;
  if (typeof value === 'number') return coordinate(value);
  if (typeof value === 'string') return escape(value);
  return value.map(shown).join('');
}

/** A number with at most two decimals: a hundredth of a pixel is finer than any printer. */
export function coordinate(value: number): string {
  return String(Math.round(value * 100) / 100 + 0);
}

function escape(text: string): string {
  // Control characters cannot stand in XML at all, not even escaped.
  // eslint-disable-next-line no-control-regex
  const clean = text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, ' ');
  return clean.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
