// Figures by name: what they are called, what they say, and how their values are written. Shown as
// plain words first; the term of machine learning stands in brackets.

import type { Language, Words } from '../language.ts';
import { forecastMetricTexts, skillText } from './metrics-forecast.ts';
import type { SkillOf } from './metrics-forecast.ts';

export interface MetricText {
  readonly name: Words;
  /** For narrow columns. */
  readonly short: Words;
  /** One sentence: what a value means. */
  readonly meaning: Words;
  /** `percent`: a share of 1 written in percent; `unit`: in the target's own unit; `plain`: a bare number. */
  readonly scale: 'percent' | 'unit' | 'plain';
  readonly better: 'higher' | 'lower';
}

export const metricTexts = {
  missRate: {
    name: { ja: '見逃し率', en: 'Miss rate' },
    short: { ja: '見逃し率', en: 'Miss rate' },
    meaning: {
      ja: '実際は NG の製品を OK と判定した割合。分母は NG 全数。',
      en: 'Share of NG parts judged OK. Denominator: all NG parts.',
    },
    scale: 'percent',
    better: 'lower',
  },
  overkillRate: {
    name: { ja: '過検出率', en: 'False reject rate' },
    short: { ja: '過検出率', en: 'False rejects' },
    meaning: {
      ja: '実際は OK の製品を NG と判定した割合。分母は OK 全数。',
      en: 'Share of OK parts judged NG. Denominator: all OK parts.',
    },
    scale: 'percent',
    better: 'lower',
  },
  balancedAccuracy: {
    name: { ja: 'バランス正解率', en: 'Balanced accuracy' },
    short: { ja: 'バランス正解率', en: 'Bal. accuracy' },
    meaning: {
      ja: 'クラスごとの正解率の平均。件数の少ないクラスも同じ重さで数えます。',
      en: 'Mean share judged right, every class counting the same however rare.',
    },
    scale: 'percent',
    better: 'higher',
  },
  f1: {
    name: { ja: 'F1 値', en: 'F1 score' },
    short: { ja: 'F1 値', en: 'F1' },
    meaning: {
      ja: '見つけた割合（再現率）と当たった割合（適合率）の調和平均。',
      en: 'Harmonic mean of the share found (recall) and the share that was right (precision).',
    },
    scale: 'plain',
    better: 'higher',
  },
  auc: {
    name: { ja: '順位の正しさ（AUC）', en: 'Ranking (AUC)' },
    short: { ja: 'AUC', en: 'AUC' },
    meaning: {
      ja: 'NG と OK を 1 個ずつ選んだとき、NG の点数が高い確率。0.5 は偶然と同じ。',
      en: 'Chance that an NG part scores higher than an OK part; 0.5 is guessing.',
    },
    scale: 'plain',
    better: 'higher',
  },
  averagePrecision: {
    name: { ja: 'NG を見分ける力（平均適合率 AP）', en: 'Telling NG apart (average precision, AP)' },
    short: { ja: 'NG の見分け', en: 'NG told apart' },
    meaning: {
      ja: 'NG らしい順に並べたとき、NG がどれだけ上に集まるか。1 なら NG が OK より必ず上、偶然なら NG の割合と同じになります。判定の境界をどこに置いても変わりません。',
      en: 'How far to the front the NG parts come when parts are sorted by how likely they are NG: 1 with every NG part before every OK part, the share of NG parts by guessing. It does not depend on where the border is set.',
    },
    scale: 'plain',
    better: 'higher',
  },
  logLoss: {
    name: { ja: '確率のずれ（対数損失）', en: 'Error of probabilities (log loss)' },
    short: { ja: '対数損失', en: 'Log loss' },
    meaning: {
      ja: '予測した確率が実際とどれだけずれたか。自信を持って外すほど大きくなります。',
      en: 'How far the predicted probabilities are off; grows with confident mistakes.',
    },
    scale: 'plain',
    better: 'lower',
  },
  accuracy: {
    name: { ja: '正解率', en: 'Accuracy' },
    short: { ja: '正解率', en: 'Accuracy' },
    meaning: { ja: '正しく判定した割合。', en: 'Share judged right.' },
    scale: 'percent',
    better: 'higher',
  },
  mae: {
    name: { ja: '平均絶対誤差（MAE）', en: 'Mean absolute error (MAE)' },
    short: { ja: '平均誤差', en: 'Mean error' },
    meaning: {
      ja: '予測と実測の差の大きさの平均。',
      en: 'Mean size of the difference between predicted and measured value.',
    },
    scale: 'unit',
    better: 'lower',
  },
  rmse: {
    name: { ja: '二乗平均平方根誤差（RMSE）', en: 'Root mean squared error (RMSE)' },
    short: { ja: 'RMSE', en: 'RMSE' },
    meaning: { ja: '大きな外れを重く見る誤差。', en: 'An error that weighs large misses more.' },
    scale: 'unit',
    better: 'lower',
  },
  r2: {
    name: { ja: '決定係数（R²）', en: 'Share of variation explained (R²)' },
    short: { ja: 'R²', en: 'R²' },
    meaning: {
      ja: 'ばらつきのうち予測で説明できた割合。0 は平均値を答えるのと同じ。',
      en: 'Share of the variation that the predictions explain; 0 equals always giving the mean.',
    },
    scale: 'plain',
    better: 'higher',
  },
  maxError: {
    name: { ja: '最大誤差', en: 'Largest error' },
    short: { ja: '最大誤差', en: 'Largest error' },
    meaning: { ja: 'テスト用データで最も外れた 1 件の誤差。', en: 'The error of the worst test row.' },
    scale: 'unit',
    better: 'lower',
  },
  withinTolerance: {
    name: { ja: '誤差が公差の半幅以内の割合', en: 'Errors within half the tolerance' },
    short: { ja: '公差内の割合', en: 'Within tolerance' },
    meaning: {
      ja: '誤差が公差幅（上限 − 下限）の半分以内だった割合。',
      en: 'Share of rows whose error is at most half the width between the limits.',
    },
    scale: 'percent',
    better: 'higher',
  },
  p95OverTolerance: {
    name: { ja: '公差に対する誤差（95 % 点）', en: '95th percentile error over tolerance' },
    short: { ja: '誤差/公差（95 %）', en: 'Error/tolerance' },
    meaning: {
      ja: '95 % の製品で誤差がこれ以下。公差幅に対する割合。',
      en: '95 % of the parts have at most this error, as a share of the tolerance.',
    },
    scale: 'percent',
    better: 'lower',
  },
  ...forecastMetricTexts,
} as const satisfies Record<string, MetricText>;

