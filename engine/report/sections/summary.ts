// Table 1: every task's figures for the runs that matter side by side, and the verdict on joining.

import { bareFigure, intervalText, metricTitle } from '../../contract/text/metrics.ts';
import { sizeName } from '../../contract/text/capacities.ts';
import { verdictTexts } from '../../contract/text/verdicts.ts';
import { isRanked, type ReportFacts, type ReportRun } from '../facts.ts';
import { sizeOf } from '../../contract/yardsticks.ts';
import { html, type Html } from '../markup.ts';
import { isRate, shortLabel, unitIn, type Writer } from '../words.ts';

/** The report's run, its counterparts of the same size of model and the baselines: at most five columns. */
export function comparedRuns(facts: ReportFacts): ReportRun[] {
  const shown = facts.groups.map((group) => group.shown).filter((run) => isRanked(facts, run));
  const baselines = shown.filter((run) => run.kind === 'reference' || run.kind === 'constant');
  const wanted = [
    facts.subject,
    ...(facts.joint ? [facts.joint] : []),
    ...shown.filter((run) => run.kind === 'single-task'),
    ...shown.filter((run) => run.kind === 'joint'),
  ];
  return [...[...new Set(wanted)].slice(0, 5 - baselines.length), ...baselines];
}

export function summary(facts: ReportFacts, writer: Writer): Html {
  const { say } = writer;
  const runs = comparedRuns(facts);
  const rows = facts.document.tasks.flatMap((task) => {
    const result = facts.subject.result.tasks[task.id];
    const main = result?.mainMetric ?? '';
    const metrics = task.kind === 'binary' ? ['missRate', 'overkillRate', main] : [main];
    const comparison = facts.joint?.result.comparisons.find(
      (one) => one.taskId === task.id && one.against === 'single-task',
    );
    const verdict = comparison ? verdictTexts[comparison.verdict] : null;
    return metrics.map(
      (metric, i) =>
        html`<tr class="${i === 0 ? 'first' : ''}">
          ${i === 0 && html`<th rowspan="${metrics.length}" scope="rowgroup">${task.id}</th>`}
          <td class="metric">
            ${metricTitle(metric, unitIn(facts, task), writer.language)}${metric === main && html`<span class="main">${say('主指標', 'main')}</span>`}
          </td>
          ${runs.map((run) => cell(run, task.id, metric, run === facts.subject))}${i === 0 && html`<td rowspan="${metrics.length}" class="verdict ${comparison?.verdict ?? 'unknown'}">${verdict ? html`<b>${verdict.mark}</b> ${verdict.name[writer.language]}` : '–'}</td>`}
        </tr>`,
    );
  });
  return html`<figure class="table">
    <figcaption>
      ${say('タスクごとの結果（テスト用データ。小さい字は 95 % 区間）', 'Results by task (test rows; 95 % intervals in small print)')}
    </figcaption>
    <table class="summary">
      <thead>
        <tr>
          <th>${say('タスク', 'Task')}</th>
          <th>${say('指標', 'Figure')}</th>
          ${runs.map((run) => html`<th class="number${run === facts.subject ? ' chosen' : ''}">${run === facts.subject && html`<span class="tag">${facts.recommendation.runId === run.id ? say('採用候補', 'to adopt') : say('対象', 'this report')}</span>`}${shortLabel(run, writer)}</th>`)}
          <th>${say('まとめる効果', 'Joining')}</th>
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
    ${otherSizes(facts, writer)}
  </figure>`;
}

/** Which runs are not in the table, and why; nothing where all are of one size. */
function otherSizes(facts: ReportFacts, writer: Writer): Html | '' {
  const others = facts.groups.map((group) => group.shown).filter((run) => !isRanked(facts, run));
  if (others.length === 0) return '';
  const sizes = [...new Set(others.map((run) => sizeName(sizeOf(run.result.recipe), writer.language)))];
  const runs = others.length === 1 ? 'run of another size is' : 'runs of another size are';
  return html`<p class="small">
    ${writer.say(
      `大きさの違うモデルの学習が ${others.length} 件あります（${sizes.join('、')}）。それぞれ同じ大きさの別々のモデルと比べるため、この表には並べず、「精度と計算量」に示します。`,
      `${others.length} ${runs} measured against separate models of the same size (${sizes.join(', ')}), not in this table but under "Accuracy and compute".`,
    )}
  </p>`;
}

function cell(run: ReportRun, taskId: string, metric: string, chosen: boolean): Html {
  const figure = run.result.tasks[taskId]?.metrics[metric];
  const mark = chosen ? ' chosen' : '';
  if (!figure || figure.value === null) return html`<td class="number${mark}">–</td>`;
  const interval = intervalText(metric, figure.low, figure.high);
  const denominator = isRate(figure)
    ? html`<small>${figure.events.toLocaleString('en-US')}/${figure.outOf.toLocaleString('en-US')}</small>`
    : '';
  return html`<td class="number${mark}">
    ${bareFigure(metric, figure.value)}${denominator}<small>${interval}</small>
  </td>`;
}
