// Sentences of the finding about groups of rows that an input gives away.

import type { FindingTexts } from './findings.ts';
import { number } from './phrases.ts';

export const groupFindings = {
  'told-groups': {
    ja: {
      pass: '日時から、ロットなどのまとまりが分かってしまうことはありません。',
      why: 'まとまりごとに分けるのは、見たことのないロットでの実力を測るためです。日時からロットが分かると、モデルはロットごとの違いを日時で丸暗記し、次のロットでは外れます。射出成形の 40 ロットの例では、日時を外すと寸法の誤差が 15～19 % 小さくなりました。',
      found: (f) => ({
        title: `「${f.column}」を見ると、どの「${f.group}」かが分かってしまいます`,
        reason: `「${f.group}」${number(f.groups)} 種類は、それぞれ「${f.column}」の続いた期間に収まっています。次の「${f.group}」は必ず新しい日時なので、覚えた日時は役に立ちません。時刻や曜日が効くと考える理由がなければ、入力から外してください。`,
      }),
    },
    en: {
      pass: 'No date gives away lots or other rows that belong together.',
      why: 'Lots are kept apart to measure what the model can do on one it has never seen. Where the date tells the lot, a model learns the differences between lots by their dates, and is off on the next one. In an example of 40 lots of mouldings, leaving the date out made the errors of the dimensions 15 to 19 % smaller.',
      found: (f) => ({
        title: `"${f.column}" tells which "${f.group}" a row belongs to`,
        reason: `Each of the ${number(f.groups)} values of "${f.group}" lies in a stretch of "${f.column}" of its own. The next one always has a new date, so dates learned by heart are of no use. Unless the time of day or the weekday is believed to matter, leave it out of the inputs.`,
      }),
    },
  },
} satisfies Partial<FindingTexts>;
