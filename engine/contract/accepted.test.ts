import { expect, test } from 'vitest';
import * as v from 'valibot';
import { isAccepted, withAccepted, withoutAccepted } from './accepted.ts';
import { ProjectDocument } from './project.ts';

const document = (accepted: unknown[]) =>
  v.parse(ProjectDocument, {
    data: [
      { id: 'A', files: ['a.csv'] },
      { id: 'B', files: ['b.csv'] },
    ],
    tasks: [],
    accepted,
  });
const key = 'identifier:番号';
const sets = ['A', 'B'];
const acceptedIn = ({ accepted }: ProjectDocument): string[] =>
  sets.filter((data) => isAccepted(accepted, { key, data }));

test('a finding accepted in one data set stays open in the other', () => {
  const once = withAccepted(document([]), 'A', key, true);
  expect(acceptedIn(once)).toEqual(['A']);
  expect(acceptedIn(withAccepted(once, 'B', key, true))).toEqual(sets);
  expect(withAccepted(once, 'A', key, false).accepted).toEqual([]);
  expect(v.parse(ProjectDocument, once)).toEqual(once);
});

test('what an earlier release wrote holds in every data set, until it is taken back in one', () => {
  expect(acceptedIn(document([key]))).toEqual(sets);
  expect(acceptedIn(withAccepted(document([key]), 'A', key, false))).toEqual(['B']);
  expect(isAccepted(document([key]).accepted, { key })).toBe(true);
});

test('accepting twice is accepting once', () => {
  const once = withAccepted(document([]), 'A', key, true);
  expect(withAccepted(once, 'A', key, true)).toEqual(once);
});

test('a data set that is replaced or removed takes with it what was accepted of it, and nothing else', () => {
  const both = document(['constant:色', { data: 'A', finding: key }, { data: 'B', finding: key }]);
  const left = withoutAccepted(both, 'A');
  expect(acceptedIn(left)).toEqual(['B']);
  expect(sets.filter((data) => isAccepted(left.accepted, { key: 'constant:色', data }))).toEqual(['B']);
});
