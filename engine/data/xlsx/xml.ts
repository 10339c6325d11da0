// The few things that spreadsheet XML needs: tags with the text behind them, in order, from a stream.

import { Refusal } from '../../contract/errors.ts';

export interface Tag {
  /** Without its namespace prefix. */
  readonly name: string;
  readonly closing: boolean;
  readonly empty: boolean;
  readonly attributes: string;
  /** Up to the next tag, entities still encoded. */
  readonly text: string;
}

/** Longest run without a tag, in characters; a cell holds at most 32,767. */
const longestText = 16_000_000;

/** Cuts pieces of XML into tags. A tag and its text are given once both are complete. */
export class TagReader {
  readonly #file: string;
  #rest = '';

  constructor(file: string) {
    this.#file = file;
  }

  *read(piece: string): Generator<Tag> {
    const text = this.#rest + piece;
    const cut = text.lastIndexOf('<');
    this.#rest = cut < 0 ? text : text.slice(cut);
    if (this.#rest.length > longestText) throw new Refusal('workbook.damaged', { file: this.#file });
    if (cut > 0) yield* this.#tagsIn(text.slice(0, cut));
  }

  *end(): Generator<Tag> {
    yield* this.#tagsIn(this.#rest);
    this.#rest = '';
  }

  /** What is neither a tag, a comment nor an instruction is damage: skipping it would lose cells. */
  *#tagsIn(text: string): Generator<Tag> {
    let end = text.startsWith('<') ? 0 : text.indexOf('<');
    for (const match of text.matchAll(tag)) {
      if (match.index !== end && !/^<[?!]/.test(text.slice(end, end + 2)))
        throw new Refusal('workbook.damaged', { file: this.#file });
      end = match.index + match[0].length;
      yield {
        closing: match[1] === '/',
        name: match[2]!,
        attributes: match[3]!,
        empty: match[4] === '/',
        text: match[5]!,
      };
    }
    if (end >= 0 && end < text.length && !/^<[?!]/.test(text.slice(end, end + 2)))
      throw new Refusal('workbook.damaged', { file: this.#file });
  }
}

const tag = /<(\/?)(?:[\w.-]+:)?([A-Za-z][\w.-]*)((?:[^<>"']|"[^"]*"|'[^']*')*?)(\/?)>([^<]*)/g;

/** The value of an attribute, decoded; a prefix such as `r:` belongs to the name. */
export function attribute(attributes: string, name: string): string | undefined {
  for (let at = attributes.indexOf(name); at >= 0; at = attributes.indexOf(name, at + 1)) {
    const before = attributes.charCodeAt(at - 1);
    const open = at + name.length + 1;
    const quote = attributes[open];
    if ((at > 0 && before > 0x20) || attributes[open - 1] !== '=' || (quote !== '"' && quote !== "'")) continue;
    const close = attributes.indexOf(quote, open + 1);
    return close < 0 ? undefined : decodeEntities(attributes.slice(open + 1, close));
  }
  return undefined;
}

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

export function decodeEntities(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(#x[0-9a-fA-F]{1,6}|#\d{1,7}|\w{2,5});/g, (whole, entity: string) => {
    if (entity[0] !== '#') return named[entity] ?? whole;
    const code = entity[1] === 'x' ? parseInt(entity.slice(2), 16) : Number(entity.slice(1));
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}

/** Excel writes control characters as _x000D_. */
export function cellText(text: string): string {
  const decoded = decodeEntities(text);
  return decoded.includes('_x')
    ? decoded.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(parseInt(code, 16)))
    : decoded;
}
