// What was wrong with a picture, in words: one sentence a code and language. `detail` is the problem's.

import type { ImageProblem, ImageProblemCode, IgnoredReason } from '../images.ts';
import type { Language } from '../language.ts';

type Sentences = Readonly<Record<Language, (detail: string) => string>>;

const texts: Readonly<Record<ImageProblemCode, Sentences>> = {
  empty: {
    ja: () => 'ファイルが空（0 バイト）です。',
    en: () => 'The file is empty (0 bytes).',
  },
  unreadable: {
    ja: (detail) => `画像を読み取れません。データが壊れています${inBrackets(detail, 'ja')}。`,
    en: (detail) => `The picture cannot be read: its data are damaged${inBrackets(detail, 'en')}.`,
  },
  truncated: {
    ja: () => '画像が途中で切れています。コピーや保存が途中で止まった可能性があります。',
    en: () => 'The picture ends half-way. Copying or saving it may have been interrupted.',
  },
  'not-an-image': {
    ja: (detail) => `拡張子は画像ですが、中身は画像ではありません${inBrackets(detail, 'ja')}。`,
    en: (detail) => `The name is that of a picture, but the content is not${inBrackets(detail, 'en')}.`,
  },
  'too-large': {
    ja: (detail) => `画素数が大きすぎるため、開きませんでした（${detail}、上限は 1 億画素）。`,
    en: (detail) => `It has too many pixels and was not opened (${detail}; the limit is 100 million).`,
  },
  'too-many-bytes': {
    ja: (detail) => `ファイルが大きすぎるため、開きませんでした（${detail}）。`,
    en: (detail) => `The file is too large and was not opened (${detail}).`,
  },
  unsupported: {
    ja: (detail) => `この形式の画像には対応していません（${detail}）。PNG または JPEG で保存し直してください。`,
    en: (detail) => `This kind of picture is not supported (${detail}). Save it as PNG or JPEG.`,
  },
  'path-too-long': {
    ja: () => 'フォルダー名とファイル名が長すぎて、開けません。浅いフォルダーへ移してください。',
    en: () => 'Its folder and file names are too long to be opened. Move it to a folder further up.',
  },
  'name-twice': {
    ja: () => '同じ名前のファイルが 2 つあります。最初の 1 つを使いました。',
    en: () => 'There are two files of this name. The first was used.',
  },
  'duplicate-exact': {
    ja: (detail) => `「${detail}」と完全に同じ画像です。`,
    en: (detail) => `It is exactly the same picture as "${detail}".`,
  },
  'nested-archive': {
    ja: () => '中にある圧縮ファイルは開きません。展開してから入れてください。',
    en: () => 'An archive inside is not opened. Unpack it first.',
  },
  'mask-without-photo': {
    ja: () => 'マスク画像ですが、対応する写真がありません。',
    en: () => 'It is a mask, but the photo that it belongs to is missing.',
  },
  'picture-without-row': {
    ja: () => '一覧表に、この画像の行がありません。',
    en: () => 'The list has no row for this picture.',
  },
  'row-without-picture': {
    ja: (detail) => `一覧表の ${detail} 行目の画像が見つかりません。`,
    en: (detail) => `The picture of line ${detail} of the list was not found.`,
  },
  'row-ambiguous': {
    ja: (detail) => `一覧表の ${detail} 行目に当てはまる画像が 2 つ以上あります。フォルダー名も書いてください。`,
    en: (detail) => `Several pictures fit line ${detail} of the list. Write the folder too.`,
  },
};

function inBrackets(detail: string, language: Language): string {
  if (detail === '') return '';
  return language === 'ja' ? `(${detail})` : ` (${detail})`;
}

/** The problem in the user's language, without the path. */
export function sayImageProblem(problem: ImageProblem, language: Language): string {
  return texts[problem.code][language](problem.detail);
}

const reasons: Readonly<Record<IgnoredReason, Readonly<Record<Language, string>>>> = {
  system: { ja: 'システムのファイル（Thumbs.db など）', en: 'files of the system (Thumbs.db and the like)' },
  hidden: { ja: '隠しファイル', en: 'hidden files' },
  table: { ja: '表のファイル（CSV・Excel）', en: 'tables (CSV, Excel)' },
  archive: { ja: '圧縮ファイル', en: 'archives' },
  other: { ja: '画像ではないファイル', en: 'files that are no pictures' },
  link: { ja: '繰り返しになるリンク', en: 'links that lead back' },
};

/** Why files were passed over, as the count beside it says. */
export function sayIgnored(reason: IgnoredReason, language: Language): string {
  return reasons[reason][language];
}
