// Every chart on made-up numbers: the pictures that `gallery.test.ts` compares as text.

import type { Language } from '../../contract/language.ts';
import {
  barCounts,
  confusionMatrix,
  histogram,
  intervalDots,
  intervalDotsHeight,
  lossCurves,
  residualPlot,
  sparkline,
  themes,
  tradeOff,
  type Frame,
  type Theme,
} from '../index.ts';
import { forecastExamples } from './forecast-examples.ts';
import { methodExamples } from './method-examples.ts';
import { epochs, falling, points, tasks } from './numbers.ts';

export interface Example {
  readonly width: number;
  readonly height: number;
  draw(frame: Frame): string;
}

const isJapanese = (frame: Frame): boolean => frame.language === 'ja';

export const examples: Readonly<Record<string, Example>> = {
  ...methodExamples,
  ...forecastExamples,
  'loss-curves': {
    width: 620,
    height: 280,
    draw: (frame) =>
      lossCurves(
        {
          epochs,
          bestEpoch: 42,
          tasks: tasks[frame.language].map((name, k) => ({
            name,
            train: falling(k, 1 + k * 0.4, 0.12 + k * 0.08),
            validation: falling(k + 9, 1 + k * 0.4, 0.22 + k * 0.11).map((value, i) =>
              k === 1 && i > 24 && i < 29 ? null : value,
            ),
          })),
        },
        frame,
      ),
  },
  'loss-curves-one-epoch': {
    width: 420,
    height: 220,
    draw: (frame) =>
      lossCurves({ epochs: [1], tasks: [{ name: tasks[frame.language][0], train: [0.9], validation: [1.1] }] }, frame),
  },
  'loss-curves-empty': { width: 420, height: 160, draw: (frame) => lossCurves({ epochs: [], tasks: [] }, frame) },
  'trade-off': {
    width: 620,
    height: 340,
    draw: (frame) =>
      tradeOff(
        {
          xTitle: isJapanese(frame) ? '判定時間の中央値（ms/個）' : 'Median time to judge one part (ms)',
          yTitle: isJapanese(frame) ? '寸法: 平均絶対誤差（mm）' : 'Size: mean absolute error (mm)',
          yHigherBetter: false,
          points: [
            {
              id: 'r1',
              label: isJapanese(frame) ? '別々に学習' : 'Separate models',
              x: 0.62,
              y: 0.0102,
              low: 0.0094,
              high: 0.0111,
              kind: 'single-task',
            },
            {
              id: 'r2',
              label: isJapanese(frame) ? 'まとめて学習（均等）' : 'Joint, equal weights',
              x: 0.21,
              y: 0.0099,
              low: 0.0091,
              high: 0.0108,
              kind: 'joint',
            },
            {
              id: 'r3',
              label: isJapanese(frame) ? 'まとめて学習（自動調整）' : 'Joint, automatic balancing',
              x: 0.22,
              y: 0.0091,
              low: 0.0083,
              high: 0.0099,
              kind: 'joint',
              chosen: true,
            },
            {
              id: 'r4',
              label: isJapanese(frame) ? '決定木（参考）' : 'Trees (reference)',
              x: 0.9,
              y: 0.0095,
              low: 0.0087,
              high: 0.0104,
              kind: 'reference',
            },
            {
              id: 'r5',
              label: isJapanese(frame) ? '何もしない予測' : 'Always the mean',
              x: 0.15,
              y: 0.0312,
              low: 0.0291,
              high: 0.0334,
              kind: 'constant',
            },
          ],
        },
        frame,
      ),
  },
  'confusion-matrix': {
    width: 360,
    height: 240,
    draw: (frame) =>
      confusionMatrix(
        {
          labels: ['OK', 'NG'],
          counts: [
            [1492, 24],
            [3, 38],
          ],
          inspection: true,
        },
        frame,
      ),
  },
  'confusion-matrix-many': {
    width: 420,
    height: 320,
    draw: (frame) =>
      confusionMatrix(
        {
          labels: isJapanese(frame)
            ? ['キズ', '打痕', '欠け', '汚れ', 'バリ(加工面の内側)']
            : ['Scratch', 'Dent', 'Chip', 'Stain', 'Burr on the inner face'],
          counts: [
            [40, 3, 0, 1, 0],
            [2, 31, 4, 0, 0],
            [0, 2, 18, 0, 1],
            [1, 0, 0, 55, 0],
            [0, 0, 0, 0, 0],
          ],
        },
        frame,
      ),
  },
  'residual-plot': {
    width: 680,
    height: 320,
    draw: (frame) =>
      residualPlot(
        { name: tasks[frame.language][1], unit: 'mm', points: points(700), limits: { lower: 11.9, upper: 12.1 } },
        frame,
      ),
  },
  'residual-plot-one-point': {
    width: 480,
    height: 240,
    draw: (frame) => residualPlot({ name: tasks[frame.language][1], unit: null, points: [[5, 5.2, 0]] }, frame),
  },
  histogram: {
    width: 420,
    height: 220,
    draw: (frame) =>
      histogram(
        {
          name: isJapanese(frame) ? '金型温度' : 'Mould temperature',
          unit: '℃',
          edges: Array.from({ length: 25 }, (_, i) => 160 + i),
          counts: Array.from({ length: 24 }, (_, i) => Math.round(900 * Math.exp(-((i - 11) ** 2) / 30))),
          limits: { lower: 164, upper: 180 },
        },
        frame,
      ),
  },
  'bar-counts': {
    width: 420,
    height: 110,
    draw: (frame) =>
      barCounts(
        {
          title: isJapanese(frame) ? '判定の内訳' : 'Judgements',
          items: [
            { label: isJapanese(frame) ? '良品' : 'good', count: 7841, judgement: 'good' },
            { label: isJapanese(frame) ? '要再検査' : 're-inspect', count: 118, judgement: 'review' },
            { label: isJapanese(frame) ? '不良品' : 'defective', count: 41, judgement: 'bad' },
          ],
        },
        frame,
      ),
  },
  'interval-dots': {
    width: 620,
    height: intervalDotsHeight(5),
    draw: (frame) =>
      intervalDots(
        {
          title: isJapanese(frame) ? '寸法: 平均絶対誤差 MAE（mm）' : 'Size: mean absolute error (mm)',
          higherBetter: false,
          floor: 0.02,
          rows: [
            {
              id: 'r3',
              label: isJapanese(frame) ? 'まとめて学習（自動調整）' : 'Joint, automatic balancing',
              value: 0.0091,
              low: 0.0083,
              high: 0.0099,
              kind: 'joint',
              chosen: true,
            },
            {
              id: 'r2',
              label: isJapanese(frame) ? 'まとめて学習（均等）' : 'Joint, equal weights',
              value: 0.0099,
              low: 0.0091,
              high: 0.0108,
              kind: 'joint',
            },
            {
              id: 'r1',
              label: isJapanese(frame) ? '別々に学習' : 'Separate models',
              value: 0.0102,
              low: 0.0094,
              high: 0.0111,
              kind: 'single-task',
            },
            {
              id: 'r4',
              label: isJapanese(frame) ? '決定木（参考）' : 'Trees (reference)',
              value: 0.0095,
              low: null,
              high: null,
              kind: 'reference',
            },
            {
              id: 'r5',
              label: isJapanese(frame) ? '何もしない予測' : 'Always the mean',
              value: 0.0312,
              low: 0.0291,
              high: 0.0334,
              kind: 'constant',
            },
          ],
        },
        frame,
      ),
  },
  sparkline: {
    width: 120,
    height: 28,
    draw: (frame) => sparkline(falling(1, 1, 0.2), isJapanese(frame) ? '検証損失' : 'validation loss', frame),
  },
};

/** An example as a picture. */
export function drawExample(name: string, theme: Theme['name'], language: Language): string {
  const { width, height, draw } = examples[name]!;
  return draw({ width, height, theme: themes[theme], language });
}
