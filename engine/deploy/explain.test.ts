// Maps of what decided: on made-up photos with a bar at a known place the map is strongest on the bar, and photos
// without one stay below the scale.

import { describe, expect, test } from 'vitest';
import { trainRun } from '../training/index.ts';
import { pictureRequest, pictureSide, pictureTasks } from '../training/testing-pictures.ts';
import type { Bar } from '../training/testing-pictures.ts';
import { sampleRequest } from '../training/testing.ts';
import { canExplain, mapScales, normalClasses, openExplainer, scaleOf } from './index.ts';

/** Maps by task of all rows, and their scales by the validation part. */
async function mapsOf(request: Awaited<ReturnType<typeof pictureRequest>>, epochs: number) {
  const { model } = await trainRun({ ...request, budget: { epochs } });
  const rows = Uint32Array.from({ length: request.inputs.rowCount }, (_, row) => row);
  const explainer = await openExplainer(model, request.inputs, request.executor, 32);
  const maps = await explainer.maps(rows);
  const reference = rows.filter((row) => request.parts[row] === 1);
  const ofReference = await explainer.maps(reference);
  await explainer.dispose();
  return { maps, rows, scales: mapScales(ofReference, request.targets, reference, normalClasses(model)) };
}

/** Whether the strongest place of a map is on the bar or beside it: each place is the mean of its neighbours. */
function isOnBar(map: Float32Array, side: number, bar: Bar): boolean {
  const at = map.indexOf(Math.max(...map));
  const [row, column] = [Math.floor(at / side), at % side];
  const cell = pictureSide / side;
  return (
    (row + 1) * cell > bar.top - cell &&
    row * cell < bar.bottom + cell &&
    (column + 1) * cell > bar.left - cell &&
    column * cell < bar.right + cell
  );
}

describe.each(['hard', 'single-task', 'trace-norm', 'interrogate'])('%s', (sharing) => {
  test('the map is strongest on the bar; photos without one stay below the scale', async () => {
    const request = await pictureRequest({ sharing }, pictureTasks.slice(0, 2), 300);
    const { maps, rows, scales } = await mapsOf(request, 14);
    expect(Object.keys(maps)).toEqual(['judge', 'type']);
    const judged = [...rows].filter((row) => request.parts[row] === 2);
    for (const [task, { data, height, width }] of Object.entries(maps)) {
      expect([data.length, height, width]).toEqual([300 * 64, 8, 8]);
      const mapOf = (row: number): Float32Array => data.subarray(row * 64, (row + 1) * 64);
      const withBar = judged.filter((row) => request.bars[row]);
      const onBar = withBar.filter((row) => isOnBar(mapOf(row), 8, request.bars[row]!));
      expect(onBar.length / withBar.length).toBeGreaterThan(0.9);
      // The scale is that of the validation part; judged are photos of the test part.
      const { least, most } = scales[task]!;
      expect(most).toBeGreaterThan(least);
      const isShown = (row: number): boolean => Math.max(...mapOf(row)) > least;
      const without = judged.filter((row) => !request.bars[row]);
      expect(without.filter(isShown).length / without.length).toBeLessThan(0.1);
      expect(withBar.filter(isShown).length / withBar.length).toBeGreaterThan(0.9);
    }
  });
});

test('a number is explained with its sign: longer bars speak for more, in the target’s unit', async () => {
  const request = await pictureRequest({}, pictureTasks.slice(2), 240);
  const { maps } = await mapsOf(request, 14);
  const values = [...maps['length']!.data];
  expect(Math.max(...values)).toBeGreaterThan(0);
  expect(Math.min(...values)).toBeLessThan(0);
});

test('without good parts to go by, the scale holds nine places of ten back, whatever their sign', () => {
  // 100 maps of ten places: 1 to 10 with alternating signs.
  const maps = Float32Array.from({ length: 1000 }, (_, i) => (1 + (i % 10)) * (i % 2 === 0 ? 1 : -1));
  const { least, most } = scaleOf(maps, 10, null);
  // Between the 9th and the 10th of ten values.
  expect(least).toBeGreaterThanOrEqual(9);
  expect(least).toBeLessThan(10);
  expect(most).toBeCloseTo(2 * least, 6);
});

test('a model of a table has no maps', async () => {
  const { model } = await trainRun({ ...(await sampleRequest()), budget: { epochs: 1 } });
  expect(canExplain(model)).toBe(false);
});

test('a judgement and a class are explained by what speaks for them alone', async () => {
  const request = await pictureRequest({}, pictureTasks.slice(0, 2), 120);
  const { maps } = await mapsOf(request, 4);
  for (const task of ['judge', 'type']) {
    const values = [...maps[task]!.data];
    expect(Math.min(...values)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...values)).toBeGreaterThan(0);
  }
});
