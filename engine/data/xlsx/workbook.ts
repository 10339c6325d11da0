// What a workbook says besides its sheets' rows: the sheets' names, which cell formats show dates, shared
// strings.

import { Refusal } from '../../contract/errors.ts';
import type { Source } from '../bytes.ts';
import { attribute, cellText, TagReader, type Tag } from './xml.ts';
import { openZip, textOf, type Zip, type ZipPart } from './zip.ts';

/** How a number is shown: plainly, as a day (with time), as a time alone, or with leading zeros. */
export type NumberLook = 'plain' | 'date' | 'time' | { readonly digits: number };

export interface Workbook {
  readonly zip: Zip;
  /** Visible sheets in order. */
  readonly sheets: readonly { readonly name: string; readonly part: ZipPart }[];
  readonly looks: readonly NumberLook[];
  readonly since1904: boolean;
  readonly strings: ZipPart | null;
}

export async function openWorkbook(source: Source, signal?: AbortSignal): Promise<Workbook> {
  const zip = await openZip(source);
  const book = zip.parts.get('xl/workbook.xml');
  const relations = zip.parts.get('xl/_rels/workbook.xml.rels');
  if (!book || !relations) throw new Refusal('workbook.damaged', { file: source.file });
  const targets = new Map<string, string>();
  let strings: ZipPart | null = null;
  let styles: ZipPart | null = null;
  for await (const tag of tagsOf(zip, relations, signal)) {
    if (tag.name !== 'Relationship' || tag.closing) continue;
    const target = attribute(tag.attributes, 'Target') ?? '';
    const path = (target.startsWith('/') ? target.slice(1) : `xl/${target}`).toLowerCase();
    const type = attribute(tag.attributes, 'Type') ?? '';
    targets.set(attribute(tag.attributes, 'Id') ?? '', path);
    if (type.endsWith('/sharedStrings')) strings = zip.parts.get(path) ?? null;
    if (type.endsWith('/styles')) styles = zip.parts.get(path) ?? null;
  }
  const sheets: { name: string; part: ZipPart }[] = [];
  let since1904 = false;
  for await (const tag of tagsOf(zip, book, signal)) {
    if (tag.name === 'workbookPr') since1904 = /^(1|true)$/.test(attribute(tag.attributes, 'date1904') ?? '');
    if (tag.name !== 'sheet' || tag.closing || /hidden/i.test(attribute(tag.attributes, 'state') ?? '')) continue;
    const part = zip.parts.get(targets.get(attribute(tag.attributes, 'r:id') ?? '') ?? '');
    if (part && part.name.includes('sheet')) sheets.push({ name: attribute(tag.attributes, 'name') ?? '', part });
  }
  if (sheets.length === 0) throw new Refusal('workbook.damaged', { file: source.file });
  return { zip, sheets, looks: styles ? await looksOf(zip, styles, signal) : [], since1904, strings };
}

async function* tagsOf(zip: Zip, part: ZipPart, signal?: AbortSignal): AsyncGenerator<Tag> {
  const reader = new TagReader(zip.source.file);
  for await (const piece of textOf(zip, part, signal)) yield* reader.read(piece);
  yield* reader.end();
}

/** Shared strings up to index `last`; phonetic readings (ふりがな) are left out. */
export async function sharedStrings(book: Workbook, last: number, signal?: AbortSignal): Promise<string[]> {
  const strings: string[] = [];
  if (book.strings === null || last < 0) return strings;
  let text = '';
  let reading = false;
  const take = (tag: Tag): void => {
    if (tag.name === 'si' && !tag.closing) text = '';
    else if (tag.name === 'rPh') reading = !tag.closing;
    else if (tag.name === 't' && !tag.closing && !reading) text += cellText(tag.text);
    if (tag.name === 'si' && (tag.closing || tag.empty)) strings.push(text);
  };
  const reader = new TagReader(book.zip.source.file);
  for await (const piece of textOf(book.zip, book.strings, signal)) {
    for (const tag of reader.read(piece)) take(tag);
    if (strings.length > last) return strings;
  }
  for (const tag of reader.end()) take(tag);
  return strings;
}

/** Number formats that Excel numbers itself: days, and times alone (ECMA-376 part 1, 18.8.30). */
const builtInDates = new Set([14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 55, 56, 57, 58]);
const builtInTimes = new Set([18, 19, 20, 21, 32, 33, 34, 35, 45, 46, 47]);

async function looksOf(zip: Zip, styles: ZipPart, signal?: AbortSignal): Promise<NumberLook[]> {
  const codes = new Map<number, string>();
  const looks: NumberLook[] = [];
  let inFormats = false;
  for await (const tag of tagsOf(zip, styles, signal)) {
    if (tag.name === 'numFmt')
      codes.set(Number(attribute(tag.attributes, 'numFmtId')), attribute(tag.attributes, 'formatCode') ?? '');
    else if (tag.name === 'cellXfs') inFormats = !tag.closing;
    else if (tag.name === 'xf' && inFormats && !tag.closing)
      looks.push(lookOf(Number(attribute(tag.attributes, 'numFmtId') ?? 0), codes));
    if (looks.length > 100_000) break;
  }
  return looks;
}

function lookOf(id: number, codes: ReadonlyMap<number, string>): NumberLook {
  const code = codes.get(id);
  if (code === undefined) return builtInDates.has(id) ? 'date' : builtInTimes.has(id) ? 'time' : 'plain';
  const bare = code
    .replace(/"[^"]*"|\\.|_.|\*./g, '')
    .replace(/\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, '')
    .split(';')[0]!;
  if (/^0{2,}$/.test(bare)) return { digits: bare.length };
  if (/general/i.test(bare) || !/[ymdhsge]/i.test(bare) || /[#?]|0.*e[+-]/i.test(bare)) return 'plain';
  return /[ydge]/i.test(bare) || (/m/i.test(bare) && !/[hs]/i.test(bare)) ? 'date' : 'time';
}
