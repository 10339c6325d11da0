// Which series share a network: those of one clock, lookback and kind of network.

import { expect, test } from 'vitest';
import { createRng } from '../base/rng.ts';
import { resolveRecipe } from '../recipes/recipe.ts';
import { createExecutor } from '../runtime/index.ts';
import { setUp } from '../training/setup.ts';
import { freeze } from './prepare.ts';
import { hours } from './testing/hours.ts';
import { openWorkbench } from './testing/workbench.ts';
import { prepare } from './units.ts';
import { testDocument } from './testing/document.ts';

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
  const document = testDocument({
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
  });
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

test('of two series with other seasons that share a network, the live MASE of each is on the season of its own', async () => {
  const bench = openWorkbench();
  const rng = createRng(2);
  const file = (target: string, isOpen: (weekday: number) => boolean): string => {
    const days = Array.from({ length: 420 }, (_, day) => new Date(Date.UTC(2024, 0, 1 + day)));
    const open = days.filter((date) => isOpen(date.getUTCDay()));
    const cells = open.map(
      (date) => `${date.toISOString().slice(0, 10)},${(5 + 3 * date.getUTCDay() + rng.normal()).toFixed(3)}`,
    );
    return [`日付,${target}`, ...cells].join('\n');
  };
  bench.write(
    '全日.csv',
    file('来客', () => true),
  );
  bench.write(
    '平日.csv',
    file('出荷', (weekday) => weekday > 0 && weekday < 6),
  );
  const forecast = (id: string, target: string) =>
    ({ id, data: id, target, kind: 'forecast', horizon: 5, lookback: 30, importance: 1 }) as const;
  const document = testDocument({
    name: '全日と平日',
    data: [
      { id: '全日', files: ['全日.csv'], time: '日付' },
      { id: '平日', files: ['平日.csv'], time: '日付' },
    ],
    tasks: [forecast('全日', '来客'), forecast('平日', '出荷')],
    split: { kind: 'time', test: 0.25, validation: 0.2, seed: 1 },
  });
  const data = await bench.jobs.load(document);
  const { units } = await prepare(document, data, freeze(document, data));
  await bench.close();
  expect(units).toHaveLength(1);
  const [unit] = units as [(typeof units)[0]];
  const clocks = unit.targets.map(({ task }) => unit.order!.clocks.get(task.id)!.season);
  expect(clocks).toEqual([7, 5]);
  const recipe = resolveRecipe(
    { sharing: 'hard', weighting: 'equal', schedule: 'joint', search: 'none' },
    unit.targets.map(({ task }) => task),
  );
  // `setUp` reads everything of a request but its executor.
  const { plan } = setUp({ ...unit, recipe, budget: {}, seed: 1, executor: await createExecutor('cpu') });
  plan.network.heads.forEach((head) => {
    // Weekday by weekday only chance differs: |a - b| of two standard normals is 2 / sqrt(pi) = 1.13 on average. On the
    // season of the other series whole weekdays would: 3 a day.
    expect(head.forecast!.naive![0]).toBeGreaterThan(0.9);
    expect(head.forecast!.naive![0]).toBeLessThan(1.4);
  });
});
