// Sentences of the findings about what is to be predicted: labels, classes, and columns that give them away.

import type { LeakFacts } from '../checks.ts';
import { names } from './findings-columns.ts';
import type { FindingTexts } from './findings.ts';
import { atMost, counted, number, percent } from './phrases.ts';

export const taskFindings = {
  'target-absent': {
    ja: {
      pass: '予測したい列はすべてデータにあります。',
      why: '予測したい列がないと、正解が分からず学習できません。',
      found: (f) => ({
        title: `「${f.column}」がデータにありません`,
        reason: `「${f.task}」の正解となる列です。見出しの文字が変わっていないか確認してください。`,
      }),
    },
    en: {
      pass: 'Every column to be predicted is in the data.',
      why: 'Without the column to be predicted there are no answers to learn from.',
      found: (f) => ({
        title: `The data has no column "${f.column}"`,
        reason: `It holds the answers of "${f.task}". Check whether the header was renamed.`,
      }),
    },
  },
  'single-class': {
    ja: {
      pass: 'どのタスクにも 2 種類以上の値があります。',
      why: '違いがなければ、見分け方を学べません。',
      found: (f) => ({
        title: `「${f.task}」は 1 種類の値しかありません`,
        reason: `ラベルのある ${number(f.rows)} 行すべてが「${f.level}」です。もう一方のデータも集めてください。`,
      }),
    },
    en: {
      pass: 'Every task has at least two values.',
      why: 'Without a difference there is nothing to tell apart.',
      found: (f) => ({
        title: `"${f.task}" has only one value`,
        reason: `All ${number(f.rows)} labelled rows are "${f.level}". Collect rows of the other kind too.`,
      }),
    },
  },
  'missing-labels': {
    ja: {
      pass: 'ラベルは足りています。',
      why: 'ラベルのない行は、そのタスクの学習にもテストにも使えません。ほかのタスクでは使います。',
      found: (f) => ({
        title: `「${f.task}」はラベルのない行が多くあります`,
        reason: `${number(f.rows)} 行のうち ${number(f.missing)} 行にラベルがなく、使えるのは ${number(f.labelled)} 行です。`,
      }),
    },
    en: {
      pass: 'There are enough labels.',
      why: 'A row without a label helps neither training nor test of its task. The other tasks still use it.',
      found: (f) => ({
        title: `"${f.task}" lacks many labels`,
        reason: `${number(f.missing)} of ${number(f.rows)} rows have no label; ${number(f.labelled)} can be used.`,
      }),
    },
  },
  'few-defects': {
    ja: {
      pass: 'NG の件数は足りています（見逃し率 5 % 以下まで示せます）。',
      why: '見逃しが 0 件でも、調べた NG が少なければ、たまたまかもしれません。95 % の確かさで「見逃し率 5 % 以下」と言うには、テスト用に NG が 59 件必要です（正確な二項分布による上限）。',
      found: (f) => ({
        title: `「${f.task}」: ${ng(f.level)} が ${number(f.count)} 件しかありません`,
        reason:
          f.inTest === 0
            ? `テスト用に 1 件も入らないため、見逃し率は何も言えません。5 % 以下と言うには、全部で約 ${number(f.needed)} 件必要です。`
            : `テスト用に入る約 ${number(f.inTest)} 件をすべて見逃さずに判定できても、「見逃し率 ${atMost(f.bound)} 以下」までしか言えません（${number(f.count)} 件すべてを使っても ${atMost(f.boundOfAll)}）。5 % 以下と言うには、全部で約 ${number(f.needed)} 件必要です。`,
      }),
    },
    en: {
      pass: 'There are enough NG rows (a miss rate below 5 % can be shown).',
      why: 'No miss among few NG may be luck. To claim a miss rate below 5 % at 95 % confidence, the test part needs 59 NG without a miss (exact binomial bound).',
      found: (f) => ({
        title: `"${f.task}": only ${counted(f.count, 'row')} with ${ng(f.level)}`,
        reason:
          f.inTest === 0
            ? `None would land in the test part, so nothing can be said about misses. To claim below 5 %, about ${number(f.needed)} are needed in all.`
            : `About ${number(f.inTest)} land in the test part: at best a miss rate below ${atMost(f.bound)} can be shown (with all ${number(f.count)}, below ${atMost(f.boundOfAll)}). To claim below 5 %, about ${number(f.needed)} are needed in all.`,
      }),
    },
  },
  imbalance: {
    ja: {
      pass: 'クラスの件数に極端なかたよりはありません。',
      why: '少ない側を重く見て学習しますが、全体の正解率は当てになりません。見逃し率と過検出率で判断してください。',
      found: (f) => ({
        title: `「${f.task}」は「${f.smallest}」が少なめです`,
        reason: `「${f.smallest}」は ${number(f.count)} 行（${percent(f.count / f.rows)}）、「${f.largest}」は ${number(f.largestCount)} 行です。`,
      }),
    },
    en: {
      pass: 'No class is rare beside the others.',
      why: 'The rare class is given more weight in training, but overall accuracy means little. Judge by miss rate and false reject rate.',
      found: (f) => ({
        title: `"${f.smallest}" is rare in "${f.task}"`,
        reason: `"${f.smallest}" has ${counted(f.count, 'row')} (${percent(f.count / f.rows)}), "${f.largest}" ${number(f.largestCount)}.`,
      }),
    },
  },
  leak: {
    ja: {
      pass: '答えが漏れている列はありません。',
      why: '結果のあとで記録された列や、結果そのものから決まる列が入力にあると、テストでは完璧に見えますが、これから判定する製品には使えません。',
      found: (f) => ({
        title: `「${f.column}」は${names(f.tasks, 'ja')}の答えを含んでいます（漏れ）`,
        reason: `${evidenceJa(f)}結果が分かったあとに記録された可能性があります。`,
      }),
    },
    en: {
      pass: 'No column gives a target away.',
      why: 'A column recorded after the verdict, or derived from it, looks perfect in the test and is useless for parts not yet judged.',
      found: (f) => ({
        title: `"${f.column}" gives ${names(f.tasks, 'en')} away (leak)`,
        reason: `${evidenceEn(f)} It may have been recorded once the result was known.`,
      }),
    },
  },
  'strong-column': {
    ja: {
      pass: '一つの列だけで当たりすぎるものはありません。',
      why: '予測する前に測れる値なら、良いセンサーです。結果のあとに記録される値なら、入力から外してください。',
      found: (f) => ({
        title: `「${f.column}」は、${names(f.tasks, 'ja')}を予測する時点で分かる値ですか?`,
        reason: `${evidenceJa(f)}その前に測れる値なら、このままで問題ありません。`,
      }),
    },
    en: {
      pass: 'No single column tells suspiciously much.',
      why: 'A value measured before the verdict is a good sensor. One recorded after it should not be an input.',
      found: (f) => ({
        title: `Is "${f.column}" known before ${names(f.tasks, 'en')}?`,
        reason: `${evidenceEn(f)} If it is measured beforehand, all is well.`,
      }),
    },
  },
  'targets-related': {
    ja: {
      pass: '互いに答えになっているタスクはありません。',
      why: '予測したい列どうしは互いの入力に入らないため、漏れにはなりません。ただし、一方がもう一方から決まるなら、別のタスクとして学ぶ意味は小さくなります。',
      found: (f) => ({
        title: `「${f.task}」と${names(f.others, 'ja')}は、互いの答えを含んでいます`,
        reason:
          '一方が分かれば、もう一方がほぼ決まります。入力には入らないので漏れにはなりませんが、「まとめて学習」の効果は割り引いて見てください。',
      }),
    },
    en: {
      pass: 'No two tasks give each other away.',
      why: "Targets are kept out of each other's inputs, so nothing leaks. But where one follows from the other, a task of its own adds little.",
      found: (f) => ({
        title: `"${f.task}" and ${names(f.others, 'en')} give each other away`,
        reason:
          'Knowing one nearly settles the other. They are no inputs, so nothing leaks, but gains from joining them deserve a pinch of salt.',
      }),
    },
  },
} satisfies Partial<FindingTexts>;

