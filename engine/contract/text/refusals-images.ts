// Refusals of reading pictures: only what leaves nothing to work with. A single bad picture is a
// problem of the report, never a refusal. One entry a situation: facts, then both sentences.

import type { RefusalEntry } from '../errors.ts';

export const imageRefusals = {
  'images.none': {
    ja: (f) => ({
      message:
        f.broken === 0
          ? '画像が 1 枚も見つかりませんでした。'
          : `読み取れる画像が 1 枚もありませんでした（読み取れなかった画像: ${f.broken} 枚）。`,
      hint: 'JPEG・PNG・BMP・TIFF の入ったフォルダーか zip を指定してください。',
    }),
    en: (f) => ({
      message:
        f.broken === 0 ? 'No picture was found.' : `None of the pictures could be read (${f.broken} were damaged).`,
      hint: 'Choose a folder or a zip with JPEG, PNG, BMP or TIFF pictures.',
    }),
  } satisfies RefusalEntry<{ broken: number }>,
  'images.not-found': {
    ja: (f) => ({
      message: `「${f.path}」が見つかりません。`,
      hint: '名前が変わっていないか、USB メモリやネットワークドライブがつながっているか確認してください。',
    }),
    en: (f) => ({
      message: `"${f.path}" was not found.`,
      hint: 'Check whether it was renamed, and whether the USB stick or network drive is connected.',
    }),
  } satisfies RefusalEntry<{ path: string }>,
  'images.too-many': {
    ja: (f) => ({
      message: `ファイルが ${f.most} 個を超えています。`,
      hint: '対象のフォルダーだけを指定してください。',
    }),
    en: (f) => ({ message: `There are more than ${f.most} files.`, hint: 'Choose only the folder that is meant.' }),
  } satisfies RefusalEntry<{ most: number }>,
  'images.zip-damaged': {
    ja: (f) => ({
      message: `圧縮ファイル ${f.file} を読み取れません。`,
      hint: f.encrypted
        ? 'パスワードが付いています。展開したフォルダーを指定してください。'
        : '壊れているか、コピーが途中です。もう一度コピーするか、展開したフォルダーを指定してください。',
    }),
    en: (f) => ({
      message: `The archive ${f.file} cannot be read.`,
      hint: f.encrypted
        ? 'It has a password. Unpack it and choose the folder.'
        : 'It is damaged or copied only in part. Copy it again, or unpack it and choose the folder.',
    }),
  } satisfies RefusalEntry<{ file: string; encrypted: boolean }>,
  'images.no-path-column': {
    ja: (f) => ({
      message: `${f.file} の中に、画像のファイル名が入った列が見つかりません。`,
      hint: 'ファイル名の列を指定してください。「crazing_1.jpg」のように、画像の名前がそのまま入っている列です。',
    }),
    en: (f) => ({
      message: `No column of ${f.file} holds the file names of the pictures.`,
      hint: 'Name the column: its cells are the names of the pictures, such as "crazing_1.jpg".',
    }),
  } satisfies RefusalEntry<{ file: string }>,
  'images.path-column-missing': {
    ja: (f) => ({
      message: `${f.file} に、列「${f.column}」がありません。`,
      hint: `ある列: ${f.columns.join('、')}`,
    }),
    en: (f) => ({ message: `${f.file} has no column "${f.column}".`, hint: `It has: ${f.columns.join(', ')}` }),
  } satisfies RefusalEntry<{ file: string; column: string; columns: string[] }>,
  'images.no-rows-match': {
    ja: (f) => ({
      message: `${f.file} の列「${f.column}」の名前に合う画像が 1 枚もありません（例:「${f.example}」）。`,
      hint: '別の列を指定するか、画像のフォルダーが正しいか確認してください。',
    }),
    en: (f) => ({
      message: `No picture fits the names in column "${f.column}" of ${f.file} (such as "${f.example}").`,
      hint: 'Name another column, or check that the folder of pictures is the right one.',
    }),
  } satisfies RefusalEntry<{ file: string; column: string; example: string }>,
  'join.no-photo-column': {
    ja: (f) => ({
      message: `${f.file} に、写真のファイル名が入っている列が見つかりません（写真の例: ${f.photos.join('、')}）。`,
      hint: `写真のファイル名の列を加えるか、どの列かを指定してください。ある列: ${f.columns.join('、')}`,
    }),
    en: (f) => ({
      message: `${f.file} has no column with the file names of the photos (such as ${f.photos.join(', ')}).`,
      hint: `Add such a column, or say which one it is. It has: ${f.columns.join(', ')}`,
    }),
  } satisfies RefusalEntry<{ file: string; columns: string[]; photos: string[] }>,
  'join.no-photo-matches': {
    ja: (f) => ({
      message: `${f.file} の列「${f.column}」の値は、どの写真のファイル名とも合いません（値の例: ${f.cells.join('、')}。写真の例: ${f.photos.join('、')}）。`,
      hint: '写真のファイル名が入っている別の列を選んでください。フォルダー名と拡張子は、有っても無くても構いません。',
    }),
    en: (f) => ({
      message: `No value of column "${f.column}" of ${f.file} is the name of a photo (values: ${f.cells.join(', ')}; photos: ${f.photos.join(', ')}).`,
      hint: 'Choose another column, the one with the file names of the photos; with or without folder and extension.',
    }),
  } satisfies RefusalEntry<{ file: string; column: string; cells: string[]; photos: string[] }>,
  'images.rows-conflict': {
    ja: (f) => ({
      message: `${f.file} で、画像「${f.picture}」の行が 2 行以上あり、列「${f.column}」の値が違います。`,
      hint: '1 枚につき 1 行にしてください。不良の位置を 1 行ずつ書いた表なら、xmin・ymin・xmax・ymax（または x・y・width・height）の列が必要です。',
    }),
    en: (f) => ({
      message: `${f.file} has several rows for the picture "${f.picture}", and they differ in column "${f.column}".`,
      hint: 'Keep one row a picture. A list with one row a defect needs the columns xmin, ymin, xmax, ymax (or x, y, width, height).',
    }),
  } satisfies RefusalEntry<{ file: string; picture: string; column: string }>,
  'images.picture-lost': {
    ja: (f) => ({
      message: `画像「${f.path}」を読み取れなくなりました。`,
      hint: '読み込んだ後で、元のファイルが移動または変更されています。もう一度読み込んでください。',
    }),
    en: (f) => ({
      message: `The picture "${f.path}" can no longer be read.`,
      hint: 'The original file was moved or changed after the import. Import it again.',
    }),
  } satisfies RefusalEntry<{ path: string }>,
  'images.list-gone': {
    ja: (f) => ({
      message: `一覧表「${f.name}」が、画像の中に見つかりません。`,
      hint: '一覧表のファイルを選び直してください。',
    }),
    en: (f) => ({ message: `The list "${f.name}" is not among the pictures.`, hint: 'Choose the list again.' }),
  } satisfies RefusalEntry<{ name: string }>,
  'project.no-data-set': {
    ja: (f) => ({
      message: `データ「${f.source}」がありません。`,
      hint: '取り消しや入れ替えで、なくなっています。画面を開き直してください。',
    }),
    en: (f) => ({
      message: `There is no data set "${f.source}".`,
      hint: 'It was removed or replaced meanwhile. Open the page again.',
    }),
  } satisfies RefusalEntry<{ source: string }>,
  'project.no-photos': {
    ja: (f) => ({
      message: `データ「${f.source}」は写真のデータではありません。`,
      hint: '写真のデータを選んでください。',
    }),
    en: (f) => ({ message: `The data set "${f.source}" has no photos.`, hint: 'Choose a data set of photos.' }),
  } satisfies RefusalEntry<{ source: string }>,
} as const;
