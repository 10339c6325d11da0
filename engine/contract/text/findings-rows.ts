// Sentences of the findings about rows: how many, which repeat, which belong together.

import type { BeyondFacts } from '../checks.ts';
import type { FindingTexts } from './findings.ts';
import { number, percent, withUnit } from './phrases.ts';

export const rowFindings = {
  'few-rows': {
    ja: {
      pass: '行数は足りています。',
      why: '行が少ないと、テスト用の行も少なくなり、たまたまの良し悪しと実力の区別がつきません。',
      found: (f) => ({
        title: `データが ${number(f.rows)} 行しかありません`,
        reason: `結果の幅（区間）が広くなり、はっきりしたことが言えません。${number(f.needed)} 行以上あると安心です。`,
      }),
    },
    en: {
      pass: 'There are enough rows.',
      why: 'With few rows the test part is small too, and luck cannot be told from skill.',
      found: (f) => ({
        title: f.rows === 1 ? 'There is only 1 row' : `There are only ${number(f.rows)} rows`,
        reason: `Intervals will be wide and little can be concluded. ${number(f.needed)} rows or more are safer.`,
      }),
    },
  },
  'duplicate-rows': {
    ja: {
      pass: '同じ行の重複はありません。',
      why: '同じ行が学習用とテスト用の両方に入ると、答えを見てから解くことになり、実際より良い結果に見えます。',
      found: (f) =>
        f.near === 0
          ? {
              title: `同じ内容の行が ${number(f.exact)} 行あります`,
              reason:
                '番号の列を除くと、すべての値がほかの行と一致します。ファイルを二重に読み込んでいないか確認してください。',
            }
          : {
              title: `同じ、またはほぼ同じ行が ${number(f.exact + f.near)} 行あります`,
              reason: `番号の列を除いて、完全に同じ行が ${number(f.exact)} 行、測定のばらつきより小さな違いしかない行が ${number(f.near)} 行です。`,
            },
    },
    en: {
      pass: 'No row is repeated.',
      why: 'The same row on both sides of the split is like seeing the answer first: results look better than they are.',
      found: (f) =>
        f.near === 0
          ? {
              title: `${number(f.exact)} ${f.exact === 1 ? 'row repeats' : 'rows repeat'} an earlier one`,
              reason: 'Numbering columns aside, all values agree. Check whether a file was read twice.',
            }
          : {
              title: `${number(f.exact + f.near)} rows repeat an earlier one, or nearly`,
              reason: `Numbering columns aside, ${number(f.exact)} agree exactly and ${number(f.near)} differ by less than any gauge would show.`,
            },
    },
  },
  'conflicting-labels': {
    ja: {
      pass: '同じ条件なのにラベルが違う行はありません。',
      why: '入力がまったく同じなら、どんなモデルでも片方は外れます。判定のばらつきか、足りない測定項目があるしるしです。',
      found: (f) => ({
        title: `「${f.task}」: 同じ条件でラベルが違う行が ${number(f.rows)} 行あります`,
        reason:
          `入力がすべて同じ組が ${number(f.groups)} 組あり、その中でラベルが食い違っています。` +
          (f.error === null
            ? '測定のばらつきとみられます。'
            : `少なくとも ${percent(f.error)} の行は、どうしても外れます。`),
      }),
    },
    en: {
      pass: 'No rows with the same conditions have different labels.',
      why: 'With identical inputs, any model is wrong about one of them. Judgements vary, or a measurement is lacking.',
      found: (f) => ({
        title: `"${f.task}": ${number(f.rows)} rows share their inputs but not their label`,
        reason:
          `In ${number(f.groups)} ${f.groups === 1 ? 'group' : 'groups'} of rows with equal inputs the labels disagree. ` +
          (f.error === null
            ? 'That is the scatter of the measurement.'
            : `At least ${percent(f.error)} of the rows cannot be got right.`),
      }),
    },
  },
  groups: {
    ja: {
      pass: 'ロットなどのまとまりは、分け方に反映されています（またはありません）。',
      why: '同じロットの製品は互いに似ています。学習用とテスト用の両方に入ると、次のロットで出る精度より良く見えてしまいます。',
      found: (f) => ({
        title: `「${f.column}」のまとまりが、学習とテストに分かれてしまいます`,
        reason:
          (f.by === 'name'
            ? `「${f.column}」は ${number(f.distinct)} 種類、`
            : `「${f.column}」は ${number(f.distinct)} 種類で、同じ値の行が続いて並んでいます。`) +
          `1 種類あたり平均 ${number(Math.round(f.rows / f.distinct))} 行です。まとまりごとに分けるほうが、実力に近い結果になります。`,
      }),
    },
    en: {
      pass: 'Rows that belong together, such as lots, stay together (or there are none).',
      why: 'Parts of one lot resemble each other. On both sides of the split they make results look better than the next lot will be.',
      found: (f) => ({
        title: `Rows with the same "${f.column}" would be torn apart`,
        reason:
          `"${f.column}" has ${number(f.distinct)} values of about ${number(Math.round(f.rows / f.distinct))} rows each` +
          (f.by === 'name' ? '. ' : ', one after the other. ') +
          'Keeping them together gives results nearer to real use.',
      }),
    },
  },
  'time-order': {
    ja: {
      pass: '日時の順番は、分け方に反映されています（または日時の列がありません）。',
      why: '実際の使い方では、過去のデータで学んで未来を予測します。時期を混ぜて分けると、季節や設備の変化が見えなくなります。',
      found: (f) => ({
        title: '日時の順に分けることをおすすめします',
        reason: `「${f.column}」に ${f.first}～${f.last} の日時があります。古いデータで学習し、新しいデータでテストすると、明日からの精度に近くなります。`,
      }),
    },
    en: {
      pass: 'The order in time is respected by the split (or there is no date column).',
      why: 'In use, the model learns from the past and judges the future. Mixing periods hides seasons and wear.',
      found: (f) => ({
        title: 'Dividing by time is recommended',
        reason: `"${f.column}" holds dates from ${f.first} to ${f.last}. Training on the older rows and testing on the newest is nearer to tomorrow's accuracy.`,
      }),
    },
  },
  'sorted-by-target': {
    ja: {
      pass: '予測したい値の順に並んだ行はありません。',
      why: '並べ替えられたデータでは、行の順番や日時で分けると、学習とテストの中身が大きく違ってしまいます。',
      found: (f) => ({
        title: `行が「${f.task}」の順に並んでいます`,
        reason: `値の切り替わりが ${number(f.runs)} 回分しかありません（ばらばらなら約 ${number(f.expected)} 回）。並べ替えたファイルなら、元の順番のファイルを使ってください。`,
      }),
    },
    en: {
      pass: 'Rows are not in order of a target.',
      why: 'In sorted data, a split by order or time puts different things into training and test.',
      found: (f) => ({
        title: `Rows are in order of "${f.task}"`,
        reason: `There are only ${number(f.runs)} stretches of equal or rising values; mixed rows would have about ${number(f.expected)}. If the file was sorted, use it in its original order.`,
      }),
    },
  },
  'target-drift': {
    ja: {
      pass: '時期による予測対象の大きな変化はありません。',
      why: '途中で条件が変わると（4M 変更など）、前半で学んだことが後半では通用しないことがあります。時間順のテストで確かめられます。',
      found: (f) => ({
        title: `「${f.task}」は時期によって変わっています`,
        reason:
          f.form === 'share'
            ? `「${f.along}」の順に並べると、割合が最初の 2 割では ${percent(f.from)}、最後の 2 割では ${percent(f.to)} です。`
            : `「${f.along}」の順に並べると、平均が最初の 2 割では ${withUnit(f.from, f.unit)}、最後の 2 割では ${withUnit(f.to, f.unit)} です。`,
      }),
    },
    en: {
      pass: 'No target changes much over time.',
      why: 'When conditions change on the way, what was learned from the first half may not hold for the second. A test in order of time shows it.',
      found: (f) => ({
        title: `"${f.task}" changes over time`,
        reason:
          f.form === 'share'
            ? `In order of "${f.along}", its share is ${percent(f.from)} in the first fifth and ${percent(f.to)} in the last.`
            : `In order of "${f.along}", its mean is ${withUnit(f.from, f.unit)} in the first fifth and ${withUnit(f.to, f.unit)} in the last.`,
      }),
    },
  },
  'beyond-training': {
    ja: {
      pass: 'テスト用と検証用の行は、学習用の行の範囲に収まっています。',
      why: 'モデルは学習用の行にない範囲を知りません。そこでの予測は当てずっぽうに近く、テストの成績は、学習した条件での実力ではなく、学習しなかった条件での成績になります。',
      found: (f) => ({
        title: `${beyondRows(f, 'ja')}が、学習用の行にない範囲にあります`,
        reason: `${beyondWhere(f, 'ja')}これらの行の成績は、見たことのない条件での成績です。立ち上げ直後など、実際の運用でも起こる条件なら、その条件が学習用にも入るように分け方を変えるか、データを足してください。起こらない条件なら、その行を除いてから測ってください。`,
      }),
    },
    en: {
      pass: 'Test and validation rows lie within the range of the training rows.',
      why: 'A model knows nothing outside the range of its training rows. There it all but guesses, and the test figures tell of conditions that were not learned instead of those that were.',
      found: (f) => ({
        title: `${beyondRows(f, 'en')} outside the range of the training rows`,
        reason: `${beyondWhere(f, 'en')} What is measured on these rows tells of conditions that were never learned. If they occur in use, such as just after a start, divide the rows so that training holds some of them, or add data; if they do not, leave the rows out before measuring.`,
      }),
    },
  },
} satisfies Partial<FindingTexts>;

