// What comparisons and recommendations say, in both languages.

import type { Language, Words } from '../language.ts';
import type { Comparison } from '../runs.ts';
import { byRuleText, isByRule } from './by-rule.ts';
import { differenceText, intervalText, metricText } from './metrics.ts';
import { untoldText } from './untold.ts';
import { sayForecastVerdict } from './verdicts-forecast.ts';

export type Verdict = Comparison['verdict'];

/** The verdict with a mark that does not need colour. */
export const verdictTexts = {
  helps: { mark: '○', name: { ja: '効果あり', en: 'Helps' } },
  'no-difference': { mark: '－', name: { ja: '差なし', en: 'No difference' } },
  hurts: { mark: '×', name: { ja: '逆効果', en: 'Hurts' } },
  unknown: { mark: '？', name: { ja: '判断できない', en: 'Cannot tell' } },
} as const satisfies Record<Verdict, { mark: string; name: Words }>;

export const againstTexts = {
  'single-task': { ja: 'タスクごとに別のモデル', en: 'a model for each task' },
  constant: { ja: '何もしない予測', en: 'always the same answer' },
  reference: { ja: '参考の学習器', en: 'the reference learner' },
} as const satisfies Record<Comparison['against'], Words>;

/** What a comparison is with: forecasts are compared with other simple answers than judgements are. */
export function againstText({ against, metric }: Pick<Comparison, 'against' | 'metric'>): Words {
  if (metric !== 'mase' || against === 'single-task') return againstTexts[against];
  return against === 'constant'
    ? { ja: '先週（または一周期前）と同じ予測', en: 'repeating last week (or season)' }
    : { ja: '最良の単純予測（指数平滑など）', en: 'the best simple forecast (smoothing and others)' };
}

/** Delta-m, in the window and in the report: one sign, one direction. */
export const deltaMTexts = {
  title: { ja: 'Δm（%、小さいほど良い）', en: 'Δm (%, lower is better)' },
  meaning: {
    ja: 'Δm は、タスクごとに別に学習したモデルに対する主指標の変化率の平均です。小さい（負の）ほど良い値です。',
    en: 'Δm is the mean change of the main figures against a model trained for each task alone. Lower (negative) is better.',
  },
} as const satisfies Record<string, Words>;

/** What is needed before a verdict is given, as `evaluation/compare-task.ts` applies it. */
export const verdictRuleText: Words = {
  ja: 'テスト用が 20 行未満、またはいずれかのクラスが 10 行未満のときは判断しません。どちらかの学習が予定のエポックの半分に達する前に時間切れなどで終了したときも、別々のモデルとの差を判断しません。差の 95 % 区間が 0 を含まないときだけ「効果あり」または「逆効果」とします。別々のモデルとの差の区間には、テスト用の行の偶然に加えて、学習の偶然（シードによる違い）も含めます。シードが 1 つのときは、その大きさを過去の実測から見込みます。複数のシードで学習したときは、シードによるばらつきより小さい差も「差なし」とします。どちらのモデルも「何もしない予測」より良いと示せないタスクは、差があっても「差なし」とします。',
  en: 'No verdict is given with fewer than 20 test rows, or fewer than 10 of any class; nor on joining where either training was ended, by the time limit or by hand, before half of its epochs. "Helps" or "hurts" is said only where the 95 % interval of the difference excludes 0. Against separate models that interval holds chance in training (what another seed would change) as well as chance in the test rows; with one seed its size is taken from measurements made beforehand. With several seeds, a difference smaller than the spread between seeds also counts as no difference. So does any difference on a task that neither model is shown to predict better than always the same answer.',
};

/** Of a figure, what rounding alone makes of equal answers: far below its last digit shown. */
const rounding = 1e-5;

/** Two models that gave the same answers: there is no interval to speak of. */
export function isIdentical({ joint, difference: { value, low, high } }: Comparison): boolean {
  const most = rounding * Math.abs(joint ?? 0);
  return [value, low, high].every((one) => one !== null && Math.abs(one) <= most);
}

