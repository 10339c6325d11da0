// The menu as data: a pure function of language and system.

import type { MenuItemConstructorOptions } from 'electron';
import type { Language } from '../engine/contract/language.ts';
import { phrase } from './text.ts';

export interface MenuActions {
  readonly openDataFolder: () => void;
  readonly about: () => void;
}

export function menuTemplate(
  language: Language,
  platform: NodeJS.Platform,
  actions: MenuActions,
): MenuItemConstructorOptions[] {
  const say = (name: Parameters<typeof phrase>[0]): string => phrase(name, language);
  const mac = platform === 'darwin';
  const separator: MenuItemConstructorOptions = { type: 'separator' };
  const quit: MenuItemConstructorOptions = {
    label: say('quit'),
    role: 'quit',
    accelerator: mac ? 'Command+Q' : 'Ctrl+Q',
  };
  const about: MenuItemConstructorOptions = { label: say('about'), click: actions.about };
  const program: MenuItemConstructorOptions = { label: 'TaskLoom', submenu: [about, separator, quit] };
  return [
    ...(mac ? [program] : []),
    {
      label: say('file'),
      submenu: [{ label: say('close'), role: 'close', accelerator: 'CmdOrCtrl+W' }, ...(mac ? [] : [quit])],
    },
    {
      label: say('edit'),
      submenu: [
        { label: say('undo'), role: 'undo', accelerator: 'CmdOrCtrl+Z' },
        { label: say('redo'), role: 'redo', accelerator: mac ? 'Shift+Command+Z' : 'Ctrl+Y' },
        separator,
        { label: say('cut'), role: 'cut', accelerator: 'CmdOrCtrl+X' },
        { label: say('copy'), role: 'copy', accelerator: 'CmdOrCtrl+C' },
        { label: say('paste'), role: 'paste', accelerator: 'CmdOrCtrl+V' },
        { label: say('selectAll'), role: 'selectAll', accelerator: 'CmdOrCtrl+A' },
      ],
    },
    {
      label: say('view'),
      submenu: [
        { label: say('reload'), role: 'reload', accelerator: 'CmdOrCtrl+R' },
        separator,
        { label: say('actualSize'), role: 'resetZoom', accelerator: 'CmdOrCtrl+0' },
        { label: say('zoomIn'), role: 'zoomIn', accelerator: 'CmdOrCtrl+Plus' },
        { label: say('zoomOut'), role: 'zoomOut', accelerator: 'CmdOrCtrl+-' },
        separator,
        { label: say('fullScreen'), role: 'togglefullscreen', accelerator: mac ? 'Ctrl+Command+F' : 'F11' },
        { label: say('developerTools'), role: 'toggleDevTools', accelerator: mac ? 'Alt+Command+I' : 'Ctrl+Shift+I' },
      ],
    },
    { label: say('window'), submenu: [{ label: say('minimize'), role: 'minimize', accelerator: 'CmdOrCtrl+M' }] },
    {
      label: say('help'),
      submenu: [{ label: say('openDataFolder'), click: actions.openDataFolder }, ...(mac ? [] : [separator, about])],
    },
  ];
}
