// The charts of forecasts on made-up numbers.

import { phrase } from '../frame.ts';
import { createRng } from '../../base/rng.ts';
import { errorByStep, errorByTime, forecastPlot, type ForecastPlotData } from '../index.ts';
import type { Example } from './examples.ts';

/** Hourly power of a plant: days of 24 hours, a forecast of two of them. */
function power(language: 'ja' | 'en', interval: number | null): ForecastPlotData {
  const rng = createRng(7);
  const value = (row: number): number => 320 + 140 * Math.sin((2 * Math.PI * (row - 8)) / 24);
  const spread = (step: number): number => 18 + 0.7 * step;
  return {
    column: language === 'ja' ? '受電電力' : 'Power',
    unit: 'kW',
    history: Array.from({ length: 72 }, (_, i) => [i - 71, i > 20 && i < 25 ? null : value(i - 71) + 9 * rng.normal()]),
    ahead: Array.from({ length: 48 }, (_, i) => {
      const point = value(i + 1) - 6;
      const ends = interval === null ? [null, null] : [point - spread(i), point + spread(i)];
      return [i + 1, i > 40 ? null : value(i + 1) + 14 * rng.normal(), point, ends[0]!, ends[1]!];
    }),
    moment: Date.UTC(2026, 7, 22, 5),
    step: 3_600_000,
    interval,
  };
}

const steps = Array.from({ length: 96 }, (_, i) => i + 1);
const grown = (start: number, end: number): number[] =>
  steps.map((step) => end - (end - start) * Math.exp(-step / 20) + 0.02 * Math.sin(step / 3.8));

export const forecastExamples: Readonly<Record<string, Example>> = {
  'forecast-plot': { width: 680, height: 300, draw: (frame) => forecastPlot(power(frame.language, 0.8), frame) },
  'forecast-plot-point': {
    width: 520,
    height: 240,
    draw: (frame) => forecastPlot({ ...power(frame.language, null), moment: null, step: null }, frame),
  },
  // What comes next is not known yet.
  'forecast-plot-next': {
    width: 680,
    height: 300,
    draw: (frame) => {
      const data = power(frame.language, 0.8);
      const ahead = data.ahead.map(([row, , point, lower, upper]) => [row, null, point, lower, upper] as const);
      return forecastPlot({ ...data, history: [], ahead }, frame);
    },
  },
  'forecast-plot-empty': {
    width: 420,
    height: 160,
    draw: (frame) => forecastPlot({ ...power(frame.language, null), ahead: [] }, frame),
  },
  'error-by-step': {
    width: 560,
    height: 260,
    draw: (frame) =>
      errorByStep(
        {
          steps,
          values: grown(0.4, 1.05),
          reference: steps.map(() => 1.24),
          referenceName: phrase(frame, '先週の同じ時刻', 'same hour last week'),
        },
        frame,
      ),
  },
  'error-by-step-single': {
    width: 420,
    height: 220,
    draw: (frame) =>
      errorByStep(
        { steps: [1], values: [0.52], reference: [0.81], referenceName: phrase(frame, '直前の値', 'last value') },
        frame,
      ),
  },
  'error-by-hour': {
    width: 560,
    height: 240,
    draw: (frame) =>
      errorByTime(
        {
          form: 'hour',
          values: Array.from({ length: 24 }, (_, k) => (k === 3 ? null : 0.7 + 0.5 * Math.exp(-((k - 8) ** 2) / 6))),
        },
        frame,
      ),
  },
  'error-by-weekday': {
    width: 420,
    height: 220,
    draw: (frame) => errorByTime({ form: 'weekday', values: [1.31, 0.9, 0.88, 0.91, 0.97, 1.1, 1.02] }, frame),
  },
};
