// Every weighting in a real training: three kinds of task, labels missing, importances that differ.

import { expect, test } from 'vitest';
import { weightings } from '../recipes/weighting/index.ts';
import { trainRun } from './index.ts';
import { sampleRequest, sampleTasks } from './testing.ts';

const weighty = sampleTasks.map((task, k) => ({ ...task, importance: [2, 1, 0.5][k]! }));

test.each(weightings.map(({ about }) => about.id))(
  '%s trains, and its history says what each task weighed',
  async (id) => {
    const request = { ...(await sampleRequest({ weighting: id }, weighty)), budget: { epochs: 3 } };
    const { predictions, shown } = await trainRun(request);
    for (const values of Object.values(predictions)) expect(Array.from(values).every(Number.isFinite)).toBe(true);
    const { weights, contributions } = shown.weightHistory!;
    expect(weights).toHaveLength(3);
    for (const shares of [...weights, ...contributions]) {
      expect(shares.reduce((a, b) => a + b)).toBeCloseTo(1, 5);
      expect(Math.min(...shares)).toBeGreaterThanOrEqual(0);
    }
  },
);
