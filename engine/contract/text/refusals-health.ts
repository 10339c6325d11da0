// Refusals of the health part: dividing rows, and reading model inputs. One entry a situation:
// facts, then both sentences.

import type { RefusalEntry } from '../errors.ts';
import type { Part } from '../tasks.ts';
import { counted } from './phrases.ts';

const partNames = {
  ja: { train: '学習用', validation: '検証用', test: 'テスト用' },
  en: { train: 'training', validation: 'validation', test: 'test' },
} as const;

const kindNames = {
  ja: { number: '数値', category: '分類', text: '文字', date: '日時' },
  en: { number: 'numbers', category: 'categories', text: 'text', date: 'dates' },
} as const;

type KindName = keyof (typeof kindNames)['ja'];

export const healthRefusals = {
  'split.too-few-rows': {
    ja: (f) => ({
      message: `ラベルのある行が ${f.rows} 行しかないため、学習用・検証用・テスト用に分けられません。`,
      hint: `少なくとも ${f.needed} 行のデータを用意してください。`,
    }),
    en: (f) => ({
      message: `Only ${counted(f.rows, 'row')} with a label: too few to divide into training, validation and test.`,
      hint: `Bring at least ${f.needed} rows.`,
    }),
  } satisfies RefusalEntry<{ rows: number; needed: number }>,
  'split.column-missing': {
    ja: (f) => ({
      message: `分け方に使う列「${f.column}」がデータにありません。`,
      hint: '分け方に使う列を選び直してください。',
    }),
    en: (f) => ({
      message: `The data has no column "${f.column}" to divide by.`,
      hint: 'Choose another column for the split.',
    }),
  } satisfies RefusalEntry<{ column: string }>,
  'split.no-time': {
    ja: () => ({
      message: '時間順に分けるための日時の列が、このデータにはありません。',
      hint: '順番を表す列を指定するか（プロジェクトファイルでは "column"）、別の分け方を選んでください。',
    }),
    en: () => ({
      message: 'These data have no time column to be divided by time.',
      hint: 'Name the column that orders the rows ("column" in a project file), or choose another way to divide.',
    }),
  } satisfies RefusalEntry<Record<string, never>>,
  'split.not-a-time': {
    ja: (f) => ({
      message: `列「${f.column}」は日時でも数値でもないため、時間順に分けられません。`,
      hint: '日時の列を選ぶか、この列の種別を「日時」に変えてください。',
    }),
    en: (f) => ({
      message: `Column "${f.column}" holds neither dates nor numbers, so rows cannot be put in order of time.`,
      hint: 'Choose a date column, or change the kind of this column to date.',
    }),
  } satisfies RefusalEntry<{ column: string }>,
  'split.too-few-moments': {
    ja: (f) => ({
      message: `列「${f.column}」には異なる日時が ${f.distinct} 個しかなく、同じ日時の行を同じ側に置くと、3 つに分けられません。`,
      hint: '別の日時の列を選ぶか、テスト用と検証用の割合を変えてください。',
    }),
    en: (f) => ({
      message: `Column "${f.column}" has only ${counted(f.distinct, 'different moment')}; keeping equal moments together, three parts cannot be made.`,
      hint: 'Choose another date column, or change the shares for test and validation.',
    }),
  } satisfies RefusalEntry<{ column: string; distinct: number }>,
  'split.too-few-files': {
    ja: (f) => ({
      message: `使える行のあるファイルは ${f.files} 個で、ファイルを途中で分けずに 3 つに分けられません。`,
      hint: '3 個以上のファイルを一緒に読み込むか、別の分け方にしてください。',
    }),
    en: (f) => ({
      message: `There ${f.files === 1 ? 'is' : 'are'} ${counted(f.files, 'file')} with rows to use; keeping files whole, three parts cannot be made.`,
      hint: 'Import three or more files together, or divide in another way.',
    }),
  } satisfies RefusalEntry<{ files: number }>,
  'split.too-few-groups': {
    ja: (f) => ({
      message: `列「${f.column}」の値は ${f.groups} 種類しかなく、同じ値の行を同じ側に置くと、3 つに分けられません。`,
      hint: '値が 3 種類以上ある列（ロットなど）を選ぶか、別の分け方にしてください。',
    }),
    en: (f) => ({
      message: `Column "${f.column}" has only ${counted(f.groups, 'different value')}; keeping equal values together, three parts cannot be made.`,
      hint: 'Choose a column with at least three values, such as the lot, or another way to divide.',
    }),
  } satisfies RefusalEntry<{ column: string; groups: number }>,
  'split.unknown-parts': {
    ja: (f) => ({
      message: `列「${f.column}」の値（${f.values.join('、')}）から、学習用とテスト用の区別が読み取れません。`,
      hint: '値を train・validation・test（または 学習・検証・テスト）にするか、別の分け方を選んでください。',
    }),
    en: (f) => ({
      message: `The values of column "${f.column}" (${f.values.join(', ')}) do not say which rows are for training and which for test.`,
      hint: 'Write train, validation and test in that column, or choose another way to divide.',
    }),
  } satisfies RefusalEntry<{ column: string; values: string[] }>,
  'split.part-empty': {
    ja: (f) => ({
      message: `この分け方では、${partNames.ja[f.part]}の行が 1 行もありません。`,
      hint: '割合を変えるか、別の分け方を選んでください。',
    }),
    en: (f) => ({
      message: `Divided this way, the ${partNames.en[f.part]} part has no rows.`,
      hint: 'Change the shares, or choose another way to divide.',
    }),
  } satisfies RefusalEntry<{ part: Part }>,
  'split.more-than-all': {
    ja: (f) => ({
      message: `学習用・検証用・テスト用の合計が、使える ${f.rows} 行を超えています。`,
      hint: '行数か割合を小さくしてください。',
    }),
    en: (f) => ({
      message: `Training, validation and test together ask for more than the ${f.rows} rows that can be used.`,
      hint: 'Give smaller numbers or shares.',
    }),
  } satisfies RefusalEntry<{ rows: number }>,
  'split.class-missing': {
    ja: (f) => ({
      message: `「${f.task}」の「${f.class}」は全部で ${f.count} 行（学習用 ${f.train}、検証用 ${f.validation}、テスト用 ${f.test}）で、${partNames.ja[f.part]}に 1 行も入りません。`,
      hint:
        f.count < 3
          ? `「${f.class}」のデータを 3 行以上に増やすか、このタスクを外してください。`
          : '別の分け方（「かたよりなく」など）を選ぶか、割合を変えてください。',
    }),
    en: (f) => ({
      message: `"${f.class}" of "${f.task}" has ${counted(f.count, 'row')} in all (training ${f.train}, validation ${f.validation}, test ${f.test}): none in the ${partNames.en[f.part]} part.`,
      hint:
        f.count < 3
          ? `Collect at least 3 rows of "${f.class}", or drop this task.`
          : 'Choose another way to divide, such as "Evenly", or change the shares.',
    }),
  } satisfies RefusalEntry<{
    task: string;
    class: string;
    part: Part;
    count: number;
    train: number;
    validation: number;
    test: number;
  }>,
  'split.labels-missing': {
    ja: (f) => ({
      message: `「${f.task}」のラベルがある行は全部で ${f.labelled} 行で、${partNames.ja[f.part]}に 1 行も入りません。`,
      hint: '別の分け方を選ぶか、このタスクのラベルを増やしてください。',
    }),
    en: (f) => ({
      message: `"${f.task}" has ${counted(f.labelled, 'labelled row')} in all, none of which is in the ${partNames.en[f.part]} part.`,
      hint: 'Choose another way to divide, or label more rows for this task.',
    }),
  } satisfies RefusalEntry<{ task: string; labelled: number; part: Part }>,
  'features.column-missing': {
    ja: (f) => ({
      message: `${f.file ? `${f.file} に` : 'データに'}、モデルが使う列「${f.column}」がありません。`,
      hint: '見出しの文字が学習に使ったファイルと同じか、確認してください。列の順番は違っていてもかまいません。',
    }),
    en: (f) => ({
      message: `${f.file || 'The data'} has no column "${f.column}", which the model reads.`,
      hint: 'Check that the header is spelt as in the file used for training. The order of columns does not matter.',
    }),
  } satisfies RefusalEntry<{ column: string; file: string }>,
  'features.kind-changed': {
    ja: (f) => ({
      message: `列「${f.column}」は学習のときは${kindNames.ja[f.expected]}でしたが、このファイルでは${kindNames.ja[f.found]}として読み取られました。`,
      hint: 'この列の種別を直すか、ファイルの値を確認してください。',
    }),
    en: (f) => ({
      message: `Column "${f.column}" held ${kindNames.en[f.expected]} in training; in this file it was read as ${kindNames.en[f.found]}.`,
      hint: 'Correct the kind of this column, or check the values in the file.',
    }),
  } satisfies RefusalEntry<{ column: string; expected: KindName; found: KindName }>,
} as const;
