// How the tasks were weighted while training, with a sentence for each notable change.

import { lossCurves, weightHistory, weightHistoryHeight } from '../../charts/index.ts';
import type { WeightHistory } from '../../contract/methods.ts';
import { notableNotes } from '../../contract/notable-notes.ts';
import { weightSentence } from '../../contract/text/weight-notes.ts';
import { areStill, whyWeights } from '../../contract/text/why-weights.ts';
import { hasSharedPart } from '../../contract/yardsticks.ts';
import type { ReportFacts } from '../facts.ts';
import { drawn, html, type Html } from '../markup.ts';
import { shortLabel, type Writer } from '../words.ts';
import { columnWidth, frameOf } from './results.ts';

/** Notes printed with a number; more would hide the curve. */
const mostNotes = 12;

export function weightSection(facts: ReportFacts, writer: Writer): Html | '' {
  const { say } = writer;
  if (!facts.history) return '';
  const { run, records } = facts.history;
  const epochs = records.epochs.map((record) => record.epoch);
  const notes = notableNotes(records.notes, mostNotes);
  const shares = run.result.weightHistory ?? {
    tasks: [...records.tasks],
    epochs,
    weights: records.epochs.map((record) => record.weights),
    contributions: [],
  };
  const strip = weightHistory(
    { history: shares, notes, bestEpoch: run.result.bestEpoch, isOwn: !hasSharedPart(run.result.recipe) },
    frameOf(writer, columnWidth, weightHistoryHeight(shares) - 30),
  );
  const curves = lossCurves(
    {
      epochs,
      bestEpoch: run.result.bestEpoch,
      tasks: records.tasks.map((name, k) => ({
        name,
        train: records.epochs.map((record) => record.trainLoss[k] ?? null),
        validation: records.epochs.map((record) => record.validationLoss[k] ?? null),
      })),
    },
    frameOf(writer, columnWidth, 230),
  );
  const joint = run.kind === 'joint' && records.tasks.length > 1;
  // Weights that never moved are told in one sentence; a picture of them says more only by the contributions.
  const isPictured = !areStill(shares.weights) || shares.contributions.length > 0;
  const rest = records.notes.length - notes.length;
  return html`<section>
    <h2>${joint ? say('重みの履歴', 'Weight history') : say('学習の経過', 'Course of training')}</h2>
    <p>${opening(facts, shares, writer)}</p>
    ${
      joint &&
      isPictured &&
      html`<figure class="chart">
          <figcaption>
            ${say(`タスクの重みの推移（${shortLabel(run, writer)}、実行 ${run.number}）`, `Weights of the tasks (${shortLabel(run, writer)}, run ${run.number})`)}
          </figcaption>
          ${drawn(strip)}
        </figure>
        ${
          notes.length > 0 &&
          html`<ol class="notes">
            ${notes.map((note) => html`<li>${weightSentence(note, note.taskId, writer.language)}</li>`)}
          </ol>`
        }${rest > 0 && html`<p class="small">${say(`ほかに小さな変化が ${rest} 件あります。`, `There are ${rest} smaller changes.`)}</p>`}`
    }
    <figure class="chart">
      <figcaption>${say('損失の推移', 'Loss by epoch')}</figcaption>
      ${drawn(curves)}
    </figure>
  </section>`;
}

function opening(facts: ReportFacts, shares: WeightHistory, writer: Writer): string {
  const { say } = writer;
  const { run, records } = facts.history!;
  const course = say(
    `${run.result.epochs} エポックまで学習し、検証用データの成績が最も良かったエポック ${run.result.bestEpoch} の状態を採用しました。`,
    `Training ran for ${run.result.epochs} epochs; the state of epoch ${run.result.bestEpoch}, the best on the validation rows, was kept.`,
  );
  if (run.kind !== 'joint' || records.tasks.length < 2) return course;
  const told = { result: { ...run.result, weightHistory: shares }, notes: records.notes };
  return `${course}${say('', ' ')}${whyWeights(told, writer.language)[0]}`;
}
