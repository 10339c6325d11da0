// Why a split is proposed, and what had to be decided while dividing, in both languages.

import { say } from '../errors.ts';
import type { Failure } from '../errors.ts';
import type { Language } from '../language.ts';
import type { SplitNote, SplitReason } from '../splits.ts';
import { counted, dateOf, number, percent } from './phrases.ts';

const partNames = {
  ja: { train: '学習用', validation: '検証用', test: 'テスト用' },
  en: { train: 'training', validation: 'validation', test: 'test' },
} as const;

/** One sentence a reason: what was seen and why this split follows from it. */
export function saySplitReason(reason: SplitReason, language: Language): string {
  const ja = language === 'ja';
  switch (reason.code) {
    case 'part-column':
      return ja
        ? `列「${reason.column}」に学習・テストの区別が書かれているため、そのとおりに分けます。`
        : `Column "${reason.column}" already says which rows are for training and which for test, so it is followed.`;
    case 'group-column':
      return ja
        ? `列「${reason.column}」に ${number(reason.groups)} 種類の値があります。同じ値の行は似ているため、同じ側にまとめます。学習とテストにまたがると、実際より良く見えてしまいます。`
        : `Column "${reason.column}" has ${number(reason.groups)} different values. Rows with the same value resemble each other, so they stay together: on both sides they would make the result look better than it is.`;
    case 'time-column':
      return ja
        ? `列「${reason.column}」に日時があります（${dateOf(reason.first)}～${dateOf(reason.last)}）。実際の使い方と同じく、古いデータで学習し、新しいデータでテストします。`
        : `Column "${reason.column}" holds dates (${dateOf(reason.first)} to ${dateOf(reason.last)}). As in real use, the older rows are for training and the newest for test.`;
    case 'files':
      if (reason.inTime)
        return ja
          ? `年月の付いた ${number(reason.files)} 個のファイルです。実際の使い方と同じく、前のファイルで学習し、最後のファイルでテストします。`
          : `The ${counted(reason.files, 'file')} are named by their time. As in real use, the earlier files are for training and the last for test.`;
      return ja
        ? `${number(reason.files)} 個のファイルを、途中で分けずに名前の順に使います。最後のファイルがテスト用です。`
        : `The ${counted(reason.files, 'file')} stay whole, in the order of their names; the last are for test.`;
    case 'stratified':
      if (reason.instead) {
        const { message } = say(reason.instead as Failure, language);
        return ja
          ? `ロットや日時の順に分けると使えません（${message.replace(/。$/u, '')}）。そのため、すべてのタスクで OK/NG や値のかたよりが出ないように分けます。`
          : `Divided by lots or time it could not be used (${message.replace(/\.$/, '')}), so rows are divided evenly over the classes and values of all tasks.`;
      }
      return ja
        ? 'ロットや日時の列が見当たらないため、すべてのタスクで OK/NG や値のかたよりが出ないように分けます。'
        : 'No column for lots or dates was found, so rows are divided evenly over the classes and values of all tasks.';
  }
}

/** One sentence a note: what was decided on the way. */
export function saySplitNote(note: SplitNote, language: Language): string {
  const ja = language === 'ja';
  switch (note.code) {
    case 'validation-drawn':
      return ja
        ? `検証用の行が指定されていないため、学習用から ${number(note.rows)} 行を検証用に回しました。`
        : `The file names no validation rows: ${counted(note.rows, 'row')} of the training rows ${note.rows === 1 ? 'was' : 'were'} taken for it.`;
    case 'left-out':
      if (note.column === null) {
        return ja
          ? `どのタスクのラベルもない ${number(note.rows)} 行は使いません。`
          : `${number(note.rows)} rows have no label for any task and are not used.`;
      }
      return ja
        ? `列「${note.column}」に使える値がない ${number(note.rows)} 行は使いません。`
        : `${number(note.rows)} rows have no usable value in column "${note.column}" and are not used.`;
    case 'files-of-parts': {
      const { train, validation, test } = note;
      return ja
        ? `学習用は ${fromTo(train, '～')}、検証用は ${fromTo(validation, '～')}、テスト用は ${fromTo(test, '～')} です。`
        : `Training holds ${fromTo(train, ' to ')}, validation ${fromTo(validation, ' to ')}, test ${fromTo(test, ' to ')}.`;
    }
    case 'share-missed':
      return ja
        ? `まとまりを崩さないため、${partNames.ja[note.part]}は ${percent(note.wanted)} の指定に対して ${percent(note.got)} になりました。`
        : `To keep rows together, the ${partNames.en[note.part]} part came to ${percent(note.got)} instead of ${percent(note.wanted)}.`;
    case 'class-absent':
      return ja
        ? `「${note.taskId}」の「${note.class}」（全 ${number(note.count)} 行）は、${partNames.ja[note.part]}に入っていません。`
        : `"${note.class}" of "${note.taskId}" (${counted(note.count, 'row')} in all) is not in the ${partNames.en[note.part]} part.`;
  }
}

/** First and last of names in order. */
function fromTo(names: readonly string[], between: string): string {
  return names.length < 2 ? (names[0] ?? '–') : `${names[0]}${between}${names.at(-1)}`;
}
