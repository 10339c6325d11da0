// The conclusion in three sentences made from the numbers: what the model achieves, whether joining the
// tasks paid, and which run to adopt at which risk.

import { inSentence, recommendationTexts, type Verdict } from '../../contract/text/verdicts.ts';
import { referenceText, saySkill } from '../../contract/text/forecasts.ts';
import { metricText } from '../../contract/text/metrics.ts';
import { passLinesOf } from '../../contract/pass-lines.ts';
import type { Task } from '../../contract/tasks.ts';
import type { ReportFacts, ReportRun } from '../facts.ts';
import { html, type Html } from '../markup.ts';
import { networksOf } from '../networks.ts';
import { risksOf } from '../risks.ts';
import { count, figureSentence, listed, runLabel, shortLabel, unitIn, type Writer } from '../words.ts';

/** Figures told in the first sentence; the rest stand in the table below it. */
const mostTold = 3;

export function conclusion(facts: ReportFacts, writer: Writer): Html {
  const sentences = conclusionSentences(facts, writer);
  return html`<section class="conclusion">
    <h2>${writer.say('結論', 'Conclusion')}</h2>
    <ol>
      ${sentences.map((sentence) => html`<li>${sentence}</li>`)}
    </ol>
  </section>`;
}

export function conclusionSentences(facts: ReportFacts, writer: Writer): [string, string, string] {
  return [achieved(facts, writer), joined(facts, writer), advised(facts, writer)];
}

function achieved(facts: ReportFacts, writer: Writer): string {
  const { say } = writer;
  const { subject, document } = facts;
  const rows = facts.data?.rows ?? null;
  const tasks = document.tasks;
  const amounts = tasks.map((task) => testedOn(subject, task, writer));
  // One amount is told once, for all tasks.
  const isOne = new Set(amounts).size === 1;
  const told = tasks
    .slice(0, mostTold)
    .map((task, i) => told1(facts, subject, task, isOne ? null : amounts[i]!, writer));
  const rest = tasks.length - told.length;
  const on = isOne ? amounts[0]! : say('データ', 'test data');
  const records = facts.histories[subject.id];
  const isSplit = records !== undefined && networksOf(records).length > 1;
  const model =
    subject.kind === 'single-task'
      ? say('タスクごとに別のモデル', 'separate models')
      : tasks.length > 1
        ? isSplit
          ? say('データの種類ごとに 1 つのモデル', 'one model for each kind of data')
          : say(' 1 つのモデル', 'one model')
        : say('モデル', 'a model');
  const sets = facts.sets?.length ?? 1;
  const data =
    rows === null
      ? say('データ', 'the data')
      : sets > 1
        ? say(`${sets} 種類のデータ（計 ${count(rows)} 行）`, `${sets} data sets (${count(rows)} rows in all)`)
        : say(`${count(rows)} 行のデータ`, `${count(rows)} rows of data`);
  const more = rest > 0 ? say(`（ほか ${rest} 件は表 1）`, ` (the other ${rest} in table 1)`) : '';
  return say(
    `${data}から ${tasks.length} 件のタスク（${listed(
      tasks.map((task) => task.id),
      writer,
    )}）を${model}で学習し、学習に使っていないテスト用の${on}で評価した結果、${told.join('、')}でした${more}。`,
    `From ${data}, ${model} ${subject.kind === 'single-task' ? 'were' : 'was'} trained for ${tasks.length} task${tasks.length === 1 ? '' : 's'} (${listed(
      tasks.map((task) => task.id),
      writer,
    )}); on ${on} kept apart from training, ${listed(told, writer)}${more}.`,
  );
}

/** What a task was judged on, in words; forecasts start from fewer rows than there are. */
function testedOn(run: ReportRun, task: Task, { say }: Writer): string {
  const result = run.result.tasks[task.id];
  const n = result?.n ?? 0;
  return result?.forecast
    ? say(`期間の予測 ${count(n)} 回`, `${count(n)} forecast${n === 1 ? '' : 's'} of the test period`)
    : say(`データ ${count(n)} 行`, `${count(n)} test row${n === 1 ? '' : 's'}`);
}

/** @param amount what the task was judged on, where tasks differ in it */
function told1(facts: ReportFacts, run: ReportRun, task: Task, amount: string | null, writer: Writer): string {
  const { say } = writer;
  const result = run.result.tasks[task.id];
  const on = amount === null ? '' : say(`（テスト用の${amount}）`, ` (${amount})`);
  if (result?.forecast) {
    const { predicate } = saySkill(result.forecast, result.metrics['skill'], writer.language);
    return say(`「${task.id}」${on}は${predicate}`, `"${task.id}"${on} ${predicate}`);
  }
  const unit = unitIn(facts, task);
  const metrics = task.kind === 'binary' ? ['missRate', 'overkillRate'] : [result?.mainMetric ?? 'mae'];
  const figures = metrics.map((metric) => {
    const name = metricText(metric).name[writer.language];
    const figure = figureSentence(metric, result?.metrics[metric], unit, writer);
    return say(`${name} ${figure}`, `${inSentence(name)} of ${figure}`);
  });
  return say(`「${task.id}」${on}は${figures.join('、')}`, `"${task.id}"${on} has a ${figures.join(' and a ')}`);
}

