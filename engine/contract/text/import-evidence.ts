// Why a guess about a file was made, in a sentence. One entry a code; facts are filled in.

import type { Evidence } from '../import.ts';
import type { Language } from '../language.ts';

type Facts = Readonly<Record<string, unknown>>;
type Sentences = Readonly<Record<Language, (facts: Facts) => string>>;

const delimiterNames: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  ',': { ja: 'カンマ', en: 'comma' },
  ';': { ja: 'セミコロン', en: 'semicolon' },
  '\t': { ja: 'タブ', en: 'tab' },
  '|': { ja: '縦棒 |', en: 'vertical bar |' },
  ' ': { ja: '空白', en: 'space' },
  "'": { ja: 'アポストロフィ', en: 'apostrophe' },
  '.': { ja: 'ピリオド', en: 'point' },
};

/** What people call an encoding. */
export const encodingNames: Readonly<Record<string, string>> = {
  'utf-8': 'UTF-8',
  shift_jis: 'CP932 (Shift_JIS)',
  'euc-jp': 'EUC-JP',
  'windows-1252': 'Windows-1252',
  'utf-16le': 'UTF-16 LE',
  'utf-16be': 'UTF-16 BE',
};

const mark = (value: unknown, language: Language): string => delimiterNames[String(value)]?.[language] ?? String(value);
const encoding = (value: unknown): string => encodingNames[String(value)] ?? String(value);

