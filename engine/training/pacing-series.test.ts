import { expect, test } from 'vitest';
import { seriesPacing } from './pacing-series.ts';

test('about 800 steps, whatever the number of windows, but no more than 400 epochs', () => {
  // 8,209 windows in batches of 128: 65 steps an epoch.
  expect(seriesPacing(8209, {})).toMatchObject({ batchSize: 128, stepsPerEpoch: 65, epochs: 13 });
  // 300 windows in batches of 32: 10 steps an epoch.
  expect(seriesPacing(300, {}).epochs).toBe(80);
  // 85 windows: 3 steps an epoch; 25 windows, five years of months: one.
  expect(seriesPacing(85, {}).epochs).toBe(267);
  expect(seriesPacing(25, {})).toMatchObject({ batchSize: 25, stepsPerEpoch: 1, epochs: 400 });
});

test('who asks for a number of epochs gets it', () => {
  expect(seriesPacing(25, { epochs: 7 }).epochs).toBe(7);
});
