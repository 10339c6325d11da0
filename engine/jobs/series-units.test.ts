// Which series share a network: those of one clock, lookback and kind of network.

import { expect, test } from 'vitest';
import type { ProjectDocument } from '../contract/project.ts';
import { freeze } from './prepare.ts';
import { hours } from './testing/hours.ts';
import { openWorkbench } from './testing/workbench.ts';
import { prepare } from './units.ts';

test('hours and days, and two kinds of network, are units of their own though they look back equally far', async () => {
  const bench = openWorkbench();
  bench.write('hours.csv', hours(400));
  bench.write('more.csv', hours(400));
  const days = Array.from({ length: 400 }, (_, day) => {
    const date = new Date(Date.UTC(2024, 0, 1 + day)).toISOString().slice(0, 10);
    return `${date},${(5 + (day % 7)).toFixed(1)}`;
  });
  bench.write('days.csv', ['日付,出荷', ...days].join('\n'));
  const forecast = (id: string, target: string) =>
    ({ id, data: id, target, kind: 'forecast', horizon: 7, lookback: 48, importance: 1 }) as const;
  const document: ProjectDocument = {
    inputs: { exclude: [] },
    recipes: [],
    budget: { epochs: 2 },
    seeds: [1],
    accepted: [],
    name: '時間と日',
    data: [
      { id: 'hours', files: ['hours.csv'], time: '日時' },
      { id: 'days', files: ['days.csv'], time: '日付' },
      { id: 'more', files: ['more.csv'], time: '日時' },
      { id: 'convolved', files: ['more.csv'], time: '日時', network: 'convolution' },
    ],
    tasks: [
      forecast('hours', '負荷'),
      forecast('days', '出荷'),
      forecast('more', '負荷'),
      forecast('convolved', '負荷'),
    ],
    split: { kind: 'time', test: 0.25, validation: 0.2, seed: 1 },
  };
  const data = await bench.jobs.load(document);
  const { units } = await prepare(document, data, freeze(document, data));
  expect(units.map(({ targets }) => targets.map(({ task }) => task.id))).toEqual([
    ['hours', 'more'],
    ['days'],
    ['convolved'],
  ]);
  await bench.close();
  expect(units.map(({ plan }) => plan.series!.network)).toEqual([undefined, undefined, 'convolution']);
});
