// Compute budget against accuracy: the measured trainings from all shared to separate models, and between them
// an estimate that is labelled as one.

import { budgetCurve } from '../../charts/index.ts';
import { deltaMTexts } from '../../contract/text/verdicts.ts';
import { sweepPoints } from '../../contract/sweep-points.ts';
import { gatesSentences } from '../../contract/text/gates-text.ts';
import { wholePercent } from '../../contract/text/shares.ts';
import type { ReportFacts } from '../facts.ts';
import { drawn, html, type Html } from '../markup.ts';
import type { Writer } from '../words.ts';
import { columnWidth, frameOf } from './results.ts';

export function budgetSection(facts: ReportFacts, writer: Writer): Html | '' {
  const { say } = writer;
  const runs = facts.groups.flatMap((group) => group.members.map(({ id, number, result }) => ({ id, number, result })));
  const points = sweepPoints(runs, 'flopsOfSeparate');
  if (points.length === 0) return '';
  const gated = runs.filter((run) => run.result.gates);
  const subject = gated.find((run) => run.id === facts.subject.id) ?? gated[0]!;
  const target = subject.result.gates!.target;
  const picture = budgetCurve(
    {
      points: points.map((point) => ({ ...point, label: pointLabel(point, writer) })),
      xTitle: say('計算量（別々のモデル = 100 %）', 'Operations (separate models = 100 %)'),
      yTitle: deltaMTexts.title[writer.language],
      yHigherBetter: false,
      budget: target?.kind === 'flopsOfSeparate' ? target.value : null,
      formatX: wholePercent,
      formatY: signed,
    },
    frameOf(writer, columnWidth, 280),
  );
  return html`<section>
    <h2>${say('計算量の予算', 'Compute budget')}</h2>
    <p>
      ${say(
        '共有の度合いを変えて学習した結果です。点は実測、破線と帯は推定で、測った範囲の外は推定しません。',
        'Trainings with different amounts of sharing. Dots are measured; the dashed line and its band are estimated, and nothing is estimated outside the measured range.',
      )}
    </p>
    <figure class="chart">
      <figcaption>${say('計算量の予算と成績', 'Compute budget and accuracy')}</figcaption>
      ${drawn(picture)}
    </figure>
    ${gated.map(({ result, number }) => html`<p class="small">${gated.length > 1 && `#${number}: `}${gatesSentences(result.gates!, writer.language)}</p>`)}
  </section>`;
}

function pointLabel({ kind, run }: ReturnType<typeof sweepPoints>[number], { say }: Writer): string {
  if (kind === 'separate') return say('別々のモデル', 'separate models');
  if (kind === 'shared') return say('全部共通', 'all shared');
  const target = run.result.gates?.target;
  return target?.kind === 'flopsOfSeparate'
    ? say(`予算 ${wholePercent(target.value)}`, `budget ${wholePercent(target.value)}`)
    : say('共有と専用', 'shared and own');
}

function signed(value: number): string {
  return `${value < 0 ? '−' : value > 0 ? '+' : ''}${Math.abs(value).toFixed(1)} %`;
}
