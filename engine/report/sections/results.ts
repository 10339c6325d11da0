// Results of each task: the compared runs with their intervals, where the errors lie, every figure.

import {
  confusionMatrix,
  intervalDots,
  intervalDotsHeight,
  isJudgementMark,
  residualPlot,
  themes,
  type Frame,
} from '../../charts/index.ts';
import { binomialUpperBound } from '../../base/binomial.ts';
import type { Measured, Rate } from '../../contract/runs.ts';
import { passLinesOf } from '../../contract/pass-lines.ts';
import { passedText, passLineName, passLineText } from '../../contract/text/pass-lines.ts';
import { borderName, borderText } from '../../contract/text/border.ts';
import {
  bareFigure,
  figureText,
  intervalText,
  metricText,
  metricTitle,
  taskMetricText,
} from '../../contract/text/metrics.ts';
import { atMost as roundedUp } from '../../contract/text/phrases.ts';
import { sayVerdict, verdictRuleText } from '../../contract/text/verdicts.ts';
import type { Task } from '../../contract/tasks.ts';
import { isHigherBetter } from '../../evaluation/index.ts';
import type { ReportFacts } from '../facts.ts';
import { drawn, html, type Html } from '../markup.ts';
import { isRate, runLabel, shortLabel, unitIn, type Writer } from '../words.ts';
import { comparedRuns } from './summary.ts';

/** Width of the printed column in CSS pixels. */
export const columnWidth = 672;

/** Classes whose names can be read in a table beside another picture; more get the whole width. */
const mostBeside = 4;

export function frameOf(writer: Writer, width: number, height: number): Frame {
  return { width, height, theme: themes.print, language: writer.language };
}

export function resultSection(facts: ReportFacts, writer: Writer): Html {
  const { say } = writer;
  return html`<section>
    <h2>${say('結果', 'Results')}</h2>
    <p>
      ${say(
        `図の点は値、横線は 95 % 区間です。区間が重なるかどうかではなく、同じテスト行どうしの差の区間で判定しています。`,
        `Dots are values, bars their 95 % intervals. Verdicts rest on the interval of the difference on the same test rows, not on whether bars overlap.`,
      )}
    </p>
    <p class="small">${verdictRuleText[writer.language]}</p>
    ${facts.document.tasks.map((task) => taskResult(facts, task, writer))}
  </section>`;
}

/** Values as the title of an axis promises them: shares in percent. */
export function inTitlesUnit(metric: string): {
  (value: number): number;
  (value: number | null | undefined): number | null;
} {
  const factor = metricText(metric).scale === 'percent' ? 100 : 1;
  // Overloads are no arrow's: one function for known values and for those that may be missing.
  function shown(value: number): number;
  function shown(value: number | null | undefined): number | null;
  function shown(value: number | null | undefined): number | null {
    return value === null || value === undefined ? null : value * factor;
  }
  return shown;
}

function taskResult(facts: ReportFacts, task: Task, writer: Writer): Html | '' {
  const result = facts.subject.result.tasks[task.id];
  if (!result) return '';
  const unit = unitIn(facts, task);
  const comparison = facts.joint?.result.comparisons.find(
    (one) => one.taskId === task.id && one.against === 'single-task',
  );
  const runs = comparedRuns(facts);
  const isLarge = (result.confusion?.labels.length ?? 0) > mostBeside;
  const wide = task.kind === 'regression' || task.kind === 'forecast' || isLarge;
  // Without both classes among the test rows the main figure is undefined for every run: nothing to draw.
  const known = runs.some((run) => (run.result.tasks[task.id]?.metrics[result.mainMetric]?.value ?? null) !== null);
  const shown = inTitlesUnit(result.mainMetric);
  const dots = intervalDots(
    {
      title: metricTitle(result.mainMetric, unit, writer.language),
      higherBetter: isHigherBetter(result.mainMetric),
      ...(metricText(result.mainMetric).scale === 'unit' || task.kind === 'forecast'
        ? { bounds: [0, Infinity] as const }
        : { bounds: [0, shown(1)] as const }),
      ...(task.floor === undefined ? {} : { floor: shown(task.floor) }),
      format: (value) => bareFigure(result.mainMetric, value / shown(1)),
      rows: runs.map((run) => {
        const figure = run.result.tasks[task.id]?.metrics[result.mainMetric];
        return {
          id: run.id,
          label: shortLabel(run, writer),
          value: shown(figure?.value),
          low: shown(figure?.low),
          high: shown(figure?.high),
          kind: run.kind,
          chosen: run === facts.subject,
        };
      }),
    },
    frameOf(writer, wide ? columnWidth : 420, intervalDotsHeight(runs.length) + (wide ? 0 : 8)),
  );
  return html`<article class="task">
    <h3>${task.id}</h3>
    ${comparison && html`<p>${sayVerdict(comparison, task.id, unit, writer.language)}</p>`}
    <div class="${wide || !known ? 'stack' : 'pair'}">
      ${
        known &&
        html`<figure class="chart">
          <figcaption>${writer.say(`「${task.id}」の比較`, `Comparison for "${task.id}"`)}</figcaption>
          ${drawn(dots)}
        </figure>`
      }
      ${detail(task, result, unit, writer)}
    </div>
    ${figures(facts, task, writer)}
  </article>`;
}