/** The figures there are: one that is evaluated and has no words here does not compile. */
export type MetricName = keyof typeof metricTexts;

/** The text of a metric key of `TaskResult.metrics`. Throws for a name that is none. */
export function metricText(metric: string): MetricText {
  const text = (metricTexts as Record<string, MetricText | undefined>)[metric];
  if (text === undefined) throw new Error(`unknown metric ${metric}`);
  return text;
}

/**
 * The same in the words of one task.
 *
 * @param forecast of `TaskResult`: what `skill` tells against; left out where nothing is forecast
 */
export function taskMetricText(metric: string, forecast?: SkillOf): MetricText {
  return metric === 'skill' && forecast ? skillText(forecast) : metricText(metric);
}

/** A value as it is written beside its name: `12.5 %`, `0.412 kWh/m²`, `0.873`; a dash where there is none. */
export function figureText(metric: string, value: number | null, unit: string | null = null): string {
  if (value === null) return '–';
  const { scale } = metricText(metric);
  if (scale === 'percent') return `${sharePercent(value)} %`;
  if (scale === 'unit') return unit ? `${digits(value)} ${unit}` : digits(value);
  return plain(value);
}

/** A difference with its sign; between shares in points, because 10 % to 12 % is 2 points and not 2 %. */
export function differenceText(metric: string, value: number | null, unit: string | null, language: Language): string {
  if (value === null) return '–';
  const text = figureText(metric, value, unit).replace(' %', language === 'ja' ? ' ポイント' : ' points');
  return value > 0 ? `+${text}` : text;
}

/** The value alone, for a column whose head names the unit. */
export function bareFigure(metric: string, value: number | null): string {
  return figureText(metric, value).replace(' %', '');
}

/** An interval without its unit: `10.2–15.1`; empty where there is none. */
export function intervalText(metric: string, low: number | null, high: number | null): string {
  if (low === null || high === null) return '';
  const { scale } = metricText(metric);
  const text = scale === 'percent' ? sharePercent : scale === 'unit' ? digits : plain;
  // A dash between minus signs cannot be read.
  return `${text(low)}${low < 0 || high < 0 ? ' … ' : '–'}${text(high)}`;
}

/** The name with the unit it is measured in, for axes and table heads. */
export function metricTitle(metric: string, unit: string | null, language: Language, forecast?: SkillOf): string {
  const { name, scale } = taskMetricText(metric, forecast);
  const suffix = scale === 'percent' ? '%' : scale === 'unit' ? unit : null;
  if (!suffix) return name[language];
  return language === 'ja' ? `${name.ja}（${suffix}）` : `${name.en} (${suffix})`;
}

/** Three significant digits; a true minus; thousands with commas; `4.40e−10` where zeros would have to be counted. */
function digits(value: number): string {
  const rounded = Number(value.toPrecision(3));
  const size = Math.abs(rounded);
  const minus = rounded < 0 ? '−' : '';
  if (size !== 0 && (size < 1e-5 || size >= 1e9))
    return minus + size.toExponential(2).replace('e-', 'e−').replace('e+', 'e');
  const decimals = rounded === 0 ? 0 : Math.max(0, 2 - Math.floor(Math.log10(size)));
  return minus + size.toLocaleString('en-US', { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
}

/** Three decimals; nothing below zero where it rounds to zero. */
function plain(value: number): string {
  return value
    .toFixed(3)
    .replace(/^-(?=0\.0+$)/, '')
    .replace('-', '−');
}

/** One decimal; two below 1 %, so that a small rate does not round to nothing. */
function sharePercent(value: number): string {
  const percent = value * 100;
  return percent.toFixed(percent > 0 && percent < 1 ? 2 : 1).replace('-', '−');
}
