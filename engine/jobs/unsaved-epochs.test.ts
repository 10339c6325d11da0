import { expect, test } from 'vitest';
import { epoch, note } from '../store/testing/records.ts';
import { unsavedEpochs } from './unsaved-epochs.ts';

test('epochs are handed over once, in order, with their notes', () => {
  const unsaved = unsavedEpochs();
  unsaved.add(epoch(1), []);
  unsaved.add(epoch(2), [note(2)]);
  const { records, notes } = unsaved.take();
  expect(records.map((record) => record.epoch)).toEqual([1, 2]);
  expect(notes).toEqual([note(2)]);
  expect(unsaved.take()).toEqual({ records: [], notes: [] });
});

test('a member of a search that begins anew replaces what the one before had left unsaved', () => {
  const unsaved = unsavedEpochs();
  for (const number of [5, 6, 1, 2]) unsaved.add(epoch(number), [note(number)]);
  const { records, notes } = unsaved.take();
  expect(records.map((record) => record.epoch)).toEqual([1, 2]);
  expect(notes).toEqual([note(1), note(2)]);
});