function joined(facts: ReportFacts, writer: Writer): string {
  const { say } = writer;
  const comparisons = facts.joint?.result.comparisons.filter((one) => one.against === 'single-task') ?? [];
  if (facts.document.tasks.length < 2)
    return say(
      'タスクが 1 件のため、まとめて学習する効果の比較は行っていません。',
      'With one task there is nothing to join, so joining was not compared.',
    );
  if (comparisons.length === 0) {
    return say(
      'タスクごとに別に学習したモデルとの比較がないため、まとめて学習する効果は判断できません。',
      'No models trained for each task alone are there to compare with, so whether joining the tasks helped cannot be said.',
    );
  }
  const groups = (['helps', 'no-difference', 'hurts', 'unknown'] as const).flatMap((verdict) => {
    const ids = comparisons
      .filter((one) => one.verdict === verdict)
      .map((one) => say(`「${one.taskId}」`, `"${one.taskId}"`));
    return ids.length > 0 ? [{ verdict, ids }] : [];
  });
  const name = shortLabel(facts.joint!, writer);
  if (writer.language === 'ja') {
    return `タスクごとに別に学習したモデルと比べて、まとめて学習する方法（${name}）は、${groups.map(({ verdict, ids }, i) => `${ids.join('・')}では${clauseJa(verdict, i === groups.length - 1)}`).join('、')}。`;
  }
  return `Compared with a model trained for each task alone, joining the tasks (${name}) ${listed(
    groups.map(({ verdict, ids }) => `${clauseEn(verdict)} ${listed(ids, writer)}`),
    writer,
  )}.`;
}

function clauseJa(verdict: Verdict, last: boolean): string {
  const [middle, end] = {
    helps: ['効果があり', '効果がありました'],
    'no-difference': ['差がなく', '差がありませんでした'],
    hurts: ['逆効果となり', '逆効果でした'],
    unknown: ['判断できず', '判断できませんでした'],
  }[verdict] as [string, string];
  return last ? end : middle;
}

function clauseEn(verdict: Verdict): string {
  return {
    helps: 'helped',
    'no-difference': 'made no difference to',
    hurts: 'hurt',
    unknown: 'could not be judged for',
  }[verdict];
}

function advised(facts: ReportFacts, writer: Writer): string {
  const { say } = writer;
  const { recommendation, subject } = facts;
  const reason = reasonText(facts, writer);
  const [gravest, ...others] = risksOf(facts, subject, writer);
  const more =
    others.length > 0
      ? say(
          `（ほか ${others.length} 件の注意点は「条件と限界」）`,
          ` (${others.length} more under "Conditions and limits")`,
        )
      : '';
  if (recommendation.runId === null) {
    return say(`採用候補はありません。${reason}。`, `No run is recommended: ${reason}.`);
  }
  const name = `${say('「', '"')}${runLabel(subject, writer)}${say('」', '"')}`;
  if (gravest) {
    return say(
      `採用候補は${name}（実行 ${subject.number}）ですが（${reason}）、${gravest.text}${more}。`,
      `The run to adopt is ${name} (run ${subject.number}), because ${reason}; but note: ${gravest.text}${more}.`,
    );
  }
  return say(
    `採用候補は${name}（実行 ${subject.number}）です（${reason}）。テスト用データと異なるロットや時期での性能は、別途確認が必要です。`,
    `The run to adopt is ${name} (run ${subject.number}), because ${reason}; how it does on lots and periods unlike the test rows remains to be checked.`,
  );
}

/** Forecasts have another simplest prediction than judgements: what the tables call it. */
function reasonText({ recommendation, document, subject }: ReportFacts, { say, language }: Writer): string {
  const areForecasts = document.tasks.every((task) => task.kind === 'forecast');
  if (recommendation.reason === 'best' && document.tasks.every((task) => passLinesOf(task).length === 0))
    return say('全タスクを通じた成績が最も良いため', 'it is the best over all tasks');
  if (recommendation.reason !== 'no-better-than-constant' || !areForecasts)
    return recommendationTexts[recommendation.reason][language];
  const told = Object.values(subject.result.tasks).flatMap(({ forecast }) =>
    forecast ? [referenceText(forecast, language)] : [],
  );
  const than = [...new Set(told)].join(say('、', ', '));
  return say(`どの学習も、${than}より良いとは言えませんでした`, `no run was shown to be better than ${than}`);
}
