// Sentences of the findings about single columns. `found` from the facts; `pass` when nothing was found;
// `why` answers the button of that name.

import type { FindingTexts } from './findings.ts';
import { number, percent, withUnit } from './phrases.ts';

export const columnFindings = {
  'missing-values': {
    ja: {
      pass: '空欄の多い列はありません。',
      why: '空欄は「空欄である」ことも含めて学習に使いますが、空欄が多い列は値の情報が少なく、記録の都合が結果に混ざることがあります。',
      found: (f) => ({
        title: `「${f.column}」は空欄が多い列です`,
        reason: `${number(f.rows)} 行のうち ${number(f.missing)} 行（${percent(f.missing / f.rows)}）が空欄です。測っていない行に理由があるか確認してください。`,
      }),
    },
    en: {
      pass: 'No column is mostly empty.',
      why: 'Empty cells are learned from too, as empty. A column with many of them holds little else, and how records are kept may end up in the result.',
      found: (f) => ({
        title: `"${f.column}" has many empty cells`,
        reason: `${number(f.missing)} of ${number(f.rows)} rows (${percent(f.missing / f.rows)}) are empty. Check why those rows were not measured.`,
      }),
    },
  },
  'empty-column': {
    ja: {
      pass: 'すべて空欄の列はありません。',
      why: '値がないため、学習では使いません。外しておくと、画面と報告書が見やすくなります。',
      found: (f) => ({
        title: `「${f.column}」はすべて空欄です`,
        reason: `${number(f.rows)} 行すべてに値がありません。学習では使いません。`,
      }),
    },
    en: {
      pass: 'No column is entirely empty.',
      why: 'Without values there is nothing to learn. Excluding it keeps pages and reports tidy.',
      found: (f) => ({
        title: `"${f.column}" is empty`,
        reason: `None of the ${number(f.rows)} rows has a value. It is not used in training.`,
      }),
    },
  },
  constant: {
    ja: {
      pass: '値が変わらない列はありません。',
      why: 'どの行でも同じ値なので、OK と NG の違いを説明できません。',
      found: (f) => ({
        title: `「${f.column}」はいつも同じ値です`,
        reason: `すべての行が「${f.value}」です。学習では使いません。`,
      }),
    },
    en: {
      pass: 'No column always has the same value.',
      why: 'The same value in every row cannot explain why some parts are good and others are not.',
      found: (f) => ({
        title: `"${f.column}" never changes`,
        reason: `Every row has "${f.value}". It is not used in training.`,
      }),
    },
  },
  'dominant-level': {
    ja: {
      pass: '一つの値にかたよった列はありません。',
      why: '違う値の行が少なすぎて、その行の癖を覚えてしまうおそれがあります。',
      found: (f) => ({
        title: `「${f.column}」はほとんど同じ値です`,
        reason: `${number(f.rows)} 行のうち ${number(f.count)} 行が「${f.level}」で、違う値は ${number(f.others)} 行だけです。`,
      }),
    },
    en: {
      pass: 'No column is dominated by one value.',
      why: 'So few rows differ that their quirks may be learned instead of a rule.',
      found: (f) => ({
        title: `"${f.column}" is nearly always the same`,
        reason: `${number(f.count)} of ${number(f.rows)} rows have "${f.level}"; only ${number(f.others)} rows differ.`,
      }),
    },
  },
  'duplicate-columns': {
    ja: {
      pass: '中身が同じ列はありません。',
      why: '同じ情報が二つあると、どの列が効いたのか分からなくなります。精度も上がりません。',
      found: (f) => ({
        title: `${names(f.columns, 'ja')}は「${f.kept}」と同じ中身です`,
        reason: `${number(f.rows)} 行すべてで値が一致します。「${f.kept}」だけ残せば足ります。`,
      }),
    },
    en: {
      pass: 'No two columns hold the same values.',
      why: 'The same information twice hides which column mattered, and makes nothing more accurate.',
      found: (f) => ({
        title: `${names(f.columns, 'en')} repeat${f.columns.length === 1 ? 's' : ''} "${f.kept}"`,
        reason: `The values agree in all ${number(f.rows)} rows. Keeping "${f.kept}" is enough.`,
      }),
    },
  },
  identifier: {
    ja: {
      pass: '連番や製造番号の列は、入力に入っていません。',
      why: '番号はその行を指すだけで、品質の原因ではありません。入力に残すと「何番目か」を覚えてしまい、明日のデータでは役に立ちません。',
      found: (f) =>
        f.form === 'serial'
          ? {
              title: `「${f.column}」は行の通し番号です`,
              reason: `${f.first} から ${f.last} まで、行の順番を数えているだけの列です。入力から外してください。`,
            }
          : {
              title: `「${f.column}」は 1 行ごとに違う番号です`,
              reason: `「${f.first}」など ${number(f.distinct)} 種類あり、ほぼすべての行で違います。個体を指す番号とみられるため、入力から外してください。`,
            },
    },
    en: {
      pass: 'No serial number or part identifier is among the inputs.',
      why: 'A number that names a row does not cause its quality. Left in, the model learns which row it was, which is no help tomorrow.',
      found: (f) =>
        f.form === 'serial'
          ? {
              title: `"${f.column}" only numbers the rows`,
              reason: `It counts from ${f.first} to ${f.last} in the order of the rows.`,
            }
          : {
              title: `"${f.column}" names each row`,
              reason: `It has ${number(f.distinct)} different values such as "${f.first}", a different one in nearly every row.`,
            },
    },
  },
  'many-levels': {
    ja: {
      pass: '種類が多すぎる分類の列はありません。',
      why: '一つの値あたりの行が少ないと、値ごとの違いを学べません。まれな値は「その他」としてまとめて扱います。',
      found: (f) => ({
        title: `「${f.column}」は種類が多い列です`,
        reason: `${number(f.rows)} 行に ${number(f.distinct)} 種類あり、1 種類あたり平均 ${number(Math.round(f.rows / f.distinct))} 行しかありません。`,
      }),
    },
    en: {
      pass: 'No category has too many values.',
      why: 'With few rows for each value, the differences between values cannot be learned. Rare values are treated as one.',
      found: (f) => ({
        title: `"${f.column}" has many different values`,
        reason: `${number(f.distinct)} values in ${number(f.rows)} rows: about ${number(Math.round(f.rows / f.distinct))} rows each.`,
      }),
    },
  },
  'unused-text': {
    ja: {
      pass: '使われない文字の列はありません。',
      why: '自由に書かれた文は、この版では入力に使えません。測定値や分類の列だけで学習します。',
      found: (f) => ({
        title: `「${f.column}」は文字の列なので使いません`,
        reason: `「${f.example}」など ${number(f.distinct)} 種類の書き込みがあります。数値や少数の分類ではないため、学習では使いません。`,
      }),
    },
    en: {
      pass: 'No text column goes unused.',
      why: 'Free text cannot be an input in this version. Measured values and categories are what is learned from.',
      found: (f) => ({
        title: `"${f.column}" is text and is not used`,
        reason: `It holds ${number(f.distinct)} different entries such as "${f.example}": neither numbers nor a few categories.`,
      }),
    },
  },
  outliers: {
    ja: {
      pass: 'ほかから大きく離れた値はありません。',
      why: '入力ミスやセンサーの異常なら、外した方が正しく学べます。本当に起きたことなら、残してください。',
      found: (f) => ({
        title: `「${f.column}」に大きく離れた値があります`,
        reason: `ほかの値は ${withUnit(f.lower, '')}～${withUnit(f.upper, f.unit)} ですが、${number(f.count)} 行だけ離れています（最も遠い値は ${withUnit(f.furthest, f.unit)}）。`,
      }),
    },
    en: {
      pass: 'No value lies far from all others.',
      why: 'A slip or a sensor fault is better left out. If it really happened, keep it.',
      found: (f) => ({
        title: `"${f.column}" has values far from the rest`,
        reason: `All others lie from ${withUnit(f.lower, '')} to ${withUnit(f.upper, f.unit)}; ${rows(f.count)} apart (the furthest is ${withUnit(f.furthest, f.unit)}).`,
      }),
    },
  },
  'impossible-values': {
    ja: {
      pass: 'ありえない値や、空欄代わりの値（9999 など）はありません。',
      why: '空欄の代わりに書かれた数や、測れるはずのない値は、本当の値として学習されてしまいます。',
      found: (f) => ({
        title: `「${f.column}」にありえない値があります`,
        reason: `${withUnit(f.example, f.unit)} が ${number(f.count)} 行あります。${impossible.ja[f.reason]}`,
      }),
    },
    en: {
      pass: 'No impossible values, and none that stand for an empty cell (such as 9999).',
      why: 'A number written in place of an empty cell, or one no gauge can show, would be learned as a true value.',
      found: (f) => ({
        title: `"${f.column}" has impossible values`,
        reason: `${withUnit(f.example, f.unit)}, in ${f.count === 1 ? '1 row' : `${number(f.count)} rows`}: ${impossible.en[f.reason]}`,
      }),
    },
  },
  'unit-mix': {
    ja: {
      pass: '単位が混ざった列はありません。',
      why: '単位の違う値が混ざると、同じ状態が別の状態に見えます。元のファイルで単位をそろえるのが確実です。',
      found: (f) => ({
        title: `「${f.column}」は単位が混ざっているようです`,
        reason: `多くは ${withUnit(f.typical, f.unit)} 前後ですが、${number(f.count)} 行は ${withUnit(f.jump, f.unit)} 前後で、約 ${number(f.factor)} 倍の開きがあります。`,
      }),
    },
    en: {
      pass: 'No column mixes units.',
      why: 'With two units in one column, the same state looks like two. It is safest to correct the unit in the original file.',
      found: (f) => ({
        title: `"${f.column}" seems to mix units`,
        reason: `Most values are around ${withUnit(f.typical, f.unit)}, but ${rows(f.count)} around ${withUnit(f.jump, f.unit)}: a factor of about ${number(f.factor)}.`,
      }),
    },
  },
} satisfies Partial<FindingTexts>;

const impossible = {
  ja: {
    placeholder: '空欄の代わりに書かれた数とみられます。',
    temperature: '絶対零度より低い温度です。',
    percent: '0～100 % の外の値です。',
  },
  en: {
    placeholder: 'it seems to stand for an empty cell.',
    temperature: 'a temperature below absolute zero.',
    percent: 'outside 0 to 100 %.',
  },
} as const;

/** 「A」「B」 or "A", "B"; long lists are cut and counted. */
export function names(columns: readonly string[], language: 'ja' | 'en'): string {
  const shown = columns.slice(0, 5).map((name) => (language === 'ja' ? `「${name}」` : `"${name}"`));
  const more = columns.length - shown.length;
  if (language === 'ja') return shown.join('') + (more > 0 ? `ほか ${more} 件` : '');
  return shown.join(', ') + (more > 0 ? ` and ${more} more` : '');
}

function rows(count: number): string {
  return count === 1 ? '1 row is' : `${number(count)} rows are`;
}
