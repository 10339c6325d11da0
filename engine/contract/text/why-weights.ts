// "Why this weight?" in two sentences, made from a run's numbers alone: its weight history, its notes, and what
// a search tried. Where the records do not tell the reason, that is what is said.

import type { Language, Words } from '../language.ts';
import type { PopulationShown, WeightHistory } from '../methods.ts';
import type { About } from '../recipes.ts';
import type { RunResult, WeightNote } from '../runs.ts';
import { hasSharedPart, isSeparate } from '../yardsticks.ts';
import { sizeName } from './capacities.ts';
import { quoted, sharesText, wholePercent } from './shares.ts';

/** What the sentences are made from. */
export interface WeightFacts {
  readonly result: Pick<RunResult, 'recipe' | 'weightHistory' | 'population'>;
  readonly notes: readonly WeightNote[];
  /** How the recipe's weighting describes itself; absent for one of a newer release. */
  readonly weighting?: Pick<About, 'weightsFrom'> | undefined;
}

type Two = readonly [string, string];

/** Movements of a share below this are no adjustment. */
const still = 0.005;

/** Two sentences, in the language, ending with their full stops. */
export function whyWeights(facts: WeightFacts, language: Language): Two {
  const say = (ja: string, en: string): string => (language === 'ja' ? ja : en);
  const { weightHistory: history, population, recipe } = facts.result;
  const last = history?.weights.at(-1);
  if (!history || !last)
    return [
      say('この学習には重みの記録がありません。', 'No weights were recorded for this training.'),
      say('そのため、重みの理由は説明できません。', 'So the reason for them cannot be told.'),
    ];
  if (history.tasks.length < 2)
    return [
      say('タスクが 1 件のため、重みは常に 100 % です。', 'With one task its weight is always 100 %.'),
      say('ほかのタスクとのつり合いは必要ありません。', 'There is nothing to balance it against.'),
    ];
  if (isSeparate(recipe))
    return [
      say(
        'タスクごとに別のモデルを学習しており、重みで分け合う部分はありません。',
        'Each task has a model of its own: there is nothing to divide by weights.',
      ),
      say(
        '重みでほかのタスクが良くなったり悪くなったりすることはありません。',
        'Its weight cannot make another task better or worse.',
      ),
    ];
  if (population && population.lineage.length > 0) return searched(population, language);
  const { weightsFrom } = facts.weighting ?? {};
  if (weightsFrom) return [weightsFrom[language], contributed(history, hasSharedPart(recipe), language)];
  if (!areStill(history.weights)) return moved(history, facts.notes, language);
  return recipe.weighting === 'equal' || recipe.weighting === 'fixed'
    ? kept(history, hasSharedPart(recipe), language)
    : hardlyMoved(history, hasSharedPart(recipe), language);
}