function evidenceJa(f: LeakFacts): string {
  switch (f.form) {
    case 'rule':
      return `この列だけを使った簡単な規則で、${percent(f.score)} を正しく見分けられます（抜き出した ${number(f.examined)} 行の半分で規則を作り、残り半分で確認）。`;
    case 'fit':
      return `この列だけで、値のばらつきの ${percent(f.score)} を説明できます（抜き出した ${number(f.examined)} 行で確認）。`;
    case 'implies':
      return `「${f.column}」が「${f.level}」の ${number(f.outOf)} 行${of(f)}で、「${f.task}」が「${f.class}」です。`;
    case 'covers':
      return `「${f.task}」が「${f.class}」の ${number(f.outOf)} 行${of(f)}で、「${f.column}」が「${f.level}」です。`;
  }
}

function evidenceEn(f: LeakFacts): string {
  switch (f.form) {
    case 'rule':
      return `A simple rule on this column alone is right in ${percent(f.score)} (made on one half of ${number(f.examined)} sampled rows, checked on the other).`;
    case 'fit':
      return `On its own it explains ${percent(f.score)} of the variation (${number(f.examined)} sampled rows).`;
    case 'implies':
      return `Where "${f.column}" is "${f.level}", "${f.task}" is "${f.class}" in ${number(f.hits)} of ${number(f.outOf)} rows.`;
    case 'covers':
      return `Where "${f.task}" is "${f.class}", "${f.column}" is "${f.level}" in ${number(f.hits)} of ${number(f.outOf)} rows.`;
  }
}

/** `すべて` where it holds without exception, otherwise how many of them. */
function of(f: LeakFacts): string {
  return f.hits === f.outOf ? 'すべて' : `のうち ${number(f.hits)} 行`;
}

/** The class that means NG, with its spelling where that is another word. */
function ng(level: string): string {
  return level.toUpperCase() === 'NG' ? 'NG' : `NG (${level})`;
}
