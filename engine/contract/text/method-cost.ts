// "What did this method cost?" in two sentences, made from a run's numbers: what training cost against equal
// weights and why, and what the finished model costs and brings against separate models. A number that was not
// measured is said to be missing.

import type { Language } from '../language.ts';
import type { RunResult } from '../runs.ts';
import { isSeparate } from '../yardsticks.ts';
import { duration, significant, wholePercent } from './shares.ts';

/** What the sentences are made from; results of the same project and the same frozen data. */
export interface CostFacts {
  readonly result: RunResult;
  /** The run with equal weights and nothing else; null where it was not trained. */
  readonly equal: RunResult | null;
  /** Separate models; null where they were not trained. */
  readonly twins: RunResult | null;
}

/** Two sentences, in the language, ending with their full stops. */
export function methodCost(facts: CostFacts, language: Language): readonly [string, string] {
  return [training(facts, language), judging(facts, language)];
}

function training({ result, equal }: CostFacts, language: Language): string {
  const japanese = language === 'ja';
  const time = duration(result.trainSeconds, language);
  const step = `${significant(result.stepMs)} ms`;
  if (isLone(result) && (equal === null || equal === result))
    return japanese ? `学習は ${time}（更新 1 回 ${step}）でした。` : `Training took ${time} (${step} an update).`;
  const reasons = reasonsOf(result, language);
  const why = bracketed(reasons, language);
  if (equal !== null && equal === result)
    return japanese
      ? `学習は ${time}（更新 1 回 ${step}）で、ほかの方法の負担はこの均等な重みの学習と比べて示します。`
      : `Training took ${time} (${step} an update); the other methods are measured against this one with equal weights.`;
  if (equal === null || !(equal.stepMs > 0) || !(equal.trainSeconds > 0) || !(result.stepMs > 0))
    return japanese
      ? `学習は ${time}（更新 1 回 ${step}）でしたが${why}、同じ大きさのモデルでは均等な重みの学習がないため、増えた負担は比べられません。`
      : `Training took ${time} (${[`${step} an update`, ...reasons].join('; ')}), but without a run with equal weights of the same size the extra cost cannot be told.`;
  // One ratio only, of the time that was waited for: where epochs differ, that of single updates is another one.
  const whole = times(result.trainSeconds / equal.trainSeconds, language);
  const [own, theirs] = result.epochs === equal.epochs ? [null, null] : [result.epochs, equal.epochs];
  if (japanese) {
    const passes = own === null ? '' : `${own} エポック、`;
    const plain = isLone(result) ? '通常の学習' : '均等な重み';
    const base = theirs === null ? plain : `${plain}（${theirs} エポック）`;
    return `学習は ${time}（${passes}更新 1 回 ${step}）で、${base}の ${whole}でした${why}。`;
  }
  const passes = own === null ? '' : `; ${own} epochs against ${theirs}`;
  return `Training took ${time} (${step} an update${passes}), ${whole} that of ${isLone(result) ? 'the usual training' : 'equal weights'}${why}.`;
}

/** With one task nothing is shared: there are neither equal weights nor separate models to measure it against. */
function isLone({ tasks }: RunResult): boolean {
  return Object.keys(tasks).length === 1;
}

function bracketed(reasons: readonly string[], language: Language): string {
  if (reasons.length === 0) return '';
  return language === 'ja' ? `（${reasons.join('、')}）` : ` (${reasons.join('; ')})`;
}

/** Why training takes what it takes, from what the method shows; empty = nothing special. */
function reasonsOf({ groups, population, gates, sharing, recipe }: RunResult, language: Language): string[] {
  const japanese = language === 'ja';
  const parts: string[] = [];
  const members = 1 + Math.max(0, ...(population?.lineage ?? []).map((row) => row.member));
  if (members > 1) parts.push(japanese ? `${members} 通りの設定を学習したため` : `${members} settings were trained`);
  if (groups) {
    const mean = groups.averageGroups.toFixed(2);
    parts.push(
      japanese
        ? `1 バッチを平均 ${mean} グループに分け、グループごとに更新したため`
        : `each batch was worked through in ${mean} groups on average`,
    );
  }
  if (gates)
    parts.push(
      japanese
        ? `専用の枝 ${gates.tasks.length} 本と共通の枝 1 本を同時に学習したため`
        : `${gates.tasks.length} own branches and a shared one were trained at once`,
    );
  else if (sharing && recipe.sharing !== 'hard' && !isSeparate(recipe))
    parts.push(
      japanese
        ? `タスクごとのモデル ${sharing.tasks.length} 本を同時に学習したため`
        : `${sharing.tasks.length} models, one a task, were trained at once`,
    );
  return parts;
}

