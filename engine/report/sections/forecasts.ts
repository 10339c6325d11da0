// Forecasts: better or worse than the same hour last week, the forecast beside what came, where it goes wrong.

import { errorByStep, errorByTime, forecastPlot } from '../../charts/index.ts';
import type { ForecastDetail, ForecastWindow } from '../../contract/series.ts';
import type { Task } from '../../contract/tasks.ts';
import { aheadText, fileMoment } from '../../contract/text/clock.ts';
import { forecastTables } from '../../contract/text/forecast-tables.ts';
import {
  sayCoverage,
  sayOrigins,
  saySeries,
  referenceText,
  saySkill,
  windowName,
} from '../../contract/text/forecasts.ts';
import { figureText } from '../../contract/text/metrics.ts';
import type { ReportFacts } from '../facts.ts';
import { drawn, html, type Html } from '../markup.ts';
import type { Writer } from '../words.ts';
import { columnWidth, frameOf } from './results.ts';

const mostDays = 5;
const mostSeries = 30;
/** Width of one of two charts beside each other. */
const half = 328;

export function forecastSection(facts: ReportFacts, writer: Writer): Html | '' {
  const { say } = writer;
  const forecasts = facts.document.tasks.flatMap((task) => {
    const result = facts.subject.result.tasks[task.id];
    return result?.forecast ? [{ task, detail: result.forecast, metrics: result.metrics }] : [];
  });
  if (forecasts.length === 0) return '';
  return html`<section>
    <h2>${say('時系列の予測', 'Forecasts')}</h2>
    ${forecasts.map(({ task, detail, metrics }) => {
      const { language } = writer;
      const skill = saySkill(detail, metrics['skill'], language);
      const coverage = sayCoverage(detail.interval, metrics['coverage'], language);
      const series = saySeries(detail, language);
      // Against last week, the season of MASE is a shorter one: a day of hours.
      const season =
        detail.reference.kind === 'season'
          ? referenceText(detail, language)
          : say('一周期前の値', 'the value of one season ago');
      const end = say('。', '.');
      return html`<article class="task">
        <h3>${task.id}</h3>
        <p><b>${capital(skill.text)}</b>${end}${coverage && html` ${capital(coverage.text)}${end}`}</p>
        <p class="small">
          ${capital(aheadText(detail.horizon, detail.clock, language))}${say('。', '. ')}${capital(sayOrigins(detail, language))}${end}${say(
            `MASE は、学習期間で${season}をそのまま使う予測の平均誤差を 1 とした誤差です。`,
            ` A MASE of 1 is the mean error of repeating ${season} within the training rows.`,
          )}${series && html`${say('', ' ')}${capital(series)}${end}`}
        </p>
        ${pictures(task, detail, writer)}${figureTables(task, detail, writer)}${dayTable(task, detail, writer)}
      </article>`;
    })}
  </section>`;
}

