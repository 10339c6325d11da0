import { expect, test } from 'vitest';
import type { AffinityMap } from '../../contract/methods.ts';
import { affinityTable } from './affinity.ts';
import { parseArguments } from './arguments.ts';
import { commandLineWords } from './words.ts';

const own = { value: 1, low: 1, high: 1 };
const none = { value: null, low: null, high: null };
const map: AffinityMap = {
  tasks: ['径', '傷'],
  cells: [
    { source: '径', target: '径', relative: own, gain: 0.01, verdict: 'helps', n: 9 },
    {
      source: '径',
      target: '傷',
      relative: { value: -0.2, low: -0.31, high: -0.1 },
      gain: -0.002,
      verdict: 'hurts',
      n: 9,
    },
    { source: '傷', target: '径', relative: none, gain: 0.001, verdict: 'unknown', n: 9 },
    { source: '傷', target: '傷', relative: own, gain: 0.01, verdict: 'helps', n: 9 },
  ],
  groups: [['径'], ['傷']],
  conflict: null,
  steps: 9,
  seconds: 1,
  seed: 1,
};

test.each([
  ['ja', '逆効果 -0.20 [-0.31, -0.10]', '判断できない'],
  ['en', 'Hurts -0.20 [-0.31, -0.10]', 'Cannot tell'],
] as const)('the map in words, %s', (language, hurts, unknown) => {
  const lines = affinityTable(map, { language, words: commandLineWords[language] }).split('\n');
  expect(lines[1]).toMatch(/^径 +- /);
  expect(lines[1]!.endsWith(hurts)).toBe(true);
  expect(lines[2]).toContain(unknown);
  expect(lines.slice(-3, -1)).toEqual(['  径', '  傷']);
});

test('`affinity` takes one project file', () => {
  expect(parseArguments(['affinity', 'p.json', '--json'])).toEqual({ verb: 'affinity', project: 'p.json', json: true });
  expect(() => parseArguments(['affinity'])).toThrow(/usage/);
  expect(() => parseArguments(['affinity', 'p.json', '--out', 'x'])).toThrow(/usage/);
});
