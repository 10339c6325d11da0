// Each way of training in words and pictures: why its weights, what it cost, and what its method shows: groups,
// shared parts, gates, a search's lineage, conflicts.

import { methodPictures, type MethodPicture } from '../../charts/index.ts';
import type { Words } from '../../contract/language.ts';
import { linearPart } from '../../contract/text/linear-part.ts';
import { methodCost } from '../../contract/text/method-cost.ts';
import { whyWeights } from '../../contract/text/why-weights.ts';
import { yardsticks } from '../../contract/yardsticks.ts';
import { aboutWeighting } from '../../recipes/recipe.ts';
import { isTrained, type ReportFacts, type ReportRun, type RunHistory } from '../facts.ts';
import { drawn, html, type Html } from '../markup.ts';
import { networksOf } from '../networks.ts';
import { runLabel, type Writer } from '../words.ts';
import { columnWidth, frameOf } from './results.ts';

const linearTitle: Words = { ja: '線形の部分', en: 'Linear part' };

export function methodSection(facts: ReportFacts, writer: Writer): Html | '' {
  const { say } = writer;
  const shown = facts.groups.map((group) => group.shown).filter(isTrained);
  if (facts.document.tasks.length < 2) return linearSection(shown, writer);
  if (shown.length === 0) return '';
  return html`<section>
    <h2>${say('学習方法ごとの説明', 'The ways of training, explained')}</h2>
    ${shown.map((run) => article(facts, run, writer))}
  </section>`;
}

/** With one task there are no ways to tell apart: what is left to say is what its answers are made of. */
function linearSection(runs: readonly ReportRun[], writer: Writer): Html | '' {
  const told = runs.flatMap((run) => {
    const linear = linearPart(run.result, writer.language);
    return linear === null ? [] : [{ run, linear }];
  });
  if (told.length === 0) return '';
  return html`<section>
    <h2>${linearTitle[writer.language]}</h2>
    ${told.map(({ run, linear }) => html`<p>${told.length > 1 && html`<b>${runLabel(run, writer)}</b> `}${linear}</p>`)}
  </section>`;
}

function article(facts: ReportFacts, run: ReportRun, writer: Writer): Html {
  const { say, language } = writer;
  const all = facts.groups
    .flatMap((group) => group.members)
    .filter(isTrained)
    .sort((a, b) => a.number - b.number)
    .map((member) => member.result);
  const records = facts.histories[run.id];
  const asked = { result: run.result, notes: records?.notes ?? [], weighting: aboutWeighting(run.result.recipe) };
  const why = whyWeights(asked, language).join(say('', ' '));
  // The kept weights are those of the network with most tasks.
  const told = run.result.weightHistory?.tasks ?? [];
  const partly =
    run.kind === 'joint' && records && networksOf(records).length > 1 && told.length > 0
      ? say(
          `（${told.map((id) => `「${id}」`).join('')}のネットワークについて。ほかのタスクは別のネットワークです。）`,
          ` (Of the network for ${told.map((id) => `"${id}"`).join(', ')}; the other tasks have a network of their own.)`,
        )
      : '';
  const cost = methodCost({ result: run.result, ...yardsticks(run.result, all) }, language).join(say('', ' '));
  const linear = linearPart(run.result, language);
  return html`<article class="method">
    <h3>${runLabel(run, writer)} <small class="inline">#${run.number}</small></h3>
    <dl class="answers">
      <dt>${say('なぜこの重みか', 'Why these weights')}</dt>
      <dd>${why}${partly}</dd>
      <dt>${say('かかった負担', 'What it cost')}</dt>
      <dd>${cost}</dd>
      ${
        linear &&
        html`<dt>${linearTitle[language]}</dt>
          <dd>${linear}</dd>`
      }
    </dl>
    ${pictures(run, records, writer)}
  </article>`;
}

const captions: Record<MethodPicture['id'], Words> = {
  lineage: { ja: '試した設定と引き継ぎ', en: 'Settings tried and taken over' },
  schedule: { ja: '見つかった重みの予定表', en: 'Weight schedule found' },
  groups: {
    ja: '一緒に更新したタスクのグループ',
    en: 'Tasks updated together',
  },
  sharing: {
    ja: '層ごとの共通設備と専用治具',
    en: 'Shared equipment and own jigs by layer',
  },
  gates: { ja: 'チャネルごとの専用と共通', en: 'Own and shared channels' },
  conflicts: {
    ja: '勾配の向きの食い違い（参考情報）',
    en: 'Gradients pointing apart (information only)',
  },
};

function pictures(run: ReportRun, records: RunHistory | undefined, writer: Writer): Html[] {
  const name = runLabel(run, writer);
  const conflicts = (records?.epochs ?? []).map((record) => record.conflict ?? null);
  return methodPictures(run.result, conflicts).map(
    ({ id, height, draw }) =>
      html`<figure class="chart">
        <figcaption>${writer.say(`${captions[id].ja}（${name}）`, `${captions[id].en} (${name})`)}</figcaption>
        ${drawn(draw(frameOf(writer, columnWidth, height)))}
      </figure>`,
  );
}
