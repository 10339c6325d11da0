// Words for tables with different headers that were dropped together.

import { counted } from '../../engine/contract/text/phrases.ts';

const ja = {
  title: (count: number) => `見出しの違う表が ${count} つあります。どう使いますか?`,
  join: '共通の列でつないで、1 つの表にする',
  separate: '別々のデータとして読み込む（行どうしはつながない）',
  main: '元になる表',
  rows: (count: string) => `${count} 行`,
  keysOf: (name: string) => `「${name}」をつなぐ列`,
  noneShared: (main: string, other: string) => `「${main}」と「${other}」には、共通する名前の列がありません。`,
  noKeys: 'つなぐ列を選んでください。',
  repeated: (name: string, rows: string) =>
    `「${name}」に、つなぐ列の値が同じ行が ${rows} 行あるため、どの行をつなぐか決まりません。列を増やすか、元になる表を入れ替えてください。`,
  matched: (rows: string, matched: string) => `${rows} 行のうち ${matched} 行に相手があります。`,
  unmatchedKept: (rows: string) => `相手がない ${rows} 行は残り、つないだ列は空欄になります。`,
  unmatchedDropped: (rows: string) => `相手がない ${rows} 行は除かれます。`,
  unused: (name: string, rows: string) => `「${name}」の ${rows} 行は、相手がないため使われません。`,
  kind: '相手がない行の扱い',
  kinds: { left: '相手がない行も残す', inner: '両方にある行だけ残す' },
  counting: '行の対応を数えています',
  sameThing: '同じ表の続きで、見出しだけが違うときは',
  unite: 'すべての列を合わせて、縦につなぐ（ない列は空欄）',
  look: '確認する表',
  toPhotos: '今の写真に、写真のファイル名の列でつなぐ（つないだ列は入力になります）',
  photoColumn: '写真のファイル名が入っている列',
  photoLooking: '写真のファイル名が入っている列を探しています',
  photoChoose: '列を選んでください',
  photoOption: (name: string, matched: string, all: string) => `${name} — 写真 ${all} 枚のうち ${matched} 枚に一致`,
  photoGuess: '（自動）',
  photoNone: (photo: string) =>
    `写真のファイル名（例: ${photo}）が入っている列が見つかりません。列を選ぶか、ファイル名の列を加えた表を入れ直してください。`,
  photoNoMatch: (cell: string, photo: string) =>
    `この列の値（例: ${cell}）は、どの写真のファイル名（例: ${photo}）とも合いません。別の列を選んでください。フォルダー名と拡張子は、有っても無くても構いません。`,
  photoRepeated: (rows: string) =>
    `同じ写真の行が 2 行以上あり（重複 ${rows} 行）、どの行をつなぐか決まりません。写真 1 枚につき 1 行にしてください。`,
  photoMatches: (cell: string, without: string) =>
    `値の例: ${cell}${without === '0' ? '' : `。表に行のない写真: ${without} 枚`}`,
};

const en: typeof ja = {
  title: (count) => `There are ${count} tables with different headers. How are they used?`,
  join: 'Join them by common columns into one table',
  separate: 'Import them as separate data sets (rows are not joined)',
  main: 'Table whose rows stay',
  rows: (count) => counted(count, 'row'),
  keysOf: (name) => `Columns that join “${name}”`,
  noneShared: (main, other) => `“${main}” and “${other}” have no column of the same name.`,
  noKeys: 'Choose the columns to join by.',
  repeated: (name, rows) =>
    `In “${name}” ${rows} rows repeat the values of an earlier one, so it cannot be told which is meant. Choose more columns, or let the rows of the other table stay.`,
  matched: (rows, matched) => `${matched} of ${rows} rows ${matched === '1' ? 'has' : 'have'} a match.`,
  unmatchedKept: (rows) =>
    rows === '1'
      ? '1 row without a match stays, with the joined columns empty.'
      : `${rows} rows without a match stay, with the joined columns empty.`,
  unmatchedDropped: (rows) =>
    rows === '1' ? '1 row without a match is left out.' : `${rows} rows without a match are left out.`,
  unused: (name, rows) =>
    rows === '1'
      ? `1 row of “${name}” has no match and is not used.`
      : `${rows} rows of “${name}” have no match and are not used.`,
  kind: 'Rows without a match',
  kinds: { left: 'Keep rows without a match', inner: 'Keep only rows found in both' },
  counting: 'Counting which rows belong together',
  sameThing: 'If one continues the other and only the headers differ:',
  unite: 'take all columns, one table below the other (empty where a file has none)',
  look: 'Table to look at',
  toPhotos: 'Join it to the photos by the column with their file names (its columns become inputs)',
  photoColumn: 'Column with the file names of the photos',
  photoLooking: 'Looking for the column with the file names of the photos',
  photoChoose: 'Choose a column',
  photoOption: (name, matched, all) => `${name} — names ${matched} of ${all} photos`,
  photoGuess: ' (suggested)',
  photoNone: (photo) =>
    `No column seems to hold the file names of the photos (such as ${photo}). Choose one, or add the file again with such a column.`,
  photoNoMatch: (cell, photo) =>
    `No value of this column (such as ${cell}) is the file name of a photo (such as ${photo}), with or without folder and extension. Choose another column.`,
  photoRepeated: (rows) =>
    `Some photos have several rows (${rows} repeated), so it cannot be told which is meant. Keep one row a photo.`,
  photoMatches: (cell, without) =>
    `A value: ${cell}${without === '0' ? '' : `. Photos without a row in the table: ${without}`}`,
};

export const togetherWords = { ja, en };