/** Weights that were found by trying several. */
function searched(population: PopulationShown, language: Language): Two {
  const { tasks, lineage, best, found, schedule } = population;
  const members = 1 + Math.max(...lineage.map((row) => row.member));
  const rounds = new Set(lineage.map((row) => row.round)).size;
  const used = sharesText(tasks, schedule.at(-1) ?? found, language);
  const transferred = population.searchedOn !== population.usedOn;
  const score = (round: number, test: (row: PopulationShown['lineage'][number]) => boolean): number | null =>
    lineage.find((row) => row.round === round && row.score !== null && test(row))?.score ?? null;
  // A search that ran out of time leaves its last rounds to some of the settings.
  const last = Math.max(...lineage.filter((row) => row.member === best && row.score !== null).map((row) => row.round));
  const ended = score(last, (row) => row.member === best);
  const uniform = score(last, (row) => row.weights.every((share) => Math.abs(share - 1 / tasks.length) < still));
  // Both at the end of one round, where that shows the difference; otherwise the state kept, at whatever epoch.
  const isAhead = ended !== null && uniform !== null && ended <= uniform;
  const own = isAhead ? ended : (population.keptScore ?? ended);
  const first =
    language === 'ja'
      ? `重みは、${members} 通りの設定を${rounds > 1 ? ` ${rounds} 回に分けて` : ''}学習し、検証用データの成績が最も良かった設定 ${best + 1} のものです（${used}）。`
      : `The weights are those of setting ${best + 1}, the best on the validation rows of ${members} that were trained${rounds > 1 ? ` in ${rounds} rounds` : ''} (${used}).`;
  if (transferred) {
    const [from, to] = [sizeName(population.searchedOn, language), sizeName(population.usedOn, language)];
    if (found.length === 0)
      return [
        first,
        language === 'ja'
          ? `探索は${from}で行いましたが学習が進まなかったため、${to}には均等な重みを使いました。`
          : `They were searched on the ${from}, but nothing was learned there, so the ${to} was trained with equal weights.`,
      ];
    return [
      first,
      language === 'ja'
        ? `探索は${from}で行い、見つかった重みを${to}に使いました。`
        : `They were searched on the ${from} and used on the ${to}.`,
    ];
  }
  if (own === null)
    return [
      first,
      language === 'ja'
        ? '設定ごとの成績が残っていないため、差の大きさは分かりません。'
        : 'How far ahead it was cannot be told: the scores were not kept.',
    ];
  const ratio = own.toPrecision(3);
  const isEven = uniform !== null && ended === uniform;
  const note: Words = isEven
    ? { ja: '（均等な重みが最も良い結果でした）', en: '; equal weights did best' }
    : uniform === null
      ? {
          ja: '（均等な重みの設定は最後まで残らず、比べられません）',
          en: '; no setting with equal weights was left to compare with',
        }
      : { ja: '', en: '' };
  if (found.length === 0)
    return [
      first,
      language === 'ja'
        ? `検証損失は、何もしない予測を 1 として ${ratio} でした（どの設定でも学習が進まなかったため、この重みに意味はありません）。`
        : `Its validation loss was ${ratio} of always giving the same answer: nothing was learned, so the weights mean nothing.`,
    ];
  if (!isAhead || isEven)
    return [
      first,
      language === 'ja'
        ? `検証損失は、何もしない予測を 1 として ${ratio} でした${note.ja}。`
        : `Its validation loss was ${ratio} of always giving the same answer${note.en}.`,
    ];
  return [
    first,
    language === 'ja'
      ? `検証損失は、何もしない予測を 1 として ${ratio} で、均等な重みの設定は ${uniform.toPrecision(3)} でした。`
      : `Its validation loss was ${ratio} of always giving the same answer; with equal weights it was ${uniform.toPrecision(3)}.`,
  ];
}

/** Weights that stayed as they were set. */
function kept(history: WeightHistory, isShared: boolean, language: Language): Two {
  const { tasks, weights } = history;
  const shares = weights.at(-1)!;
  const even = shares.every((share) => Math.abs(share - 1 / tasks.length) < still);
  const first = even
    ? language === 'ja'
      ? `重みはどのタスクも均等（各 ${wholePercent(1 / tasks.length)}）で、学習中に変えていません。`
      : `Every task had the same weight (${wholePercent(1 / tasks.length)}), unchanged throughout.`
    : language === 'ja'
      ? `重みは学習の前に決めた値（${sharesText(tasks, shares, language)}）のままで、学習中に変えていません。`
      : `The weights stayed as they were set before training (${sharesText(tasks, shares, language)}).`;
  return [first, contributed(history, isShared, language)];
}

/** Weights that could have moved and did not. */
function hardlyMoved(history: WeightHistory, isShared: boolean, language: Language): Two {
  const shares = sharesText(history.tasks, history.weights.at(-1)!, language);
  return [
    language === 'ja'
      ? `重みは学習中に自動で調整されましたが、ほとんど動かず、最後は ${shares} でした。`
      : `The weights were adjusted during training but hardly moved, and ended at ${shares}.`,
    contributed(history, isShared, language),
  ];
}

/** What the weights made of the losses at the end. */
function contributed({ tasks, contributions }: WeightHistory, isShared: boolean, language: Language): string {
  const shares = contributions.at(-1);
  if (!shares)
    return language === 'ja'
      ? `${isShared ? '共有部分への寄与' : '損失の割合'}は記録がないため、どのタスクが強く効いたかは分かりません。`
      : `Which task ${isShared ? 'acted most on the shared part' : 'had the largest weighted loss'} was not recorded.`;
  const top = shares.indexOf(Math.max(...shares));
  const name = quoted(tasks[top]!, language);
  if (!isShared)
    return language === 'ja'
      ? `重み × 損失の割合は、最後に${name}が最も大きく ${wholePercent(shares[top]!)} でした（モデルはタスクごとにあり、共有部分はありません）。`
      : `Weighted by its loss, ${name} had the largest share at the end: ${wholePercent(shares[top]!)} (each task has a model of its own; nothing is shared).`;
  return language === 'ja'
    ? `最後に共有部分への寄与（重み × 損失）が最も大きかったのは${name}で、${wholePercent(shares[top]!)} でした。`
    : `Weighted by its loss, ${name} contributed most at the end: ${wholePercent(shares[top]!)}.`;
}

