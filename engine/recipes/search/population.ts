// Population-based training of the task weights: several trainings side by side; from time to time the
// worst take over the state of a good one and go on with other weights.
//
// Rules are those of Ray Tune (methods.md 2.5), on which the paper's search rests. Ours (2.6, 2.7): one
// member always has uniform weights (when it is replaced it keeps them and takes over the state only);
// prior Dirichlet(1), floor 1e-3; and the whole population trains only the first part of the learning-rate
// schedule, then the best few go on to the end, still compared: the search costs far less than as many
// trainings. What the defaults reach is measured by engine/bench/methods-population.ts.

import type { Setting } from '../../contract/recipes.ts';
import { bestOnly, exploitAndExplore, uniformMember, uniformShares } from '../maths/population-rules.ts';
import { drawShares } from '../maths/simplex-draws.ts';
import { numberOf } from '../settings.ts';
import type { Search } from './search.ts';

/** All epochs are divided into this many intervals, between which the population is compared (methods.md 2.7). */
const intervals = 12;

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
      ja: '全エポックのうち、比べて置き換えながら並行して進める割合です。その後は上位だけを最後まで続けます。1 にすると最後まで並行します。',
      en: 'Share of all epochs in which all are trained, compared and replaced; only the best then go on. 1 = all to the end.',
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
      ja: '並行する期間の後、成績の良い順にこの数だけを続け、最も良いものを採用します。',
      en: 'After the part trained side by side, this many of the best go on, and the best of them is kept.',
    },
    minimum: 1,
    maximum: 64,
    initial: 2,
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
      ja: '重みの違う学習を並行して進め、成績の悪い学習を良い学習の途中経過で置き換えながら、重みの推移も含めて探します。',
      en: 'Trains with different task weights side by side, replaces the worst by copies of the best, and so finds a schedule of weights.',
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
  start: ({ taskCount, settings, rng }) => {
    if (taskCount === 1) return null;
    return Array.from({ length: numberOf(settings, 'members') }, (_, member) => ({
      weights: member === uniformMember ? uniformShares(taskCount) : drawShares(taskCount, rng),
      strength: null,
    }));
  },
  trainings: (settings, taskCount) => {
    if (taskCount === 1) return 1;
    const [members, together] = [numberOf(settings, 'members'), numberOf(settings, 'together')];
    return members * together + Math.min(members, numberOf(settings, 'finalists')) * (1 - together);
  },
  roundEnds: (_settings, epochs) => {
    const count = Math.min(intervals, epochs);
    return Array.from({ length: count }, (_, i) => Math.ceil((epochs * (i + 1)) / count));
  },
  next: (members, context) => {
    const together = Math.max(1, Math.round(numberOf(context.settings, 'together') * context.rounds));
    if (context.round + 1 === together) return bestOnly(members, numberOf(context.settings, 'finalists'));
    return exploitAndExplore(members, context);
  },
};
