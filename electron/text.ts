// What the shell itself says, in both languages: menu and dialogs.

import type { Language, Words } from '../engine/contract/language.ts';

export const phrases = {
  file: { ja: 'ファイル', en: 'File' },
  edit: { ja: '編集', en: 'Edit' },
  view: { ja: '表示', en: 'View' },
  window: { ja: 'ウィンドウ', en: 'Window' },
  help: { ja: 'ヘルプ', en: 'Help' },
  close: { ja: '閉じる', en: 'Close' },
  quit: { ja: '終了', en: 'Quit' },
  undo: { ja: '元に戻す', en: 'Undo' },
  redo: { ja: 'やり直す', en: 'Redo' },
  cut: { ja: '切り取り', en: 'Cut' },
  copy: { ja: 'コピー', en: 'Copy' },
  paste: { ja: '貼り付け', en: 'Paste' },
  selectAll: { ja: 'すべて選択', en: 'Select all' },
  reload: { ja: '再読み込み', en: 'Reload' },
  actualSize: { ja: '実際のサイズ', en: 'Actual size' },
  zoomIn: { ja: '拡大', en: 'Zoom in' },
  zoomOut: { ja: '縮小', en: 'Zoom out' },
  fullScreen: { ja: '全画面表示', en: 'Full screen' },
  developerTools: { ja: '開発者ツール', en: 'Developer tools' },
  minimize: { ja: '最小化', en: 'Minimise' },
  openDataFolder: { ja: 'データのフォルダーを開く', en: 'Open the data folder' },
  about: { ja: 'TaskLoom について', en: 'About TaskLoom' },
  trainingTitle: { ja: '学習中です。閉じますか?', en: 'Training is running. Close anyway?' },
  trainingDetail: {
    ja: '閉じると学習は止まります。次に起動したとき、直前のエポックから続きます。',
    en: 'Training stops when you close. It goes on from the last epoch the next time you start TaskLoom.',
  },
  keepTraining: { ja: '学習を続ける', en: 'Keep training' },
  closeAnyway: { ja: '閉じる', en: 'Close' },
  engineGaveUpTitle: { ja: '計算エンジンを起動できません', en: 'The engine cannot be started' },
  engineGaveUpDetail: {
    ja: '繰り返し停止しました。データは失われていません。次のファイルを開発元へお送りください:',
    en: 'It stopped again and again. No data was lost. Please send this file to the developers:',
  },
} as const satisfies Record<string, Words>;

export type Phrase = keyof typeof phrases;

export function phrase(name: Phrase, language: Language): string {
  return phrases[name][language];
}

/** Japanese where the system speaks Japanese, English elsewhere. */
export function languageOf(locale: string): Language {
  return /^ja\b/i.test(locale) ? 'ja' : 'en';
}