export const importEvidence: Readonly<Record<string, Sentences>> = {
  said: { ja: () => '指定されたとおりにしました。', en: () => 'As you set it.' },
  'encoding.mark': {
    ja: (f) => `ファイルの先頭に ${encoding(f['encoding'])} の印（BOM）があります。`,
    en: (f) => `The file begins with the mark of ${encoding(f['encoding'])} (BOM).`,
  },
  'encoding.ascii': {
    ja: () => '調べた範囲は半角の英数字と記号だけなので、どの文字コードでも同じに読めます。',
    en: () => 'The part that was looked at is plain ASCII and reads the same in any encoding.',
  },
  'encoding.utf-8': {
    ja: (f) => `半角英数字以外の ${f['count']} バイトが、すべて UTF-8 の規則に合っています。`,
    en: (f) => `All ${f['count']} bytes beyond ASCII follow the rules of UTF-8.`,
  },
  'encoding.japanese': {
    ja: (f) => `UTF-8 では読めず、${encoding(f['encoding'])} なら「${f['example']}」のように日本語として読めます。`,
    en: (f) => `Not readable as UTF-8; as ${encoding(f['encoding'])} it reads as Japanese, for example "${f['example']}".`,
  },
  'encoding.western': {
    ja: (f) => `UTF-8 では読めず、${encoding(f['encoding'])} なら「${f['example']}」と読めます。日本語の文字は見当たりません。`,
    en: (f) => `Not readable as UTF-8; as ${encoding(f['encoding'])} it reads "${f['example']}". There is no Japanese in it.`,
  },
  'delimiter.even': {
    ja: (f) => `${mark(f['delimiter'], 'ja')}で区切ると、行の ${f['percent']} % が同じ ${f['columns']} 列になります。`,
    en: (f) => `Split at the ${mark(f['delimiter'], 'en')}, ${f['percent']} % of the rows have the same ${f['columns']} columns.`,
  },
  'delimiter.one-column': { ja: () => '区切り文字が見当たらないため、1 列の表として読みます。', en: () => 'No separator was found, so this is read as a table of one column.' },
  'quote.usual': { ja: () => '二重引用符 " で囲むのが普通です。', en: () => 'Double quotation marks are usual.' },
  'header.words-over-values': {
    ja: (f) => `${f['line']} 行目は言葉で、その下に数値や日付が続いています。`,
    en: (f) => `Line ${f['line']} has words, with numbers or dates below them.`,
  },
  'header.first-row': {
    ja: (f) => `数値の列がないため、${f['line']} 行目を見出しとみなしました。ご確認ください。`,
    en: (f) => `There is no column of numbers, so line ${f['line']} is taken for the header. Please check.`,
  },
  'header.none': { ja: () => '最初の行からデータが始まっていて、見出しがありません。', en: () => 'The data starts at once; there is no header.' },
  'unit-row.none': { ja: () => '単位だけの行は見当たりません。', en: () => 'No row of units was found.' },
  'unit-row.units': { ja: (f) => `${f['line']} 行目は単位の行です（${f['example']}）。`, en: (f) => `Line ${f['line']} holds units (${f['example']}).` },
  'skip.types': { ja: (f) => `${f['line']} 行目はデータの型を示す行なので読み飛ばします。`, en: (f) => `Line ${f['line']} states data types and is skipped.` },
  'data.first': {
    ja: (f) => `${f['line']} 行目から、${f['columns']} 列のデータが続いています。`,
    en: (f) => `From line ${f['line']} on there are rows of ${f['columns']} columns.`,
  },
  'lines.logger': {
    ja: (f) => `1 行目の [LOGGING] の情報に、見出しは ${f['line']} 行目と書かれています。`,
    en: (f) => `The [LOGGING] line at the top says that the names are on line ${f['line']}.`,
  },
  'decimal.point': { ja: (f) => `「${f['example']}」のような値があります。`, en: (f) => `There are values such as "${f['example']}".` },
  'decimal.comma': { ja: (f) => `「${f['example']}」のように、小数点がカンマの値があります。`, en: (f) => `There are values with a decimal comma, such as "${f['example']}".` },
  'decimal.unseen': { ja: () => '小数のある値が見当たらないため、ピリオドとしました。', en: () => 'No decimals were seen; a point is assumed.' },
  'thousands.seen': {
    ja: (f) => `「${f['example']}」のように、桁区切り（${mark(f['mark'], 'ja')}）のある値があります。`,
    en: (f) => `There are values with a mark between thousands (${mark(f['mark'], 'en')}), such as "${f['example']}".`,
  },
  'thousands.none': { ja: () => '桁区切りのある値は見当たりません。', en: () => 'No marks between thousands were seen.' },
  'kind.numbers': {
    ja: (f) => `値の ${f['percent']} % が数値として読めます（例: ${f['example']}）。`,
    en: (f) => `${f['percent']} % of the values read as numbers, for example ${f['example']}.`,
  },
  'kind.identifier': {
    ja: (f) => `「${f['example']}」のように先頭が 0 か桁数の多い番号なので、数値ではなく識別番号として扱います。`,
    en: (f) => `Numbers such as "${f['example']}" with a leading zero or very many digits are names, not quantities.`,
  },
  'kind.measured': {
    ja: (f) => `すべての値に同じ単位「${f['unit']}」が付いています（例: ${f['example']}）。`,
    en: (f) => `All values carry the same unit "${f['unit']}", for example ${f['example']}.`,
  },
  'kind.clock': { ja: (f) => `「${f['example']}」のような時刻や経過時間です。秒に直します。`, en: (f) => `Times such as "${f['example']}", read as seconds.` },
  'kind.category': { ja: (f) => `${f['rows']} 行に ${f['levels']} 種類の言葉が繰り返し出てきます（例: ${f['example']}）。`, en: (f) => `${f['levels']} different words in ${f['rows']} rows, for example ${f['example']}.` },
  'kind.text': { ja: (f) => `${f['rows']} 行に ${f['levels']} 種類もあり、行ごとにほぼ異なります（例: ${f['example']}）。`, en: (f) => `${f['levels']} different texts in ${f['rows']} rows, for example ${f['example']}.` },
  'kind.nothing': { ja: () => '調べた範囲には値がありません。', en: () => 'No value was found in the part that was looked at.' },
  'kind.words-further-in': { ja: () => '先のほうの行に、数値として読めない値や先頭が 0 の番号がありました。', en: () => 'Rows further in hold words, or numbers with a leading zero.' },
  'date.year-month-day': { ja: (f) => `「${f['example']}」は年・月・日の順の日付です。`, en: (f) => `"${f['example']}" is a date in the order year, month, day.` },
  'date.era': { ja: (f) => `「${f['example']}」は元号の日付です。`, en: (f) => `"${f['example']}" is a date of a Japanese era.` },
  'date.compact': { ja: (f) => `「${f['example']}」は区切りのない日付です。すべて実在する日付になります。`, en: (f) => `"${f['example']}" is a date without separators; all of them exist in the calendar.` },
  'date.month-day-year': { ja: (f) => `「${f['example']}」があるので、月・日・年の順です。`, en: (f) => `"${f['example']}" can only be month, day, year.` },
  'date.day-month-year': { ja: (f) => `「${f['example']}」があるので、日・月・年の順です。`, en: (f) => `"${f['example']}" can only be day, month, year.` },
  'date.either': {
    ja: (f) => `「${f['example']}」は月・日の順とも日・月の順とも読めます。${f['format'] === 'month-day-year' ? '月・日・年' : '日・月・年'}としました。必ずご確認ください。`,
    en: (f) => `"${f['example']}" may be month first or day first; ${f['format'] === 'month-day-year' ? 'month first' : 'day first'} is assumed. Please check.`,
  },
  'pair.date-time': { ja: (f) => `日付の列「${f['date']}」と時刻の列「${f['time']}」が並んでいるので、1 つの日時にまとめます。`, en: (f) => `The date "${f['date']}" and the time "${f['time']}" stand side by side and become one moment.` },
  'workbook.stored': { ja: () => 'Excel ブックでは決まっています。', en: () => 'Fixed in an Excel workbook.' },
  'sheet.only': { ja: (f) => `シートは「${f['sheet']}」だけです。`, en: (f) => `"${f['sheet']}" is the only sheet.` },
  'sheet.largest': { ja: (f) => `${f['count']} 枚のシートのうち「${f['sheet']}」に表があると判断しました。`, en: (f) => `Of ${f['count']} sheets, "${f['sheet']}" seems to hold the table.` },
  'note.words-further-in': { ja: (f) => `「${f['column']}」は数値に見えましたが、先のほうの行に言葉や先頭が 0 の番号があったため、言葉として読み込みました。`, en: (f) => `"${f['column']}" looked like numbers, but further in there are words or leading zeros; it was read as words.` },
  'note.values-further-in': { ja: (f) => `「${f['column']}」は初めのほうの行に値がないため、先のほうの行の値から種類を判断しました。`, en: (f) => `"${f['column']}" has no value in its first rows; what it holds was judged from rows further in.` },
  'note.encoding-further-in': { ja: (f) => `先のほうの行を読んで、文字コードを ${encoding(f['encoding'])} に改めました。`, en: (f) => `Rows further in showed that the encoding is ${encoding(f['encoding'])}.` },
}; // prettier-ignore

/** The sentence of a piece of evidence in the user's language. */
export function sayEvidence(evidence: Evidence, language: Language): string {
  return importEvidence[evidence.code]?.[language](evidence.facts) ?? evidence.code;
}
