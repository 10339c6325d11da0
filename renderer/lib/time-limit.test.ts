import { expect, test } from 'vitest';
import { fitIntoTime } from './time-limit.ts';

test('without a limit everything is trained as planned, as often as asked', () => {
  expect(fitIntoTime([10, 20], 3, null)).toEqual([
    { seconds: 30, state: 'whole' },
    { seconds: 60, state: 'whole' },
  ]);
});

test('time that a short training does not need goes to the longer ones after it', () => {
  // 60 s for three: 20 s each; the first needs 10 s, which leaves 50 s for two.
  const fits = fitIntoTime([10, 40, 40], 1, 60);
  expect(fits.map((fit) => fit.state)).toEqual(['whole', 'short', 'short']);
  expect(fits.map((fit) => fit.seconds)).toEqual([10, 25, 25]);
});

test('shares too small to train in are named as left out', () => {
  // 5 s for four are 1.25 s each: nothing for the first; 5 / 3 is still under 2, 5 / 2 is not.
  expect(fitIntoTime([10, 10, 10, 10], 1, 5).map((fit) => fit.state)).toEqual(['none', 'none', 'short', 'short']);
});

test('a training of two shares gets twice the time of another', () => {
  // 60 s for 2 + 1 + 1 shares: 30 s for the first, then 30 s for two.
  const fits = fitIntoTime([40, 40, 10], 1, 60, [2, 1, 1]);
  expect(fits.map((fit) => fit.seconds)).toEqual([30, 15, 10]);
});
