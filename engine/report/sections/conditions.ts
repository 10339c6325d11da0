// Under which conditions the numbers hold, what they do not say, and every risk the numbers show.

import { recommendationRuleText } from '../../contract/text/verdicts.ts';
import type { ReportFacts } from '../facts.ts';
import { html, type Html } from '../markup.ts';
import { risksOf } from '../risks.ts';
import { runLabel, type Writer } from '../words.ts';

export function conditionSection(facts: ReportFacts, writer: Writer): Html {
  const { say } = writer;
  const { subject } = facts;
  const risks = risksOf(facts, subject, writer);
  const seeds = [...new Set(facts.groups.flatMap((group) => group.members.map((run) => run.seed)))];
  const conditions: [string, string][] = [
    [say('計算した PC', 'Computer'), facts.app.machine],
    [say('演算装置', 'Device'), subject.result.device.toUpperCase()],
    [say('ソフトウェア', 'Software'), `TaskLoom ${facts.app.version}`],
    [say('乱数のシード', 'Seeds'), seeds.join(', ')],
    [
      say('学習の打ち切り', 'End of training'),
      facts.groups.flatMap((group) => group.members).some((run) => run.state === 'stopped')
        ? say('一部の学習を途中で終了して採用', 'some runs were stopped by hand and kept')
        : say(
            '検証用データの成績による自動打ち切り、または上限',
            'early stopping on the validation rows, or the limit set',
          ),
    ],
  ];
  return html`<section>
    <h2>${say('条件と限界', 'Conditions and limits')}</h2>
    ${
      risks.length > 0 &&
      html`<div class="risks">
        <h3>${say('注意点', 'To note')}</h3>
        <ul>
          ${risks.map((risk) => html`<li>${risk.text}${say('。', '.')}</li>`)}
        </ul>
      </div>`
    }
    <dl class="conditions">
      ${conditions.map(
        ([name, value]) =>
          html`<dt>${name}</dt>
            <dd>${value}</dd>`,
      )}
    </dl>
    <ul class="limits">
      <li>
        ${say(
          '95 % 区間は、同じ条件で集めた別のテスト用データでも値がこの範囲に入ると考えられる幅です。割合は Clopper–Pearson の正確な区間、バランス正解率は各クラスの正確な区間の合成、AUC は Newcombe の方法、その他はテスト行の再抽出（1,000 回、シード固定、行が少ないほど広くとる）によります。',
          "A 95 % interval is the range in which the figure is to be expected on other test rows collected in the same way. Rates: exact (Clopper–Pearson). Balanced accuracy: combined from the exact intervals of the classes. AUC: Newcombe's method. Others: 1,000 resamples of the test rows, seeded, wider the fewer rows there are.",
        )}
      </li>
      <li>
        ${say(
          '区間は件数の少なさによる不確かさだけを表します。新しいロット、設備の変更、季節など、テスト用データに含まれない条件での性能は保証しません。4M 変更の後は再評価してください。',
          'Intervals cover only the doubt that comes from few rows. They promise nothing for lots, machines or seasons that the test rows do not contain; evaluate again after a change of man, machine, material or method.',
        )}
      </li>
      <li>
        ${say('件数が少ないタスクの値は、次の評価で大きく動くことがあります。見逃しが 0 件でも、見逃し率が 0 % とは限りません。', 'Figures of tasks with few rows can move a lot at the next evaluation. No escape seen does not mean a miss rate of 0 %.')}
      </li>
      <li>${recommendationRuleText[writer.language]}</li>
    </ul>
    ${decisions(facts, writer)}
  </section>`;
}

function decisions(facts: ReportFacts, writer: Writer): Html | '' {
  const { say } = writer;
  if (facts.decisions.length === 0) return '';
  const names = {
    testing: say('検証中', 'under test'),
    candidate: say('採用候補', 'candidate'),
    adopted: say('採用', 'adopted'),
    retired: say('廃止', 'retired'),
  };
  const runs = facts.groups.flatMap((group) => group.members);
  return html`<figure class="table">
    <figcaption>${say('記録された判断', 'Decisions on record')}</figcaption>
    <table>
      <thead>
        <tr>
          <th>${say('日付', 'Date')}</th>
          <th>${say('学習', 'Run')}</th>
          <th>${say('判断', 'Decision')}</th>
          <th>${say('判断者', 'By')}</th>
          <th>${say('理由', 'Reason')}</th>
        </tr>
      </thead>
      <tbody>
        ${facts.decisions.map((decision) => {
          const run = runs.find((one) => one.id === decision.runId);
          const day = new Date(decision.at).toLocaleDateString('ja-JP', {
            year: 'numeric',
            month: '2-digit',
            day: '2-digit',
          });
          return html`<tr>
            <td>${day}</td>
            <td>${run ? `${runLabel(run, writer)} #${run.number}` : decision.runId}</td>
            <td>${names[decision.decision]}</td>
            <td>${decision.by}</td>
            <td>${decision.reason}</td>
          </tr>`;
        })}
      </tbody>
    </table>
  </figure>`;
}
