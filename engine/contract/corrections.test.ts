import * as v from 'valibot';
import { expect, test } from 'vitest';
import { correctionOf, withCorrection, withoutCorrection } from './corrections.ts';
import { ProjectDocument } from './project.ts';

const document = v.parse(ProjectDocument, {
  data: [
    { id: 'photos', images: 'a.zip' },
    { id: 'other', files: ['a.csv'] },
  ],
  tasks: [],
});
const place = { source: 'photos', row: 3, column: 'class' };

test('a label that was put right is found, replaced by the next decision, and taken back without a trace', () => {
  expect(correctionOf(document, place)).toBeUndefined();
  const once = withCorrection(document, place, 'NG');
  expect(correctionOf(once, place)).toBe('NG');
  const twice = withCorrection(withCorrection(once, { ...place, row: 4 }, 'OK'), place, null);
  expect(correctionOf(twice, place)).toBeNull();
  expect(twice.data[0]!.corrections).toHaveLength(2);
  expect(withoutCorrection(withoutCorrection(twice, place), { ...place, row: 4 })).toEqual(document);
});

test('the decision is about one data set, one row and one column', () => {
  const once = withCorrection(document, place, 'NG');
  for (const other of [{ source: 'other' }, { row: 2 }, { column: 'grade' }])
    expect(correctionOf(once, { ...place, ...other })).toBeUndefined();
});
