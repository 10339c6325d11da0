// Refusals while reading the user's files. One entry a situation: facts, then both sentences.

import type { RefusalEntry } from '../errors.ts';
import { counted } from './phrases.ts';

interface File {
  file: string;
}

export const dataRefusals = {
  'csv.ragged-row': {
    ja: (f) => ({
      message: `${f.file} の ${f.line} 行目: 値が ${f.found} 個ありますが、見出しは ${f.expected} 列です。`,
      hint: 'その行に、引用符で囲まれていない区切り文字がないか確認してください。その行を除いて読み込むこともできます（プロジェクトファイルでは "brokenRows":"skip"）。',
    }),
    en: (f) => ({
      message: `${f.file}, line ${f.line}: ${counted(f.found, 'value')}, but the header has ${counted(f.expected, 'column')}.`,
      hint: 'Check that line for a separator outside quotation marks. You can also import without it (in a project file "brokenRows":"skip").',
    }),
  } satisfies RefusalEntry<{ file: string; line: number; found: number; expected: number }>,
  'import.broken-row': {
    ja: (f) => ({
      message: `${f.file} の ${f.line} 行目: ${{ quote: '引用符が閉じられていません', 'null-byte': '文字ではないデータ（NUL）が入っています', 'too-long': '1 行が長すぎます' }[f.reason]}。`,
      hint: 'その行を直すか、その行を除いて読み込んでください（プロジェクトファイルでは "brokenRows":"skip"）。',
    }),
    en: (f) => ({
      message: `${f.file}, line ${f.line}: ${{ quote: 'a quotation mark is never closed', 'null-byte': 'the line contains bytes that are not text (NUL)', 'too-long': 'the line is too long' }[f.reason]}.`,
      hint: 'Repair that line, or import without it (in a project file "brokenRows":"skip").',
    }),
  } satisfies RefusalEntry<{ file: string; line: number; reason: 'quote' | 'null-byte' | 'too-long' }>,
  'import.not-found': {
    ja: (f) => ({
      message: `${f.file} が見つかりません。`,
      hint: '移動・削除されていないか、USB メモリやネットワークドライブがつながっているか確認してください。',
    }),
    en: (f) => ({
      message: `${f.file} cannot be found.`,
      hint: 'Check that it was not moved or deleted, and that the USB stick or network drive is connected.',
    }),
  } satisfies RefusalEntry<File>,
  'import.locked': {
    ja: (f) => ({
      message: `${f.file} を開けません。ほかのプログラムが使用中か、読み取りの権限がありません。`,
      hint: 'Excel などで開いている場合は閉じてから、もう一度お試しください。',
    }),
    en: (f) => ({
      message: `${f.file} cannot be opened: another program is using it, or you may not read it.`,
      hint: 'If it is open in Excel or elsewhere, close it there and try again.',
    }),
  } satisfies RefusalEntry<File>,
  'import.not-a-file': {
    ja: (f) => ({
      message: `${f.file} はファイルではありません。`,
      hint: 'CSV か Excel のファイルを指定してください。',
    }),
    en: (f) => ({ message: `${f.file} is not a file.`, hint: 'Give a CSV or Excel file.' }),
  } satisfies RefusalEntry<File>,
  'import.read-failed': {
    ja: (f) => ({
      message: `${f.file} の読み込みが途中で止まりました（${f.reason}）。`,
      hint: 'USB メモリやネットワークの接続を確認し、PC にコピーしてからもう一度お試しください。',
    }),
    en: (f) => ({
      message: `Reading ${f.file} stopped halfway (${f.reason}).`,
      hint: 'Check the USB stick or the network, copy the file to this PC and try again.',
    }),
  } satisfies RefusalEntry<{ file: string; reason: string }>,
  'import.empty': {
    ja: (f) => ({
      message: `${f.file} は空のファイルです。`,
      hint: '書き出しが終わったファイルかどうか確認してください。',
    }),
    en: (f) => ({ message: `${f.file} is empty.`, hint: 'Check that the program that writes it has finished.' }),
  } satisfies RefusalEntry<File>,
  'import.no-rows': {
    ja: (f) => ({
      message: `${f.file} にはデータの行がありません。`,
      hint: '見出しの行とデータの最初の行の指定を確認してください。',
    }),
    en: (f) => ({
      message: `${f.file} has no rows of data.`,
      hint: 'Check the settings for the header line and the first line of data.',
    }),
  } satisfies RefusalEntry<File>,
  'import.not-text': {
    ja: (f) => ({
      message: `${f.file} は CSV や Excel のファイルではないようです（文字ではないデータが多く含まれています）。`,
      hint: '測定器やロガーの独自形式の場合は、付属のソフトで CSV に書き出してください。UTF-16 の場合は BOM 付きで保存してください。',
    }),
    en: (f) => ({
      message: `${f.file} does not look like a CSV or Excel file: it is mostly bytes that are not text.`,
      hint: "If it is an instrument's own format, export it as CSV with the maker's program. Save UTF-16 with a byte-order mark.",
    }),
  } satisfies RefusalEntry<File>,
  'import.foreign': {
    ja: (f) => ({
      message: `${f.file} は ${f.format} ファイルのため、表として読み込めません。`,
      hint: '表は CSV か Excel（.xlsx）で書き出してください。写真は、写真として読み込んでください。',
    }),
    en: (f) => ({
      message: `${f.file} is a file of the format ${f.format} and cannot be read as a table.`,
      hint: 'Export the table as CSV or Excel (.xlsx). Photos are read as photos.',
    }),
  } satisfies RefusalEntry<{ file: string; format: string }>,
  'import.encoding': {
    ja: (f) => ({
      message: `${f.file} の ${f.line} 行目あたりに、文字コード ${f.encoding} では読めない文字があります。`,
      hint: '文字コードを指定し直してください。指定した文字コードで読めない文字は「�」になります。',
    }),
    en: (f) => ({
      message: `${f.file}, near line ${f.line}: a character that cannot be read as ${f.encoding}.`,
      hint: 'Choose the character encoding yourself. Characters it cannot read will show as "\ufffd".',
    }),
  } satisfies RefusalEntry<{ file: string; line: number; encoding: string }>,
  'import.header-width': {
    ja: (f) => ({
      message: `${f.file} の ${f.line} 行目の見出しは ${f.header} 列ですが、データは ${f.data} 列あります。`,
      hint: '見出しの行が正しいか、区切り文字が正しいかを確認してください。見出しのない列がある場合は、見出しに名前を足してください。',
    }),
    en: (f) => ({
      message: `${f.file}, line ${f.line}: the header has ${counted(f.header, 'column')}, but the data has ${f.data}.`,
      hint: 'Check the header line and the separator. If a column has no name, add one to the header.',
    }),
  } satisfies RefusalEntry<{ file: string; line: number; header: number; data: number }>,
  'import.header-missing': {
    ja: (f) => ({
      message: `${f.file} に ${f.line} 行目がないか、空の行です。見出しとして使えません。`,
      hint: '見出しの行の番号を選び直してください。',
    }),
    en: (f) => ({
      message: `${f.file}: line ${f.line} does not exist or is blank, so it cannot be the header.`,
      hint: 'Choose another header line.',
    }),
  } satisfies RefusalEntry<{ file: string; line: number }>,
  'import.different-headers': {
    ja: (f) => ({
      message: `${f.file} の ${f.position} 列目は「${f.found}」ですが、${f.first} では「${f.expected}」です。`,
      hint: '同じ形のファイルだけを選ぶか、「すべての列を合わせて読み込む」を選んでください。',
    }),
    en: (f) => ({
      message: `${f.file}: column ${f.position} is "${f.found}", but in ${f.first} it is "${f.expected}".`,
      hint: 'Choose only files of the same form, or choose "Take all columns".',
    }),
  } satisfies RefusalEntry<{ file: string; first: string; position: number; found: string; expected: string }>,
  'import.different-formats': {
    ja: (f) => ({
      message: `${f.file} と ${f.first} はファイルの種類が違います。`,
      hint: '同じ種類のファイルだけを一度に選んでください。',
    }),
    en: (f) => ({
      message: `${f.file} and ${f.first} are of different types.`,
      hint: 'Choose files of one type at a time.',
    }),
  } satisfies RefusalEntry<{ file: string; first: string }>,
  'import.too-many-columns': {
    ja: (f) => ({
      message: `${f.file} は列が多すぎます（${f.columns} 列）。`,
      hint: `${f.limit} 列までにしてください。区切り文字の指定も確認してください。`,
    }),
    en: (f) => ({
      message: `${f.file} has too many columns (${f.columns}).`,
      hint: `Keep to ${f.limit}. Check the separator, too.`,
    }),
  } satisfies RefusalEntry<{ file: string; columns: number; limit: number }>,
  'import.unknown-column': {
    ja: (f) => ({
      message: `設定にある列「${f.column}」が ${f.file} にありません。`,
      hint: '列の名前を確認するか、その設定を取り消してください。',
    }),
    en: (f) => ({
      message: `The settings name a column "${f.column}" that ${f.file} does not have.`,
      hint: 'Check the name, or undo that setting.',
    }),
  } satisfies RefusalEntry<{ file: string; column: string }>,
  'import.damaged-archive': {
    ja: (f) => ({
      message: `${f.file} は壊れているため、展開できません。`,
      hint: 'もとの場所からコピーし直すか、書き出し直してください。',
    }),
    en: (f) => ({
      message: `${f.file} is damaged and cannot be unpacked.`,
      hint: 'Copy it again from where it came, or export it anew.',
    }),
  } satisfies RefusalEntry<File>,
  'import.unpacked-too-large': {
    ja: (f) => ({
      message: `${f.file} は、展開すると異常に大きくなるため読み込みません。`,
      hint: 'ファイルの出どころを確認してください。大きな表は CSV に書き出すと読み込めます。',
    }),
    en: (f) => ({
      message: `${f.file} would unpack to an abnormal size and is not read.`,
      hint: 'Check where it comes from. Large tables can be read as CSV.',
    }),
  } satisfies RefusalEntry<File>,
  'workbook.old-format': {
    ja: (f) => ({
      message: `${f.file} は古い形式（.xls）かパスワード付きのブックです。`,
      hint: 'Excel で開き、パスワードを外して「Excel ブック (.xlsx)」で保存し直してください。',
    }),
    en: (f) => ({
      message: `${f.file} is an old .xls workbook or is protected by a password.`,
      hint: 'Open it in Excel, remove the password and save it as "Excel Workbook (.xlsx)".',
    }),
  } satisfies RefusalEntry<File>,
  'workbook.damaged': {
    ja: (f) => ({
      message: `${f.file} は Excel ブックとして読めません（壊れている可能性があります）。`,
      hint: 'Excel で開いて保存し直すか、もとのファイルをコピーし直してください。',
    }),
    en: (f) => ({
      message: `${f.file} cannot be read as an Excel workbook; it may be damaged.`,
      hint: 'Open and save it again in Excel, or copy the original again.',
    }),
  } satisfies RefusalEntry<File>,
  'workbook.no-sheet': {
    ja: (f) => ({
      message: `${f.file} に「${f.sheet}」というシートがありません。`,
      hint: `シートを選び直してください: ${f.sheets}`,
    }),
    en: (f) => ({ message: `${f.file} has no sheet "${f.sheet}".`, hint: `Choose another sheet: ${f.sheets}` }),
  } satisfies RefusalEntry<{ file: string; sheet: string; sheets: string }>,
  'join.no-key': {
    ja: (f) => ({
      message: `キーの列「${f.column}」が${f.side === 'left' ? '左' : '右'}の表にありません。`,
      hint: '両方の表にある列をキーに選んでください。',
    }),
    en: (f) => ({
      message: `The ${f.side} table has no key column "${f.column}".`,
      hint: 'Choose key columns that both tables have.',
    }),
  } satisfies RefusalEntry<{ column: string; side: 'left' | 'right' }>,
  'join.no-keys': {
    ja: (f) => ({
      message: `${f.file} を、どの列でつなぐかが指定されていません。`,
      hint: '両方の表にある列をキー（keys）に選んでください。',
    }),
    en: (f) => ({
      message: `It is not said by which columns ${f.file} is joined.`,
      hint: 'Choose key columns (keys) that both tables have.',
    }),
  } satisfies RefusalEntry<{ file: string }>,
  'join.duplicate-keys': {
    ja: (f) => ({
      message: `右の表に、同じキー（${f.example}）の行が複数あります（重複 ${f.count} 行、最初は ${f.file} の ${f.line} 行目）。`,
      hint: '右の表はキーごとに 1 行にするか、キーの列を増やしてください。',
    }),
    en: (f) => ({
      message: `The right table has several rows with the same key (${f.example}; ${f.count} repeated rows, first at ${f.file}, line ${f.line}).`,
      hint: 'Leave one row per key in the right table, or add key columns.',
    }),
  } satisfies RefusalEntry<{ example: string; count: number; file: string; line: number }>,
  'table-file.damaged': {
    ja: (f) => ({
      message: `保存済みのデータ ${f.file} が壊れています。`,
      hint: 'もとのファイルからもう一度読み込んでください。',
    }),
    en: (f) => ({ message: `The stored data ${f.file} is damaged.`, hint: 'Import it again from the original file.' }),
  } satisfies RefusalEntry<File>,
  'table-file.newer': {
    ja: (f) => ({
      message: `保存済みのデータ ${f.file} は新しい版のプログラムで作られています。`,
      hint: 'プログラムを更新するか、もとのファイルから読み込み直してください。',
    }),
    en: (f) => ({
      message: `The stored data ${f.file} was written by a newer version of the program.`,
      hint: 'Update the program, or import it again from the original file.',
    }),
  } satisfies RefusalEntry<File>,
} as const;
