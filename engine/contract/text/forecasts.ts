// What is said of a forecast first, in window and report alike: how much better than last week, how far the interval
// can be trusted; and what the simple forecasts beside it are called.

import type { Language, Words } from '../language.ts';
import type { Measured } from '../measured.ts';
import type { RunSummary } from '../runs.ts';
import type { ForecastDetail, ForecastWindow, SeriesClock } from '../series.ts';
import { percent } from './phrases.ts';

type Reference = Pick<ForecastDetail, 'reference' | 'clock'>;

const day = 86_400_000;
const weeksOfYear = 52;

/** What a forecast is compared with, within a sentence: `先週の同じ時刻`, `the same hour last week`. */
export function referenceText({ reference, clock }: Reference, language: Language): string {
  return referenceWords(reference.kind, clock).of[language];
}

/** The same as the name of a run beside the models: `先週と同じ`, `Same as last week`. */
export function naiveName({ reference, clock }: Reference): Words {
  return referenceWords(reference.kind, clock).run;
}

/** The other one: of the simple forecasts the best by the training rows, a column at a time. */
export const bestSimpleName: Words = {
  ja: '最良の単純予測（指数平滑など）',
  en: 'Best simple forecast (smoothing and others)',
};

function referenceWords(kind: ForecastDetail['reference']['kind'], { step, months, season }: SeriesClock) {
  if (kind === 'last')
    return {
      of: { ja: '直前の値をそのまま使う予測', en: 'repeating the last value' },
      run: { ja: '直前の値のまま', en: 'Same as the last value' },
    };
  if (kind === 'week') {
    const isDaily = step !== null && step >= day;
    return {
      of: isDaily
        ? { ja: '先週の同じ曜日', en: 'the same weekday last week' }
        : { ja: '先週の同じ時刻', en: 'the same hour last week' },
      run: { ja: '先週と同じ', en: 'Same as last week' },
    };
  }
  if (months !== null)
    return {
      of: { ja: '前年の同じ月', en: 'the same month last year' },
      run: { ja: '前年と同じ', en: 'Same as last year' },
    };
  // Weeks are the only rows of which 52 are alike.
  if (step === 7 * day && season === weeksOfYear)
    return {
      of: { ja: '前年の同じ週', en: 'the same week last year' },
      run: { ja: '前年と同じ', en: 'Same as last year' },
    };
  if (step !== null && season !== null && step * season === day)
    return {
      of: { ja: '前日の同じ時刻', en: 'the same hour the day before' },
      run: { ja: '前日と同じ', en: 'Same as the day before' },
    };
  return {
    of: { ja: '一周期前の値', en: 'one season before' },
    run: { ja: '一周期前と同じ', en: 'Same as one season before' },
  };
}

/**
 * What a run beside the models is called where everything is forecast: there "doing nothing" is the same as last
 * week. Null for models, and where something else is predicted, too.
 */
export function forecastBaselineName({ kind, result }: Pick<RunSummary, 'kind' | 'result'>): Words | null {
  if (kind === 'recipe' || result === null) return null;
  const details = Object.values(result.tasks).map((task) => task.forecast);
  const [first] = details;
  if (!first || details.includes(undefined)) return null;
  return kind === 'constant' ? naiveName(first) : bestSimpleName;
}

export interface SkillWords {
  readonly verdict: 'better' | 'worse' | 'same' | 'unknown';
  readonly text: string;
  /** What follows the name of a task in a longer sentence: `…より 22 % 良い予測`, `is 22 % better than …`. */
  readonly predicate: string;
}

/** `先週の同じ時刻より 22 % 良い（95 % 区間 19–25 %）`. */
export function saySkill(detail: Reference, skill: Measured | undefined, language: Language): SkillWords {
  const than = referenceText(detail, language);
  const say = (ja: string, en: string): string => (language === 'ja' ? ja : en);
  const value = skill?.value ?? null;
  if (!skill || value === null)
    return {
      verdict: 'unknown',
      text: say(`${than}とは比べられません`, `cannot be compared with ${than}`),
      predicate: say(`${than}とは比べられない予測`, `cannot be compared with ${than}`),
    };
  const { low, high } = skill;
  // Repeating last week is as good as last week: nothing varied that an interval could tell of.
  if (value === 0 && low === null)
    return {
      verdict: 'same',
      text: say(`${than}と同じです`, `the same as ${than}`),
      predicate: say(`${than}と同じ予測`, `is the same as ${than}`),
    };
  const isUnsure = low !== null && high !== null && low <= 0 && high >= 0;
  const size = percent(Math.abs(value));
  const range = low === null || high === null ? null : skillRange(low, high, value < 0 && !isUnsure);
  const interval = range === null ? '' : say(`（95 % 区間 ${range}）`, ` (95 % interval ${range})`);
  if (isUnsure)
    return {
      verdict: 'same',
      text: say(`${than}との差は確認できません${interval}`, `no difference found from ${than}${interval}`),
      predicate: say(`${than}と差のない予測${interval}`, `shows no difference from ${than}${interval}`),
    };
  const isBetter = value > 0;
  const compared = say(
    `${than}より ${size} ${isBetter ? '良い' : '悪い'}`,
    `${size} ${isBetter ? 'better' : 'worse'} than ${than}`,
  );
  return {
    verdict: isBetter ? 'better' : 'worse',
    text: compared + interval,
    predicate: say(`${compared}予測${interval}`, `is ${compared}${interval}`),
  };
}

