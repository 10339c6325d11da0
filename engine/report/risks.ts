// What a signature should know: the risks that the numbers themselves show, the gravest first.

import { binomialUpperBound, trialsToShow } from '../base/binomial.ts';
import { oneSidedText } from '../contract/text/border.ts';
import { missedLines } from '../contract/pass-lines.ts';
import { sayCoverage } from '../contract/text/forecasts.ts';
import { atMost, percent } from '../contract/text/phrases.ts';
import { heldText, passLineText } from '../contract/text/pass-lines.ts';
import { untrainedText } from '../contract/text/untrained.ts';
import type { ReportFacts, ReportRun } from './facts.ts';
import { count, isRate, listed, unitIn, type Writer } from './words.ts';

/** Escapes that a report should be able to rule out: a miss rate of 5 %. */
const claim = 0.05;

export interface Risk {
  readonly taskId: string | null;
  readonly text: string;
}

export function risksOf(facts: ReportFacts, run: ReportRun, writer: Writer): Risk[] {
  return [
    ...untrained(run, writer),
    ...oneSided(facts, run, writer),
    ...notLearned(facts, run, writer),
    ...fewDefects(facts, run, writer),
    ...fewRows(facts, run, writer),
    ...missedPassLines(facts, run, writer),
    ...worseThan(run, writer),
    ...narrow(facts, run, writer),
  ];
}

/** Tasks whose network was ended before it had learned anything. */
function untrained({ result }: ReportRun, { language }: Writer): Risk[] {
  if (!result.untrained) return [];
  // Risks are phrases that their reader ends.
  return [{ taskId: result.untrained[0]!, text: untrainedText(result.untrained, language).replace(/[.。]$/u, '') }];
}

/** Judgements that call nearly everything NG, or nearly everything OK. */
function oneSided(facts: ReportFacts, run: ReportRun, { say, language }: Writer): Risk[] {
  return facts.document.tasks.flatMap((task) => {
    const result = run.result.tasks[task.id];
    const told = result ? oneSidedText(result, language) : null;
    return told === null ? [] : [{ taskId: task.id, text: say(`「${task.id}」は、${told}`, `"${task.id}": ${told}`) }];
  });
}

/** Tasks that this run is not shown to predict at all. Forecasts say themselves what they are better than. */
function notLearned(facts: ReportFacts, run: ReportRun, { say }: Writer): Risk[] {
  const judged = facts.document.tasks.filter((task) => task.kind !== 'forecast').map((task) => task.id);
  return run.result.comparisons
    .filter(({ against, verdict, taskId }) => {
      return against === 'constant' && (verdict === 'no-difference' || verdict === 'hurts') && judged.includes(taskId);
    })
    .map(({ taskId, verdict }) => ({
      taskId,
      text:
        verdict === 'hurts'
          ? say(`「${taskId}」は、何もしない予測に劣ります`, `"${taskId}": always giving the same answer is better`)
          : say(
              `「${taskId}」は、何もしない予測より良いとは言えません`,
              `"${taskId}" is not shown to be predicted better than by always giving the same answer`,
            ),
    }));
}

/** NG parts in the test rows: how many more before anything, or a miss rate below 5 %, can be shown. */
function fewDefects(facts: ReportFacts, run: ReportRun, { say }: Writer): Risk[] {
  const needed = trialsToShow(claim);
  return facts.document.tasks.flatMap((task) => {
    const miss = run.result.tasks[task.id]?.metrics['missRate'];
    if (!miss || !isRate(miss) || miss.outOf >= needed) return [];
    const more = about(needed - miss.outOf);
    const bound = atMost(binomialUpperBound(0, miss.outOf));
    if (miss.outOf === 0) {
      return [
        {
          taskId: task.id,
          text: say(
            `「${task.id}」はテスト用に NG が 1 件もないため、見逃し率は分かりません。あと約 ${needed} 件必要です`,
            `"${task.id}" has no NG part among the test rows, so its miss rate is unknown; about ${needed} are needed`,
          ),
        },
      ];
    }
    if (miss.outOf < 10) {
      return [
        {
          taskId: task.id,
          text: say(
            `「${task.id}」は、NG が ${miss.outOf} 件では判断できません。あと約 ${more} 件必要です`,
            `"${task.id}" cannot be judged on ${miss.outOf} NG parts; about ${more} more are needed`,
          ),
        },
      ];
    }
    return [
      {
        taskId: task.id,
        text: say(
          `「${task.id}」は、テスト用の NG が ${miss.outOf} 件のため、見逃しが 1 件もなくても「見逃し率 ${bound} 以下」までしか言えません（5 % 以下を言うにはあと約 ${more} 件）`,
          `"${task.id}" has ${miss.outOf} NG test parts: even without a single escape no more than "miss rate below ${bound}" could be shown (about ${more} more for 5 %)`,
        ),
      },
    ];
  });
}

