import type { MenuItemConstructorOptions } from 'electron';
import { expect, test } from 'vitest';
import { languages } from '../engine/contract/language.ts';
import { menuTemplate } from './menu.ts';
import { languageOf } from './text.ts';

const actions = { openDataFolder: () => {}, about: () => {} };
const platforms = ['win32', 'darwin', 'linux'] as const;
const cases = languages.flatMap((language) => platforms.map((platform) => ({ language, platform })));

test.each(cases)(
  'in $language on $platform every entry has a label, something to do and a shortcut of its own',
  ({ language, platform }) => {
    const entries = menuTemplate(language, platform, actions).flatMap(
      (menu) => menu.submenu as MenuItemConstructorOptions[],
    );
    const real = entries.filter((entry) => entry.type !== 'separator');
    for (const entry of real) {
      expect(entry.label).toBeTruthy();
      expect(entry.role ?? entry.click).toBeDefined();
    }
    const shortcuts = real.flatMap((entry) => entry.accelerator ?? []);
    expect(new Set(shortcuts).size).toBe(shortcuts.length);
  },
);

test('undo, redo and quit are where each system has them', () => {
  const shortcuts = (platform: NodeJS.Platform): string => JSON.stringify(menuTemplate('en', platform, actions));
  expect(shortcuts('win32')).toContain('Ctrl+Y');
  expect(shortcuts('darwin')).toContain('Shift+Command+Z');
  expect(menuTemplate('en', 'darwin', actions)[0]!.label).toBe('TaskLoom');
});

test.each([
  ['ja', 'ja'],
  ['ja-JP', 'ja'],
  ['en-GB', 'en'],
  ['de', 'en'],
  ['jam', 'en'],
])('a system that speaks %s gets %s', (locale, language) => expect(languageOf(locale)).toBe(language));
