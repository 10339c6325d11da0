// Merge or not: the advice for all tasks and for each pair with its evidence, the affinity map it rests on, and
// the models it suggests.

import { affinityMap, affinityMapHeight } from '../../charts/index.ts';
import { affinityTexts } from '../../contract/text/affinity.ts';
import { modelAdvice, overallAdvice, pairAdvice, pairVerdicts } from '../../contract/text/advice.ts';
import { verdictTexts } from '../../contract/text/verdicts.ts';
import type { ReportFacts, RunHistory } from '../facts.ts';
import { drawn, html, type Html } from '../markup.ts';
import { networksOf } from '../networks.ts';
import { count, type Writer } from '../words.ts';
import { columnWidth, frameOf } from './results.ts';

/** Pairs told one by one; of more, only those with a verdict. */
const mostPairs = 6;

export function adviceSection(facts: ReportFacts, writer: Writer): Html | '' {
  const { say, language } = writer;
  const { advice, affinity } = facts;
  if (facts.document.tasks.length < 2 || (!advice.hasComparisons && !advice.hasAffinity)) return '';
  const [verdict, evidence] = overallAdvice(advice, language);
  const models = modelAdvice(advice, language);
  const networks = facts.joint && facts.histories[facts.joint.id] ? networksOf(facts.histories[facts.joint.id]!) : [];
  const width = Math.min(columnWidth, 130 + 112 * (affinity?.tasks.length ?? 0));
  return html`<section>
    <h2>${say('まとめるか、分けるか', 'Merge or keep apart')}</h2>
    <p><b>${verdict}</b>${say('', ' ')}${evidence}</p>
    ${models !== '' && html`<p>${models}</p>`} ${isEvenButApart(facts) && html`<p>${evenSentence(writer)}</p>`}
    ${networks.length > 1 && models !== '' && html`<p>${apart(networks, writer)}</p>`}
    ${
      affinity &&
      html`<figure class="chart">
          <figcaption>
            ${say(
              `タスクどうしの相性（${count(affinity.steps)} 回の更新、${Math.round(affinity.seconds)} 秒の試し学習）`,
              `Affinity of the tasks (probe of ${count(affinity.steps)} updates, ${Math.round(affinity.seconds)} s)`,
            )}
          </figcaption>
          ${drawn(affinityMap(affinity, frameOf(writer, width, affinityMapHeight(affinity.tasks.length))))}
        </figure>
        <p class="small">${affinityTexts.rule[language]}${say('', ' ')}${affinityTexts.scope[language]}</p>
        ${pairTable(facts, writer)}`
    }
  </section>`;
}

/** Where separate models are to be adopted although no task was shown to differ: merging is advised as well. */
function isEvenButApart({ recommendation, subject, joint, advice }: ReportFacts): boolean {
  const told = joint?.result.comparisons.filter((one) => one.against === 'single-task') ?? [];
  return (
    advice.models.length === 1 &&
    recommendation.runId === subject.id &&
    subject.kind === 'single-task' &&
    told.length > 0 &&
    told.every((one) => one.verdict === 'no-difference' || one.verdict === 'unknown')
  );
}

function evenSentence({ say }: Writer): string {
  return say(
    '採用候補が別々のモデルなのは、測った値を全タスクで平均すると良かったためで、その差は確認できていません。判定時間や管理の手間を優先するなら、まとめたモデルも選べます。',
    'Separate models are to be adopted because their measured figures are better on average over the tasks; that difference could not be shown. Where computing or upkeep counts more, the merged model can be chosen.',
  );
}

/** Merging is a matter of tasks that have data in common. */
function apart(networks: readonly RunHistory[], { say }: Writer): string {
  const groups = networks.map(({ tasks }) => say(`［${tasks.join('・')}］`, `[${tasks.join(' + ')}]`));
  return say(
    `ただし、${groups.join('と')}はデータに共通する部分がないため、まとめて学習しても中身は別々のネットワークです。まとめる効果は、それぞれの中のタスクどうしで生じます。`,
    `Yet ${groups.join(' and ')} have no data in common, so even merged they are networks of their own: merging concerns the tasks within each.`,
  );
}

function pairTable(facts: ReportFacts, writer: Writer): Html | '' {
  const { say, language } = writer;
  const all = facts.advice.pairs;
  const shown = all.length <= mostPairs ? all : all.filter((pair) => pair.verdict !== 'unknown');
  const rest = all.length - shown.length;
  if (shown.length === 0) return '';
  return html`<figure class="table pairs">
      <figcaption>${say('組ごとの助言と根拠', 'Advice for each pair, with its evidence')}</figcaption>
      <table>
        <thead>
          <tr>
            <th>${say('組', 'Pair')}</th>
            <th>${say('助言', 'Advice')}</th>
            <th>${say('根拠', 'Evidence')}</th>
          </tr>
        </thead>
        <tbody>
          ${shown.map(
            (pair) =>
              html`<tr>
                <th>${pair.first}${say('・', ' + ')}${pair.second}</th>
                <td class="verdict ${pair.verdict}">
                  <b>${verdictTexts[pair.verdict].mark}</b> ${pairVerdicts[pair.verdict][language]}
                </td>
                <td>${pairAdvice(pair, language)}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </figure>
    ${rest > 0 && html`<p class="small">${say(`ほか ${rest} 組は判断できません。`, `${rest} more pairs cannot be told.`)}</p>`}`;
}