function fewRows(facts: ReportFacts, run: ReportRun, { say }: Writer): Risk[] {
  return facts.document.tasks.flatMap((task) => {
    const n = run.result.tasks[task.id]?.n ?? 0;
    if (n >= 20) return [];
    return [
      {
        taskId: task.id,
        text: say(
          `「${task.id}」のテスト用は ${n} 行しかありません。20 行以上必要です`,
          `"${task.id}" has only ${n} test rows; at least 20 are needed`,
        ),
      },
    ];
  });
}

/** Every pass line that is missed, with what the run has instead. */
function missedPassLines(facts: ReportFacts, run: ReportRun, { say, language }: Writer): Risk[] {
  return facts.document.tasks.flatMap((task) => {
    const unit = unitIn(facts, task);
    return missedLines(task, run.result.tasks[task.id]).map((line) => {
      const measured = run.result.tasks[task.id]?.metrics[line.metric];
      const count = measured && isRate(measured) ? measured : null;
      const has = heldText({ ...line, value: measured?.value ?? null, unit, count }, language);
      const asked = passLineText(line, unit, language);
      return {
        taskId: task.id,
        text: say(
          `「${task.id}」は ${has}で、合格ライン（${asked}）に届きません`,
          `"${task.id}" has ${has} and misses the pass line (${asked})`,
        ),
      };
    });
  });
}

/** Where the run is shown to be worse than separate models or than the reference learner. */
function worseThan(run: ReportRun, writer: Writer): Risk[] {
  const { say } = writer;
  const hurt = (against: string): string[] =>
    run.result.comparisons.filter((one) => one.against === against && one.verdict === 'hurts').map((one) => one.taskId);
  const named = (ids: readonly string[]): string =>
    listed(
      ids.map((id) => say(`「${id}」`, `"${id}"`)),
      writer,
    );
  const twins = hurt('single-task');
  const reference = hurt('reference');
  return [
    ...(twins.length > 0
      ? [
          {
            taskId: twins[0]!,
            text: say(
              `${named(twins)}は、別々に学習したモデルに劣ります`,
              `${named(twins)}: separate models are better`,
            ),
          },
        ]
      : []),
    ...(reference.length > 0
      ? [
          {
            taskId: reference[0]!,
            text: say(
              `${named(reference)}は、参考の学習器に劣ります`,
              `${named(reference)}: the reference learner is better`,
            ),
          },
        ]
      : []),
  ];
}

/** Forecasts whose interval holds shown fewer of the actual values than it promises. */
function narrow(facts: ReportFacts, run: ReportRun, { say, language }: Writer): Risk[] {
  return facts.document.tasks.flatMap((task) => {
    const result = run.result.tasks[task.id];
    const [interval, coverage] = [result?.forecast?.interval ?? null, result?.metrics['coverage']];
    const said = sayCoverage(interval, coverage, language);
    if (!said || said.isTrue || interval === null || (coverage?.high ?? Infinity) >= interval) return [];
    return [
      {
        taskId: task.id,
        text: say(
          `「${task.id}」は、${percent(interval)} 区間に入った実績が ${percent(coverage!.value!)} にとどまり、区間が狭すぎます`,
          `"${task.id}": only ${percent(coverage!.value!)} of the actual values lie in its ${percent(interval)} interval, which is too narrow`,
        ),
      },
    ];
  });
}

/** Rounded as one says it: 51 is about 50. */
function about(value: number): string {
  return count(value >= 20 ? Math.round(value / 10) * 10 : value);
}
