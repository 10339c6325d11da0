import { expect, test } from 'vitest';
import { shortcutOf } from './shortcuts.ts';

const press = (key: string, held: Partial<Record<'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey', boolean>> = {}) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...held,
});

test('undo and redo, with either habit for redo', () => {
  expect(shortcutOf(press('z', { ctrlKey: true }), false)).toEqual({
    kind: 'undo',
  });
  expect(shortcutOf(press('Z', { ctrlKey: true, shiftKey: true }), false)).toEqual({ kind: 'redo' });
  expect(shortcutOf(press('y', { metaKey: true }), false)).toEqual({
    kind: 'redo',
  });
});

test('keys typed into a field belong to the field', () => {
  expect(shortcutOf(press('z', { ctrlKey: true }), true)).toBeNull();
  expect(shortcutOf(press('?', { shiftKey: true }), true)).toBeNull();
});

test('steps are reached by Alt and their number', () => {
  expect(shortcutOf(press('3', { altKey: true }), true)).toEqual({
    kind: 'step',
    index: 2,
  });
  expect(shortcutOf(press('7', { altKey: true }), false)).toBeNull();
  expect(shortcutOf(press('3'), false)).toBeNull();
});
