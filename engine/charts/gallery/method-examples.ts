// The pictures of what methods show, on made-up results.

import {
  affinityMap,
  affinityMapHeight,
  budgetCurve,
  conflictGauge,
  conflictGaugeHeight,
  gateMap,
  gateMapHeight,
  groupStripes,
  groupStripesHeight,
  lineage,
  lineageHeight,
  sharingPicture,
  sharingPictureHeight,
  weightHistory,
  weightSchedule,
  type BudgetCurveData,
  type Frame,
} from '../index.ts';
import type { Example } from './examples.ts';
import { affinityOf, gatesOf, groupsOf, populationOf, sharingOf, weightHistoryOf } from './method-numbers.ts';
import { tasks } from './numbers.ts';

const names = (frame: Frame): readonly string[] => tasks[frame.language];
const many = Array.from({ length: 12 }, (_, i) => `Y${i + 1}`);

const sweep = (frame: Frame, budget: number | null): BudgetCurveData => {
  const japanese = frame.language === 'ja';
  return {
    points: [
      {
        id: 'hard',
        label: japanese ? '全部共通' : 'all shared',
        x: 0.39,
        y: -2.1,
        low: null,
        high: null,
      },
      {
        id: 'g4',
        label: japanese ? '予算 0.5' : 'budget 0.5',
        x: 0.52,
        y: 0.8,
        low: null,
        high: null,
      },
      {
        id: 'g6',
        label: japanese ? '予算 0.7' : 'budget 0.7',
        x: 0.68,
        y: 1.9,
        low: 1.1,
        high: 2.7,
      },
      {
        id: 'own',
        label: japanese ? '別々のモデル' : 'separate',
        x: 1,
        y: 0,
        low: null,
        high: null,
      },
    ],
    xTitle: japanese ? '計算量（別々のモデル = 100 %）' : 'Compute (separate models = 100 %)',
    yTitle: japanese ? '総合の改善（%、大きいほど良い）' : 'Overall gain (%, higher is better)',
    yHigherBetter: true,
    budget,
    formatX: (value) => `${Math.round(100 * value)} %`,
    formatY: (value) => `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(1)} %`,
  };
};

export const methodExamples: Readonly<Record<string, Example>> = {
  'weight-history': {
    width: 672,
    height: 380,
    draw: (frame) =>
      weightHistory(
        {
          history: weightHistoryOf(names(frame)),
          notes: [{ epoch: 2 }, { epoch: 17 }, { epoch: 40 }],
          bestEpoch: 42,
        },
        frame,
      ),
  },
  'weight-history-no-contributions': {
    width: 480,
    height: 230,
    draw: (frame) => weightHistory({ history: { ...weightHistoryOf(names(frame)), contributions: [] } }, frame),
  },
  'weight-history-empty': {
    width: 420,
    height: 160,
    draw: (frame) => weightHistory({ history: { tasks: [], epochs: [], weights: [], contributions: [] } }, frame),
  },
  'affinity-map': {
    width: 460,
    height: affinityMapHeight(3),
    draw: (frame) => affinityMap(affinityOf(names(frame)), frame),
  },
  'affinity-map-many': {
    width: 672,
    height: affinityMapHeight(12),
    draw: (frame) => affinityMap(affinityOf(many), frame),
  },
  'group-stripes': {
    width: 672,
    height: groupStripesHeight(3),
    draw: (frame) => groupStripes(groupsOf(names(frame)), frame),
  },
  'conflict-gauge': {
    width: 480,
    height: conflictGaugeHeight,
    draw: (frame) =>
      conflictGauge(
        {
          shares: Array.from({ length: 40 }, (_, i) => (i === 7 ? null : 0.38 + 0.07 * Math.sin(i / 4))),
        },
        frame,
      ),
  },
  'sharing-picture': {
    width: 560,
    height: sharingPictureHeight(sharingOf(tasks.ja)),
    draw: (frame) => sharingPicture(sharingOf(names(frame)), frame),
  },
  'gate-map': {
    width: 620,
    height: gateMapHeight(gatesOf(tasks.ja)),
    draw: (frame) => gateMap(gatesOf(names(frame)), frame),
  },
  lineage: {
    width: 620,
    height: lineageHeight(populationOf(tasks.ja)),
    draw: (frame) => lineage(populationOf(names(frame)), frame),
  },
  'lineage-many': {
    width: 672,
    height: lineageHeight(populationOf(tasks.ja, 8, 24)),
    draw: (frame) => lineage(populationOf(names(frame), 8, 24), frame),
  },
  'weight-schedule': {
    width: 560,
    height: 240,
    draw: (frame) => weightSchedule(populationOf(names(frame)), frame),
  },
  'budget-curve': {
    width: 560,
    height: 300,
    draw: (frame) => budgetCurve(sweep(frame, 0.6), frame),
  },
  'budget-curve-measured': {
    width: 560,
    height: 300,
    draw: (frame) => budgetCurve(sweep(frame, 0.68), frame),
  },
  'budget-curve-outside': {
    width: 420,
    height: 260,
    draw: (frame) => budgetCurve(sweep(frame, 1.4), frame),
  },
  'budget-curve-single': {
    width: 420,
    height: 240,
    draw: (frame) => {
      const data = sweep(frame, null);
      return budgetCurve({ ...data, points: data.points.slice(0, 1) }, frame);
    },
  },
};
