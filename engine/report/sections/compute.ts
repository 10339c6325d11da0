// What accuracy costs: figure of accuracy against time, and the table of compute.

import { tradeOff } from '../../charts/index.ts';
import { bySize } from '../../contract/capacity-sweep.ts';
import { capacities } from '../../contract/recipes.ts';
import { bySizeTexts, capacityTexts, otherSizesText, sizePointText } from '../../contract/text/capacities.ts';
import { costByDataSet } from '../../contract/text/cost-by-data-set.ts';
import { metricText, metricTitle } from '../../contract/text/metrics.ts';
import type { Task } from '../../contract/tasks.ts';
import { deltaMTexts } from '../../contract/text/verdicts.ts';
import { isHigherBetter } from '../../evaluation/index.ts';
import { isRanked, isTrained, type ReportFacts, type ReportRun } from '../facts.ts';
import { recipeName } from '../../recipes/recipe.ts';
import { drawn, html, type Html } from '../markup.ts';
import { count, runLabel, shortLabel, unitIn, type Writer } from '../words.ts';
import { size } from './files.ts';
import { columnWidth, frameOf, inTitlesUnit } from './results.ts';

/** Points of a picture that can be told by their names; more are told by their run numbers. */
const mostNamed = 6;

export function computeSection(facts: ReportFacts, writer: Writer): Html {
  const { say } = writer;
  const all = facts.groups.map((group) => group.shown);
  const shown = all.filter((run) => isRanked(facts, run));
  const others = all.filter((run) => !isRanked(facts, run));
  // Pictures stand in pairs: the sum over tasks first, then the tasks one by one.
  const overall = facts.document.tasks.length > 1 && shown.some((run) => run.result.deltaM !== null);
  const pictured = facts.document.tasks.filter((task) => isKnown(facts, task)).slice(0, overall ? 3 : 4);
  const narrow = pictured.length + (overall ? 1 : 0) > 1;
  return html`<section>
    <h2>${say('精度と計算量', 'Accuracy and compute')}</h2>
    <div class="${narrow ? 'pair even' : 'stack'}">
      ${overall && sum(facts, shown, writer)}${pictured.map((task) => picture(facts, shown, task, narrow, writer))}
    </div>
    ${shown.length > mostNamed && html`<p class="small">${say('図の # は実行番号で、名前は下の表にあります。', 'In the figures # is the run number; the table below has the names.')}</p>`}
    <figure class="table">
      <figcaption>
        ${
          isForecast(facts)
            ? say(
                '計算量（この PC での実測。予測時間は 1 回ずつ 200 回）',
                'Compute (measured on this PC; time of one forecast, 200 times)',
              )
            : say(
                '計算量（この PC での実測。判定時間は 1 個ずつ 200 回）',
                'Compute (measured on this PC; time to judge one part, 200 times)',
              )
        }
      </figcaption>
      <table>
        <thead>
          <tr>
            <th>${say('学習', 'Run')}</th>
            <th class="number">Δm<small>%</small></th>
            <th class="number">
              ${isForecast(facts) ? say('予測時間', 'Forecasting') : say('判定時間', 'Judging')}<small
                >${say('中央値 / 95 %、ms', 'median / 95 %, ms')}</small
              >
            </th>
            <th class="number">${say('計算量', 'Operations')}<small>FLOPs</small></th>
            <th class="number">${say('パラメータ', 'Parameters')}</th>
            <th class="number">${say('保存サイズ', 'On disk')}</th>
            <th class="number">${say('学習時間', 'Training')}<small>s</small></th>
            <th class="number">${say('最大メモリ', 'Peak memory')}<small>MB</small></th>
          </tr>
        </thead>
        <tbody>
          ${[...shown, ...others].map((run) => row(facts, run, writer))}
        </tbody>
      </table>
    </figure>
    <p class="small">${deltaMTexts.meaning[writer.language]}</p>
    ${all.some(({ result }) => result.apartByData) && html`<p class="small">${costByDataSet[writer.language]}</p>`}
    ${sizeTable(facts, writer)} ${others.length > 0 && html`<p class="small">${otherSizesText[writer.language]}</p>`}
  </section>`;
}

