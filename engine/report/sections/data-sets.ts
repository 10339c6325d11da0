// Several data sets side by side, and what was found where rows are in order of time.

import { seriesFacts } from '../../contract/text/series-report.ts';
import type { ReportFacts } from '../facts.ts';
import { html, type Html } from '../markup.ts';
import { count, type Writer } from '../words.ts';

/** Nothing where there is only one. */
export function dataSets({ document, sets = [] }: ReportFacts, { say }: Writer): Html | '' {
  if (sets.length < 2) return '';
  const kinds = {
    table: say('表', 'table'),
    images: say('写真', 'photos'),
    series: say('時系列', 'time series'),
  };
  return html`<figure class="table">
    <figcaption>${say('データの一覧', 'Data sets')}</figcaption>
    <table>
      <thead>
        <tr>
          <th>${say('データ', 'Data set')}</th>
          <th>${say('種類', 'Kind')}</th>
          <th class="number">${say('行数', 'Rows')}</th>
          <th class="number">${say('列数', 'Columns')}</th>
          <th>${say('予測するもの', 'Predicted from it')}</th>
        </tr>
      </thead>
      <tbody>
        ${sets.map(({ view }) => {
          const kind = view.images ? 'images' : view.series ? 'series' : 'table';
          const tasks = document.tasks.filter((task) => task.data === view.sourceId).map((task) => task.id);
          return html`<tr>
            <td><b>${view.sourceId}</b></td>
            <td>${kinds[kind]}</td>
            <td class="number">${count(view.rows)}</td>
            <td class="number">${count(view.columns.length)}</td>
            <td>${tasks.join(say('、', ', ')) || '–'}</td>
          </tr>`;
        })}
      </tbody>
    </table>
  </figure>`;
}

/** Clock, period, gaps and the like, a table a series. */
export function inTime({ document, sets = [] }: ReportFacts, { say, language }: Writer): Html | '' {
  const series = sets.filter(({ view }) => view.series !== undefined);
  if (series.length === 0) return '';
  return html`${series.map(({ view }) => {
    const source = document.data.find((one) => one.id === view.sourceId);
    const time = source?.time ?? '';
    const name = sets.length > 1 ? say(`「${view.sourceId}」: `, `Data set "${view.sourceId}". `) : '';
    return html`<figure class="table">
      <figcaption>${name}${say(`列「${time}」の順に並べた結果`, `Rows in order of "${time}"`)}</figcaption>
      <table>
        <tbody>
          ${seriesFacts(view.series!, language).map(
            (fact) =>
              html`<tr>
                <th scope="row">${fact.name}</th>
                <td>${fact.isNotable && '△ '}${fact.text}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </figure>`;
  })}`;
}
