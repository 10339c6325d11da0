// Population-based training of the task weights: several trainings side by side; from time to time the
// worst take over the state of a good one and go on with other weights.
//
// Rules are those of Ray Tune (methods.md 2.5), on which the paper's search rests. Ours (2.6, 2.7): one
// member always has uniform weights (when it is replaced it keeps them and takes over the state only);
// prior Dirichlet(1), floor 1e-3; and the whole population trains only the first part of the learning-rate
// schedule, then is halved again and again: the search costs far less than as many trainings. What the
// defaults reach is measured by engine/bench/methods-population.ts.
//
// Why each member draws its own first numbers and none is replaced at first: a small table's training stays on a
// plateau for a quarter to a third of its epochs (Energy efficiency: validation loss 0.018, at the end 0.005), and
// there the order of two weights says nothing of the end. What a training ends with differs by a quarter from draw
// to draw, by a tenth from weight to weight between 0.1 and 0.6. With one draw for all, replacing from the
// beginning and two finalists that became copies of each other, the search ended at 1.11 times the grid's
// validation loss (three seeds); with halving instead of two finalists at 1.05, with own draws too at 0.83.
//
// Against the grid's best on unseen rows, geometric mean over five seeds: Energy 0.84 of the test loss, AI4I's HDF and
// PWF 0.88, gas turbine 0.97, hydraulic 0.99, transformer 1.01, EDM (three seeds) 1.06; all 28 pairs 0.95, standard
// error 0.02. It takes 0.45 to 0.55 of the grid's epochs, on EDM's 154 rows 0.79: there every training of the grid soon
// overfits and ends by patience, while the population's go on side by side.

import type { Setting } from '../../contract/recipes.ts';
import { bestOnly, exploitAndExplore, uniformMember, uniformShares } from '../maths/population-rules.ts';
import { drawShares } from '../maths/simplex-draws.ts';
import { numberOf } from '../settings.ts';
import type { Settings } from '../settings.ts';
import type { Search } from './search.ts';

/** All epochs are divided into this many intervals, between which the population is compared (methods.md 2.7). */
const intervals = 12;
/** Share of all rounds before the first comparison that replaces: Ray Tune's burn-in, whose default is none. */
const burnIn = 1 / 6;
/** Share of all rounds between one halving and the next. */
const halving = 1 / 6;

/** Settings of a population, also for searches that begin with one. */
export const populationSettings: readonly Setting[] = [
  {
    key: 'members',
    kind: 'number',
    name: { ja: '並行する学習の数', en: 'Trainings side by side' },
    effect: {
      ja: '多いほど広く探せますが、時間もその分かかります。',
      en: 'More search more widely and take as much longer.',
    },
    minimum: 2,
    maximum: 64,
    initial: 8,
    integer: true,
  },
  {
    key: 'together',
    kind: 'number',
    name: { ja: '並行して進める期間', en: 'Part trained side by side' },
    effect: {
      ja: '全エポックのうち、全部を並行して進める割合です。その後は成績の良い半分だけを残すことを繰り返します。1 にすると最後まで全部を並行します。',
      en: 'Share of all epochs in which all are trained; after that only the better half is kept, again and again. 1 = all to the end.',
    },
    minimum: 0.05,
    maximum: 1,
    initial: 1 / 3,
  },
  {
    key: 'finalists',
    kind: 'number',
    name: { ja: '最後まで続ける数', en: 'Trainings that go on to the end' },
    effect: {
      ja: '並行する期間の後、この数になるまで半分に絞り、最も良いものを採用します。',
      en: 'After the part trained side by side they are halved until this many are left; the best of them is kept.',
    },
    minimum: 1,
    maximum: 64,
    initial: 1,
    integer: true,
  },
  {
    key: 'quantile',
    kind: 'number',
    name: { ja: '置き換える割合', en: 'Share replaced' },
    effect: {
      ja: '比較のたびに、成績の悪い側からこの割合を良いものの途中経過で置き換えます。',
      en: 'At each comparison this share, the worst, is replaced by copies of the best.',
    },
    minimum: 0.05,
    maximum: 0.5,
    initial: 0.25,
  },
  {
    key: 'resample',
    kind: 'number',
    name: { ja: '重みを引き直す確率', en: 'Chance of fresh weights' },
    effect: {
      ja: '大きいほど、1.2 倍・0.8 倍の微調整でなく、新しい重みを試すことが増えます。',
      en: 'Larger values try entirely new weights more often, instead of 1.2 or 0.8 times the old.',
    },
    minimum: 0,
    maximum: 1,
    initial: 0.25,
  },
  {
    key: 'explore',
    kind: 'choice',
    name: { ja: '新しい重みの決め方', en: 'How new weights are chosen' },
    effect: {
      ja: '「予測して選ぶ」は、それまでの結果から改善しそうな重みを推定して選びます(PB2)。',
      en: 'The predicting way estimates from all results so far which weights would improve most (PB2).',
    },
    options: [
      { id: 'perturb', name: { ja: '少しずつ変える', en: 'Small random changes' } },
      { id: 'bandit', name: { ja: '予測して選ぶ(PB2)', en: 'Predicting (PB2)' } },
    ],
    initial: 'perturb',
  },
];