/** Weights that were adjusted while training. */
function moved(history: WeightHistory, notes: readonly WeightNote[], language: Language): Two {
  const { tasks, weights } = history;
  const [start, end] = [weights[0]!, weights.at(-1)!];
  const first =
    language === 'ja'
      ? `重みは学習中に自動で調整され、最後は ${sharesText(tasks, end, language)} でした。`
      : `The weights were adjusted during training and ended at ${sharesText(tasks, end, language)}.`;
  const collapse = notes.find((note) => note.change === 'collapsed');
  if (collapse) {
    const name = quoted(collapse.taskId, language);
    return [
      first,
      language === 'ja'
        ? `${collapse.epoch} エポック目に重みが${name}に偏り（${wholePercent(collapse.to)}）、ほかのタスクはほとんど学習されていないおそれがあります。`
        : `At epoch ${collapse.epoch} they slid onto ${name} (${wholePercent(collapse.to)}), so the other tasks may hardly have been trained.`,
    ];
  }
  const largest = [...notes].sort((a, b) => Math.abs(b.to - b.from) - Math.abs(a.to - a.from))[0];
  if (largest) return [first, turn(largest, language)];
  const change = tasks.map((_, k) => (end[k] ?? 0) - (start[k] ?? 0));
  const top = change.reduce((best, one, k) => (Math.abs(one) > Math.abs(change[best]!) ? k : best), 0);
  if (Math.abs(change[top]!) < 0.02)
    return [
      first,
      language === 'ja'
        ? '始めと終わりの差は 2 ポイント未満で、目立った変化はありませんでした。'
        : 'Start and end differ by less than 2 points: no notable change.',
    ];
  const name = quoted(tasks[top]!, language);
  const range = [wholePercent(start[top] ?? 0), wholePercent(end[top] ?? 0)] as const;
  return [
    first,
    language === 'ja'
      ? `最も変わったのは${name}（${range[0]} から ${range[1]}）ですが、変化は緩やかで、記録からは理由を一つに絞れません。`
      : `${name} changed most (${range[0]} to ${range[1]}), but so gradually that the records give no single reason.`,
  ];
}

/** The largest turn with its reason: where the losses went the other way, they are told, but not as the reason. */
function turn({ epoch, taskId, change, from, to, reason }: WeightNote, language: Language): string {
  const name = quoted(taskId, language);
  const explains = reason === 'discrepancy' || (change === 'raised') === (reason === 'loss-larger');
  const losses: Words = {
    'loss-larger': {
      ja: 'このタスクの損失の減り方が、ほかのタスクより遅れていた',
      en: 'its loss fell more slowly than the others',
    },
    'loss-smaller': {
      ja: 'このタスクの損失が、ほかのタスクより早く減っていた',
      en: 'its loss fell faster than the others',
    },
    discrepancy: {
      ja: 'それで重みを掛けた損失の大きさがタスクの間でそろう',
      en: 'this brought the weighted losses of the tasks closer together',
    },
    unknown: {
      ja: '損失の減り方はほかのタスクとほぼ同じ',
      en: 'its loss fell about as fast as the others',
    },
  }[reason];
  const isTold = explains && reason !== 'unknown';
  if (language === 'ja') {
    const moved = `${name}の重みを ${wholePercent(from)} から ${wholePercent(to)} に${change === 'raised' ? '上げた' : '下げた'}`;
    return isTold
      ? `${epoch} エポック目に${moved}のは、${losses.ja}ためです。`
      : `最も大きな変化は、${epoch} エポック目に${moved}ことですが、${losses.ja}${reason === 'unknown' ? 'で' : 'ときのことで'}、記録からは理由を特定できません。`;
  }
  const why = isTold ? `because ${losses.en}` : `while ${losses.en}, so the records do not tell why`;
  return `The largest turn came at epoch ${epoch}: ${name} was ${change} from ${wholePercent(from)} to ${wholePercent(to)}, ${why}.`;
}

/** Whether no task's share moved; by epoch, one share a task. */
export function areStill(weights: readonly (readonly number[])[]): boolean {
  return (weights[0] ?? []).every((_, k) => {
    const shares = weights.map((row) => row[k] ?? 0);
    return Math.max(...shares) - Math.min(...shares) < still;
  });
}
