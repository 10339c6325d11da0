// What the data is and how healthy it is.

import { isAccepted } from '../../contract/accepted.ts';
import { dividingColumn } from '../../contract/dividing-column.ts';
import { splitOf } from '../../contract/project.ts';
import { sayFinding } from '../../contract/text/findings.ts';
import type { ReportFacts } from '../facts.ts';
import { targetsOf } from '../../contract/tasks.ts';
import { dataSets, inTime } from './data-sets.ts';
import { filesTable } from './files.ts';
import { html, type Html } from '../markup.ts';
import { count, type Writer } from '../words.ts';

/** Findings printed in full; passed checks are named together. */
const mostFindings = 14;

export function dataSection(facts: ReportFacts, writer: Writer): Html {
  const { say } = writer;
  return html`<section>
    <h2>${say('データと健康診断', 'Data and its health')}</h2>
    ${files(facts, writer)}${dataSets(facts, writer)}${inTime(facts, writer)}${health(facts, writer)}
  </section>`;
}

function files(facts: ReportFacts, writer: Writer): Html | '' {
  const { say } = writer;
  const { data } = facts;
  if (!data) return '';
  const inputs = inputColumns(facts, data);
  const isForecast = facts.document.tasks.every((task) => task.kind === 'forecast');
  const alsoRead = besidesTheirPast(facts, writer);
  const removed = facts.document.data.reduce((sum, source) => sum + (source.withoutRows?.length ?? 0), 0);
  const excluded = facts.document.inputs.exclude!;
  const divides = isForecast ? [] : dividingColumns(facts).filter((column) => !excluded.includes(column));
  const broken = data.report.brokenRowCount;
  // Rows of one data set have no cells in the columns of another: those are not missing.
  const views = (facts.sets?.length ?? 0) > 1 ? facts.sets!.map(({ view }) => view) : [data];
  const missing = views.reduce((sum, { columns }) => sum + columns.reduce((own, column) => own + column.missing, 0), 0);
  const whose =
    views.length > 1
      ? say(`${views.length} 種類、計 `, `There are ${views.length} data sets with `)
      : say('', 'The data has ');
  return html`<p>
      ${say(
        `${whose}${count(data.rows)} 行${views.length > 1 ? '、' : ' × '}${data.columns.length} 列のデータを使いました。${isForecast ? `予測に使ったのは、予測する列の過去の値${alsoRead}だけです。` : `入力に使った列は ${inputs.length} 列です。`}`,
        `${whose}${count(data.rows)} rows and ${data.columns.length} columns${views.length > 1 ? ' in all' : ''}; ${isForecast ? `forecasts read nothing but the past of their own columns${alsoRead}` : inputs.length === 1 ? '1 column is an input' : `${inputs.length} columns are inputs`}.`,
      )}${excluded.length > 0 && say(`次の列は入力から外しました: ${excluded.join('、')}。`, ` Left out of the inputs: ${excluded.join(', ')}.`)}${divides.length > 0 && say(`分け方に使う列（${divides.join('、')}）も、入力に使っていません。`, ` Nor does any model read what the rows are divided by: ${divides.join(', ')}.`)}${missing > 0 && say(`欠測は ${count(missing)} 箇所です。`, ` ${count(missing)} values are missing.`)}${broken > 0 && say(`読めなかった ${count(broken)} 行は除きました。`, ` ${count(broken)} rows that could not be read were left out.`)}${removed > 0 && say(`判断により ${count(removed)} 行を除きました。`, ` ${count(removed)} rows were removed by decision.`)}
    </p>
    ${filesTable(facts, writer)}`;
}

