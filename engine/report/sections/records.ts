// The head of the first page with the boxes to sign, and the last table: run ids and data hashes, so that
// every number can be traced.

import { passLinesOf } from '../../contract/pass-lines.ts';
import { passLineName } from '../../contract/text/pass-lines.ts';
import { untrainedText } from '../../contract/text/untrained.ts';
import { belowFloor } from '../../evaluation/index.ts';
import type { ReportFacts } from '../facts.ts';
import { html, type Html } from '../markup.ts';
import { count, moment, runLabel, type Writer } from '../words.ts';

export function head(facts: ReportFacts, { say }: Writer): Html {
  const boxes = [say('承認', 'Approved'), say('確認', 'Checked'), say('作成', 'Made')];
  return html`<header>
    <div>
      <p class="kind">${say('学習モデル評価報告書', 'Model evaluation report')}</p>
      <h1>${facts.name}</h1>
      <p class="meta">
        ${say('作成日', 'Made')} ${moment(facts.at)}<br />${say('対象', 'Subject')}
        ${say(`実行 ${facts.subject.number}`, `run ${facts.subject.number}`)}${facts.snapshot && html`<br />${say('データ', 'Data')} <span class="mono">${facts.snapshot.id.slice(0, 12)}</span>`}
      </p>
    </div>
    <table class="stamps">
      <tbody>
        <tr>
          ${boxes.map((box) => html`<th>${box}</th>`)}
        </tr>
        <tr class="seal">
          ${boxes.map(() => html`<td></td>`)}
        </tr>
        <tr class="date">
          ${boxes.map(() => html`<td>${say('　/　/　', ' / / ')}</td>`)}
        </tr>
      </tbody>
    </table>
  </header>`;
}

export function recordSection(facts: ReportFacts, writer: Writer): Html {
  const { say } = writer;
  const runs = facts.groups.flatMap((group) => group.members).sort((a, b) => a.number - b.number);
  const hashes: [string, string][] = [
    ...(facts.snapshot
      ? ([
          [say('データと分け方', 'Data and split'), facts.snapshot.id],
          [say('表の内容', 'Table'), facts.snapshot.tableHash],
          [say('分け方', 'Parts'), facts.snapshot.partsHash],
        ] satisfies [string, string][])
      : []),
  ];
  return html`<section>
    <h2>${say('実行番号とデータの照合値', 'Run ids and data hashes')}</h2>
    <figure class="table">
      <figcaption>${say('この報告書の数値の出所', 'Where the numbers of this report come from')}</figcaption>
      <table>
        <thead>
          <tr>
            <th class="number">#</th>
            <th>${say('学習', 'Run')}</th>
            <th>${say('実行 ID', 'Run id')}</th>
            <th class="number">${say('シード', 'Seed')}</th>
            <th class="number">${say('エポック', 'Epochs')}</th>
            <th>${passLineName[writer.language]}</th>
          </tr>
        </thead>
        <tbody>
          ${runs.map(
            (run) =>
              html`<tr>
                <td class="number">${run.number}</td>
                <td>
                  ${runLabel(run, writer)}${run.state === 'stopped' && say('（途中で採用）', ' (stopped and kept)')}${run.result.untrained && html`<br />${untrainedText(run.result.untrained, writer.language)}`}
                </td>
                <td class="mono">${run.id}</td>
                <td class="number">${run.seed}</td>
                <td class="number">${run.result.epochs > 0 ? count(run.result.epochs) : '–'}</td>
                <td class="floors">${floors(facts, run, writer)}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </figure>
    ${
      hashes.length > 0 &&
      html`<dl class="hashes">
        ${hashes.map(
          ([name, hash]) =>
            html`<dt>${name}</dt>
              <dd class="mono">${hash}</dd>`,
        )}
      </dl>`
    }${facts.unfinished > 0 && html`<p class="small">${say(`完了していない学習が ${facts.unfinished} 件あり、この報告書には含まれません。`, `${facts.unfinished} unfinished ${facts.unfinished === 1 ? 'run is' : 'runs are'} not part of this report.`)}</p>`}
  </section>`;
}

function floors(facts: ReportFacts, run: Parameters<typeof runLabel>[0], { say }: Writer): string {
  if (facts.document.tasks.every((task) => passLinesOf(task).length === 0)) return say('設定なし', 'none set');
  const missed = belowFloor({ result: run.result }, facts.document);
  return missed.length === 0 ? say('満たす', 'met') : say(`未達: ${missed.join('、')}`, `missed: ${missed.join(', ')}`);
}