/** One sentence: the verdict with its difference and interval. */
export function sayVerdict(comparison: Comparison, taskName: string, unit: string | null, language: Language): string {
  const { verdict, difference, metric } = comparison;
  const other = againstText(comparison)[language];
  const figure = metricText(metric).name[language];
  const amount = differenceText(metric, difference.value, unit, language).replace(/^[+−]/u, '');
  if (verdict === 'no-difference' && isIdentical(comparison))
    return language === 'ja'
      ? `「${taskName}」の${figure}は、${other}とまったく同じでした。`
      : `For "${taskName}", ${inSentence(figure)} is exactly the same as with ${other}.`;
  if (metric === 'mase') return sayForecastVerdict(comparison, taskName, other, language);
  if (language === 'ja') {
    const interval = intervalOf(comparison, unit, language);
    const shown = interval === '' ? '' : `（${interval}）`;
    switch (verdict) {
      case 'helps':
        return `「${taskName}」は、${other}に比べて${figure}が ${amount} 良くなりました${shown}。`;
      case 'hurts':
        return `「${taskName}」は、${other}に比べて${figure}が ${amount} 悪くなりました${shown}。`;
      case 'no-difference':
        if (isByRule(comparison))
          return `「${taskName}」は、${other}との${figure}の差が ${amount} ありますが${shown}、${byRuleText.ja}。`;
        return `「${taskName}」は、${other}との${figure}の差を確認できませんでした${shown}。`;
      case 'unknown':
        return untoldText(comparison, taskName, other, language);
    }
  }
  const interval = intervalOf(comparison, unit, language);
  const shown = interval === '' ? '' : ` (${interval})`;
  switch (verdict) {
    case 'helps':
      return `"${taskName}" is better than with ${other} by ${amount} in ${inSentence(figure)}${shown}.`;
    case 'hurts':
      return `"${taskName}" is worse than with ${other} by ${amount} in ${inSentence(figure)}${shown}.`;
    case 'no-difference':
      if (isByRule(comparison))
        return `For "${taskName}" ${inSentence(figure)} differs from ${other} by ${amount}${shown}, but ${byRuleText.en}.`;
      return `For "${taskName}" no difference in ${inSentence(figure)} from ${other} was found${shown}.`;
    case 'unknown':
      return untoldText(comparison, taskName, other, language);
  }
}

/**
 * The interval of the amount that was said, so that a worsening does not carry a minus; where no amount is said, that of the
 * improvement with its signs.
 */
function intervalOf({ verdict, difference, metric }: Comparison, unit: string | null, language: Language): string {
  const { low, high } = difference;
  if (low === null || high === null) return '';
  const suffix = differenceText(metric, 1, unit, language).replace(/^\S+/u, '');
  if (verdict === 'helps' || verdict === 'hurts') {
    const ends = verdict === 'helps' ? ([low, high] as const) : ([-high, -low] as const);
    const text = `${intervalText(metric, ...ends)}${suffix}`;
    return language === 'ja' ? `差の 95 % 区間 ${text}` : `95 % interval of the difference ${text}`;
  }
  const signed = (value: number): string => differenceText(metric, value, null, language).replace(/ \S+$/u, '');
  const text = `${signed(low)} … ${signed(high)}${suffix}`;
  return language === 'ja' ? `改善の 95 % 区間 ${text}` : `95 % interval of the improvement ${text}`;
}

/** `Mean absolute error` within a sentence; `F1 score` keeps its capital. */
export function inSentence(name: string): string {
  return /^[A-Z][a-z]/.test(name) ? name.charAt(0).toLowerCase() + name.slice(1) : name;
}

/** Why a run is recommended, or why none is; codes of `evaluation/recommend.ts`. */
export const recommendationTexts = {
  best: {
    ja: '合格ラインを満たす学習のうち、全タスクを通じた成績が最も良いため',
    en: 'among the runs that meet every pass line it is the best over all tasks',
  },
  'cheapest-of-equal': {
    ja: '成績が同等の学習のうち、判定に必要な計算量が最も少ないため',
    en: 'among the runs that are equally good it needs the least computing to judge a part',
  },
  'only-run': { ja: '完了した学習がこの 1 件だけのため', en: 'it is the only run that finished' },
  'no-runs': { ja: '完了した学習がありません', en: 'no run has finished' },
  'below-floor': {
    ja: 'すべての学習が、いずれかのタスクの合格ラインに届きませんでした',
    en: 'every run misses the pass line of some task',
  },
  'no-better-than-constant': {
    ja: 'どの学習も、何もしない予測より良いとは言えませんでした',
    en: 'no run was shown to be better than always giving the same answer',
  },
} as const satisfies Record<string, Words>;

/** The rule of `evaluation/recommend.ts`, as the report states it. */
export const recommendationRuleText: Words = {
  ja: '採用候補の決め方: ①合格ラインに届かないタスクのある学習を除く。②何もしない予測より良いと示せた学習のあるタスクについて（1 つもなければ全タスクについて）、主指標の、最良値からの不足率（%）を、タスクの重要度で重みづけて平均する（シードが複数のときはその平均）。③不足率の差が 1 ポイント以内なら同等とみなし、計算量の最も少ないものを選ぶ。④何もしない予測に勝るタスクが 1 つもなければ推奨しない。⑤モデルの大きさが混ざるときは、学習の件数が最も多い大きさの中から選ぶ（同数なら標準。その大きさに候補がなければ、ほかの大きさから選ぶ）。',
  en: "How the run is chosen: (1) runs that miss the pass line of a task are left out; (2) for each task that some run is shown to learn (better than always giving the same answer; where none is, for all) the shortfall of its main figure from the best, in percent, is averaged with the tasks' importance (and over seeds); (3) shortfalls within 1 point count as equal, and of those the run with the least computing is taken; (4) nothing is recommended that beats always giving the same answer in no task; (5) of several sizes of model the one with the most runs is chosen from (medium on a tie; another where it has no candidate).",
};