function judging({ result, twins }: CostFacts, language: Language): string {
  const japanese = language === 'ja';
  const time = result.latencyMs === null ? null : `${significant(result.latencyMs.p50)} ms`;
  // Forecasts are made, not parts judged.
  const tasks = Object.values(result.tasks);
  const isForecast = tasks.length > 0 && tasks.every((task) => task.forecast !== undefined);
  const [took, once, unmeasured] = isForecast
    ? ['One forecast takes', '予測は 1 回', 'The time of one forecast was not measured']
    : ['Judging a part takes', '判定は 1 個', 'The time to judge a part was not measured'];
  const untimed = isForecast ? '予測時間は測っておらず' : '判定時間は測っておらず';
  if (isLone(result)) {
    if (time === null) return japanese ? `${isForecast ? '予測' : '判定'}時間は測っていません。` : `${unmeasured}.`;
    return japanese ? `${once} ${time} です。` : `${took} ${time}.`;
  }
  if (twins === result) {
    const speed = japanese
      ? time === null
        ? untimed
        : `${once} ${time} で`
      : time === null
        ? unmeasured
        : `${took} ${time}`;
    return japanese
      ? `${speed}、計算量はほかの方法と比べる基準（100 %）です。`
      : `${speed}; its operations are the 100 % that other methods are measured against.`;
  }
  const gain = gained(result, language);
  const operations = shareOfSeparate(result, twins);
  if (operations === null) {
    if (japanese)
      return `${time === null ? untimed : `${once} ${time} ですが`}、同じ大きさの別々のモデルがないため、計算量が増えたか減ったかは比べられません。`;
    return `${time === null ? unmeasured : `${took} ${time}`}, and without separate models of the same size its operations cannot be compared.`;
  }
  const share = wholePercent(operations);
  if (japanese) return `${time === null ? untimed : `${once} ${time}`}、計算量は別々のモデルの ${share} で、${gain}。`;
  return `${time === null ? unmeasured : `${took} ${time}`}, with ${share} of the operations of separate models; ${gain}.`;
}

/** As measured on separate models, otherwise as gates count it; null where neither is known. */
function shareOfSeparate({ flops, gates }: RunResult, twins: RunResult | null): number | null {
  if (twins && twins.flops > 0 && flops > 0) return flops / twins.flops;
  return gates && gates.flops.separate > 0 ? gates.flops.pruned / gates.flops.separate : null;
}

/** What it brought against the separate models. Lower Delta-m is better. */
function gained({ deltaM }: RunResult, language: Language): string {
  if (deltaM === null)
    return language === 'ja'
      ? '成績の損得は別々のモデルと比べていないため分かりません'
      : 'whether it paid cannot be told without separate models';
  const size = Math.abs(deltaM).toFixed(1);
  const shown = `Δm\u00a0${deltaM < 0 ? '−' : '+'}${size} %`;
  if (size === '0.0')
    return language === 'ja'
      ? `成績は別々のモデルと平均で同じでした（${shown}）`
      : `on average accuracy equals separate models (${shown})`;
  if (language === 'ja')
    return `成績は別々のモデルより平均 ${size} % ${deltaM < 0 ? '良く' : '悪く'}なりました（${shown}）`;
  return `on average accuracy is ${size} % ${deltaM < 0 ? 'better' : 'worse'} than with separate models (${shown})`;
}

/** `1.2 倍`, `1.2 times`; two significant digits below 10. */
function times(ratio: number, language: Language): string {
  const text = ratio < 10 ? ratio.toFixed(ratio < 0.1 ? 2 : 1) : Math.round(ratio).toString();
  return language === 'ja' ? `${text} 倍` : `${text} times`;
}
