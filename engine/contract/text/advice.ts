// Merge-or-not advice in words: for all tasks, for each pair, and into which models; each with its evidence.

import type { MergeAdvice, PairAdvice, SuggestedModel } from '../advice.ts';
import type { Language, Words } from '../language.ts';
import type { AffinityCell } from '../methods.ts';
import { quoted, signedPercent } from './shares.ts';

/** For all tasks: one sentence of verdict and one of evidence. */
export function overallAdvice(advice: MergeAdvice, language: Language): readonly [string, string] {
  const say = (ja: string, en: string): string => (language === 'ja' ? ja : en);
  if (!advice.hasComparisons && !advice.hasAffinity)
    return [
      say('まとめるべきかどうかは、まだ判断できません。', 'Whether to merge cannot be told yet.'),
      say(
        '「まとめて」と「別々に」の両方を学習するか、相性を調べてください。',
        'Train both together and separately, or check the affinity.',
      ),
    ];
  const verdict: Words = {
    helps: {
      ja: '全タスクを 1 つのモデルにまとめることを勧めます。',
      en: 'Merging all tasks into one model is advised.',
    },
    'no-difference': {
      ja: 'まとめても別々でも、成績の差は確認できません。',
      en: 'No difference in accuracy was found between merged and separate.',
    },
    hurts: {
      ja: '全タスクを 1 つのモデルにまとめることは勧めません。',
      en: 'Merging all tasks into one model is not advised.',
    },
    mixed: { ja: 'まとめた効果は、タスクによって分かれます。', en: 'Merging helps some tasks and hurts others.' },
    unknown: { ja: 'まとめるべきかどうかは、まだ判断できません。', en: 'Whether to merge cannot be told yet.' },
  }[advice.overall];
  return [verdict[language], advice.hasComparisons ? measured(advice, language) : probed(advice, language)];
}

/** Evidence of the trained comparison. */
function measured({ tasks, overall }: MergeAdvice, language: Language): string {
  const count = (verdict: string): number => tasks.filter((one) => one.verdict === verdict).length;
  const [helps, same, hurts, unknown] = ['helps', 'no-difference', 'hurts', 'unknown'].map(count) as [
    number,
    number,
    number,
    number,
  ];
  const isFree = overall === 'no-difference';
  return language === 'ja'
    ? `別々のモデルと比べて、タスク ${tasks.length} 件のうち、良くなったのは ${helps} 件、差なしは ${same} 件、悪くなったのは ${hurts} 件、判断できないのは ${unknown} 件です${isFree ? '（計算の負担や扱いやすさで選べます）' : ''}。`
    : `Against separate models, of ${tasks.length} tasks ${helps} got better, ${same} did not change, ${hurts} got worse and ${unknown} cannot be told${isFree ? '; choose by computing and convenience' : ''}.`;
}

/** Evidence of the affinity map alone. */
function probed({ pairs }: MergeAdvice, language: Language): string {
  const count = (verdict: string): number => pairs.filter((one) => one.verdict === verdict).length;
  return language === 'ja'
    ? `短い試し学習での相性では、${pairs.length} 組のうち、助け合うのは ${count('helps')} 組、差なしは ${count('no-difference')} 組、妨げ合うのは ${count('hurts')} 組、判断できないのは ${count('unknown')} 組です。学習して確かめてください。`
    : `In a short probe, of ${pairs.length} pairs ${count('helps')} help, ${count('no-difference')} make no difference, ${count('hurts')} hurt and ${count('unknown')} cannot be told; train to make sure.`;
}

/** A pair's verdict as a short name. */
export const pairVerdicts: Readonly<Record<PairAdvice['verdict'], Words>> = {
  helps: { ja: 'まとめる', en: 'Merge' },
  'no-difference': { ja: 'どちらでもよい', en: 'Either way' },
  hurts: { ja: '分ける', en: 'Keep apart' },
  unknown: { ja: '判断できない', en: 'Cannot tell' },
};