/** What forecasts read besides the past of their own columns, by name. */
function besidesTheirPast({ document }: ReportFacts, { say }: Writer): string {
  const named = (key: 'past' | 'ahead'): string[] => [...new Set(document.data.flatMap((source) => source[key] ?? []))];
  const [past, ahead] = [named('past'), named('ahead')];
  const list = (names: readonly string[]): string =>
    names.map((name) => say(`「${name}」`, `"${name}"`)).join(say('', ', '));
  const parts = [
    ...(past.length > 0
      ? [say(`実績まで分かる列${list(past)}の過去の値`, `that of ${list(past)} (known up to now)`)]
      : []),
    ...(ahead.length > 0 ? [say(`先の値も分かる列${list(ahead)}`, `${list(ahead)} (known ahead)`)] : []),
    ...(document.data.some(({ calendar }) => calendar !== undefined) ? [say('暦', 'the calendar')] : []),
  ];
  return parts.map((part, i) => say(`、${part}`, `${i === parts.length - 1 ? ' and' : ','} ${part}`)).join('');
}

/** The columns a model reads, as the window counts them. */
function inputColumns({ document, sets = [] }: ReportFacts, data: NonNullable<ReportFacts['data']>): string[] {
  const left = new Set([
    ...(document.inputs.exclude ?? []),
    ...document.tasks.flatMap(targetsOf),
    ...dividingColumns({ document }),
    ...[data, ...sets.map(({ view }) => view)].flatMap(({ labelColumns }) => labelColumns ?? []),
  ]);
  return data.columns.filter(({ name, kind }) => kind !== 'text' && !left.has(name)).map(({ name }) => name);
}

/** Columns by which the rows of some data set are divided. */
function dividingColumns({ document }: Pick<ReportFacts, 'document'>): string[] {
  return [...new Set(document.data.flatMap(({ id }) => dividingColumn(splitOf(document, id)) ?? []))];
}

function health(facts: ReportFacts, { say, language }: Writer): Html | '' {
  const { health } = facts;
  if (!health) return '';
  const open = health.findings.filter((finding) => finding.severity !== 'pass');
  const passed = health.findings.filter((finding) => finding.severity === 'pass');
  const { fail, warn, pass } = health.counts;
  const rest = open.length - mostFindings;
  const several = facts.document.data.length > 1;
  return html`<p>
      ${say(`健康診断の結果は、×（直す）${fail} 件、△（確認）${warn} 件、○（問題なし）${pass} 件です。`, `The health check found × ${fail} to correct, △ ${warn} to check and ○ ${pass} in order.`)}${open.length > 0 && say('自動で変更したものはありません。', ' Nothing was changed automatically.')}
    </p>
    ${
      open.length > 0 &&
      html`<figure class="table">
        <figcaption>${say('健康診断で見つかったこと', 'Findings of the health check')}</figcaption>
        <table class="findings">
          <thead>
            <tr>
              <th></th>
              <th>${say('内容と根拠', 'What was found, and how it is known')}</th>
              <th>${say('扱い', 'Handling')}</th>
            </tr>
          </thead>
          <tbody>
            ${open.slice(0, mostFindings).map((finding) => {
              const said = sayFinding(finding, language);
              const accepted = isAccepted(facts.document.accepted, finding);
              return html`<tr>
                <td class="mark ${finding.severity}">${finding.severity === 'fail' ? '×' : '△'}</td>
                <td>
                  ${several && finding.data && html`<small>${finding.data}</small>`}<b>${said.title}</b
                  ><br />${said.reason}
                </td>
                <td class="handling">
                  ${accepted ? say('確認のうえ、そのまま使用', 'looked at and accepted') : say('未対応', 'open')}
                </td>
              </tr>`;
            })}
          </tbody>
        </table>
      </figure>`
    }${rest > 0 && html`<p class="small">${say(`ほか ${rest} 件は画面の「データ」で確認できます。`, `${rest} more are shown on the Data page.`)}</p>`}
    ${
      passed.length > 0 &&
      html`<ul class="passed">
        ${passed.map((finding) => html`<li>○ ${sayFinding(finding, language).title}</li>`)}
      </ul>`
    }`;
}
