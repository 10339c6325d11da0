// Refusals of a task whose target column cannot be learned. One entry a situation: facts, then both sentences.

import type { RefusalEntry } from '../errors.ts';

export const taskRefusals = {
  'task.no-column': {
    ja: (f) => ({
      message: `タスク「${f.task}」の目的列「${f.column}」がデータにありません。`,
      hint: 'タスクの画面で目的列を選び直すか、その列のあるファイルを取り込んでください。',
    }),
    en: (f) => ({
      message: `Task "${f.task}": the data has no column "${f.column}".`,
      hint: 'Choose another target column on the Tasks page, or import a file that has it.',
    }),
  } satisfies RefusalEntry<{ task: string; column: string }>,
  'task.all-missing': {
    ja: (f) => ({
      message: `タスク「${f.task}」: 目的列「${f.column}」に値が1つもありません。`,
      hint: '欠測の記号として扱われていないか、取り込みの設定を確認してください。',
    }),
    en: (f) => ({
      message: `Task "${f.task}": the target column "${f.column}" holds no value at all.`,
      hint: 'Check in the import settings that its values are not taken for missing marks.',
    }),
  } satisfies RefusalEntry<{ task: string; column: string }>,
  'task.one-class': {
    ja: (f) => ({
      message: `タスク「${f.task}」: 目的列「${f.column}」の値がすべて「${f.value}」です。`,
      hint: '違いのない列からは学習できません。NG を含む期間のデータを加えるか、別の列を選んでください。',
    }),
    en: (f) => ({
      message: `Task "${f.task}": every value of the target column "${f.column}" is "${f.value}".`,
      hint: 'Nothing can be learned from a column without differences. Add data that contains NG parts, or choose another column.',
    }),
  } satisfies RefusalEntry<{ task: string; column: string; value: string }>,
  'task.one-value': {
    ja: (f) => ({
      message: `タスク「${f.task}」: 目的列「${f.column}」の値がすべて ${f.value} です。`,
      hint: '値が変わらない列からは学習できません。値の異なる期間や条件のデータを加えるか、別の列を選んでください。',
    }),
    en: (f) => ({
      message: `Task "${f.task}": every value of the target column "${f.column}" is ${f.value}.`,
      hint: 'Nothing can be learned from a value that never changes. Add data of other periods or conditions, or choose another column.',
    }),
  } satisfies RefusalEntry<{ task: string; column: string; value: string }>,
  'task.differences-too-small': {
    ja: (f) => ({
      message: `タスク「${f.task}」: 目的列「${f.column}」は ${f.least} から ${f.most} までで、値の大きさに比べて差が小さすぎるため、計算で差が失われます。`,
      hint: '元のファイルで一定の値(例: 平均値)を引いた列を作り、それを目的列にしてください。',
    }),
    en: (f) => ({
      message: `Task "${f.task}": the target column "${f.column}" runs from ${f.least} to ${f.most}; against the size of the values the differences are so small that they would be lost in the calculation.`,
      hint: 'Make a column in the file with a constant (such as the mean) taken off, and predict that.',
    }),
  } satisfies RefusalEntry<{ task: string; column: string; least: number; most: number }>,
  'task.one-value-in-training': {
    ja: (f) => ({
      message: `タスク「${f.task}」: 学習用の ${f.rows} 行の値がすべて ${f.value} です。`,
      hint: '学習用の割合を増やすか、分割の方法を変えて、値の異なる行が学習用に入るようにしてください。',
    }),
    en: (f) => ({
      message: `Task "${f.task}": the value is ${f.value} in all ${f.rows} training rows.`,
      hint: 'Give the training part a larger share, or split in another way, so that rows with other values are among them.',
    }),
  } satisfies RefusalEntry<{ task: string; value: string; rows: number }>,
  'task.none-in-training': {
    ja: (f) => ({
      message: `タスク「${f.task}」: 学習用の行に、目的列「${f.column}」の値が1つもありません。`,
      hint: '値のある行が学習用に入るように、分割の方法を変えるか、学習用の割合を増やしてください。',
    }),
    en: (f) => ({
      message: `Task "${f.task}": no training row has a value in the target column "${f.column}".`,
      hint: 'Split in another way, or give the training part a larger share, so that rows with a value are among them.',
    }),
  } satisfies RefusalEntry<{ task: string; column: string }>,
  'task.one-class-in-training': {
    ja: (f) => ({
      message: `タスク「${f.task}」: 学習用の ${f.rows} 行に「${f.value}」しかありません。`,
      hint: '分割の方法を「層化」に変えるか、学習用の割合を増やしてください。',
    }),
    en: (f) => ({
      message: `Task "${f.task}": the ${f.rows} training rows hold nothing but "${f.value}".`,
      hint: 'Change the split to "stratified", or give the training part a larger share.',
    }),
  } satisfies RefusalEntry<{ task: string; value: string; rows: number }>,
  'task.not-binary': {
    ja: (f) => ({
      message: `タスク「${f.task}」: 目的列「${f.column}」に ${f.count} 種類の値があります(例: ${f.examples})。OK/NG の2種類が必要です。`,
      hint: 'タスクの種類を「分類」に変えるか、値が2種類の列を選んでください。',
    }),
    en: (f) => ({
      message: `Task "${f.task}": the target column "${f.column}" has ${f.count} different values (such as ${f.examples}); OK or NG needs two.`,
      hint: 'Change the kind of the task to classification, or choose a column with two values.',
    }),
  } satisfies RefusalEntry<{ task: string; column: string; count: number; examples: string }>,
  'task.no-positive': {
    ja: (f) => ({
      message: `タスク「${f.task}」: 目的列「${f.column}」に NG を表す値「${f.positive}」がありません。見つかった値は ${f.found} です。`,
      hint: 'タスクの画面で、NG を表す値を選び直してください。',
    }),
    en: (f) => ({
      message: `Task "${f.task}": the value "${f.positive}" that should mean NG does not occur in the target column "${f.column}", which holds ${f.found}.`,
      hint: 'Choose on the Tasks page which value means NG.',
    }),
  } satisfies RefusalEntry<{ task: string; column: string; positive: string; found: string }>,
  'task.not-a-number': {
    ja: (f) => ({
      message: `タスク「${f.task}」: 目的列「${f.column}」は数値の列ではないため、数値の予測はできません。`,
      hint: 'タスクの種類を「分類」に変えるか、取り込みの設定でその列を数値にしてください。',
    }),
    en: (f) => ({
      message: `Task "${f.task}": the target column "${f.column}" does not hold numbers, so no number can be predicted.`,
      hint: 'Change the kind of the task to classification, or read the column as numbers in the import settings.',
    }),
  } satisfies RefusalEntry<{ task: string; column: string }>,
  'task.too-many-classes': {
    ja: (f) => ({
      message: `タスク「${f.task}」: 目的列「${f.column}」に ${f.count} 種類の値があります(上限 ${f.most})。`,
      hint: '番号や名前の列ではないか確認し、分類したい列を選び直してください。',
    }),
    en: (f) => ({
      message: `Task "${f.task}": the target column "${f.column}" has ${f.count} different values (at most ${f.most} can be told apart).`,
      hint: 'Check that it is not a number or name of single parts, and choose the column with the classes.',
    }),
  } satisfies RefusalEntry<{ task: string; column: string; count: number; most: number }>,
};