/** One sentence: how the two affect each other, with both figures and intervals. */
export function pairAdvice(pair: PairAdvice, language: Language): string {
  const [there, back] = pair.cells;
  const known = (cell: AffinityCell | null): cell is AffinityCell => cell !== null && cell.verdict !== 'unknown';
  if (!there && !back)
    return language === 'ja' ? 'この組の相性は調べていません。' : 'The affinity of this pair was not measured.';
  if (!known(there) && !known(back))
    return language === 'ja'
      ? '試し学習の件数では、この組の相性を判断できません。'
      : 'The probe was too short to tell for this pair.';
  const told = [there, back].flatMap((cell) => (cell ? [direction(cell, language)] : []));
  if (language === 'ja') return `${told.join('。')}。`;
  const sentence = told.join('; ');
  return `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}.`;
}

/** `「外観判定」の学習は「寸法」を助けます（自分の更新の +62 %、95 % 区間 +40 % … +84 %）` */
function direction({ source, target, relative, verdict }: AffinityCell, language: Language): string {
  const [from, to] = [quoted(source, language), quoted(target, language)];
  const { value, low, high } = relative;
  const figure =
    value === null
      ? ''
      : language === 'ja'
        ? `（自分の更新の ${signedPercent(value)}${low === null || high === null ? '' : `、95 % 区間 ${signedPercent(low)}\u00a0…\u00a0${signedPercent(high)}`}）`
        : ` (${signedPercent(value)} of its own updates${low === null || high === null ? '' : `, 95 % interval ${signedPercent(low)}\u00a0…\u00a0${signedPercent(high)}`})`;
  const words: Record<AffinityCell['verdict'], Words> = {
    helps: { ja: `${from}の学習は${to}を助けます`, en: `training ${from} helps ${to}` },
    hurts: { ja: `${from}の学習は${to}を妨げます`, en: `training ${from} hurts ${to}` },
    'no-difference': {
      ja: `${from}の学習は${to}にほとんど影響しません`,
      en: `training ${from} hardly affects ${to}`,
    },
    unknown: {
      ja: `${from}の学習が${to}に効くかは判断できません`,
      en: `whether training ${from} affects ${to} cannot be told`,
    },
  };
  const text = words[verdict][language];
  return verdict === 'unknown' ? text : `${text}${figure}`;
}

/** The suggested models in one or two sentences; empty where nothing is suggested. */
export function modelAdvice({ models, groupedBy, pairs, hasComparisons }: MergeAdvice, language: Language): string {
  if (models.length === 0) return '';
  const one = ({ tasks }: SuggestedModel): string =>
    language === 'ja' ? `［${tasks.join('・')}］` : `[${tasks.join(' + ')}]`;
  const source: Words =
    groupedBy === 'affinity'
      ? { ja: '相性の調査から', en: 'From the affinity map' }
      : { ja: '別々のモデルとの比較から', en: 'From the comparison with separate models' };
  const listed = models.map(one).join(language === 'ja' ? 'と' : ' and ');
  const untested = models.some((model) => model.basis === 'untested');
  // The probe saw a conflict that training did not bear out: both stand on the page, so the order is told.
  const outweighed =
    models.length === 1 && models[0]!.basis === 'all-joined' && pairs.some((pair) => pair.verdict === 'hurts');
  if (language === 'ja') {
    const said =
      models.length === 1
        ? `${source.ja}、${listed}を 1 つのモデルにまとめることが候補になります。`
        : `${source.ja}、${listed}の ${models.length} つのモデルに分けることが候補になります。`;
    return (
      said +
      (untested
        ? hasComparisons
          ? 'この組み合わせではまだ学習していないため、採用の前に学習して確かめてください。'
          : '別々に学習した場合と比べて確かめてください。'
        : '') +
      (outweighed
        ? '相性の調査には妨げ合う組もありますが、実際に学習して悪くなったタスクはないため、学習した結果を優先しています。'
        : '')
    );
  }
  const said = `${source.en}: ${models.length === 1 ? 'one model' : `${models.length} models`}, ${listed}.`;
  return (
    said +
    (untested
      ? hasComparisons
        ? ' This combination has not been trained yet: train it before adopting.'
        : ' Train it and compare with separate models to make sure.'
      : '') +
    (outweighed
      ? ' The probe saw pairs that hurt each other, but no task got worse when all were trained, and that counts more.'
      : '')
  );
}
