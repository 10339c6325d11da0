// HTML as text. Values put into the `html` template are escaped; only what `html` and the charts made is markup.

export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

type Value = Html | string | number | null | undefined | false | readonly Value[];

/** A piece of a page. Text is escaped, arrays are joined, null and false are nothing. */
export function html(pieces: TemplateStringsArray, ...values: Value[]): Html {
  return new Html(pieces.reduce((text, piece, i) => text + shown(values[i - 1]) + piece));
}

/** A chart's SVG, which escapes its own values. */
export function drawn(svg: string): Html {
  return new Html(svg);
}

function shown(value: Value): string {
  if (value === null || value === undefined || value === false) return '';
  if (value instanceof Html) return value.text;
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') return escaped(value);
  return value.map(shown).join('');
}

export function escaped(text: string): string {
  // eslint-disable-next-line no-control-regex
  const clean = text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, ' ');
  return clean.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