export const population: Search = {
  about: {
    id: 'population',
    name: { ja: '重みの自動探索(スカラー化 + PBT)', en: 'Tuned weights (scalarization + PBT)' },
    purpose: {
      ja: '重みと初期値の違う学習を並行して進め、成績の悪い学習を良い学習の途中経過で置き換えながら、重みの推移も含めて探します。',
      en: 'Trains with different task weights and starting points side by side, replaces the worst by copies of the best, and so finds a schedule of weights.',
    },
    cost: {
      ja: '既定では学習約 4 回分の時間がかかります。完成したモデルの計算量は変わりません。',
      en: 'With the defaults it takes the time of about four trainings; the finished model costs no more.',
    },
    source:
      'Royer et al. 2023 (arXiv 2310.08910), PBT by the rules of Ray Tune; bandit: PB2, Parker-Holder et al. 2020',
    settings: populationSettings,
  },
  varies: 'weights',
  ownStarts: true,
  start: ({ taskCount, settings, rng }) => {
    if (taskCount === 1) return null;
    return Array.from({ length: numberOf(settings, 'members') }, (_, member) => ({
      weights: member === uniformMember ? uniformShares(taskCount) : drawShares(taskCount, rng),
      strength: null,
    }));
  },
  trainings: (settings, taskCount) => {
    if (taskCount === 1) return 1;
    const each = Array.from({ length: intervals }, (_, round) => trainingIn(round, intervals, settings));
    return each.reduce((sum, count) => sum + count, 0) / intervals;
  },
  roundEnds: (_settings, epochs) => {
    const count = Math.min(intervals, epochs);
    return Array.from({ length: count }, (_, i) => Math.ceil((epochs * (i + 1)) / count));
  },
  next: (members, context) => {
    const { round, rounds, settings } = context;
    const left = members.filter(({ stopped }) => !stopped).length;
    const wanted = trainingIn(round + 1, rounds, settings);
    if (wanted < left) return bestOnly(members, wanted);
    // Of the last two the worse would become a copy of the better: one training for the time of two.
    const isFinal = round + 1 >= together(rounds, settings) && left <= 2;
    if (isFinal || round + 1 < burnIn * rounds) return members.map(() => ({ kind: 'continue' }));
    return exploitAndExplore(members, context);
  },
};

/** Rounds in which all train side by side. */
function together(rounds: number, settings: Settings): number {
  return Math.max(1, Math.round(numberOf(settings, 'together') * rounds));
}

/** How many train in this round, from 0. */
function trainingIn(round: number, rounds: number, settings: Settings): number {
  const [members, finalists] = [numberOf(settings, 'members'), numberOf(settings, 'finalists')];
  const after = round - together(rounds, settings);
  if (after < 0) return members;
  const halvings = 1 + Math.floor(after / Math.max(1, Math.round(halving * rounds)));
  return Math.min(members, Math.max(finalists, Math.ceil(members / 2 ** halvings)));
}
