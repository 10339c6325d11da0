// The result of judging new data in words: headings of its columns, why a row was not judged, what is unusual about it.

import type { JudgedColumn, JudgedSource, JudgedTask } from '../judging.ts';
import type { Language, Words } from '../language.ts';
import type { TaskNames } from '../task-names.ts';
import { number } from './phrases.ts';

/** Why a row stands in the result without a judgement. */
export const judgedReasons = {
  'inputs-empty': {
    ja: '入力の列がすべて空欄のため、判定していません',
    en: 'Not judged: all input columns are empty',
  },
  'photo-missing': { ja: '写真がないため、判定していません', en: 'Not judged: there is no photo' },
  'photo-unreadable': {
    ja: '写真を読み取れないため、判定していません',
    en: 'Not judged: the photo cannot be read',
  },
  'no-number': {
    ja: '入力の値が極端で、答えを計算できません',
    en: 'Not judged: values too extreme to compute an answer',
  },
  'too-few-rows': {
    ja: '過去の行が足りないため、予測していません',
    en: 'Not forecast: too few rows before it',
  },
} as const satisfies Readonly<Record<string, Words>>;
export type JudgedReason = keyof typeof judgedReasons;

export function judgedReason(reason: JudgedReason, language: Language): string {
  return judgedReasons[reason][language];
}

/** Something unusual about a row; the bounds are those of the training rows. */
export type JudgedRemark =
  | { readonly kind: 'unknown-word'; readonly column: string; readonly word: string }
  | {
      readonly kind: 'outside-range';
      readonly column: string;
      /** As the cell is written. */
      readonly value: string;
      readonly side: 'below' | 'above';
      readonly bound: string;
    };

export function judgedRemarks(remarks: readonly JudgedRemark[], language: Language): string {
  return remarks.map((remark) => remarkText(remark, language)).join(language === 'ja' ? '、' : '; ');
}

function remarkText(remark: JudgedRemark, language: Language): string {
  const { column } = remark;
  if (remark.kind === 'unknown-word')
    return language === 'ja' ? `${column}「${remark.word}」は学習にない` : `${column} "${remark.word}" not in training`;
  const { value, side, bound } = remark;
  if (language === 'ja') return `${column} ${value} は学習の${side === 'above' ? '最大' : '最小'} ${bound} の外`;
  return `${column} ${value} ${side} training (${side === 'above' ? 'most' : 'least'} ${bound})`;
}

/** The heading of a column of the result, on screens and in the file. @param nameOf what tasks are called now */
export function judgedHeading(
  { role, taskId, name, unit }: JudgedColumn,
  nameOf: TaskNames,
  language: Language,
): string {
  const task = taskId === null ? '' : nameOf(taskId);
  const measured = unit === null || unit === '' ? '' : ` [${unit}]`;
  const ja = language === 'ja';
  switch (role) {
    case 'own':
      return `${name}${measured}`;
    case 'file':
      return ja ? 'ファイル' : 'File';
    case 'line':
      return ja ? '行' : 'Line';
    case 'photo':
      return ja ? '写真' : 'Photo';
    case 'ng-probability':
      return ja ? `${task} NG の確率` : `${task} NG probability`;
    case 'verdict':
    case 'class':
      return ja ? `${task} 判定` : `${task} judged`;
    case 'class-probability':
      return ja ? `${task} 判定の確率` : `${task} probability`;
    case 'value':
    case 'point':
      return ja ? `${named(task, name, role)} 予測${measured}` : `${named(task, name, role)} predicted${measured}`;
    case 'lower':
      return ja ? `${named(task, name, role)} 下限${measured}` : `${named(task, name, role)} lower${measured}`;
    case 'upper':
      return ja ? `${named(task, name, role)} 上限${measured}` : `${named(task, name, role)} upper${measured}`;
    case 'strand':
      return ja ? '系列' : 'Series';
    case 'moment':
      return ja ? '日時' : 'Time';
    case 'ahead':
      return ja ? '何行先' : 'Rows ahead';
    case 'reason':
      return ja ? '判定できない理由' : 'Why not judged';
    case 'remarks':
      return ja ? '注意' : 'Remarks';
  }
}

/** A forecast of several columns names the column as well. */
function named(task: string, column: string, role: JudgedColumn['role']): string {
  return role === 'value' || task === column ? task : `${task} ${column}`;
}

/** What was judged of a task in one line: how many of each class, or from where to where. */
export function judgedCounts(
  { judged, classes, values }: Pick<JudgedTask, 'judged' | 'classes' | 'values'>,
  {
    unit,
    kind,
    language,
  }: { readonly unit: string | null; readonly kind: JudgedSource['kind']; readonly language: Language },
): string {
  const of = kind === 'rows' ? { ja: '件', en: 'judged' } : { ja: '系列を予測', en: 'series forecast' };
  const count = `${number(judged)} ${of[language]}`;
  if (classes.length > 0) return `${count}: ${classes.map((one) => `${one.label} ${number(one.count)}`).join(', ')}`;
  if (values === null) return count;
  const [least, mean, most] = [values.least, values.mean, values.most].map(shortNumber);
  const measured = unit === null || unit === '' ? '' : ` ${unit}`;
  return language === 'ja'
    ? `${count}: ${least}〜${most}${measured}（平均 ${mean}）`
    : `${count}: ${least} to ${most}${measured} (mean ${mean})`;
}

/** Six digits: enough to find the value in the file again, and no noise behind them. */
export function shortNumber(value: number): number {
  return Number(value.toPrecision(6));
}
