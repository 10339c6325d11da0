// Spellings that plants use for OK and NG (product.md 4a).

const pairs: readonly (readonly [ok: string, ng: string])[] = [
  ['ok', 'ng'],
  ['○', '×'],
  ['〇', '×'],
  ['o', 'x'],
  ['合', '否'],
  ['合格', '不合格'],
  ['良', '不良'],
  ['良品', '不良品'],
  ['正常', '異常'],
  ['なし', 'あり'],
  ['無', '有'],
  ['pass', 'fail'],
  ['good', 'bad'],
  ['good', 'defective'],
  ['normal', 'abnormal'],
  ['no', 'yes'],
  ['n', 'y'],
  ['false', 'true'],
  ['0', '1'],
];
const ng = new Set(pairs.map((pair) => pair[1]));
const ok = new Set(pairs.map((pair) => pair[0]));

/** One spelling for what only differs in width, case or blanks. */
function plain(text: string): string {
  return text.normalize('NFKC').trim().toLowerCase();
}

/** Which of two spellings means NG, or null when neither is a known one. */
export function ngSpelling(classes: readonly string[]): string | null {
  const known = classes.find((text) => ng.has(plain(text)) && !ok.has(plain(text)));
  if (known !== undefined) return known;
  // Only the OK word is known (`OK` beside `scratch`): the other one is NG.
  const other = classes.filter((text) => !ok.has(plain(text)));
  return classes.length === 2 && other.length === 1 ? other[0]! : null;
}
