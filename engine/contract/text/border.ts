// The border between OK and NG in words: where it lies, by which rule, and that it sorts nothing out where it lies at an end.

import type { Language, Words } from '../language.ts';
import type { TaskResult } from '../runs.ts';
import { number, percent } from './phrases.ts';

type Threshold = NonNullable<TaskResult['threshold']>;

const ruleTexts = {
  cost: { ja: '検証用データで費用の合計が最小になる点', en: 'where the costs on the validation rows are least' },
  balanced: {
    ja: '検証用データでバランス正解率が最大になる点',
    en: 'where balanced accuracy on the validation rows is greatest',
  },
} as const satisfies Record<Threshold['rule'], Words>;

const withinText: Words = {
  ja: '。合格ラインを守る範囲で選びました',
  en: ', among those that keep to the pass line',
};
const beyondText: Words = {
  ja: '検証用データで合格ラインを守れる点がなく、超える分が最も小さい点',
  en: 'no place keeps to the pass line on the validation rows; this one passes it by least',
};

export const borderName: Words = { ja: 'OK/NG の境目', en: 'Border between OK and NG' };

/** `NG の確率 0.00702（…）`: where the border lies and why there. */
export function borderText({ value, rule, isWithin }: Threshold, language: Language): string {
  const at = number(Number(value.toPrecision(3)));
  const why =
    isWithin === false ? beyondText[language] : ruleTexts[rule][language] + (isWithin ? withinText[language] : '');
  return language === 'ja' ? `NG の確率 ${at}（${why}）` : `NG probability ${at} (${why})`;
}

/** Whether of one kind of part more are judged wrongly than a tossed coin would: no merit of the other kind makes up for that. */
export function isMostlyWrong(share: number | null | undefined): boolean {
  return (share ?? 0) >= 0.5;
}

/**
 * What is said of a judgement that calls most good parts NG, or most bad parts OK: each of the two rates looks
 * splendid while the other gives it away. A phrase without its full stop; null where the parts are sorted.
 *
 * @param result rates with the counts behind them; needs at least 10 of the kind that is judged wrongly
 */
export function oneSidedText(result: Pick<TaskResult, 'metrics' | 'threshold'>, language: Language): string | null {
  const share = (metric: string): number => {
    const rate = result.metrics[metric];
    return rate && 'outOf' in rate && rate.outOf >= 10 ? (rate.value ?? 0) : 0;
  };
  const [miss, rejected] = [share('missRate'), share('overkillRate')];
  if (!isMostlyWrong(Math.max(miss, rejected))) return null;
  const byCost = result.threshold?.rule === 'cost';
  if (rejected >= miss) {
    const text =
      language === 'ja'
        ? `OK の ${percent(rejected)} も NG と判定しており、選別の役に立ちません`
        : `${percent(rejected)} of the OK parts are judged NG as well, so nothing is sorted out`;
    const cause =
      language === 'ja'
        ? '。入力した費用では、ほぼ何でも NG とするのが最も安くなるためです'
        : ': with the costs entered, calling nearly everything NG is cheapest';
    return byCost ? text + cause : text;
  }
  const text =
    language === 'ja'
      ? `NG の ${percent(miss)} を OK と判定しており、不良を止められません`
      : `${percent(miss)} of the NG parts are judged OK, so defects are not stopped`;
  const cause =
    language === 'ja'
      ? '。入力した費用では、ほぼ何でも OK とするのが最も安くなるためです'
      : ': with the costs entered, calling nearly everything OK is cheapest';
  return byCost ? text + cause : text;
}
