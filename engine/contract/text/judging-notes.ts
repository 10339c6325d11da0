// What is to be known before a result on new data is believed: one sentence a code and language.

import type { JudgingNote } from '../judging.ts';
import type { Language } from '../language.ts';
import { shortNumber } from './judging.ts';
import { counted, number } from './phrases.ts';

type Facts = Readonly<Record<string, unknown>>;
type Sentence = (column: string, facts: Facts) => string;

const list = (value: unknown, comma: string): string => (value as readonly unknown[]).map(String).join(comma);
const short = (value: unknown): number => shortNumber(Number(value));
const count = (facts: Facts): string => number(Number(facts['count']));
const rows = (facts: Facts): string => counted(count(facts), 'row');

const texts: Readonly<Record<JudgingNote['code'], Readonly<Record<Language, Sentence>>>> = {
  'unit-differs': {
    ja: (column, f) =>
      `「${column}」の単位が学習のとき（${String(f['trained'])}）と違い、${String(f['found'])} です。値は換算していません。`,
    en: (column, f) =>
      `"${column}" is in ${String(f['found'])} here, but was in ${String(f['trained'])} in training. Nothing was converted.`,
  },
  'unknown-words': {
    ja: (column, f) =>
      `「${column}」に学習になかった語があります（${list(f['words'], '、')}）。${count(f)} 行は、この列が不明なものとして判定します。`,
    en: (column, f) =>
      `"${column}" holds words that were not in training (${list(f['words'], ', ')}): ${rows(f)}, judged as if this column were unknown.`,
  },
  'outside-range': {
    ja: (column, f) =>
      `「${column}」の ${count(f)} 行は学習の範囲（${short(f['low'])}〜${short(f['high'])}）の外です（${short(f['least'])}〜${short(f['most'])}）。その行の判定は当てにできないことがあります。`,
    en: (column, f) =>
      `"${column}" lies outside what training saw (${short(f['low'])} to ${short(f['high'])}) in ${rows(f)}, from ${short(f['least'])} to ${short(f['most'])}. Judgements there may not be reliable.`,
  },
  'newly-empty': {
    ja: (column, f) =>
      `「${column}」の ${count(f)} 行が空欄です。学習のデータではこの列に空欄がなかったため、その行の判定は当てにできないことがあります。`,
    en: (column, f) =>
      `"${column}" is empty in ${rows(f)}. It never was in training, so judgements there may not be reliable.`,
  },
  'unreadable-cells': {
    ja: (column, f) =>
      `「${column}」に数値や日時として読めない値が ${count(f)} 件あります（${list(f['spellings'], '、')}）。空欄として扱います。`,
    en: (column, f) =>
      `"${column}" holds ${counted(count(f), 'cell')} that cannot be read (${list(f['spellings'], ', ')}), taken as empty.`,
  },
  'not-judged': {
    ja: (_, f) => `${count(f)} 行は判定できませんでした。理由を付けて結果に残しています。`,
    en: (_, f) => `${rows(f)} could not be judged; the result keeps them with the reason.`,
  },
  'columns-not-read': {
    ja: (_, f) => `学習で使っていない列は判定に使いません: ${list(f['columns'], '、')}`,
    en: (_, f) => `Columns that the model does not read: ${list(f['columns'], ', ')}`,
  },
  'joined-as-before': {
    ja: (_, f) => `新しい表がないため、学習のときの表「${String(f['file'])}」と結合しました。`,
    en: (_, f) => `No new table to join was given: joined to "${String(f['file'])}" as in training.`,
  },
  'unknown-labels': {
    ja: (column, f) =>
      `「${column}」に学習になかった正解の値があります（${list(f['words'], '、')}）。${count(f)} 行は成績に含めていません。`,
    en: (column, f) =>
      `"${column}" holds labels that were not in training (${list(f['words'], ', ')}): ${rows(f)} left out of the figures.`,
  },
  'other-step': {
    ja: (_, f) =>
      `行の時間間隔が学習のときと違います（学習 ${spanOf(f['trained'], 'ja')}、このファイル ${spanOf(f['found'], 'ja')}）。`,
    en: (_, f) =>
      `Rows lie ${spanOf(f['found'], 'en')} apart here, but ${spanOf(f['trained'], 'en')} apart in training.`,
  },
  'plan-missing': {
    ja: (column, f) =>
      `「${column}」は先の ${String(f['of'])} 行のうち ${count(f)} 行に値がありません。その行は平均的な値とみなして予測します。`,
    en: (column, f) =>
      `"${column}" says nothing of ${count(f)} of the ${String(f['of'])} rows ahead; an average value is read there.`,
  },
  'unknown-series': {
    ja: (_, f) =>
      `学習になかった系列があります（${list(f['words'], '、')}）。直近の値の大きさに合わせて予測しますが、当てにできないことがあります。`,
    en: (_, f) =>
      `Some series were not in training (${list(f['words'], ', ')}). They are forecast on the scale of their latest rows and may not be reliable.`,
  },
  'photo-size-differs': {
    ja: (_, f) =>
      `写真の大きさ（${String(f['smallest'])}〜${String(f['largest'])} 画素）が学習の写真（${String(f['trainedSmallest'])}〜${String(f['trainedLargest'])} 画素）と違います。撮影の条件が同じか、確認してください。`,
    en: (_, f) =>
      `Photos of ${String(f['smallest'])} to ${String(f['largest'])} pixels; those of training had ${String(f['trainedSmallest'])} to ${String(f['trainedLargest'])}. Check that they are taken in the same way.`,
  },
};

export function sayJudgingNote({ code, column, facts }: JudgingNote, language: Language): string {
  return texts[code][language](column ?? '', facts);
}

/** Milliseconds as the largest unit that fits; null = no regular step. */
function spanOf(value: unknown, language: Language): string {
  if (typeof value !== 'number') return language === 'ja' ? '一定でない' : 'irregularly';
  const units = [
    [86_400_000, '日', 'd'],
    [3_600_000, '時間', 'h'],
    [60_000, '分', 'min'],
    [1000, '秒', 's'],
  ] as const;
  const [size, ja, en] = units.find(([milliseconds]) => value >= milliseconds) ?? [1, 'ミリ秒', 'ms'];
  return `${number(value / size)} ${language === 'ja' ? ja : en}`;
}