function pictures(task: Task, detail: ForecastDetail, writer: Writer): Html {
  const { say } = writer;
  const typical = detail.windows.find((window) => window.kind === 'typical');
  const worst = detail.windows.find((window) => window.kind === 'worst');
  const { byHour, byWeekday, steps } = detail;
  const small: { name: string; picture: string }[] = [
    ...(steps.length > 1
      ? [
          {
            name: say(`「${task.id}」の先の長さごとの誤差`, `"${task.id}": error by how far ahead`),
            picture: errorByStep(
              {
                steps,
                values: detail.byStep,
                reference: detail.referenceByStep,
                referenceName: referenceText(detail, writer.language),
              },
              frameOf(writer, half, 190),
            ),
          },
        ]
      : []),
    ...(byHour
      ? [
          {
            name: say(`「${task.id}」の時刻ごとの誤差`, `"${task.id}": error by hour`),
            picture: errorByTime({ form: 'hour', values: byHour }, frameOf(writer, half, 190)),
          },
        ]
      : []),
    ...(byWeekday
      ? [
          {
            name: say(`「${task.id}」の曜日ごとの誤差`, `"${task.id}": error by weekday`),
            picture: errorByTime({ form: 'weekday', values: byWeekday }, frameOf(writer, half, 190)),
          },
        ]
      : []),
  ];
  const plot = (window: ForecastWindow | undefined, name: string): Html | false =>
    window !== undefined &&
    html`<figure class="chart">
      <figcaption>${name}</figcaption>
      ${drawn(
        forecastPlot(
          { ...window, column: windowName(window), step: detail.clock.step, interval: detail.interval },
          frameOf(writer, columnWidth, 210),
        ),
      )}
    </figure>`;
  const pairs = Array.from({ length: Math.ceil(small.length / 2) }, (_, i) => small.slice(2 * i, 2 * i + 2));
  return html`${plot(typical, say(`「${task.id}」の予測と実績（誤差が中くらいの例）`, `"${task.id}": forecast and actual, error as usual`))}${plot(worst, say(`「${task.id}」の予測と実績（最も外れた例）`, `"${task.id}": forecast and actual, the largest error`))}${pairs.map(
    (pair) =>
      html`<div class="pair even">
        ${pair.map(
          ({ name, picture }) =>
            html`<figure class="chart">
              <figcaption>${name}</figcaption>
              ${drawn(picture)}
            </figure>`,
        )}
      </div>`,
  )}`;
}

/** By column and, where there are several series, by series. */
function figureTables(task: Task, detail: ForecastDetail, { say, language }: Writer): Html[] {
  const reference = referenceText(detail, language);
  const all = detail.seriesCount ?? 0;
  return forecastTables(detail, language, mostSeries).map(({ of, name, figures, rows }) => {
    const isPart = of === 'series' && rows.length < all;
    const caption =
      of === 'column'
        ? say(
            `「${task.id}」の列ごとの成績（比較: ${reference}）`,
            `"${task.id}" by column (compared with ${reference})`,
          )
        : say(
            `「${task.id}」の系列ごとの成績（比較: ${reference}${isPart ? `。外れの大きい ${rows.length} 系列、全 ${all} 系列` : ''}）`,
            `"${task.id}" by series (compared with ${reference}${isPart ? `; the ${rows.length} forecast worst of ${all}` : ''})`,
          );
    return html`<figure class="table">
      <figcaption>${caption}</figcaption>
      <table>
        <thead>
          <tr>
            <th>${name}</th>
            ${figures.map(({ heading }) => html`<th class="number">${heading}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${rows.map(
            (row) =>
              html`<tr>
                <th scope="row">${row.name}${row.isNew && say('（学習期間に行なし）', ' (no training rows)')}</th>
                ${row.cells.map((text) => html`<td class="number">${text}</td>`)}
              </tr>`,
          )}
        </tbody>
      </table>
    </figure>`;
  });
}

function dayTable(task: Task, detail: ForecastDetail, { say }: Writer): Html | '' {
  if (detail.worstDays.length === 0) return '';
  return html`<figure class="table">
    <figcaption>${say(`「${task.id}」が最も外れた日`, `"${task.id}": days forecast worst`)}</figcaption>
    <table>
      <thead>
        <tr>
          <th>${say('日', 'Day')}</th>
          <th class="number">MASE</th>
          <th>
            ${detail.series ? say('最も外れた系列と列', 'Series and column furthest off') : say('最も外れた列', 'Column furthest off')}
          </th>
          <th class="number">${say('平均誤差', 'Mean error')}</th>
        </tr>
      </thead>
      <tbody>
        ${detail.worstDays.slice(0, mostDays).map((one) => {
          const unit = detail.columns.find((column) => column.column === one.column)?.unit ?? null;
          return html`<tr>
            <td>${fileMoment(one.day)}</td>
            <td class="number">${figureText('mase', one.mase)}</td>
            <td>${windowName(one)}</td>
            <td class="number">${figureText('mae', one.mae, unit)}</td>
          </tr>`;
        })}
      </tbody>
    </table>
  </figure>`;
}

/** As the start of a sentence; Japanese has no capitals. */
function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
