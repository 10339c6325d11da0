// Every sentence of the contract's catalogues exists in Japanese and in English.

import { expect, test } from 'vitest';
import { filesUnder } from './paths.ts';

const catalogues = filesUnder('engine/contract/text').filter((file) => !file.endsWith('.test.ts'));
const japanese = /[\u3040-\u30ff\u4e00-\u9fff]/;

/** The paths of entries that lack a language, are empty, or (as plain text) have no Japanese on the Japanese side. */
function incomplete(value: unknown, path: string): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const entry = value as Record<string, unknown>;
  if (!('ja' in entry) && !('en' in entry))
    return Object.entries(entry).flatMap(([key, inner]) => incomplete(inner, `${path}.${key}`));
  const { ja, en } = entry;
  if (typeof ja !== typeof en || !ja || !en) return [path];
  if (typeof ja === 'object') return sameKeys(ja, en as object) ? [] : [path];
  return typeof ja === 'string' && ja === en && /[a-z]{4,} [a-z]{3,}/i.test(ja) && !japanese.test(ja) ? [path] : [];
}

function sameKeys(one: object, other: object): boolean {
  return Object.keys(one).sort().join() === Object.keys(other).sort().join();
}

test.each(catalogues)('%s speaks both languages throughout', async (file) => {
  const module = (await import(/* @vite-ignore */ `../${file}`)) as Record<string, unknown>;
  expect(Object.entries(module).flatMap(([name, value]) => incomplete(value, name))).toEqual([]);
});

test('a missing language is found', () => {
  expect(incomplete({ a: { ja: 'はい', en: 'yes' }, b: { en: 'no' }, c: { d: { ja: '', en: 'x' } } }, 'text')).toEqual([
    'text.b',
    'text.c.d',
  ]);
});