/** How many rows of which part, the test rows first. */
function beyondRows({ test, testRows, validation, validationRows }: BeyondFacts, language: 'ja' | 'en'): string {
  const ja = language === 'ja';
  const of = (name: string, count: number, all: number): string[] =>
    count === 0
      ? []
      : [
          ja
            ? `${name}の ${number(count)} 行（${number(all)} 行中）`
            : `${number(count)} of ${number(all)} ${name} rows`,
        ];
  const each = [
    ...of(ja ? 'テスト用' : 'test', test, testRows),
    ...of(ja ? '検証用' : 'validation', validation, validationRows),
  ];
  return ja ? each.join('と') : `${each.join(' and ')} ${test + validation === 1 ? 'lies' : 'lie'}`;
}

function beyondWhere(f: BeyondFacts, language: 'ja' | 'en'): string {
  const ja = language === 'ja';
  const others = f.columns - 1;
  const also =
    others === 0
      ? ''
      : ja
        ? `（ほか ${number(others)} 列）`
        : ` (and in ${number(others)} more ${others === 1 ? 'column' : 'columns'})`;
  if (f.form === 'word')
    return ja
      ? `列「${f.column}」${also}に、学習用の行には一度も出てこない値（例:「${f.word}」）があります。`
      : `Column "${f.column}"${also} holds words that no training row has, such as "${f.word}".`;
  const span = (low: number, high: number): string =>
    ja
      ? `${withUnit(low, f.unit)} から ${withUnit(high, f.unit)}`
      : `${withUnit(low, f.unit)} to ${withUnit(high, f.unit)}`;
  return ja
    ? `列「${f.column}」${also}は、学習用の行では ${span(f.low, f.high)}、はみ出した行では ${span(f.from, f.to)} です。`
    : `Column "${f.column}"${also} is ${span(f.low, f.high)} in the training rows, and ${span(f.from, f.to)} in these.`;
}
