// The signature alone is enough to feed an exported model and to read its answers: photos, windows, forecasts.

import { expect, test } from 'vitest';
import type { Task } from '../contract/tasks.ts';
import { openExportedModel } from '../runtime/index.ts';
import { inputTensors } from '../training/batch.ts';
import { loadModel, saveModel, trainRun } from '../training/index.ts';
import { pictureRequest } from '../training/testing-pictures.ts';
import { seriesRequest } from '../training/testing-series.ts';
import { exportModel } from './index.ts';

const shift = { mean: 0.25, deviation: 2 };
const common = { data: 'main', importance: 1, kind: 'forecast', lookback: 16 } as const;
const both: Task = { ...common, id: 'both', target: 'oil', targets: ['oil', 'load'], horizon: 4, interval: 0.8 };
const point: Task = { ...common, id: 'point', target: 'load', horizon: 2, unit: 'A' };

test('a forecast is read by it: column after column, row after row, the point between its ends', async () => {
  const request = await seriesRequest({}, [both, point]);
  const { plan } = request;
  const outcome = await trainRun({
    ...request,
    plan: { ...plan, series: { ...plan.series!, knownScales: [shift] } },
    budget: { epochs: 12 },
  });
  const { onnx, signature } = exportModel(loadModel(saveModel(outcome.model)));
  expect(signature.series).toEqual({
    lookback: 16,
    horizon: 4,
    columns: ['load', 'oil'],
    known: [{ name: 'shift', ...shift }],
  });
  const values = ['point', 'lower', 'upper'];
  expect(signature.outputs).toEqual([
    {
      task: 'both',
      kind: 'forecast',
      classes: [],
      unit: null,
      forecast: { columns: ['oil', 'load'], horizon: 4, values, interval: 0.8 },
    },
    {
      task: 'point',
      kind: 'forecast',
      classes: [],
      unit: 'A',
      forecast: { columns: ['load'], horizon: 2, values: ['point'], interval: null },
    },
  ]);
  const model = await openExportedModel(onnx);
  const answers = await model.run(inputTensors(request.inputs, outcome.rows.slice(0, 1)));
  await model.dispose();
  expect(answers['point']!.data).toHaveLength(2);
  const { columns, horizon } = signature.outputs[0]!.forecast!;
  const read = (column: string, step: number, value: string): number =>
    answers['both']!.data[(columns.indexOf(column) * horizon + step) * values.length + values.indexOf(value)]!;
  for (let step = 0; step < horizon; step++) {
    // The load runs between 30 and 70, the oil between -7 and 1.
    expect(read('load', step, 'point')).toBeGreaterThan(20);
    expect(read('oil', step, 'point')).toBeLessThan(5);
    for (const column of columns) {
      expect(read(column, step, 'lower')).toBeLessThan(read(column, step, 'point'));
      expect(read(column, step, 'upper')).toBeGreaterThan(read(column, step, 'point'));
    }
  }
});

test('a photo is prepared by it: size, channels, range of values, bits and fit', async () => {
  const request = await pictureRequest();
  const image = { ...request.plan.image!, bits: 12, fit: 'pad' as const };
  const outcome = await trainRun({ ...request, plan: { ...request.plan, image }, budget: { epochs: 1 } });
  const { signature } = exportModel(loadModel(saveModel(outcome.model)));
  expect(signature.image).toEqual({
    column: 'image',
    height: 16,
    width: 16,
    channels: 1,
    range: [0, 1],
    bits: 12,
    fit: 'pad',
  });
  const { data } = inputTensors(request.inputs, Uint32Array.of(0, 1, 2, 3))['image']!;
  const [least, most] = signature.image!.range;
  expect(data.every((value) => value >= least && value <= most)).toBe(true);
});