function detail(
  task: Task,
  result: NonNullable<ReportFacts['subject']['result']['tasks'][string]>,
  unit: string | null,
  writer: Writer,
): Html | '' {
  const { say } = writer;
  if (task.kind === 'regression') {
    if (!result.points || result.points.length === 0) return '';
    const picture = residualPlot(
      { name: task.id, unit, points: result.points, limits: task.limits },
      frameOf(writer, columnWidth, 250),
    );
    return html`<figure class="chart">
      <figcaption>
        ${say(`「${task.id}」の予測と実測、誤差の分布（テスト用データ）`, `"${task.id}": predicted and actual values, and the errors (test rows)`)}
      </figcaption>
      ${drawn(picture)}
    </figure>`;
  }
  if (!result.confusion) return '';
  const { labels, counts } = result.confusion;
  const binary = task.kind === 'binary';
  const picture = confusionMatrix(
    { labels: binary ? named(labels) : labels, counts, inspection: binary },
    labels.length > mostBeside
      ? frameOf(writer, columnWidth, Math.min(480, 56 + 28 * labels.length))
      : frameOf(writer, 240, binary ? 180 : Math.min(300, 70 + 30 * labels.length)),
  );
  return html`<figure class="chart">
    <figcaption>${say(`「${task.id}」の判定の内訳`, `"${task.id}": judgements`)}</figcaption>
    ${drawn(picture)}
  </figure>`;
}

/** `OK（0）` where the file spells it otherwise. */
function named(labels: readonly string[]): string[] {
  return labels.map((label, i) => {
    const plain = i === 0 ? 'OK' : 'NG';
    return label.toUpperCase() === plain || isJudgementMark(label) ? plain : `${plain} (${label})`;
  });
}

/** Where nothing was missed: the largest miss rate that still agrees with that, one-sided, as ASTM E2334 asks. */
function atMost(metric: string, figure: Rate | Measured, { say }: Writer): string {
  if (metric !== 'missRate' || !isRate(figure) || figure.events > 0 || figure.outOf === 0) return '';
  const bound = roundedUp(binomialUpperBound(0, figure.outOf));
  return say(`片側 95 % 上限 ${bound}`, `one-sided 95 % bound ${bound}`);
}

/** Every figure of the report's run in one quiet line each. */
function figures(facts: ReportFacts, task: Task, writer: Writer): Html {
  const result = facts.subject.result.tasks[task.id]!;
  const unit = unitIn(facts, task);
  const rows = Object.entries(result.metrics).filter(([, figure]) => figure.value !== null || isRate(figure));
  const threshold = result.threshold;
  const line = rows.map(([metric, figure]) => {
    const interval = intervalText(metric, figure.low, figure.high);
    const of = isRate(figure) ? `${figure.events.toLocaleString('en-US')}/${figure.outOf.toLocaleString('en-US')}` : '';
    const inner = [of, interval, atMost(metric, figure, writer)].filter(Boolean).join(writer.say('、', ', '));
    return html`<li>
      <span>${taskMetricText(metric, result.forecast).name[writer.language]}</span>
      <b>${figureText(metric, figure.value, unit)}</b
      >${inner !== '' && html` <small>${writer.say(`（${inner}）`, `(${inner})`)}</small>`}
    </li>`;
  });
  return html`<ul class="figures">
    <li><span>${writer.say('対象', 'Run')}</span> <b>${runLabel(facts.subject, writer)}</b></li>
    <li>
      <span
        >${result.forecast ? writer.say('予測の回数', 'Forecasts judged') : writer.say('テスト用', 'Test rows')}</span
      >
      <b>n = ${result.n.toLocaleString('en-US')}</b>
    </li>
    ${line}${passLinesOf(task).map(
      (one) =>
        html`<li class="sentence">
          <span>${passLineName[writer.language]}: ${passLineText(one, unit, writer.language)}</span>
          ${passedText(one, result.metrics[one.metric], writer.language)}
        </li>`,
    )}${threshold && html`<li class="sentence"><span>${borderName[writer.language]}</span> ${borderText(threshold, writer.language)}</li>`}
  </ul>`;
}