function skillRange(low: number, high: number, isWorse: boolean): string {
  const [from, to] = isWorse ? [-high, -low] : [low, high];
  const bare = (share: number): string => `${share < 0 ? '−' : ''}${percent(Math.abs(share)).replace(' %', '')}`;
  return `${bare(from)}${from < 0 ? ' … ' : '–'}${bare(to)} %`;
}

/** Less than this apart, an interval holds about what it promised. */
const closeEnough = 0.03;

/** Whether the interval held what it was to hold; null for point forecasts. */
export function sayCoverage(
  interval: number | null,
  coverage: Measured | undefined,
  language: Language,
): { readonly isTrue: boolean; readonly text: string } | null {
  const actual = coverage?.value ?? null;
  if (interval === null || actual === null) return null;
  const off = actual - interval;
  const isTrue = Math.abs(off) <= closeEnough;
  const [wanted, got] = [percent(interval), percent(actual)];
  // Few or alike days: what was promised may hold all the same.
  const { low = null, high = null } = coverage!;
  if (!isTrue && low !== null && high !== null && low <= interval && interval <= high) {
    const range = `${percent(low).replace(' %', '')}–${percent(high)}`;
    return {
      isTrue: false,
      text:
        language === 'ja'
          ? `${wanted} 区間に入った実績は ${got} です（95 % 区間 ${range}。狙いどおりでないとは言いきれません）`
          : `${got} of the actual values lie in the ${wanted} interval (95 % interval ${range}: what it promises may still hold)`,
    };
  }
  if (language === 'ja') {
    const judged = isTrue
      ? 'ほぼ狙いどおりです'
      : off < 0
        ? '狙いより少なく、区間が狭すぎます'
        : '狙いより多く、区間が広めです';
    return { isTrue, text: `${wanted} 区間に入った実績は ${got} で、${judged}` };
  }
  const judged = isTrue
    ? 'about what it promises'
    : off < 0
      ? 'fewer than promised: the interval is too narrow'
      : 'more than promised: the interval is wide';
  return { isTrue, text: `${got} of the actual values lie in the ${wanted} interval, ${judged}` };
}

/** Which average is told where a data set holds several series; null where it holds one. */
export function saySeries(
  { series, seriesCount }: Pick<ForecastDetail, 'series' | 'seriesCount'>,
  language: Language,
): string | null {
  if (series === undefined || seriesCount === undefined) return null;
  const count = seriesCount.toLocaleString('en-US');
  const fresh = series.filter(({ isNew }) => isNew).length;
  if (language === 'ja') {
    const left =
      fresh > 0 ? `。学習期間に行のない ${fresh} 系列は MASE を出せないため、MASE の平均に入れていません` : '';
    return `${count} 系列の平均です。大きさの違う系列も同じ 1 系列として数え、誤差はそれぞれの学習期間を基準にしています${left}`;
  }
  const left =
    fresh > 0
      ? `; ${fresh} without training rows ${fresh === 1 ? 'has' : 'have'} no MASE and ${fresh === 1 ? 'is' : 'are'} not in its mean`
      : '';
  return `means over ${count} series, each counted once whatever its size, on the scale of its own training rows${left}`;
}

/** What a stretch that is shown is of: `負荷`, or `A1 / 負荷` where there are several series. */
export function windowName({ column, series }: Pick<ForecastWindow, 'column' | 'series'>): string {
  return series === undefined ? column : `${series} / ${column}`;
}

/** From which moments forecasts of the test rows start. */
export function sayOrigins({ origins }: Pick<ForecastDetail, 'origins'>, language: Language): string {
  const count = origins.count.toLocaleString('en-US');
  if (origins.rule === 'daily' && origins.hour !== null) {
    const hour = Math.floor(origins.hour);
    return language === 'ja'
      ? `テスト期間の毎日 ${hour} 時から予測（${count} 回）`
      : `forecast daily at ${String(hour).padStart(2, '0')}:00 of the test period (${count} times)`;
  }
  if (origins.rule === 'every-row')
    return language === 'ja'
      ? `テスト期間のすべての行から予測（${count} 回）`
      : `forecast from every row of the test period (${count} times)`;
  return language === 'ja' ? `テスト期間で ${count} 回予測` : `${count} forecasts in the test period`;
}
