// Every phrase of the window exists in both languages, is not empty, and Japanese is Japanese.

import { expect, test } from 'vitest';

const modules = import.meta.glob<Record<string, { ja: object; en: object }>>(['./*.ts', '!./*.test.ts'], {
  eager: true,
});
const tables = Object.entries(modules).flatMap(([file, module]) =>
  Object.entries(module).map(([name, table]) => ({ name: `${file} ${name}`, ...table })),
);
const japanese = /[\u3040-\u30ff\u4e00-\u9fff]/;

/** Phrases by path; functions are called with a stand-in for every argument. */
function phrases(value: unknown, path: string): [string, string][] {
  if (typeof value === 'string') return [[path, value]];
  if (typeof value === 'function')
    return phrases(
      (value as (...parts: unknown[]) => unknown)(...Array.from({ length: value.length }, () => '7')),
      path,
    );
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => phrases(inner, `${path}.${key}`));
}

test('there are words for every page', () => {
  expect(tables.length).toBeGreaterThanOrEqual(9);
});

test.each(tables)('$name has the same phrases in both languages', ({ ja, en }) => {
  expect(phrases(en, '').map(([path]) => path)).toEqual(phrases(ja, '').map(([path]) => path));
});

// Said by a blank: a step that is always reached, a recipe that has its own name.
const mayBeEmpty = /notReached\.data$|kinds\.recipe$/;

test.each(tables)('$name has no empty phrase, and no Japanese in English', ({ ja, en }) => {
  const all = [...phrases(ja, 'ja'), ...phrases(en, 'en')];
  expect(all.filter(([path, text]) => text.trim() === '' && !mayBeEmpty.test(path))).toEqual([]);
  expect(phrases(en, 'en').filter(([path, text]) => japanese.test(text) && !path.endsWith('.japanese'))).toEqual([]);
});