/** Delta-m by size of model; nothing where no recipe was trained on several sizes. */
function sizeTable(facts: ReportFacts, writer: Writer): Html | '' {
  const { language, say } = writer;
  const runs = facts.groups.flatMap((group) => group.members).filter(isTrained);
  const rows = bySize(runs.map(({ result }) => ({ kind: 'recipe', recipe: result.recipe, result })));
  if (rows.length === 0) return '';
  return html`<figure class="table">
      <figcaption>${bySizeTexts.title[language]}</figcaption>
      <table>
        <thead>
          <tr>
            <th>${say('学習', 'Run')}</th>
            ${capacities.map((capacity) => html`<th class="number">${capacityTexts[capacity][language]}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${rows.map(
            ({ recipe, points }) =>
              html`<tr>
                <td>${recipeName(recipe, facts.document.tasks.length, language)}</td>
                ${capacities.map((size) => html`<td class="number">${sizePointText(points.find((one) => one.capacity === size))}</td>`)}
              </tr>`,
          )}
        </tbody>
      </table>
    </figure>
    <p class="small">${bySizeTexts.meaning[language]}</p>`;
}

function picture(facts: ReportFacts, runs: readonly ReportRun[], task: Task, narrow: boolean, writer: Writer): Html {
  const { say } = writer;
  const metric = facts.subject.result.tasks[task.id]?.mainMetric ?? 'mae';
  const shown = inTitlesUnit(metric);
  const svg = tradeOff(
    {
      points: runs.map((run) => {
        const figure = run.result.tasks[task.id]?.metrics[metric];
        return {
          ...pointOf(facts, runs, run, writer),
          y: shown(figure?.value),
          low: shown(figure?.low),
          high: shown(figure?.high),
        };
      }),
      xTitle: costTitle(facts, runs, writer),
      ...(metricText(metric).scale === 'unit' || task.kind === 'forecast' ? {} : { yBounds: [0, shown(1)] as const }),
      yTitle: metricTitle(metric, unitIn(facts, task), writer.language),
      yHigherBetter: isHigherBetter(metric),
    },
    narrow ? frameOf(writer, 328, 225) : frameOf(writer, columnWidth, 300),
  );
  return html`<figure class="chart">
    <figcaption>${say(`「${task.id}」の精度と計算量`, `"${task.id}": accuracy and compute`)}</figcaption>
    ${drawn(svg)}
  </figure>`;
}

/** Whether the task's main figure is defined for the report's run. */
function isKnown(facts: ReportFacts, task: Task): boolean {
  const result = facts.subject.result.tasks[task.id];
  return (result?.metrics[result.mainMetric]?.value ?? null) !== null;
}

/** Delta-m of the joint runs; the separate models are its zero. */
function sum(facts: ReportFacts, runs: readonly ReportRun[], writer: Writer): Html {
  const points = runs.flatMap((run) => {
    const y = run.kind === 'single-task' ? 0 : run.result.deltaM;
    return run.kind === 'constant' || run.kind === 'reference' ? [] : [{ ...pointOf(facts, runs, run, writer), y }];
  });
  const yTitle = deltaMTexts.title[writer.language];
  const svg = tradeOff(
    { points, xTitle: costTitle(facts, runs, writer), yTitle, yHigherBetter: false },
    frameOf(writer, 328, 225),
  );
  return html`<figure class="chart">
    <figcaption>${writer.say('全タスクを通じた成績と計算量', 'All tasks together: accuracy and compute')}</figcaption>
    ${drawn(svg)}
  </figure>`;
}

function isTimed(runs: readonly ReportRun[]): boolean {
  return runs.some((run) => run.result.latencyMs !== null);
}

/** Forecasts are made, not parts judged. */
function isForecast({ document }: ReportFacts): boolean {
  return document.tasks.every((task) => task.kind === 'forecast');
}

function costTitle(facts: ReportFacts, runs: readonly ReportRun[], { say }: Writer): string {
  if (isForecast(facts))
    return isTimed(runs)
      ? say('予測時間の中央値（ms/回）', 'Median time of one forecast (ms)')
      : say('計算量（FLOPs/回）', 'Operations for one forecast (FLOPs)');
  return isTimed(runs)
    ? say('判定時間の中央値（ms/個）', 'Median time to judge one part (ms)')
    : say('計算量（FLOPs/個）', 'Operations for one part (FLOPs)');
}

/** A run's place along the cost axis; the baseline that computes nothing stands at 0. */
function pointOf(facts: ReportFacts, runs: readonly ReportRun[], run: ReportRun, writer: Writer) {
  const cost = isTimed(runs) ? (run.result.latencyMs?.p50 ?? null) : run.result.flops;
  return {
    id: run.id,
    label:
      runs.length > mostNamed && isTrained(run) && run !== facts.subject ? `#${run.number}` : shortLabel(run, writer),
    x: run.kind === 'constant' ? (cost ?? 0) : cost,
    kind: run.kind,
    chosen: run === facts.subject,
  };
}

function row(facts: ReportFacts, run: ReportRun, writer: Writer): Html {
  const { result } = run;
  const trained = run.kind === 'joint' || run.kind === 'single-task';
  const absent = '–';
  const latency = result.latencyMs
    ? `${milliseconds(result.latencyMs.p50)} / ${milliseconds(result.latencyMs.p95)}`
    : absent;
  const delta =
    result.deltaM === null ? absent : `${result.deltaM < 0 ? '−' : '+'}${Math.abs(result.deltaM).toFixed(1)}`;
  return html`<tr class="${run === facts.subject ? 'chosen' : ''}">
    <td>${runLabel(run, writer)} <small class="inline">#${run.number}</small></td>
    <td class="number">${delta}</td>
    <td class="number">${latency}</td>
    <td class="number">${result.flops > 0 ? count(Math.round(result.flops)) : absent}</td>
    <td class="number">${result.parameters > 0 ? count(result.parameters) : absent}</td>
    <td class="number">${result.bytes > 0 ? size(result.bytes) : absent}</td>
    <td class="number">${trained || result.trainSeconds > 0 ? result.trainSeconds.toFixed(1) : absent}</td>
    <td class="number">${trained && result.peakMemoryMb > 0 ? count(Math.round(result.peakMemoryMb)) : absent}</td>
  </tr>`;
}

function milliseconds(value: number): string {
  return value < 0.1 ? value.toFixed(3) : value < 10 ? value.toFixed(2) : value.toFixed(0);
}
