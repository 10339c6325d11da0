// Refusals of a task whose target column cannot be learned. One entry a situation: facts, then both sentences.

import type { RefusalEntry } from '../errors.ts';
import { counted } from './phrases.ts';

export const taskRefusals = {
  'task.no-column': {
    ja: (f) => ({
      message: `タスク「${f.task}」の予測する列「${f.column}」がデータにありません。`,
      hint: '予測する列を選び直すか、その列のあるファイルを読み込んでください。',
    }),
    en: (f) => ({
      message: `Task "${f.task}": the data has no column "${f.column}".`,
      hint: 'Choose another column to predict, or import a file that has it.',
    }),
  } satisfies RefusalEntry<{ task: string; column: string }>,
  'task.all-missing': {
    ja: (f) => ({
      message: `タスク「${f.task}」: 予測する列「${f.column}」に値が 1 つもありません。`,
      hint: '値が欠損の記号として扱われていないか、読み取り方を確認してください。',
    }),
    en: (f) => ({
      message: `Task "${f.task}": column "${f.column}" holds no value at all.`,
      hint: 'Check how the file is read: its values may be taken for marks of missing ones.',
    }),
  } satisfies RefusalEntry<{ task: string; column: string }>,
  'task.one-class': {
    ja: (f) => ({
      message: `タスク「${f.task}」: 予測する列「${f.column}」の値がすべて「${f.value}」です。`,
      hint: '違いのない列からは学習できません。NG を含む期間のデータを加えるか、別の列を選んでください。',
    }),
    en: (f) => ({
      message: `Task "${f.task}": every value of column "${f.column}" is "${f.value}".`,
      hint: 'Nothing can be learned from a column without differences. Add data that contains NG parts, or choose another column.',
    }),
  } satisfies RefusalEntry<{ task: string; column: string; value: string }>,
  'task.one-value': {
    ja: (f) => ({
      message: `タスク「${f.task}」: 予測する列「${f.column}」の値がすべて ${f.value} です。`,
      hint: '値が変わらない列からは学習できません。値の異なる期間や条件のデータを加えるか、別の列を選んでください。',
    }),
    en: (f) => ({
      message: `Task "${f.task}": every value of column "${f.column}" is ${f.value}.`,
      hint: 'Nothing can be learned from a value that never changes. Add data of other periods or conditions, or choose another column.',
    }),
  } satisfies RefusalEntry<{ task: string; column: string; value: string }>,
  'task.differences-too-small': {
    ja: (f) => ({
      message: `タスク「${f.task}」: 予測する列「${f.column}」は ${f.least} から ${f.most} までで、値の大きさに比べて差が小さすぎるため、計算で差が失われます。`,
      hint: '元のファイルで一定の値（例: 平均値）を引いた列を作り、その列を予測してください。',
    }),
    en: (f) => ({
      message: `Task "${f.task}": column "${f.column}" runs from ${f.least} to ${f.most}; against the size of the values the differences are so small that they would be lost in the calculation.`,
      hint: 'Make a column in the file with a constant (such as the mean) taken off, and predict that.',
    }),
  } satisfies RefusalEntry<{ task: string; column: string; least: number; most: number }>,
  'task.one-value-in-training': {
    ja: (f) => ({
      message: `タスク「${f.task}」: 学習用の ${f.rows} 行の値がすべて ${f.value} です。`,
      hint: '学習用の割合を増やすか、分け方を変えて、値の異なる行が学習用に入るようにしてください。',
    }),
    en: (f) => ({
      message: `Task "${f.task}": the value is ${f.value} in all ${counted(f.rows, 'training row')}.`,
      hint: 'Give the training part a larger share, or divide in another way, so that rows with other values are among them.',
    }),
  } satisfies RefusalEntry<{ task: string; value: string; rows: number }>,
  'task.none-in-training': {
    ja: (f) => ({
      message: `タスク「${f.task}」: 学習用の行に、予測する列「${f.column}」の値が 1 つもありません。`,
      hint: '値のある行が学習用に入るように、分け方を変えるか、学習用の割合を増やしてください。',
    }),
    en: (f) => ({
      message: `Task "${f.task}": no training row has a value in column "${f.column}".`,
      hint: 'Divide in another way, or give the training part a larger share, so that rows with a value are among them.',
    }),
  } satisfies RefusalEntry<{ task: string; column: string }>,
  'task.one-class-in-training': {
    ja: (f) => ({
      message: `タスク「${f.task}」: 学習用の ${f.rows} 行に「${f.value}」しかありません。`,
      hint: '分け方を「かたよりなく」（プロジェクトファイルでは stratified）に変えるか、学習用の割合を増やしてください。',
    }),
    en: (f) => ({
      message: `Task "${f.task}": there is nothing but "${f.value}" in ${counted(f.rows, 'training row')}.`,
      hint: 'Divide "Evenly" (in a project file "stratified"), or give the training part a larger share.',
    }),
  } satisfies RefusalEntry<{ task: string; value: string; rows: number }>,
  'task.not-binary': {
    ja: (f) => ({
      message: `タスク「${f.task}」: 予測する列「${f.column}」に ${f.count} 種類の値があります（例: ${f.examples}）。OK と NG の 2 種類が必要です。`,
      hint: '予測のしかたを「種類を見分ける」（プロジェクトファイルでは classification）に変えるか、値が 2 種類の列を選んでください。',
    }),
    en: (f) => ({
      message: `Task "${f.task}": column "${f.column}" has ${counted(f.count, 'different value')} (such as ${f.examples}); OK or NG needs two.`,
      hint: 'Predict it as "Tell the class" (in a project file "classification"), or choose a column with two values.',
    }),
  } satisfies RefusalEntry<{ task: string; column: string; count: number; examples: string }>,
  'task.no-positive': {
    ja: (f) => ({
      message: `タスク「${f.task}」: 予測する列「${f.column}」に NG を表す値「${f.positive}」がありません。見つかった値は ${f.found} です。`,
      hint: 'NG を表す値を選び直してください。',
    }),
    en: (f) => ({
      message: `Task "${f.task}": the value "${f.positive}" that should mean NG does not occur in column "${f.column}", which holds ${f.found}.`,
      hint: 'Choose again which value means NG.',
    }),
  } satisfies RefusalEntry<{ task: string; column: string; positive: string; found: string }>,
  'task.not-a-number': {
    ja: (f) => ({
      message: `タスク「${f.task}」: 予測する列「${f.column}」は数値の列ではないため、数値の予測はできません。`,
      hint: '予測のしかたを「種類を見分ける」（プロジェクトファイルでは classification）に変えるか、その列の種別を数値にしてください。',
    }),
    en: (f) => ({
      message: `Task "${f.task}": column "${f.column}" does not hold numbers, so no number can be predicted.`,
      hint: 'Predict it as "Tell the class" (in a project file "classification"), or read the column as numbers.',
    }),
  } satisfies RefusalEntry<{ task: string; column: string }>,
  'task.limits-crossed': {
    ja: (f) => ({
      message: `タスク「${f.task}」: 規格下限 ${f.lower} が規格上限 ${f.upper} 以上になっています。`,
      hint: '規格の下限と上限を入れ直してください。片側だけの規格なら、もう一方は空にします。',
    }),
    en: (f) => ({
      message: `Task "${f.task}": the lower limit ${f.lower} is not below the upper limit ${f.upper}.`,
      hint: 'Enter the limits again; where there is a limit on one side only, leave the other empty.',
    }),
  } satisfies RefusalEntry<{ task: string; lower: number; upper: number }>,
  'task.too-many-classes': {
    ja: (f) => ({
      message: `タスク「${f.task}」: 予測する列「${f.column}」に ${f.count} 種類の値があります（上限 ${f.most}）。`,
      hint: '番号や名前の列ではないか確認し、分類したい列を選び直してください。',
    }),
    en: (f) => ({
      message: `Task "${f.task}": column "${f.column}" has ${f.count} different values (at most ${f.most} can be told apart).`,
      hint: 'Check that it is not a number or name of single parts, and choose the column with the classes.',
    }),
  } satisfies RefusalEntry<{ task: string; column: string; count: number; most: number }>,
};
