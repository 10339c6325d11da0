// What is predicted, and how the rows were divided.

import { mainMetric } from '../../contract/main-metric.ts';
import { passLinesOf } from '../../contract/pass-lines.ts';
import { passLineName, passLineText } from '../../contract/text/pass-lines.ts';
import { aheadText } from '../../contract/text/clock.ts';
import { saySplitNote } from '../../contract/text/split-notes.ts';
import { dateOf, number } from '../../contract/text/phrases.ts';
import { metricText } from '../../contract/text/metrics.ts';
import { targetsOf } from '../../contract/tasks.ts';
import type { SplitSummary } from '../../contract/splits.ts';
import type { Split, Task } from '../../contract/tasks.ts';
import type { ReportFacts } from '../facts.ts';
import { html, type Html } from '../markup.ts';
import { count, unitIn, type Writer } from '../words.ts';

export function taskSection(facts: ReportFacts, writer: Writer): Html {
  const { say } = writer;
  return html`<section>
    <h2>${say('タスク', 'Tasks')}</h2>
    <figure class="table">
      <figcaption>${say('予測するもの', 'What is predicted')}</figcaption>
      <table>
        <thead>
          <tr>
            <th>${say('タスク', 'Task')}</th>
            <th>${say('列', 'Column')}</th>
            <th>${say('種類', 'Kind')}</th>
            <th>${say('条件', 'Terms')}</th>
            <th>${say('主指標', 'Main figure')}</th>
            <th class="number">${say('重要度', 'Importance')}</th>
            <th>${passLineName[writer.language]}</th>
          </tr>
        </thead>
        <tbody>
          ${facts.document.tasks.map(
            (task) =>
              html`<tr>
                <td><b>${task.id}</b></td>
                <td>${targetsOf(task).join(say('、', ', '))}</td>
                <td>${kindName(task, writer)}</td>
                <td>${terms(facts, task, writer)}</td>
                <td>${metricText(mainMetric(task)).short[writer.language]}</td>
                <td class="number">${number(task.importance)}</td>
                <td>${passLines(facts, task, writer)}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </figure>
    ${
      facts.document.tasks.length > 1 &&
      html`<p class="small">
        ${say('各タスクの正解の列は、他のタスクの入力にも使っていません。', 'No task reads the column that another task predicts.')}
      </p>`
    }
  </section>`;
}

function passLines(facts: ReportFacts, task: Task, { say, language }: Writer): string {
  const lines = passLinesOf(task).map((line) => passLineText(line, unitIn(facts, task), language));
  return lines.join(say('、', ', ')) || '–';
}

function kindName(task: Task, { say }: Writer): string {
  switch (task.kind) {
    case 'binary':
      return say('OK/NG 判定', 'OK/NG');
    case 'classification':
      return say('分類', 'Classes');
    case 'regression':
      return say('数値', 'Number');
    case 'forecast':
      return say('時系列の予測', 'Forecast');
  }
}

function terms(facts: ReportFacts, task: Task, { say, language }: Writer): string {
  if (task.kind === 'classification') return '–';
  if (task.kind === 'binary') {
    const parts = [
      ...(task.positive === undefined ? [] : [say(`NG =「${task.positive}」`, `NG = "${task.positive}"`)]),
      ...(task.costs
        ? [
            say(
              `見逃し ${number(task.costs.miss)}、過検出 ${number(task.costs.falseReject)}（1 件あたりの費用）`,
              `cost of one miss ${number(task.costs.miss)}, of one false reject ${number(task.costs.falseReject)}`,
            ),
          ]
        : []),
    ];
    return parts.join(say('、', ', ')) || '–';
  }
  if (task.kind === 'forecast') {
    const columns = targetsOf(task).length;
    const clock = facts.subject.result.tasks[task.id]?.forecast?.clock;
    const ahead = clock
      ? aheadText(task.horizon, clock, language)
      : say(`${task.horizon} 行先`, `${task.horizon} rows ahead`);
    return [
      ...(columns > 1 ? [say(`${columns} 列`, `${columns} columns`)] : []),
      say(`${ahead}まで`, ahead),
      ...(task.interval === undefined
        ? []
        : [say(`${task.interval * 100} % 区間`, `${task.interval * 100} % interval`)]),
    ].join(say('、', ', '));
  }
  const unit = unitIn(facts, task);
  const { lower, upper } = task.limits ?? {};
  const limits =
    lower === undefined && upper === undefined
      ? ''
      : say(`規格 ${lower ?? ''}～${upper ?? ''}`, `limits ${lower ?? ''} to ${upper ?? ''}`);
  return [unit === null ? '' : say(`単位 ${unit}`, `in ${unit}`), limits].filter(Boolean).join(say('、', ', ')) || '–';
}

export function splitSection(facts: ReportFacts, writer: Writer): Html | '' {
  const { say } = writer;
  const divided = facts.sets?.flatMap(({ view, split }) => (split ? [{ name: view.sourceId, split }] : [])) ?? [];
  const own = divided.length > 1 ? divided : facts.split ? [{ name: null, split: facts.split }] : [];
  if (own.length === 0) return '';
  return html`<section>
    <h2>${say('データの分け方', 'How the data was divided')}</h2>
    ${own.map(({ name, split }) => html`${name !== null && html`<h3>${name}</h3>`}${parts(split, writer)}`)}
  </section>`;
}

function parts(split: SplitSummary, writer: Writer): Html {
  const { say } = writer;
  const names = {
    train: say('学習用', 'Training'),
    validation: say('検証用', 'Validation'),
    test: say('テスト用', 'Test'),
  };
  // A forecast has no classes and no mean of a row: its parts are told by their rows and dates.
  const told = split.tasks.filter(
    (task) => task.classes.length > 0 || task.parts.some((labels) => labels.mean !== null),
  );
  const dated = split.parts.some((part) => part.first !== null);
  const grouped = split.parts.some((part) => part.groups !== null);
  return html`<p>
      ${describe(split.split, writer)}${say('テスト用は学習にも調整にも使っていません。すべての学習が同じテスト用データで評価されています。', ' The test rows were used neither for training nor for settings; all runs are judged on the same ones.')}
    </p>
    <figure class="table">
      <figcaption>${say('各部分の件数', 'Rows in each part')}</figcaption>
      <table>
        <thead>
          <tr>
            <th></th>
            <th class="number">${say('行数', 'Rows')}</th>
            ${grouped && html`<th class="number">${say('まとまり', 'Groups')}</th>`}${dated && html`<th>${say('期間', 'Period')}</th>`}${told.map((task) => html`<th class="number">${task.taskId}<small>${task.classes.length > 0 ? task.classes.slice(0, 4).join(' / ') + (task.classes.length > 4 ? ' …' : '') : say('平均', 'mean')}</small></th>`)}
          </tr>
        </thead>
        <tbody>
          ${split.parts.map(
            (part) =>
              html`<tr>
                <th scope="row">${names[part.part]}</th>
                <td class="number">${count(part.rows)}</td>
                ${grouped && html`<td class="number">${part.groups === null ? '–' : count(part.groups)}</td>`}${dated && html`<td>${part.first === null || part.last === null ? '–' : `${dateOf(part.first)}–${dateOf(part.last)}`}</td>`}${told.map(
                  (task) => {
                    const labels = task.parts.find((one) => one.part === part.part);
                    if (!labels) return html`<td class="number">–</td>`;
                    const text =
                      task.classes.length > 0
                        ? labels.counts.slice(0, 4).map(count).join(' / ') + (labels.counts.length > 4 ? ' …' : '')
                        : labels.mean === null
                          ? '–'
                          : number(Number(labels.mean.toPrecision(4)));
                    return html`<td class="number">${text}</td>`;
                  },
                )}
              </tr>`,
          )}
        </tbody>
      </table>
    </figure>
    ${split.notes.length > 0 && html`<p class="small">${split.notes.map((note) => saySplitNote(note, writer.language)).join(say('', ' '))}</p>`} `;
}

function describe(split: Split, { say }: Writer): string {
  switch (split.kind) {
    case 'random':
      return say(`無作為に分けました（シード ${split.seed}）。`, `Rows were divided at random (seed ${split.seed}).`);
    case 'stratified':
      return say(
        `すべてのタスクで OK/NG や値のかたよりが出ないように分けました（シード ${split.seed}）。`,
        `Rows were divided evenly over the classes and values of all tasks (seed ${split.seed}).`,
      );
    case 'group':
      return say(
        `列「${split.column}」の値が同じ行は、必ず同じ側に入れました（シード ${split.seed}）。`,
        `Rows with the same value of "${split.column}" stay on the same side (seed ${split.seed}).`,
      );
    case 'files':
      return say(
        'ファイルを途中で分けず、名前の順に学習用、検証用、テスト用としました。',
        'Files stay whole: in the order of their names the first are for training, the last for test.',
      );
    case 'blocks':
      return say(
        `続いた行を ${split.blocks} のまとまりにし、まとまりごとに分けました（シード ${split.seed}）。`,
        `Neighbouring rows were kept together in ${split.blocks} blocks, and whole blocks were divided (seed ${split.seed}).`,
      );
    case 'time':
      if (split.column === undefined)
        return say(
          '古い順に学習用、検証用、テスト用としました。',
          'The oldest rows are for training, the newest for test.',
        );
      return say(
        `列「${split.column}」の古い順に学習用、検証用、テスト用としました。`,
        `Rows were divided by "${split.column}": the oldest for training, the newest for test.`,
      );
    case 'column':
      return say(
        `列「${split.column}」に書かれた区別に従いました。`,
        `Column "${split.column}" says which part a row belongs to.`,
      );
  }
}
