// Sentences of the findings about data in order of time. `pass` when nothing was found; `why` answers the button
// of that name.

import type { FindingTexts } from './findings.ts';
import { windowName } from './forecasts.ts';
import { number, withUnit } from './phrases.ts';

export const seriesFindings = {
  'series-gaps': {
    ja: {
      pass: '抜けている時刻はありません。',
      why: '抜けた時刻は値のない行として扱い、予測の良し悪しの計算には入れません。長い抜けの前後は別々の期間として扱い、またいで振り返ることはしません。',
      found: (f) => ({
        title: `${number(f.count)} 個の時刻の行が抜けています`,
        reason: `最初の抜けは ${f.example} です（全 ${number(f.rows)} 行）。${f.breaks > 0 ? `長い抜けが ${number(f.breaks)} か所あり、そこで期間を分けました。` : ''}設備の停止か、記録の失敗かを確認してください。`,
      }),
    },
    en: {
      pass: 'No moment is missing.',
      why: 'Missing moments count as rows without values and are not judged. Long breaks divide the data: nothing is looked back on across them.',
      found: (f) => ({
        title: `${number(f.count)} moments have no row`,
        reason: `The first is ${f.example} (${number(f.rows)} rows in all). ${f.breaks > 0 ? `${number(f.breaks)} breaks are so long that the data was divided there. ` : ''}Check whether the machine stood still or recording failed.`,
      }),
    },
  },
  'series-duplicates': {
    ja: {
      pass: '同じ時刻の行が重なっている箇所はありません。',
      why: '同じ時刻に 2 つの値があると、どちらが正しいか決められません。既定では平均します。「時系列」のタブで、最初の行か最後の行を使うように変えられます。',
      found: (f) => ({
        title: `同じ時刻の行が ${number(f.count)} か所で重なっています`,
        reason: `例: ${f.example}。同じ記録を 2 回読み込んでいないか、系列を区別する列（設備番号など）がないか確認してください。`,
      }),
    },
    en: {
      pass: 'No moment stands twice.',
      why: 'Two values of one moment cannot both be right. They are averaged unless you choose the first or the last under "Time series".',
      found: (f) => ({
        title: `${number(f.count)} moments stand more than once`,
        reason: `For example ${f.example}. Check whether a record was imported twice, or whether a column (a machine number) tells several series apart.`,
      }),
    },
  },
  'series-clock': {
    ja: {
      pass: '行は一定の間隔で並んでいます。',
      why: '間隔がばらばらだと「何行先」が何時間先か決まらず、一日や一週間の周期も使えません。',
      found: (f) => ({
        title: '行の間隔が一定ではありません',
        reason: `間隔の中央値は${intervalText(f.typical, 'ja')}ですが、ばらつきがあります。予測は「何行先」として扱います。一定間隔に集計したファイルにすると、曜日や時刻の周期も使えます。`,
      }),
    },
    en: {
      pass: 'Rows come at a regular interval.',
      why: 'Without a regular interval "so many rows ahead" is no fixed time, and daily or weekly cycles cannot be used.',
      found: (f) => ({
        title: 'Rows do not come at a regular interval',
        reason: `The median interval is ${intervalText(f.typical, 'en')}, but intervals vary. Forecasts are of rows ahead. In a file summed up at regular intervals, daily and weekly cycles could be used too.`,
      }),
    },
  },
  'series-daylight': {
    ja: {
      pass: '夏時間の切り替えによる時刻の重なりはありません。',
      why: '夏時間のある地域の記録では、秋に同じ 1 時間が 2 回、春に 1 時間の抜けが現れます。記録の誤りではありません。',
      found: (f) => ({
        title: '夏時間の切り替えがあります',
        reason: `秋に重なった行が ${number(f.repeated)} 行、春に抜けた行が ${number(f.skipped)} 行あります。重なりは選んだ方法でまとめ、抜けは値のない行としました。`,
      }),
    },
    en: {
      pass: 'No hour is repeated by a change to or from daylight saving time.',
      why: 'Local clocks repeat an hour in autumn and skip one in spring. That is no fault of the records.',
      found: (f) => ({
        title: 'The clock changes to and from daylight saving time',
        reason: `${number(f.repeated)} autumn rows stand twice and ${number(f.skipped)} spring rows do not exist. Repeats were put together as chosen; skipped hours have no values.`,
      }),
    },
  },
  'series-stuck': {
    ja: {
      pass: '同じ値のまま固まっている期間はありません。',
      why: '値が長く変わらないときは、センサーや通信が止まっていることがあります。そのまま学習すると「変わらない」ことを覚えてしまいます。',
      found: (f) => ({
        title: `「${ofSeries(f)}」が ${number(f.length)} 行続けて同じ値です`,
        reason: `${f.from}～${f.to} がすべて ${number(f.value)} です${f.stretches > 1 ? `（このような期間が ${number(f.stretches)} か所）` : ''}。センサーや通信の停止でないか確認してください。`,
      }),
    },
    en: {
      pass: 'No column is stuck at one value.',
      why: 'A value that does not change for long may be a sensor or a connection that stopped. A model would learn that nothing changes.',
      found: (f) => ({
        title: `"${ofSeries(f)}" has the same value in ${number(f.length)} rows running`,
        reason: `From ${f.from} to ${f.to} every value is ${number(f.value)}${f.stretches > 1 ? ` (one of ${number(f.stretches)} such stretches)` : ''}. Check that sensor and connection were working.`,
      }),
    },
  },
  'series-too-short': {
    ja: {
      pass: '振り返る長さと予測する長さに対して、データは十分にあります。',
      why: '1 回の予測には「振り返る行数+予測する行数」の続いた行が必要です。開始できる行が少ないと、学習もテストもあてになりません。',
      found: (f) => ({
        title: `「${f.task}」: データが短すぎます`,
        reason: `振り返り ${number(f.lookback)} 行と予測 ${number(f.horizon)} 行に対し、予測を始められる行は ${number(f.origins)} 行です（目安 ${number(f.needed)} 行以上、データは ${number(f.rows)} 行）。予測する長さを短くするか、期間の長いデータを使ってください。`,
      }),
    },
    en: {
      pass: 'There is enough data for the rows looked back on and forecast.',
      why: 'One forecast needs as many rows running as are looked back on and forecast together. With few rows to start from, neither training nor test can be trusted.',
      found: (f) => ({
        title: `"${f.task}": the data is too short`,
        reason: `With ${number(f.lookback)} rows looked back on and ${number(f.horizon)} forecast, a forecast can start from ${number(f.origins)} rows (at least ${number(f.needed)} are wanted; the data has ${number(f.rows)}). Forecast fewer rows ahead, or use a longer record.`,
      }),
    },
  },
  'series-coarse': {
    ja: {
      pass: '予測する列の値は、行と同じ間隔で得られています。',
      why: '値が数行に 1 回しか得られない列を行ごとに予測しても、間の行の良し悪しは分かりません。',
      found: (f) => ({
        title: `「${f.column}」の値は ${number(f.every)} 行に 1 回だけです`,
        reason:
          f.form === 'missing'
            ? `${number(f.every)} 行ごとに値があり、間は空欄です。その間隔に集計したデータで予測してください。`
            : `${number(f.every)} 行ごとに値が変わり、間は同じ値の繰り返しです。その間隔に集計したデータで予測してください。`,
      }),
    },
    en: {
      pass: 'Forecast columns have values as often as there are rows.',
      why: 'Where a value comes only every few rows, forecasts of the rows between cannot be judged.',
      found: (f) => ({
        title: `"${f.column}" has a value only every ${number(f.every)} rows`,
        reason:
          f.form === 'missing'
            ? `The ${number(f.every - 1)} rows between are empty. Forecast from data summed up at that interval.`
            : `It changes every ${number(f.every)} rows and is repeated between. Forecast from data summed up at that interval.`,
      }),
    },
  },
  'series-shift': {
    ja: {
      pass: '学習期間とテスト期間で、予測する列の水準は大きく変わっていません。',
      why: '水準が変わった後のテスト結果は、学習した期間の結果より悪くなりがちです。設備や測り方の変更が原因なら、変更後のデータだけで学習するほうがよいことがあります。',
      found: (f) => ({
        title: `「${ofSeries(f)}」${f.others > 0 ? `（ほか ${number(f.others)} 系列も）` : ''}の水準が学習期間とテスト期間で違います`,
        reason: `平均は学習期間 ${withUnit(f.from, f.unit)}、テスト期間 ${withUnit(f.to, f.unit)} で、学習期間の標準偏差の ${number(Number(f.deviations.toFixed(1)))} 倍の差があります。季節の違いか、設備や測り方の変更かを確認してください。`,
      }),
    },
    en: {
      pass: 'The level of forecast columns is about the same in training and test.',
      why: 'After a change of level, test results tend to be worse than training suggests. If a machine or a gauge was changed, training on the time after it may do better.',
      found: (f) => ({
        title: `The level of "${ofSeries(f)}"${f.others > 0 ? ` (and of ${number(f.others)} more series)` : ''} differs between training and test`,
        reason: `Its mean is ${withUnit(f.from, f.unit)} in training and ${withUnit(f.to, f.unit)} in test: ${number(Number(f.deviations.toFixed(1)))} standard deviations of training apart. Check whether that is the season, or a change of machine or gauge.`,
      }),
    },
  },
} as const satisfies Partial<FindingTexts>;

/** The column, and of which of several series: as stretches of a forecast are called. */
function ofSeries({ column, series }: { readonly column: string; readonly series: string }): string {
  return windowName(series ? { column, series } : { column });
}

function intervalText(milliseconds: number, language: 'ja' | 'en'): string {
  const units = [
    [86_400_000, ' 日', 'days'],
    [3_600_000, ' 時間', 'hours'],
    [60_000, ' 分', 'minutes'],
    [1000, ' 秒', 'seconds'],
  ] as const;
  const [size, ja, en] = units.find(([unit]) => milliseconds >= unit) ?? units[3];
  const count = Number((milliseconds / size).toPrecision(3));
  return language === 'ja' ? ` ${number(count)}${ja}` : `${number(count)} ${count === 1 ? en.slice(0, -1) : en}`;
}
