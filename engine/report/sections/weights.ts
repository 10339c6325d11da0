// How the tasks were weighted while training, with a sentence for each notable change.

import { lossCurves, weightHistory, weightHistoryHeight } from '../../charts/index.ts';
import type { WeightHistory } from '../../contract/methods.ts';
import { notableNotes } from '../../contract/notable-notes.ts';
import { curvesWithoutLine } from '../../contract/text/linear-part.ts';
import { weightSentence } from '../../contract/text/weight-notes.ts';
import { areStill, whyWeights } from '../../contract/text/why-weights.ts';
import { hasSharedPart } from '../../contract/yardsticks.ts';
import { aboutWeighting } from '../../recipes/recipe.ts';
import type { ReportFacts, ReportRun, RunHistory } from '../facts.ts';
import { drawn, html, type Html } from '../markup.ts';
import { networksOf } from '../networks.ts';
import { shortLabel, type Writer } from '../words.ts';
import { columnWidth, frameOf } from './results.ts';

/** Notes printed with a number; more would hide the curve. */
const mostNotes = 12;

export function weightSection(facts: ReportFacts, writer: Writer): Html | '' {
  const { say } = writer;
  if (!facts.history) return '';
  const { run, records } = facts.history;
  const networks = networksOf(records);
  const joint = run.kind === 'joint' && records.tasks.length > 1;
  return html`<section>
    <h2>${joint ? say('重みの履歴', 'Weight history') : say('学習の経過', 'Course of training')}</h2>
    ${
      networks.length > 1 &&
      html`<p>
        ${say(
          `データに共通する部分がないタスクは、別々のネットワークで順に学習しました（全部で ${networks.length} つ）。重みはそれぞれの中での配分です。`,
          `Tasks whose data have nothing in common were trained by networks of their own, one after another (${networks.length} in all). Weights are shares within each.`,
        )}
      </p>`
    }${networks.map((own) => network(run, own, networks, writer))}
  </section>`;
}

/** One network's sentence and pictures; under the names of its tasks where there are several networks. */
function network(run: ReportRun, records: RunHistory, networks: readonly RunHistory[], writer: Writer): Html {
  const { say } = writer;
  const epochs = records.epochs.map((record) => record.epoch);
  const notes = notableNotes(records.notes, mostNotes);
  const shares = sharesOf(run, records, networks);
  const bestEpoch = isTold(run, records, networks) ? run.result.bestEpoch : null;
  const strip = weightHistory(
    { history: shares, notes, bestEpoch, isOwn: !hasSharedPart(run.result.recipe) },
    frameOf(writer, columnWidth, weightHistoryHeight(shares) - 30),
  );
  const curves = lossCurves(
    {
      epochs,
      bestEpoch,
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
  const unlined = curvesWithoutLine(run.result, records.tasks, writer.language);
  return html`${networks.length > 1 && html`<h3>${records.tasks.join(say('・', ', '))}</h3>`}
    <p>${opening(run, records, networks, writer)}</p>
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
    ${unlined && html`<p class="small">${unlined}</p>`}`;
}

/** Whether the run's own figures (best epoch, weight history) are of this network: they are of the one with most tasks. */
function isTold(run: ReportRun, records: RunHistory, networks: readonly RunHistory[]): boolean {
  const most = networks.reduce((a, b) => (b.tasks.length > a.tasks.length ? b : a));
  const told = run.result.weightHistory?.tasks;
  return networks.length < 2 || (told ? records.tasks.every((id) => told.includes(id)) : records === most);
}

function sharesOf(run: ReportRun, records: RunHistory, networks: readonly RunHistory[]): WeightHistory {
  const kept = run.result.weightHistory;
  if (kept && isTold(run, records, networks)) return kept;
  return {
    tasks: [...records.tasks],
    epochs: records.epochs.map((record) => record.epoch),
    weights: records.epochs.map((record) => record.weights),
    contributions:
      networks.length > 1
        ? records.epochs.flatMap((record) => (record.contributions ? [record.contributions] : []))
        : [],
  };
}

function opening(run: ReportRun, records: RunHistory, networks: readonly RunHistory[], writer: Writer): string {
  const { say } = writer;
  const epochs = networks.length > 1 ? records.epochs.length : run.result.epochs;
  const course = isTold(run, records, networks)
    ? say(
        `${epochs} エポックまで学習し、検証用データの成績が最も良かったエポック ${run.result.bestEpoch} の状態を採用しました。`,
        `Training ran for ${epochs} epochs; the state of epoch ${run.result.bestEpoch}, the best on the validation rows, was kept.`,
      )
    : say(
        `${epochs} エポックまで学習し、検証用データの成績が最も良かった状態を採用しました。`,
        `Training ran for ${epochs} epochs; the state that was best on the validation rows was kept.`,
      );
  if (run.kind !== 'joint' || records.tasks.length < 2) return course;
  const told = {
    result: { ...run.result, weightHistory: sharesOf(run, records, networks) },
    notes: records.notes,
    weighting: aboutWeighting(run.result.recipe),
  };
  return `${course}${say('', ' ')}${whyWeights(told, writer.language)[0]}`;
}
