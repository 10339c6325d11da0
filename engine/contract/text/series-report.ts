// How rows were put in order of time, in words: the Data page and the report say the same.

import type { Language } from '../language.ts';
import type { SeriesReport } from '../series.ts';
import { clockText, fileMoment } from './clock.ts';
import { number } from './phrases.ts';

export interface SeriesFact {
  readonly name: string;
  readonly text: string;
  /** Something a person should have looked at. */
  readonly isNotable: boolean;
}

/** One line each: clock, period, and what was met on the way; what was not met is not told. */
export function seriesFacts(report: SeriesReport, language: Language): SeriesFact[] {
  const say = (ja: string, en: string): string => (language === 'ja' ? ja : en);
  const { gaps, breaks, duplicates, daylight, first, last, clock } = report;
  const moment = (at: number): string => (first === null ? number(at) : fileMoment(at, clock));
  const examples = (met: { examples: readonly number[] }): string => {
    if (met.examples.length === 0) return '';
    const shown = met.examples.slice(0, 3).map(moment).join(say('、', ', '));
    return say(`（例: ${shown}）`, ` (for example ${shown})`);
  };
  const fact = (name: string, text: string, isNotable: boolean): SeriesFact => ({ name, text, isNotable });
  const holes = Math.max(0, gaps.count - daylight.skipped);
  const facts: (SeriesFact | null)[] = [
    fact(say('間隔', 'Clock'), clockText(clock, language), !clock.regular),
    first === null || last === null
      ? null
      : fact(say('期間', 'Period'), `${fileMoment(first, clock)} – ${fileMoment(last, clock)}`, false),
    fact(
      say('行', 'Rows'),
      report.rowsBefore === report.rowsAfter
        ? say(`${number(report.rowsAfter)} 行`, `${number(report.rowsAfter)}`)
        : say(
            `${number(report.rowsBefore)} 行 → 整列後 ${number(report.rowsAfter)} 行`,
            `${number(report.rowsBefore)} read, ${number(report.rowsAfter)} in order`,
          ),
      false,
    ),
    report.series > 1
      ? fact(say('系列', 'Series'), say(`${number(report.series)} 系列`, number(report.series)), false)
      : null,
    holes > 0
      ? fact(
          say('抜け', 'Gaps'),
          say(`${number(holes)} 行ぶんの時刻が抜けています`, `${number(holes)} moments have no row`) + examples(gaps),
          true,
        )
      : fact(say('抜け', 'Gaps'), say('なし', 'none'), false),
    breaks.count > 0
      ? fact(
          say('長い途切れ', 'Breaks'),
          say(
            `${number(breaks.count)} か所。またいで振り返ることはしません`,
            `${number(breaks.count)}; nothing is looked back on across them`,
          ) + examples(breaks),
          true,
        )
      : null,
    duplicates.count > 0
      ? fact(
          say('同じ時刻の行', 'Repeated moments'),
          say(`${number(duplicates.count)} か所で重なっています`, `${number(duplicates.count)} stand more than once`) +
            examples(duplicates),
          true,
        )
      : fact(say('同じ時刻の行', 'Repeated moments'), say('なし', 'none'), false),
    daylight.repeated + daylight.skipped > 0
      ? fact(
          say('夏時間', 'Daylight saving'),
          say(
            `秋に重なった行 ${number(daylight.repeated)}、春にない時刻 ${number(daylight.skipped)}（記録の誤りではありません）`,
            `${number(daylight.repeated)} autumn rows stand twice, ${number(daylight.skipped)} spring hours do not exist (no fault of the records)`,
          ),
          true,
        )
      : null,
    report.unsorted > 0
      ? fact(
          say('順序', 'Order'),
          say(
            `${number(report.unsorted)} 行が前後していたため、並べ直しました`,
            `${number(report.unsorted)} rows stood out of order and were put in order`,
          ),
          false,
        )
      : null,
    report.withoutMoment > 0
      ? fact(
          say('日時のない行', 'Without a moment'),
          say(
            `${number(report.withoutMoment)} 行を使っていません`,
            `${number(report.withoutMoment)} rows are not used`,
          ),
          true,
        )
      : null,
    report.filled > 0
      ? fact(
          say('補った値', 'Filled in'),
          say(
            `${number(report.filled)} 個の値を、選んだ方法で補いました`,
            `${number(report.filled)} values were filled in as chosen`,
          ),
          false,
        )
      : null,
  ];
  return facts.filter((one) => one !== null);
}
