// Figures of forecasts by name: the improvement over what a forecast is compared with first, the literature's
// figures after it.

import type { ForecastDetail } from '../series.ts';
import { referenceText } from './forecasts.ts';
import type { MetricText } from './metrics.ts';

export const forecastMetricTexts = {
  skill: {
    name: {
      ja: '前の値をそのまま使う予測と比べた改善',
      en: 'Better than repeating earlier values',
    },
    short: { ja: '前の値比の改善', en: 'vs earlier values' },
    meaning: {
      ja: '先週の同じ時刻（週のない周期では一周期前、周期がなければ直前）の値をそのまま予測とした場合より、誤差がどれだけ小さいか。マイナスはその予測に負けています。',
      en: 'How much smaller the error is than that of repeating the value of last week (of one season ago where the clock has no weeks, the last value where it has no season); below zero, that was better.',
    },
    scale: 'percent',
    better: 'higher',
  },
  mase: {
    name: { ja: '季節ナイーブ比の誤差（MASE）', en: 'Error against the seasonal naive forecast (MASE)' },
    short: { ja: 'MASE', en: 'MASE' },
    meaning: {
      ja: '学習期間で「一周期前の値をそのまま使う」予測の平均誤差を 1 としたときの誤差。予測する先が長いほど大きくなり、1 を超えても悪い予測とは限りません。',
      en: 'Error where 1 is the mean error of repeating the value of one season ago within the training rows. It grows with the horizon: above 1 is not bad by itself.',
    },
    scale: 'plain',
    better: 'lower',
  },
  wape: {
    name: { ja: '実績の合計に対する誤差（WAPE）', en: 'Error over the sum of values (WAPE)' },
    short: { ja: 'WAPE', en: 'WAPE' },
    meaning: {
      ja: '誤差の大きさの合計を、実績の大きさの合計で割った割合。',
      en: 'Sum of the sizes of errors over the sum of the sizes of actual values.',
    },
    scale: 'percent',
    better: 'lower',
  },
  quantileLoss: {
    name: { ja: '区間も含めた誤差（分位点損失）', en: 'Error of point and interval (quantile loss)' },
    short: { ja: '分位点損失', en: 'Quantile loss' },
    meaning: {
      ja: '点予測と区間の両端のずれを合わせた誤差。単位は MASE と同じです。広すぎる区間も狭すぎる区間も大きくなります。',
      en: 'Error of the point and of both ends of the interval, in the unit of MASE; intervals too wide or too narrow make it larger.',
    },
    scale: 'plain',
    better: 'lower',
  },
  coverage: {
    name: { ja: '区間に入った実績の割合', en: 'Actual values inside the interval' },
    short: { ja: '区間の的中率', en: 'Coverage' },
    meaning: {
      ja: '実績が予測区間に入った割合。指定した割合に近いほど、区間は信用できます。',
      en: 'Share of actual values inside the interval; the closer to the share asked for, the more the interval can be trusted.',
    },
    scale: 'percent',
    better: 'higher',
  },
  mseScaled: {
    name: { ja: '標準化した値の平均二乗誤差（MSE）', en: 'Mean squared error of standardised values (MSE)' },
    short: { ja: '標準化 MSE', en: 'Scaled MSE' },
    meaning: {
      ja: '学習期間の平均と標準偏差で標準化した値での二乗誤差の平均。論文の数値と比べるためのものです。',
      en: 'Mean squared error of values standardised by the training rows: for comparison with published figures.',
    },
    scale: 'plain',
    better: 'lower',
  },
  maeScaled: {
    name: { ja: '標準化した値の平均絶対誤差（MAE）', en: 'Mean absolute error of standardised values (MAE)' },
    short: { ja: '標準化 MAE', en: 'Scaled MAE' },
    meaning: {
      ja: '学習期間の平均と標準偏差で標準化した値での誤差の大きさの平均。論文の数値と比べるためのものです。',
      en: 'Mean absolute error of values standardised by the training rows: for comparison with published figures.',
    },
    scale: 'plain',
    better: 'lower',
  },
} as const satisfies Record<string, MetricText>;

/** The words for `skill` where it is known what the forecast is compared with. */
export const skillTexts = {
  week: {
    ...forecastMetricTexts.skill,
    name: { ja: '先週と比べた改善', en: 'Better than last week' },
    short: { ja: '先週比', en: 'vs last week' },
    meaning: {
      ja: '先週の同じ時刻（日ごとのデータでは同じ曜日）の値をそのまま予測とした場合より、誤差がどれだけ小さいか。マイナスは先週の値に負けています。',
      en: 'How much smaller the error is than that of repeating the value of the same hour (or weekday) last week; below zero, last week was better.',
    },
  },
  season: {
    ...forecastMetricTexts.skill,
    name: { ja: '一周期前と比べた改善', en: 'Better than one season before' },
    short: { ja: '前の周期比', en: 'vs last season' },
    meaning: {
      ja: '一周期前の値をそのまま予測とした場合より、誤差がどれだけ小さいか。マイナスは一周期前の値に負けています。',
      en: 'How much smaller the error is than that of repeating the value of one season before; below zero, that was better.',
    },
  },
  last: {
    ...forecastMetricTexts.skill,
    name: { ja: '直前の値と比べた改善', en: 'Better than the last value' },
    short: { ja: '直前の値比', en: 'vs last value' },
    meaning: {
      ja: '直前の値をそのまま予測とした場合より、誤差がどれだけ小さいか。マイナスは直前の値に負けています。',
      en: 'How much smaller the error is than that of repeating the last value; below zero, that was better.',
    },
  },
} as const satisfies Record<ForecastDetail['reference']['kind'], MetricText>;

/** What is known of a forecast when its skill is named. */
export type SkillOf = Pick<ForecastDetail, 'reference'> & Partial<Pick<ForecastDetail, 'clock'>>;

/** The same with the season by its name where the clock tells it: `前年の同じ月と比べた改善`. */
export function skillText({ reference, clock }: SkillOf): MetricText {
  const text = skillTexts[reference.kind];
  if (reference.kind !== 'season' || clock === undefined) return text;
  const [ja, en] = [referenceText({ reference, clock }, 'ja'), referenceText({ reference, clock }, 'en')];
  return {
    ...text,
    name: { ja: `${ja}と比べた改善`, en: `Better than ${en}` },
    meaning: {
      ja: `${ja}をそのまま予測とした場合より、誤差がどれだけ小さいか。マイナスは${ja}に負けています。`,
      en: `How much smaller the error is than that of repeating ${en}; below zero, that was better.`,
    },
  };
}
