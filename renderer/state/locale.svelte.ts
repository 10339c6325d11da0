// The language and theme of the window, readable from every part, changed at once everywhere.

import type { Language } from '../../engine/contract/language.ts';
import { recall, remember } from '../lib/remember.ts';

export type Theme = 'system' | 'light' | 'dark';

class Locale {
  language = $state<Language>(recall('language', navigator.language.startsWith('ja') ? 'ja' : 'en'));
  theme = $state<Theme>(recall('theme', 'system'));
  /** What the operating system asks for; followed while the theme is `system`. */
  systemIsDark = $state(false);

  readonly isDark = $derived(this.theme === 'dark' || (this.theme === 'system' && this.systemIsDark));

  setLanguage(language: Language): void {
    this.language = language;
    remember('language', language);
  }

  setTheme(theme: Theme): void {
    this.theme = theme;
    remember('theme', theme);
  }
}

export const locale = new Locale();
