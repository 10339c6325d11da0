// Maps of what decided: on made-up photos with a bar at a known place the map is strongest on the bar, and photos
// without one stay below the scale.

import { describe, expect, test } from 'vitest';
import { createExecutor } from '../runtime/index.ts';
import { inputShapes, inputTensors } from '../training/batch.ts';
import { trainRun } from '../training/index.ts';
import { pictureRequest, pictureSide, pictureTasks } from '../training/testing-pictures.ts';
import type { Bar } from '../training/testing-pictures.ts';
import { sampleRequest } from '../training/testing.ts';
import { canExplain, explainFunction, scaleOf } from './index.ts';

/** Maps by task of the rows named, and how many pixels a side they have. */
async function mapsOf(request: Awaited<ReturnType<typeof pictureRequest>>, epochs: number) {
  const outcome = await trainRun({ ...request, budget: { epochs } });
  const executor = await createExecutor('cpu');
  const rows = Uint32Array.from({ length: request.inputs.rowCount }, (_, row) => row);
  const shapes = inputShapes(request.inputs, rows.length);
  const compiled = await executor.compileFunction(explainFunction(outcome.model, { type: 0 }), shapes);
  const maps = await compiled.run(inputTensors(request.inputs, rows));
  await compiled.dispose();
  return { maps, rows, outcome };
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
    const { maps, rows } = await mapsOf(request, 14);
    expect(Object.keys(maps)).toEqual(['judge', 'type']);
    const judged = (part: number): number[] => [...rows].filter((row) => request.parts[row] === part);
    for (const { data, shape } of Object.values(maps)) {
      expect(shape).toEqual([300, 8, 8]);
      const mapOf = (row: number): Float32Array => (data as Float32Array).subarray(row * 64, (row + 1) * 64);
      const withBar = judged(2).filter((row) => request.bars[row]);
      const onBar = withBar.filter((row) => isOnBar(mapOf(row), 8, request.bars[row]!));
      expect(onBar.length / withBar.length).toBeGreaterThan(0.9);
      // The scale from photos of the validation part; judged on those of the test part.
      const reference = judged(1);
      const { least, most } = scaleOf(
        Float32Array.from(reference.flatMap((row) => [...mapOf(row)])),
        64,
        reference.map((row) => (request.bars[row] ? 0 : 1)),
      );
      expect(most).toBeGreaterThan(least);
      const isShown = (row: number): boolean => Math.max(...mapOf(row)) > least;
      const without = judged(2).filter((row) => !request.bars[row]);
      expect(without.filter(isShown).length / without.length).toBeLessThan(0.1);
      expect(withBar.filter(isShown).length / withBar.length).toBeGreaterThan(0.9);
    }
  });
});

test('a number is explained with its sign: longer bars speak for more, in the target’s unit', async () => {
  const request = await pictureRequest({}, pictureTasks.slice(2), 240);
  const { maps } = await mapsOf(request, 14);
  const values = [...(maps['length']!.data as Float32Array)];
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
